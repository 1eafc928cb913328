"""The callers of a load: whom they ask for, how, and what they expect."""

from collections import Counter

import pytest

from ivr.call import Plan
from ivr.directory import Office
from ivr.load import scenarios
from ivr.load.load_call import make
from ivr.load.scenarios import Scenario, ScenarioCaller, unmet
from ivr.simulator import AcceptedInput, Desk, Disconnect, Piece, Playback, PressKeys, SimulatedCall, Speak
from ivr.testcall import Target
from tests.simulator.pages import Answer, dial


@pytest.fixture(scope="module")
def all_scenarios(plan: Plan) -> tuple[Scenario, ...]:
    return scenarios(plan)


def test_people_come_for_every_office_in_every_way(plan: Plan, all_scenarios: tuple[Scenario, ...]) -> None:
    assert Counter(scenario.office.key for scenario in all_scenarios) == dict.fromkeys(
        (office.key for office in plan.directory.offices.values()), 3
    )
    assert Counter(scenario.kind for scenario in all_scenarios) == {
        "one sentence": 94,
        "two answers": 94,
        "keypad": 94,
    }
    assert all_scenarios == scenarios(plan)


def test_every_tenth_scenario_is_played(hotline: Target, all_scenarios: tuple[Scenario, ...]) -> None:
    calls = [(make(hotline, scenario, number, "test"), scenario) for number, scenario in enumerate(all_scenarios[::10])]

    assert {unmet(call, scenario) for call, scenario in calls} == {""}
    assert len({call.sid for call, _ in calls}) == len(calls)


def scenario(plan: Plan, *answers: str) -> Scenario:
    return Scenario("keypad", plan.fallback, answers, "", "")


def question(timeout: float) -> Playback:
    return Playback(10.0, (Piece("何でしょう", 3.0),), AcceptedInput(timeout=timeout))


def test_an_answer_comes_after_the_question_and_within_its_time(plan: Plan) -> None:
    deeds = [ScenarioCaller(scenario(plan, "1"), seed).hears(question(2)) for seed in range(20)]
    slow = [ScenarioCaller(scenario(plan, "愛知県です"), seed).hears(question(6)) for seed in range(20)]

    for (press,) in deeds:
        assert isinstance(press, PressKeys)
        assert press.at is not None
        assert 3.5 <= press.at <= 4.5
    for (speak,) in slow:
        assert isinstance(speak, Speak)
        assert speak.at is not None
        assert 3.5 <= speak.at <= 5.5
    assert len(set(slow)) == 20


def test_what_needs_no_answer_gets_none(plan: Plan) -> None:
    assert ScenarioCaller(scenario(plan, "1"), 0).hears(Playback(0.0, (Piece("ようこそ", 1.0),))) == ()
    assert ScenarioCaller(scenario(plan, ""), 0).hears(question(2)) == ()


def test_whom_nobody_answered_hears_what_he_can_do_and_hangs_up(plan: Plan) -> None:
    person = ScenarioCaller(scenario(plan), 0)
    assert person.hears(question(6)) == ()
    person.desk("+81522236953")
    assert person.hears(Playback(0.0, (Piece("お話し中でした。", 1.0),))) == ()
    assert person.hears(question(6)) == (Disconnect(),)


def test_desks_answer_soon_and_talk_for_a_while_or_are_busy(plan: Plan) -> None:
    desks = [ScenarioCaller(scenario(plan), seed).desk("") for seed in range(300)]

    assert {desk.outcome for desk in desks} == {"answer", "busy", "no-answer"}
    assert sum(desk.outcome == "answer" for desk in desks) > 220
    assert all(2 <= desk.after <= 8 for desk in desks)
    assert all(5 <= desk.talks <= 25 for desk in desks)


OFFICE = Office("23", "center", "愛知県センター", "052-223-6953")
SHARED = Office("23", "center", "愛知県センター", "052-223-6953", shared_line=True)
PHRASE, WHISPER = "「センターでの相談」と、お伝えください。", "センターでの、相談です。"
RINGS = "<Dial><Number>+81522236953</Number></Dial>"
WHISPERS = f'<Say language="ja-JP">{PHRASE}</Say><Dial><Number url="/whisper">+81522236953</Number></Dial>'


def scenario_for(office: Office) -> Scenario:
    return Scenario("keypad", office, (), PHRASE, WHISPER if office.shared_line else "")


def played(document: str, desk: Desk | None = None, whisper: str = WHISPER) -> SimulatedCall:
    pages: dict[str, Answer] = {"/voice": document, "/whisper": f'<Say language="ja-JP">{whisper}</Say>'}
    call = dial(pages, lambda _number: desk or Desk())
    while call.heard:
        call.act(*([PressKeys("1", at=0.1)] if call.heard.asked else []))
    return call


@pytest.mark.parametrize(
    ("office", "document", "expected"),
    [
        (OFFICE, RINGS, ""),
        (OFFICE, "<Say>Bye.</Say>", "rang nobody, not +81522236953"),
        (OFFICE, "<Dial>+81352535432</Dial>", "rang +81352535432, not +81522236953"),
        (OFFICE, RINGS + RINGS, "rang +81522236953, +81522236953, not +81522236953"),
        (OFFICE, f'<Say language="ja-JP">{PHRASE}</Say>{RINGS}', "was told the phrase of a shared line"),
        (OFFICE, RINGS + "<Redirect>/gone</Redirect>", "error 11200: "),
        (SHARED, WHISPERS, ""),
        (SHARED, RINGS, f"was not told the phrase; the desk heard 「」, not 「{WHISPER}」"),
        (SHARED, f'<Gather timeout="1"><Say language="ja-JP">{PHRASE}</Say></Gather>', "rang nobody, not +81522236953"),
    ],
)
def test_a_call_rings_the_right_office_with_the_right_words(office: Office, document: str, expected: str) -> None:
    wrong = unmet(played(document), scenario_for(office))
    assert wrong.startswith(expected)
    assert bool(wrong) is bool(expected)


def test_a_phrase_that_a_key_cuts_was_not_said() -> None:
    gather = f'<Gather action="/ring" numDigits="1"><Say language="ja-JP">{PHRASE}</Say></Gather>'
    call = dial({"/voice": gather, "/ring": RINGS})
    while call.heard:
        call.act(*([PressKeys("1", at=0.1)] if call.heard.asked else []))
    assert "was not told the phrase" in unmet(call, scenario_for(SHARED))


def test_a_desk_that_does_not_answer_hears_no_whisper() -> None:
    assert unmet(played(WHISPERS, Desk("busy")), scenario_for(SHARED)) == ""


def test_a_desk_hears_its_own_whisper() -> None:
    wrong = unmet(played(WHISPERS, whisper="協議会です。"), scenario_for(SHARED))
    assert wrong == f"the desk heard 「協議会です。」, not 「{WHISPER}」"
