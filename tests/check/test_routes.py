"""The routes to every office, and how long they take."""

from dataclasses import replace

import pytest

from ivr.call import Keyed, Plan
from ivr.call.nodes import Choose
from ivr.check.proof.sentences import PATTERNS
from ivr.check.routes.routes import PHRASINGS, Route, missing, routes, unanswered
from ivr.check.routes.seconds import costliest, length, seconds_of_lines
from ivr.meaning import LANGUAGES
from ivr.speech import Line, SpeakingRate, recording, seconds

WELCOME = "けいえいそうだんのあんないです。"
ASKED = "どのようなごそうだんですか。"


def test_routes_and_proof_have_words_in_every_language_that_is_understood() -> None:
    assert set(PHRASINGS) == set(PATTERNS) == set(LANGUAGES)


@pytest.fixture(scope="module")
def ways(plan: Plan) -> dict[tuple[str, str], Route]:
    return {(route.office.key, route.kind): route for route in routes(plan)}


def answers(route: Route) -> list[str]:
    return [turn.typed for turn in route.turns]


def test_every_office_is_reached_in_each_way(plan: Plan, ways: dict[tuple[str, str], Route]) -> None:
    assert len(ways) == 3 * 94
    assert list(missing(plan, ways.values())) == []


WAYS = [
    ("23-council", "one sentence", ["愛知県の中小企業再生支援協議会をお願いします", ""]),
    ("23-council", "two answers", ["中小企業再生支援協議会です", "愛知県です", ""]),
    ("23-council", "keypad", ["", "2", "3", "1", ""]),
    ("33-center", "one sentence", ["岡山県の経営改善支援センターをお願いします", "はい", ""]),
    ("33-center", "keypad", ["", "1", "7", "2", ""]),
]


@pytest.mark.parametrize(("office", "kind", "said"), WAYS)
def test_the_answers_of_a_way(ways: dict[tuple[str, str], Route], office: str, kind: str, said: list[str]) -> None:
    assert answers(ways[office, kind]) == said


def test_an_office_without_a_number_of_its_own_is_missing(plan: Plan) -> None:
    offices = {key: office for key, office in plan.directory.offices.items() if office.key != "23-council"}
    without = replace(plan, directory=replace(plan.directory, offices=offices))
    found = routes(without)

    assert list(missing(without, found)) == []
    assert {(office.key, kind) for office, kind in missing(plan, found)} == {
        ("23-council", "one sentence"),
        ("23-council", "two answers"),
        ("23-council", "keypad"),
    }


def test_a_key_may_lead_to_a_language_and_to_a_node(plan: Plan) -> None:
    ask = plan.flow.nodes["ask_service"]
    assert isinstance(ask, Choose)
    led = tuple(replace(one, to="ask_service") if one.language else one for one in ask.choices)
    flow = replace(plan.flow, nodes={**plan.flow.nodes, "ask_service": replace(ask, choices=led)})

    for language in plan.languages:
        keyed = [route for route in routes(replace(plan, flow=flow).speaks(language)) if route.kind == "keypad"]

        assert len(keyed) == 94
        assert {answers(route)[0] for route in keyed} == {"" if language == "ja" else "8"}
        assert {turn.call.language for route in keyed for turn in route.turns[1:]} == {language}


def test_who_never_answers_is_led_to_the_fallback_office(plan: Plan) -> None:
    route = unanswered(plan)

    assert route
    assert route.office is plan.fallback
    assert answers(route) == ["", "", ""]
    assert length(plan, route, SpeakingRate()).clock - length(plan, route, SpeakingRate()).spoken == pytest.approx(
        3 + 2 * 6
    )


def test_a_step_that_raises_leads_to_no_office(plan: Plan) -> None:
    prompts = {**plan.prompts, "read_back": replace(plan.prompts["read_back"], text="{nothing}", kana="{nothing}")}

    assert routes(replace(plan, prompts=prompts)) == ()


CLOCK = [  # what the caller adds: what he says, the end of speech, the recogniser, keys, and the window
    ("23-council", "one sentence", 4 + 2 + 1 + 2),
    ("23-council", "two answers", 2 * (2 + 2 + 1) + 2),
    ("23-council", "keypad", 3 + 3 * 1.3 + 2),
    ("23-center", "keypad", 3 + 3 * 1.3 + 3),
    ("33-council", "one sentence", 4 + 2 + 1 + 2 + 2 + 1 + 2),
]


@pytest.mark.parametrize(("office", "kind", "added"), CLOCK)
def test_the_clock_adds_the_caller(
    plan: Plan, ways: dict[tuple[str, str], Route], office: str, kind: str, added: float
) -> None:
    time = length(plan, ways[office, kind], SpeakingRate())

    assert time.clock - time.spoken == pytest.approx(added)


def test_what_is_spoken_is_counted_line_by_line_at_the_rate_of_the_voice(
    plan: Plan, ways: dict[tuple[str, str], Route]
) -> None:
    route = ways["23-council", "one sentence"]
    kana = [line.kana for turn in route.turns for one in turn.instructions for line in one.lines]  # type: ignore[union-attr]

    assert kana[0] == WELCOME
    assert length(plan, route, SpeakingRate()).spoken == pytest.approx(sum(map(seconds, kana)))
    assert length(plan, route, SpeakingRate(0.5, 0.5)).spoken == pytest.approx(2 * sum(map(seconds, kana)))


def test_slow_lines_and_silence_after_them_count() -> None:
    lines = [Line("", "ああああ", slow=True, pause=2), Line("", "ああああ")]

    assert seconds_of_lines(lines, SpeakingRate(1.0, 0.5)) == pytest.approx(2 * 4 / 8.87 + 2 + 4 / 8.87)


def test_a_recording_counts_with_its_own_length_whatever_the_pace(plan: Plan) -> None:
    prompts = {**plan.prompts, "welcome": replace(plan.prompts["welcome"], recording=recording("ja/welcome", b"", 9.0))}
    recorded = replace(plan, prompts=prompts)
    spoken, played = (
        length(one, routes(one)[0], SpeakingRate(0.5, 0.5), at_option=True).spoken for one in (plan, recorded)
    )

    assert played - spoken == pytest.approx(9 - seconds(WELCOME, 0.5))


@pytest.mark.parametrize("office", ["13-center", "23-council", "47-center"])
def test_pressing_at_ones_option_saves_what_follows_it(
    plan: Plan, ways: dict[tuple[str, str], Route], office: str
) -> None:
    route = ways[office, "keypad"]

    all_heard, at_option = (
        length(plan, route, SpeakingRate(), at_option=at_option).spoken for at_option in (False, True)
    )

    assert at_option < all_heard - 5


def test_the_first_option_is_heard_up_to_its_key(plan: Plan, ways: dict[tuple[str, str], Route]) -> None:
    route = ways["13-center", "keypad"]
    first = replace(route, turns=route.turns[:2], ringing=())

    spoken = length(plan, first, SpeakingRate(), at_option=True).spoken

    assert spoken == pytest.approx(seconds(WELCOME) + seconds(ASKED) + seconds("けいかくづくりはイチ"))


def test_a_key_that_nothing_announces_is_pressed_at_the_end(plan: Plan, ways: dict[tuple[str, str], Route]) -> None:
    turn = replace(ways["13-center", "keypad"].turns[1], answer=Keyed("9"))
    route = replace(ways["13-center", "keypad"], turns=(turn,), ringing=())

    assert length(plan, route, SpeakingRate(), at_option=True) == length(plan, route, SpeakingRate())


def test_the_prompt_that_costs_most_is_named(plan: Plan, ways: dict[tuple[str, str], Route]) -> None:
    assert costliest(plan, ways["40-center", "keypad"], SpeakingRate())[0] == "regions"
    assert costliest(plan, ways["40-center", "one sentence"], SpeakingRate())[0] == "read_back"
