"""What each claim says of a step that breaks it, and how the conditions of that step are named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.call import Asking, Call, Conditions, HangUp, Outcome, Plan, RingNumber
from ivr.check.proof import claims, prove
from ivr.check.proof.alphabet import FAULT, LAST, LATE, SILENCE, Answer
from ivr.check.proof.conditions import in_words
from ivr.check.proof.player import PlayedAnswer
from ivr.check.proof.step import Announced, Arrival
from ivr.places import Probable
from ivr.translation import using_language

from .small import FLOW, PROMPTS, copy, planted

AT_READ_BACK = Call(node="read_back", slots=(("service", "center"), ("prefecture", "23")))
STRANGER = RingNumber("+81312345678", 20)


def there(claim: Callable[[Plan, Arrival], str], announced: Announced) -> Callable[[Plan], str]:
    return lambda plan: claim(plan, Arrival(AT_READ_BACK, (HangUp(),), announced))


def after(
    claim: Callable[..., str], answer: Answer, *ways: RingNumber | HangUp, call: Call = AT_READ_BACK
) -> Callable[[Plan], str]:
    return lambda plan: claim(plan, AT_READ_BACK, answer, Arrival(call, ways))


BROKEN = [
    (there(claims.right_number, Announced(strange=True)), "a number is read out that is not the office's"),
    (there(claims.phrase_with_number, Announced(unnamed=True)), "without the sentence to ask for the office"),
    (after(claims.unasked, SILENCE, STRANGER), "a telephone rings again unasked"),
    (after(claims.back_key, Answer("key", "*"), HangUp()), '* does not lead back from "read_back"'),
    (after(claims.help_key, Answer("key", "0"), HangUp()), '0 at "read_back" neither helps nor leads'),
    (after(claims.nothing_rings, Answer("speech", "?"), STRANGER), 'not understood at "read_back" rings an office'),
    (after(claims.asked_back, Answer("speech", "?"), HangUp()), 'a question from the caller at "read_back" is taken'),
    (after(claims.comforted, Answer("speech", "?"), HangUp()), 'despair at "read_back" leads neither to an office'),
    (after(claims.corrected, Answer("key", "2"), STRANGER), '2 at "read_back" rings an office'),
    (after(claims.handed_over, LATE, STRANGER), "turns the call is not handed over"),
    (after(claims.rescued, FAULT, HangUp()), "after a fault of the service neither"),
]


@pytest.mark.parametrize(("broken", "message"), BROKEN)
def test_a_claim_says_what_is_wrong(plan: Plan, broken: Callable[[Plan], str], message: str) -> None:
    assert message in broken(plan)


@pytest.mark.parametrize(("asked", "wrong"), [("06", False), ("23", True)])
def test_a_name_of_several_places_settles_the_question_about_one_of_them(
    plan: Plan, asked: str, *, wrong: bool
) -> None:
    before = Call(node="ask_prefecture", asking=Asking("yes_no", candidates=(asked,)))
    named = Answer("speech", "山形です", with_place=lambda _: LATE.heard._replace(place=Probable("06", "山形")))

    assert bool(claims.nothing_rings(plan, before, named, Arrival(before, (STRANGER,)))) == wrong


def test_a_call_that_was_handed_over_is_to_end(plan: Plan) -> None:
    before = AT_READ_BACK._replace(handed_over=True)

    assert claims.ends_at_last(plan, before, LAST, Arrival(before, (STRANGER,))) != ""
    assert claims.ends_at_last(plan, before, LAST, Arrival(before, (HangUp(),))) == ""


def every(plan: Plan) -> frozenset[str]:
    return frozenset(office.key for office in plan.directory)


def test_a_world_is_described_by_its_hindrances(plan: Plan) -> None:
    some, all_ = frozenset({"23-center"}), every(plan)

    assert in_words(plan, Conditions()) == ""
    for world, words in (
        (Conditions(closed=some, failing=all_), "some offices are closed and every office is failing"),
        (Conditions(closed=all_, failing=some), "every office is closed and some offices are failing"),
        (Conditions(notices=frozenset({"rain"})), 'the notice "rain" is in force'),
        (Conditions(over_limit=True), "the caller is over the limit"),
    ):
        assert in_words(plan, world) == words


def test_a_call_is_described_in_the_readers_language() -> None:
    answers = [PlayedAnswer(SILENCE, "", Conditions(), ())]
    answers += [PlayedAnswer(Answer("dial", outcome=one), "", Conditions(), ()) for one in Outcome]
    with using_language("ja"):
        lines = [str(one) for one in answers]

    assert lines == [
        "（沈黙）",
        "（通話が終わった）",
        "（話し中）",
        "（応答なし）",
        "（不通）",
        "（呼び出しをやめました）",
    ]


BETWEEN = "  between: {kind: say, says: [welcome], next: ask_service}\n"


@pytest.mark.unmeasured
def test_an_announcement_that_no_question_hears_is_told_what_it_lacks(small_site: Path, tmp_path: Path) -> None:
    said = "    kind: say\n    says: [welcome]\n    next: ask_service\n"
    listened = "    kind: listen\n    says: [welcome]\n    next: between\n"
    proof = prove(planted(copy(tmp_path, small_site), (FLOW, said, listened + BETWEEN)), processes=1)

    assert proof
    told = [one.message for one in proof.problems if one.rule == "proof-distress"]
    assert ["; let a question follow this announcement" in message for message in told] == [True]


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("gap", "message"),
    [
        (
            "prefecture",
            "a prompt is said with the gap {prefecture}, which nothing fills in this call; ask for it before",
        ),
        ("choices", "a prompt is said with the gap {choices}, which only menus fill"),
    ],
)
def test_a_call_that_cannot_even_begin_is_reported(small_site: Path, tmp_path: Path, gap: str, message: str) -> None:
    welcome = "経営相談の案内です。", f"経営相談の{{{gap}}}の案内です。"
    reading = "けいえいそうだんのあんないです。", f"けいえいそうだんの{{{gap}}}のあんないです。"
    changes = ((PROMPTS, *welcome), (PROMPTS, *reading))
    proof = prove(planted(copy(tmp_path, small_site), *changes), processes=1)

    assert proof
    assert [(one.rule, one.message) for one in proof.problems] == [("proof-error", message)]


@pytest.mark.unmeasured
def test_so_is_one_that_cannot_begin_while_offices_are_closed(small_site: Path, tmp_path: Path) -> None:
    night = (
        "nodes:\n  by_hours: {kind: branch, slot: hours, to: {closed: night}, otherwise: welcome}\n"
        "  night: {kind: say, says: [noted_prefecture], next: welcome}\n"
    )
    site = copy(tmp_path, small_site)
    (site / "data" / "hours.yaml").write_text("site: {week: {mon-fri: [09:00-17:00]}}\n", encoding="utf-8")
    changes = ((FLOW, "start: welcome\n", "start: by_hours\n"), (FLOW, "nodes:\n", night))
    proof = prove(planted(site, *changes), processes=1)

    assert proof
    assert [one.rule for one in proof.problems] == ["proof-error"]
