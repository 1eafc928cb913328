"""Questions in front of those for service and place: they are passed once, and what they fill is used."""

import sys
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode

import pytest

from ivr.call import Call, Plan, RingNumber, from_pairs, to_pairs
from ivr.call.step import revalidate
from tests.cli.copies import copied
from tests.conftest import SiteCopy

from . import in_front
from .talk import after, turns

NUMBER, HEADQUARTERS = "+81522236953", "+81354701840"


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return in_front.without_slot(SiteCopy(copied(tmp_path_factory.mktemp("passed")))).plan()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return in_front.with_slot(SiteCopy(copied(tmp_path_factory.mktemp("filled")))).plan()


@pytest.mark.parametrize(
    ("answers", "nodes"),
    [
        (("はい", "経営改善支援センター", "愛知県"), ["ask_service", "ask_prefecture", "read_back"]),
        (("1", "1", "3", "1"), ["ask_service", "ask_prefecture", "ask_prefecture", "read_back"]),
        (("はい", "愛知県の経営改善支援センター"), ["ask_service", "read_back"]),
        (("いいえ", "愛知県", "経営改善支援センター"), ["ask_service", "ask_which", "read_back"]),
        (("いいえ、愛知県の経営改善支援センターです",), ["read_back"]),
        (("いいえ、愛知県です", "1"), ["ask_service", "read_back"]),
        (("愛知県の経営改善支援センター", "はい"), ["ask_customer", "read_back"]),
        (("はい", "経営改善支援センター", "岡山県", "はい"), ["ask_service", *["ask_prefecture"] * 2, "read_back"]),
        (
            ("2", "愛知県の経営改善支援センター", "いいえ", "三重県"),
            ["ask_service", "read_back", "what_is_wrong", "read_back"],
        ),
    ],
)
def test_a_call_goes_on_from_where_it_is(passed: Plan, answers: tuple[str, ...], nodes: list[str]) -> None:
    assert [turn.call.node for turn in turns(passed, *answers)[1:]] == nodes


def test_what_is_said_on_the_way_is_heard_by_whoever_speaks_as_by_whoever_keys(passed: Plan) -> None:
    for answer in ("2", "いいえ", "いいえ、愛知県です"):
        assert "はじめてのかたですね。" in after(passed, answer).said


def test_back_leads_to_the_question_in_front_which_is_then_asked_anew(passed: Plan) -> None:
    asked, again = turns(passed, "1", "*", "2")[2:]

    assert (asked.call.node, asked.call.slots) == ("ask_customer", ())
    assert again.call.slots == (("ask_customer", "ask_service"),)


def test_a_flow_that_leads_back_to_it_asks_it_again(small_copy: SiteCopy) -> None:
    site = in_front.without_slot(small_copy)
    site.change(in_front.FLOW, "says: [newcomer], next: ask_service}", "says: [newcomer], next: ask_customer}")

    assert [turn.call.node for turn in turns(site.plan(), "2", "2", "1", "経営改善支援センター")[1:]] == [
        *("ask_customer", "ask_customer"),
        *("ask_service", "ask_prefecture"),
    ]


def test_a_call_keeps_what_it_has_passed_in_its_address(passed: Plan) -> None:
    call = after(passed, "はい", "経営改善支援センター").call
    query = urlencode(to_pairs(call))

    assert query.startswith("ask_customer=ask_service&service=center&stage=first&by=voice")
    assert from_pairs(call.node, parse_qsl(query)) == call


def test_a_slot_of_the_sites_own_decides_who_rings_and_what_the_desk_hears(filled: Plan) -> None:
    member, guest = after(filled, "はい", "愛知県の協議会", "はい").last, after(filled, "2").last
    assert isinstance(member, RingNumber)
    assert isinstance(guest, RingNumber)
    assert member.whisper
    assert guest.whisper

    assert (member.number, member.whisper.text) == (NUMBER, "お取引があるかたからの、相談です。")
    assert (guest.number, guest.whisper.kana) == (HEADQUARTERS, "おとりひきがないかたからの、そうだんです。")


@pytest.mark.parametrize(
    ("slots", "left"),
    [
        ((("customer", "member"), ("service", "center")), (("customer", "member"), ("service", "center"))),
        ((("customer", "friend"),), ()),
        ((("colour", "red"), ("customer", "guest")), (("customer", "guest"),)),
        ((("ask_customer", "ask_service"),), ()),
    ],
)
def test_a_slot_that_the_plan_does_not_know_is_left_out(
    filled: Plan, slots: tuple[tuple[str, str], ...], left: tuple[tuple[str, str], ...]
) -> None:
    assert revalidate(filled, Call("ask_service", slots)).slots == left


def test_words_of_a_slot_fill_it_at_every_question_once(site_copy: SiteCopy) -> None:
    site = in_front.with_slot(site_copy)
    site.change(in_front.FLOW, 'label: customer_yes, words: "yes"', "label: customer_yes, words: member")
    site.change(in_front.MEANINGS, "\nlists:\n", "\nlists:\n  member: {names: [会員]}\n")
    site.change(in_front.FLOW, "    next: ask_customer\n", "    next: ask_service\n")
    site.change(in_front.FLOW, "    help: help_prefecture\n    next: read_back\n", "    next: ask_customer\n")
    site.change(in_front.FLOW, "to: {member: ask_service}", "to: {member: read_back}")
    plan = site.plan()

    assert after(plan, "会員です").call.slots == (("customer", "member"),)
    assert after(plan, "会員です", "愛知県の協議会").call.node == "read_back"
    assert after(plan, "愛知県の協議会").call.node == "ask_customer"
    assert after(plan, "2", "愛知県", "2", "会員です").call.slot("customer") == "guest"


def test_a_branch_knows_services_and_prefectures_too(site_copy: SiteCopy) -> None:
    site = in_front.with_slot(site_copy, "to: {member: by_place}\n    otherwise: newcomer")
    site.change(
        in_front.FLOW,
        "  by_customer:\n",
        "  by_place:\n    kind: branch\n    slot: prefecture\n    to: {愛知県: newcomer, 三重県: by_service}\n"
        "    otherwise: ask_service\n"
        "  by_service: {kind: branch, slot: service, to: {council: newcomer}, otherwise: ask_service}\n"
        "  by_customer:\n",
    )
    plan = site.plan()

    numbers = [
        after(plan, said, "はい").rang for said in ("愛知県です", "三重県の協議会です", "三重県です", "奈良県です")
    ]
    assert numbers == [HEADQUARTERS, HEADQUARTERS, "", ""]


FAULTS = [
    ("slot: customer\n    choices", "slot: turn\n    choices", 'a slot cannot be called "turn"'),
    ("slot: customer\n    choices", "slot: office\n    choices", 'a slot cannot be called "office"'),
    ("slot: customer\n    choices", "slot: center_for\n    choices", 'a slot cannot be called "center_for"'),
    ("slot: customer\n    choices", "slot: Kunde\n    choices", 'a slot cannot be called "Kunde"'),
    ("slot: customer\n    choices", "slot: servise\n    choices", 'did you mean "service"?'),
    ("value: guest", "value: ゲスト", 'a slot cannot be filled with "ゲスト"'),
    ("slot: customer\n    to", "slot: custom\n    to", 'no question fills the slot "custom"; did you mean "customer"?'),
    ("to: {member: ask", "to: {menber: ask", '"menber" never fills the slot "customer"; did you mean "member"?'),
    (
        "to: {member: ask_service}",
        "to: {member: ask_servise}",
        'there is no node "ask_servise"; did you mean "ask_service"?',
    ),
    ("otherwise: newcomer", "otherwise: newcomers", 'there is no node "newcomers"; did you mean "newcomer"?'),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_what_a_slot_or_a_branch_cannot_be_is_reported_where_it_is_written(
    small_copy: SiteCopy, old: str, new: str, message: str
) -> None:
    site = in_front.with_slot(small_copy)
    site.change(in_front.FLOW, old, new)
    line = site.read(in_front.FLOW).partition(new)[0].count("\n") + 1

    found = next(one for one in site.load().problems if one.path.endswith("flow.yaml"))
    assert (found.line, message in found.message) == (line, True)


def test_a_question_in_front_cannot_be_called_as_something_in_an_address(small_copy: SiteCopy) -> None:
    site = in_front.without_slot(small_copy)
    site.change(in_front.FLOW, "    next: ask_customer\n", "    next: language\n")
    site.change(in_front.FLOW, "  ask_customer:\n", "  language:\n")

    assert ['cannot be called "language" here' in one.message for one in site.load().problems] == [True]


def test_a_question_in_front_cannot_be_called_as_a_slot_of_the_sites_own(small_copy: SiteCopy) -> None:
    site = in_front.with_slot(small_copy)
    site.change(in_front.FLOW, "    next: ask_customer\n", "    next: customer\n")
    question = '{kind: choose, choices: [{key: "1", label: customer_yes, to: ask_customer}], menu: [choices]}'
    site.change(in_front.FLOW, "  ask_customer:\n", f"  customer: {question}\n  ask_customer:\n")

    assert ['cannot be called "customer" here' in one.message for one in site.load().problems] == [True]


@pytest.mark.parametrize(("more", "found"), [(7, []), (8, ["a call remembers at most 8 slots"])])
def test_a_call_remembers_eight_questions_in_front(small_copy: SiteCopy, more: int, found: list[str]) -> None:
    site = in_front.without_slot(small_copy)
    names = [*(f"ask_{at}" for at in range(more)), "ask_customer"]
    site.change(in_front.FLOW, "    next: ask_customer\n", "    next: ask_0\n")
    questions = "".join(
        f'  {name}: {{kind: choose, choices: [{{key: "1", label: customer_yes, to: {to}}}], menu: [choices]}}\n'
        for name, to in pairwise(names)
    )
    site.change(in_front.FLOW, "  ask_customer:\n", f"{questions}  ask_customer:\n")

    assert [one.message[:32] for one in site.load().problems] == found


def test_a_branch_on_notices_that_cannot_be_read_is_not_reported_for_that(small_copy: SiteCopy) -> None:
    site = in_front.with_slot(small_copy)
    site.change(in_front.FLOW, "slot: customer\n    to: {member:", "slot: notice\n    to: {flood:")
    site.write("data/notices.yaml", "[")

    assert {one.path.rpartition("/")[2] for one in site.load().problems} == {"notices.yaml"}


def test_a_doubtful_place_asked_about_in_between_skips_no_question_in_front(passed: Plan, filled: Plan) -> None:
    for plan in (passed, filled):
        asked, customer, end = turns(plan, "岡山県かもしれませんが、経営改善支援センターです", "1", "1")[1:]

        assert [turn.call.node for turn in (asked, customer, end)] == ["ask_prefecture", "ask_customer", "read_back"]
        assert (end.service, end.prefecture) == ("center", "33")


@pytest.mark.parametrize("onward", ["ask_service", "by_hours"])
def test_what_was_said_on_the_way_is_not_said_again_when_a_call_goes_on(small_copy: SiteCopy, onward: str) -> None:
    site = in_front.with_slot(small_copy)
    branch = "  by_hours: {kind: branch, slot: hours, to: {closed: hand_over}, otherwise: ask_service}\n"
    site.change(in_front.FLOW, "  newcomer:", f"{branch if onward == 'by_hours' else ''}  newcomer:")
    site.change(in_front.FLOW, "says: [newcomer], next: ring_newcomers}", f"says: [newcomer], next: {onward}}}")
    heard = [turn.said for turn in turns(site.plan(), "いいえ", "経営改善支援センター", "愛知県")]

    assert ["はじめてのかたですね。" in said for said in heard] == [False, True, False, False]


def test_a_way_on_behind_a_question_in_front_may_be_longer_than_the_stack(small_copy: SiteCopy) -> None:
    many = sys.getrecursionlimit()
    site = in_front.with_slot(small_copy, "to: {member: say_0}\n    otherwise: newcomer")
    said = "".join(f"  say_{at}: {{kind: say, says: [], next: say_{at + 1}}}\n" for at in range(many))
    said += f"  say_{many}: {{kind: say, says: [], next: ask_service}}\n"
    site.change(in_front.FLOW, "  newcomer:", f"{said}  newcomer:")

    assert after(site.plan(), "1", "経営改善支援センター").call.node == "ask_prefecture"


def test_the_ways_through_branches_on_hours_in_a_row_are_not_all_walked_nor_too_long(small_copy: SiteCopy) -> None:
    many = sys.getrecursionlimit()
    site = in_front.with_slot(small_copy, "to: {member: by_0}\n    otherwise: newcomer")
    nodes = "".join(
        f"  by_{at}: {{kind: branch, slot: hours, to: {{closed: say_{at}}}, otherwise: by_{at + 1}}}\n"
        f"  say_{at}: {{kind: say, says: [], next: by_{at + 1}}}\n"
        for at in range(many)
    )
    nodes += f"  by_{many}: {{kind: say, says: [], next: ask_service}}\n"
    site.change(in_front.FLOW, "  newcomer:", f"{nodes}  newcomer:")

    assert after(site.plan(), "1", "経営改善支援センター").call.node == "ask_prefecture"


def test_branches_on_hours_that_lead_to_each_other_are_left_all_the_same(small_copy: SiteCopy) -> None:
    site = in_front.with_slot(small_copy, "to: {member: by_0}\n    otherwise: newcomer")
    nodes = "  by_0: {kind: branch, slot: hours, to: {closed: by_1}, otherwise: ask_service}\n"
    nodes += "  by_1: {kind: branch, slot: hours, to: {closed: by_0}, otherwise: by_0}\n"
    site.change(in_front.FLOW, "  newcomer:", f"{nodes}  newcomer:")

    assert after(site.plan(), "1", "経営改善支援センター").call.node == "ask_prefecture"


@pytest.mark.parametrize("ask", [in_front.with_slot, in_front.without_slot])
def test_a_question_behind_a_branch_on_hours_is_passed_as_well(
    site_copy: SiteCopy, ask: Callable[[SiteCopy], SiteCopy]
) -> None:
    site = ask(site_copy)
    site.change(
        in_front.FLOW, "    says: [welcome]\n    next: ask_customer\n", "    says: [welcome]\n    next: by_hours\n"
    )
    site.change(
        in_front.FLOW,
        "  ask_customer:\n",
        "  by_hours: {kind: branch, slot: hours, to: {closed: hand_over}, otherwise: ask_customer}\n  ask_customer:\n",
    )
    plan = site.plan()

    said = ("はい", "経営改善支援センター", "愛知県")
    assert [turn.call.node for turn in turns(plan, *said)[1:]] == ["ask_service", "ask_prefecture", "read_back"]
    doubtful = turns(plan, "岡山県かもしれませんが、経営改善支援センターです", "1", "1")
    assert [turn.call.node for turn in doubtful[1:]] == ["ask_prefecture", "ask_customer", "read_back"]
