"""Conditions that prevent a ring: closed, failing, over the limit; an office of which nothing is known rings."""

from dataclasses import replace
from datetime import datetime

import pytest

from ivr.call import Conditions, DialEnded, Keyed, Outcome, Plan, Silent, step
from ivr.call.nodes import Choice, Choose, ReadBack, Ring

from .talk import Answer, Turn, after, event, turns

MIE = ("事業再生", "三重県")
MIE_COUNCIL = "+81592283370"
NUMBER = "ゼロゴーキューの、ニーニーハチの、サンサンナナゼロ。"
CLOSED = Conditions(closed=frozenset({"24-council"}))
FAILING = Conditions(failing=frozenset({"24-council"}))
LIMITED = Conditions(over_limit=True)
RING_ALL_THE_SAME = "このまま、おつなぎするときは、イチ。"


@pytest.mark.parametrize(
    ("world", "words"),
    [
        (CLOSED, "三重県の中小企業再生支援協議会は、ただいま、受付をしておりません。"),
        (FAILING, "三重県の中小企業再生支援協議会は、ただいま、電話が、つながりにくくなっています。"),
    ],
)
def test_of_a_closed_or_failing_office_callers_hear_so_and_its_number_and_may_ring_it(
    plan: Plan, world: Conditions, words: str
) -> None:
    turn = after(plan, *MIE, world=world)

    assert turn.said.startswith(words)
    assert turn.said.count(NUMBER) == 2
    assert RING_ALL_THE_SAME in turn.said


@pytest.mark.parametrize("world", [CLOSED, FAILING])
@pytest.mark.parametrize("answer", ["1", "つないでください", "はい、つないでください"])
def test_it_rings_all_the_same_when_asked_to(plan: Plan, world: Conditions, answer: str) -> None:
    assert after(plan, *MIE, answer, world=world).rang == MIE_COUNCIL


@pytest.mark.parametrize("world", [CLOSED, FAILING])
@pytest.mark.parametrize(
    ("to_mie", "yes"),
    [(MIE, "はい"), (MIE, "ええ、お願いします"), (("8", "2", "3", "4"), "yes"), (("8", "2", "3", "4"), "Yeah, sure.")],
)
def test_a_yes_may_be_to_the_number_and_rings_only_once_the_offer_alone_was_said(
    plan: Plan, world: Conditions, to_mie: tuple[str, ...], yes: str
) -> None:
    number = after(plan, *to_mie, world=world)
    first = then(plan, number, yes, world)
    again = then(plan, first, "#", world)

    assert (first.rang, first.ended) == ("", False)
    assert first.said in number.said
    assert then(plan, first, yes, world).rang == MIE_COUNCIL
    # Once the number was read out again, a yes may be to the number again.
    assert again.said in number.said
    assert len(again.said) > len(first.said)
    assert (then(plan, again, yes, world).rang, then(plan, again, yes, world).said) == ("", first.said)


@pytest.mark.parametrize("world", [CLOSED, FAILING])
@pytest.mark.parametrize("note", ["わかりました", "大丈夫です", "いいです", "はい、承知しました"])
def test_who_notes_the_number_or_needs_no_more_is_never_connected(plan: Plan, world: Conditions, note: str) -> None:
    once, thanked = (after(plan, *MIE, said, world=world) for said in (note, f"{note}、ありがとうございました"))

    assert (once.rang, once.ended) == ("", False)
    assert then(plan, once, note, world).ended
    assert thanked.rang == ""


@pytest.mark.parametrize("world", [CLOSED, FAILING])
@pytest.mark.parametrize("said", ["ありがとうございます、お願いします", "助かりました、頼みます"])
def test_who_thanks_and_wants_what_is_offered_is_not_let_go(plan: Plan, world: Conditions, said: str) -> None:
    assert not after(plan, *MIE, said, world=world).ended


@pytest.mark.parametrize("world", [CLOSED, FAILING])
@pytest.mark.parametrize("thanks", ["ありがとうございました", "わかりました、ありがとうございます", "はい、書けました"])
def test_who_thanks_for_the_number_is_let_go(plan: Plan, world: Conditions, thanks: str) -> None:
    turn = after(plan, *MIE, thanks, world=world)

    assert (turn.rang, turn.ended) == ("", True)


@pytest.mark.parametrize("told", ["0", "いつ開きますか", "日本語でお願いします", "どんな制度ですか"])
def test_a_yes_may_be_to_what_was_told_before_the_offer_too(plan: Plan, told: str) -> None:
    turn = then(plan, after(plan, *MIE, "", world=CLOSED), told, CLOSED)
    once = then(plan, turn, "はい", CLOSED)

    assert RING_ALL_THE_SAME in turn.said
    assert (once.rang, once.ended) == ("", False)
    assert then(plan, once, "はい", CLOSED).rang == MIE_COUNCIL


def test_who_thinks_about_the_offer_may_say_yes_and_a_question_at_another_menu_leaves_its_count(
    plan: Plan,
) -> None:
    turn = after(plan, *MIE, "", "えーと", "はい", world=CLOSED)

    assert turn.rang == MIE_COUNCIL
    assert after(plan, "", "", "お金はかかりますか").call.asking.tries == 1


def test_a_yes_takes_no_offer_beside_that_of_the_fallback_office_and_no_other_language(plan: Plan) -> None:
    node = plan.flow.nodes["tell_number_first"]
    assert isinstance(node, Choose)
    beside = replace(node, menu_again=("choices", "offer_fallback"))
    abroad = replace(node, choices=(Choice("8", label="offer_english", language="en"),))

    for changed in (beside, abroad):
        flow = replace(plan.flow, nodes={**plan.flow.nodes, "tell_number_first": changed})
        turn = after(replace(plan, flow=flow), *MIE, "はい", "はい", world=CLOSED)
        assert (turn.rang, turn.call.language) == ("", "ja")


@pytest.mark.parametrize("node", ["not_reached", "stopped"])
def test_a_yes_to_several_offers_takes_none(plan: Plan, node: str) -> None:
    asked = {"not_reached": (*MIE, "1", Outcome.BUSY), "stopped": ("つながないで",)}[node]
    once = after(plan, *asked, "はい")

    assert (once.rang, once.call.node) == ("", node)
    assert then(plan, once, "はい", Conditions()).rang == ""


@pytest.mark.parametrize("world", [CLOSED, FAILING])
@pytest.mark.parametrize("answer", ["2", "いいえ、違います"])
def test_the_office_that_was_named_can_be_refused_there_too(plan: Plan, world: Conditions, answer: str) -> None:
    assert after(plan, *MIE, answer, world=world).said.startswith("失礼しました。都道府県が違うときは、イチ。")


@pytest.mark.parametrize("world", [CLOSED, FAILING])
def test_it_does_not_ring_unasked(plan: Plan, world: Conditions) -> None:
    turn = after(plan, *MIE, "", "", world=world)

    assert turn.ended


def test_over_the_limit_the_number_is_read_out_without_blame_and_nothing_rings(plan: Plan) -> None:
    turn = after(plan, *MIE, world=LIMITED)

    assert turn.said.startswith("申し訳ありません。ただいま、この電話からは、おつなぎできません。")
    assert turn.said.count(NUMBER) == 2
    assert "おつなぎするとき" not in turn.said
    assert after(plan, *MIE, "1", world=LIMITED).rang == ""


@pytest.mark.parametrize(
    "world",
    [Conditions(), Conditions(now=datetime(2026, 11, 22, 3, 0)), Conditions(closed=frozenset({"24-center"}))],  # noqa: DTZ001
)
def test_what_is_unknown_or_about_another_office_rings(plan: Plan, world: Conditions) -> None:
    assert after(plan, *MIE, "", world=world).rang == MIE_COUNCIL


@pytest.mark.parametrize("way", [Silent(LIMITED), Keyed("1", LIMITED)])
def test_the_limit_holds_at_the_ring_too(plan: Plan, way: Silent | Keyed) -> None:
    read_back = after(plan, *MIE)
    turn = Turn(*step(plan, read_back.call, way))

    assert turn.rang == ""
    assert turn.said.count(NUMBER) == 2


def test_the_limit_holds_for_a_second_ring(plan: Plan) -> None:
    busy = after(plan, *MIE, "", Outcome.BUSY)

    assert Turn(*step(plan, busy.call, Keyed("1", LIMITED))).rang == ""


@pytest.mark.parametrize("world", [CLOSED, FAILING])
def test_an_office_that_was_read_back_rings_even_if_it_closes_at_that_moment(plan: Plan, world: Conditions) -> None:
    read_back = after(plan, *MIE)

    assert Turn(*step(plan, read_back.call, Silent(world))).rang == MIE_COUNCIL


@pytest.mark.parametrize(
    ("world", "node"),
    [
        (replace(CLOSED, failing=FAILING.failing), "tell_number_first"),
        (replace(CLOSED, over_limit=True), "tell_number_only"),
    ],
)
def test_the_limit_is_named_before_what_concerns_the_office(plan: Plan, world: Conditions, node: str) -> None:
    assert after(plan, *MIE, world=world).call.node == node


@pytest.mark.parametrize(
    ("world", "exits", "node"),
    [
        (replace(CLOSED, over_limit=True), {"over_limit": None}, "tell_number_first"),
        (replace(CLOSED, failing=FAILING.failing), {"closed": None, "failing": "what_is_wrong"}, "what_is_wrong"),
        (replace(LIMITED, failing=FAILING.failing), {"over_limit": None, "failing": None}, "read_back"),
    ],
)
def test_what_leads_nowhere_at_the_read_back_hides_nothing_that_does(
    plan: Plan, world: Conditions, exits: dict[str, str | None], node: str
) -> None:
    read_back = plan.node("read_back")
    assert isinstance(read_back, ReadBack)
    unless = replace(read_back.unless, **exits)
    nodes = {**plan.flow.nodes, "read_back": replace(read_back, unless=unless)}

    assert after(replace(plan, flow=replace(plan.flow, nodes=nodes)), *MIE, world=world).call.node == node


def test_a_closed_office_at_which_nobody_answers_is_said_to_be_closed(plan: Plan) -> None:
    turn = after(plan, *MIE, world=replace(CLOSED, failing=FAILING.failing))

    assert turn.said.startswith("三重県の中小企業再生支援協議会は、ただいま、受付をしておりません。")


HEADQUARTERS = "+81354701840"
ITS_NUMBER = "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。"
NO_HEADQUARTERS = Conditions(failing=frozenset({"headquarters"}))


def test_headquarters_that_keep_failing_are_not_rung_blindly_but_when_asked_for_again(plan: Plan) -> None:
    turn = after(plan, "全国本部", world=NO_HEADQUARTERS)

    assert "全国本部は、ただいま、電話が、つながりにくくなっています。" in turn.said
    assert turn.said.count(ITS_NUMBER) == 2
    assert "このまま、本部におつなぎするときは、イチ。" in turn.said
    assert Turn(*step(plan, turn.call, Keyed("1", NO_HEADQUARTERS))).rang == HEADQUARTERS


@pytest.mark.parametrize("world", [NO_HEADQUARTERS, LIMITED])
def test_a_call_that_nobody_leads_hears_a_number_where_headquarters_should_not_ring(
    plan: Plan, world: Conditions
) -> None:
    turn, _, last = turns(plan, "", "", "", "", "", world=world)[3:]

    assert (turn.rang, turn.said.count(ITS_NUMBER)) == ("", 2)
    assert last.ended


@pytest.mark.parametrize("world", [NO_HEADQUARTERS, LIMITED, Conditions(closed=frozenset({"headquarters"}))])
def test_despair_rings_a_person_whatever_the_world_says(plan: Plan, world: Conditions) -> None:
    assert after(plan, "もう死にたいです", world=world).rang == HEADQUARTERS


def test_the_end_of_a_ring_is_said_whatever_the_world_says(plan: Plan) -> None:
    ringing = after(plan, *MIE, "")
    turn = Turn(*step(plan, ringing.call, DialEnded(Outcome.BUSY, CLOSED)))

    assert turn.said.startswith("申し訳ありません。窓口は、ただいま話し中です。")


def test_a_caller_may_turn_to_another_office_instead(plan: Plan) -> None:
    turn = after(plan, *MIE, "愛知県です", world=CLOSED)

    assert turn.said.startswith("愛知県の中小企業再生支援協議会におつなぎします。")


HEADQUARTERS_CLOSED = Conditions(closed=frozenset({"headquarters"}))
AGAIN, ITS_NUMBER_TOLD = "もう一度かけるとき", "電話番号を聞くとき"
OTHER, TO_HEADQUARTERS = "もう一方の相談窓口につなぐとき", "全国本部につなぐとき"


@pytest.mark.parametrize(
    ("world", "offered"),
    [
        (Conditions(), {AGAIN, ITS_NUMBER_TOLD, OTHER, TO_HEADQUARTERS}),
        (HEADQUARTERS_CLOSED, {AGAIN, ITS_NUMBER_TOLD, OTHER}),
        (NO_HEADQUARTERS, {AGAIN, ITS_NUMBER_TOLD, OTHER}),
        (Conditions(closed=frozenset({"24-center"})), {AGAIN, ITS_NUMBER_TOLD, TO_HEADQUARTERS}),
        (Conditions(failing=frozenset({"24-council"})), {AGAIN, ITS_NUMBER_TOLD, OTHER, TO_HEADQUARTERS}),
        (LIMITED, {ITS_NUMBER_TOLD}),
    ],
)
def test_after_a_ring_in_vain_no_connection_is_offered_that_is_not_to_be_had(
    plan: Plan, world: Conditions, offered: set[str]
) -> None:
    ringing = after(plan, *MIE, "")
    turn = Turn(*step(plan, ringing.call, DialEnded(Outcome.BUSY, world)))

    assert {label for label in (AGAIN, ITS_NUMBER_TOLD, OTHER, TO_HEADQUARTERS) if label in turn.said} == offered


@pytest.mark.parametrize("answer", ["0", "全国本部"])
def test_a_closed_headquarters_that_is_asked_for_all_the_same_says_why_it_does_not_ring(
    plan: Plan, answer: str
) -> None:
    turn = after(plan, *MIE, "", Outcome.BUSY, answer, world=HEADQUARTERS_CLOSED)

    assert "全国本部は、ただいま、受付をしておりません。" in turn.said


def test_a_menu_of_which_nothing_is_to_be_had_names_no_keys(plan: Plan) -> None:
    turn = after(plan, *MIE, "", Outcome.BUSY, "2", "", world=Conditions())
    limited = Turn(*step(plan, turn.call, Keyed("#", LIMITED)))

    assert AGAIN in turn.said
    assert limited.said.endswith("もう一度聞くときは、シャープ。終わるときは、このまま、お切りください。")
    assert AGAIN not in limited.said


@pytest.mark.parametrize("world", [HEADQUARTERS_CLOSED, NO_HEADQUARTERS])
@pytest.mark.parametrize("answers", [("本部につないで",), ("全国本部",), ("オペレーターをお願いします",), ("0", "0")])
def test_who_still_wants_a_person_where_headquarters_do_not_ring_unasked_has_them_rung(
    plan: Plan, world: Conditions, answers: tuple[str, ...]
) -> None:
    assert after(plan, "全国本部", *answers, world=world).rang == HEADQUARTERS
    assert after(by_name(plan), "全国本部", *answers, world=world).rang == HEADQUARTERS


def by_name(plan: Plan) -> Plan:
    """Return *plan* with a flow that rings the fallback office by its own name."""
    nodes = {
        name: replace(node, office=plan.flow.fallback_office)
        if isinstance(node, Ring) and node.office == "fallback"
        else node
        for name, node in plan.flow.nodes.items()
    }
    return replace(plan, flow=replace(plan.flow, nodes=nodes))


IN_ENGLISH = "英語でお願いします"
ZERO_ONCE_MORE = {
    (): "全国本部につなぐときは、もう一度、ゼロ。",
    (IN_ENGLISH,): "For the national headquarters, press zero once more.",
}
ZERO = {(): "全国本部につなぐときは、ゼロ。", (IN_ENGLISH,): "For the national headquarters, press zero."}
TO_READ_BACK = ("1", "3", "1")
# Keys lead to the same questions in every language. After a ring in vain 0 is a choice, and no help.
QUESTIONS: dict[str, tuple[Answer, ...]] = {
    "ask_service": (),
    "ask_service menu": ("",),
    "explain": ("3",),
    "ask_prefecture menu": ("1",),
    "ask_prefecture region": ("1", "3"),
    "read_back": TO_READ_BACK,
    "what_is_wrong": (*TO_READ_BACK, "2"),
    "tell_number": (*TO_READ_BACK, "", Outcome.BUSY, "2"),
    "tell_number_only": ("0", "0", Outcome.BUSY),
}
MENUS_AGAIN: dict[str, tuple[Answer, ...]] = {
    "ask_service menu": ("", ""),
    "ask_prefecture menu": ("1", ""),
    "ask_prefecture region": ("1", "3", ""),
}
HINDRANCES = {
    "nothing": (Conditions(), True),
    "closed": (HEADQUARTERS_CLOSED, False),
    "failing": (NO_HEADQUARTERS, False),
    "over the limit": (LIMITED, False),
    "closed elsewhere": (replace(CLOSED, failing=frozenset({"23-center"})), True),
}


def then(plan: Plan, turn: Turn, answer: Answer, world: Conditions) -> Turn:
    return Turn(*step(plan, turn.call, event(answer, world)))


@pytest.mark.parametrize("language", ZERO_ONCE_MORE)
@pytest.mark.parametrize("question", QUESTIONS)
def test_help_says_that_zero_once_more_leads_to_headquarters_while_it_does(
    plan: Plan, question: str, language: tuple[str, ...]
) -> None:
    asked = after(plan, *language, *QUESTIONS[question])

    assert question in (asked.call.node, f"{asked.call.node} {asked.call.asking.stage}")
    for hindrance, (world, rings) in HINDRANCES.items():
        helped = then(plan, asked, "0", world)
        assert (helped.call.node, helped.call.asking.helped) == (asked.call.node, True), hindrance
        assert (ZERO_ONCE_MORE[language] in helped.said) is rings, hindrance
        assert (then(plan, helped, "0", world).rang == HEADQUARTERS) is rings, hindrance
        assert ZERO_ONCE_MORE[language] not in then(plan, helped, "#", world).said  # it belongs to the help


@pytest.mark.parametrize("language", ZERO)
@pytest.mark.parametrize("question", MENUS_AGAIN)
def test_a_menu_played_again_offers_headquarters_while_they_ring(
    plan: Plan, question: str, language: tuple[str, ...]
) -> None:
    said = (*language, *MENUS_AGAIN[question])

    for hindrance, (world, rings) in HINDRANCES.items():
        asked = then(plan, after(plan, *said[:-1]), said[-1], world)
        handed = then(plan, asked, "0", world)
        assert (asked.call.node, asked.call.asking.stage, asked.call.asking.tries) == (*question.split(), 1), hindrance
        assert (ZERO[language] in asked.said) is rings, hindrance
        assert (handed.rang == HEADQUARTERS) is rings, hindrance
        assert rings or "ゼロサンの、ゴーヨンナナゼロの" in handed.said or "zero three" in handed.said, hindrance


@pytest.mark.parametrize("world", [HEADQUARTERS_CLOSED, NO_HEADQUARTERS])
def test_help_says_so_where_headquarters_that_were_said_not_to_answer_ring_all_the_same(
    plan: Plan, world: Conditions
) -> None:
    helped = after(plan, "全国本部", "0", world=world)

    assert helped.call.node == "tell_number_fallback"
    assert ZERO_ONCE_MORE[()] in helped.said
    assert then(plan, helped, "0", world).rang == HEADQUARTERS


def test_help_that_names_zero_itself_is_heard_as_it_is_written(plan: Plan) -> None:
    defaults = replace(plan.flow.defaults, help="ask_service", help_fallback=None)
    written = replace(plan, flow=replace(plan.flow, defaults=defaults))

    for world, _rings in HINDRANCES.values():
        explain = after(written, "3")
        assert then(written, explain, "0", world).said == plan.prompts["ask_service"].text + explain.said
