"""How long a caller is spoken to until an office rings, for every office of the directory.

The clock adds an assumed caller: 4 s for one sentence and 2 s for a short answer, 2 s of silence that end it, 1 s for
the recogniser, 1.3 s for a key; then the window of the read-back.
"""

import re
from collections.abc import Callable
from statistics import mean

import pytest

from ivr.call import Ask, HangUp, Plan, RingNumber, step
from ivr.call.nodes import AskPlace
from ivr.directory import Office
from ivr.speech import KEYS, Line, seconds

from .talk import Turn, event, turns

Way = Callable[[Plan, Office], list[Turn]]

SERVICES = {"center": ("経営改善支援センター", "1"), "council": ("中小企業再生支援協議会", "2")}
SENTENCE, ANSWER, RECOGNISED, KEY = 4.0, 2.0, 3.0, 1.3


def one_sentence(plan: Plan, office: Office) -> list[Turn]:
    prefecture, service = names(plan, office)
    return confirmed(plan, turns(plan, f"{prefecture}の{service}をお願いします"))


def two_answers(plan: Plan, office: Office) -> list[Turn]:
    prefecture, service = names(plan, office)
    return confirmed(plan, turns(plan, service, prefecture))


def keypad(plan: Plan, office: Office) -> list[Turn]:
    """Say nothing to the question in words; then the keys are announced."""
    return turns(plan, "", *keys(plan, office))


def names(plan: Plan, office: Office) -> tuple[str, str]:
    return plan.places.prefectures[office.prefecture or ""].name, SERVICES[office.service or ""][0]


def confirmed(plan: Plan, played: list[Turn]) -> list[Turn]:
    """Say yes where a place is asked about."""
    if played[-1].call.asking.stage != "yes_no":
        return played
    return [*played, Turn(*step(plan, played[-1].call, event("はい")))]


def keys(plan: Plan, office: Office) -> tuple[str, str, str]:
    """Return the keys for an office; a prefecture of two regions is looked for in the first."""
    name, _ = names(plan, office)
    question = plan.flow.nodes["ask_prefecture"]
    assert isinstance(question, AskPlace)
    region, place = next(
        (number, region.areas.index(name) + 1)
        for number, region in enumerate(question.regions, 1)
        if name in region.areas
    )
    return SERVICES[office.service or ""][1], str(region), str(place)


def lines(turn: Turn) -> list[Line]:
    return [line for one in turn.instructions if not isinstance(one, RingNumber | HangUp) for line in one.lines]


def spoken(played: list[Turn], rate: float) -> float:
    return sum(seconds(line.kana, rate) + line.pause for turn in played for line in lines(turn))


def until_announced(turn: Turn, key: str) -> float:
    """Return the seconds, at the natural rate, until *key* has been announced in *turn*."""
    total = 0.0
    for line in lines(turn):
        if announced := re.match(rf".*?は、?{KEYS[key]}", line.kana):
            return total + seconds(announced[0])
        total += seconds(line.kana) + line.pause
    raise AssertionError(f"{key} is not announced in {turn.said}")


def extra(played: list[Turn], office: Office) -> float:
    """Return the seconds by which a budget grows: 8 for a shared line, 7 for a yes/no question."""
    return 8 * office.shared_line + 7 * any(turn.call.asking.stage == "yes_no" for turn in played)


@pytest.mark.parametrize(("way", "budget"), [(one_sentence, 23), (two_answers, 26), (keypad, 55)])
def test_no_office_takes_more_spoken_seconds_than_its_way_may(plan: Plan, way: Way, budget: float) -> None:
    rate = plan.voices["ja"].rate.usual
    played = {office: way(plan, office) for office in plan.directory.offices.values()}
    over = {
        office.key: round(spoken(one, rate), 1)
        for office, one in played.items()
        if spoken(one, rate) > budget + extra(one, office)
    }

    assert len(played) == 94
    assert {one[-1].call.node for one in played.values()} == {"read_back"}
    assert rate == 0.9
    assert over == {}


@pytest.mark.parametrize(
    ("way", "caller", "budget"),
    [(one_sentence, SENTENCE + RECOGNISED, 21), (two_answers, 2 * (ANSWER + RECOGNISED), 27.5)],
)
def test_by_the_clock_a_speaking_caller_waits_no_longer_on_average(
    plan: Plan, way: Way, caller: float, budget: float
) -> None:
    assert mean(by_the_clock(way(plan, office), caller) for office in plan.directory.offices.values()) <= budget


def by_the_clock(played: list[Turn], caller: float) -> float:
    questions = sum(turn.call.asking.stage == "yes_no" for turn in played) * (ANSWER + RECOGNISED)
    return spoken(played, 1.0) + caller + questions + played[-1].asked.wait


def test_by_the_clock_who_presses_what_he_heard_announced_waits_no_longer_on_average(plan: Plan) -> None:
    assert mean(pressing(plan, office) for office in plan.directory.offices.values()) <= 32


def test_half_of_the_callers_by_keys_and_a_quarter_each_by_one_sentence_or_two_wait_27_seconds(plan: Plan) -> None:
    offices = [office for office in plan.directory.offices.values() if office.prefecture not in plan.alike]
    means = [
        mean(by_the_clock(one_sentence(plan, office), SENTENCE + RECOGNISED) for office in offices),
        mean(by_the_clock(two_answers(plan, office), 2 * (ANSWER + RECOGNISED)) for office in offices),
        mean(pressing(plan, office) for office in offices),
    ]

    assert len(offices) == 78
    assert sum(part * each for part, each in zip((0.25, 0.25, 0.5), means, strict=True)) <= 27


def test_a_caller_may_speak_after_a_few_seconds_and_hears_the_keys_after_a_pause(plan: Plan) -> None:
    opening = turns(plan)[0]

    assert spoken([opening], plan.voices["ja"].rate.usual) <= 5
    assert opening.asked.wait == 3
    assert not any(word in opening.said for word in KEYS.values())


def pressing(plan: Plan, office: Office) -> float:
    opening, *questions, read_back = keypad(plan, office)
    heard = sum(until_announced(turn, key) for turn, key in zip(questions, keys(plan, office), strict=True))
    return waited_out(opening) + heard + 3 * KEY + waited_out(read_back)


def waited_out(turn: Turn) -> float:
    return spoken([turn], 1.0) + turn.asked.wait


def test_a_shared_line_adds_at_most_eight_seconds_and_a_question_seven(plan: Plan) -> None:
    rate = plan.voices["ja"].rate.usual
    aichi, mie = plan.directory.offices["23", "center"], plan.directory.offices["24", "center"]
    okayama = two_answers(plan, plan.directory.offices["33", "center"])

    assert 0 < spoken(one_sentence(plan, aichi), rate) - spoken(one_sentence(plan, mie), rate) <= 8
    assert 0 < spoken(okayama[-2:-1], rate) <= 7


def test_every_question_on_the_way_can_be_interrupted(plan: Plan) -> None:
    for turn in keypad(plan, plan.directory.offices["24", "council"]):
        assert [type(one) for one in turn.instructions] == [Ask]
