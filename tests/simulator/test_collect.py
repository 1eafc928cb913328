"""What a Gather makes of keys and speech. Prompts here end at second 10."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from ivr.simulator.collect import Collected, collect
from ivr.simulator.leg import HangUpInput, Input, KeyInput, SpeechInput
from ivr.simulator.people import AcceptedInput

MIXED = {"keys": True, "speech": True}


def keys(first: float, pressed: str, gap: float = 0.3) -> list[Input]:
    return [KeyInput(first + place * gap, key) for place, key in enumerate(pressed)]


def say(at: float, text: str = "愛知県", seconds: float = 1.0) -> SpeechInput:
    return SpeechInput(at, text, seconds, 0.9)


def collected(asked: dict[str, Any], *acts: Input, barge_in: bool = False, recogniser: float = 0) -> Collected:
    return collect(AcceptedInput(**asked), 10.0, acts, barge_in=barge_in, recogniser=recogniser)


KEYS: list[tuple[dict[str, Any], list[Input], str, float, float]] = [
    # Nothing: the time-out runs from the end of the prompt.
    ({}, [], "", 15, 10),
    ({"timeout": 2}, [], "", 12, 10),
    # A key stops the prompt at its moment; without numDigits the time-out runs from the last key.
    ({}, keys(3, "1"), "1", 8, 3),
    ({}, keys(12, "1"), "1", 17, 10),
    ({}, keys(3, "12"), "12", 8.3, 3),
    ({}, [*keys(3, "1"), *keys(7.9, "2")], "12", 12.9, 3),
    ({}, [*keys(3, "1"), *keys(8.1, "2")], "1", 8, 3),
    # Too late.
    ({}, keys(15.1, "1"), "", 15, 10),
    ({}, keys(15, "1"), "1", 20, 10),
    # numDigits ends it at once.
    ({"num_digits": 1}, keys(3, "12"), "1", 3, 3),
    ({"num_digits": 2}, keys(3, "12"), "12", 3.3, 3),
    ({"num_digits": 3}, keys(3, "12"), "12", 8.3, 3),
    # finishOnKey ends it at once and is no digit; first of all it is an empty result.
    ({}, keys(3, "12#"), "12", 3.6, 3),
    ({}, keys(3, "#"), "", 3, 3),
    ({"finish_on_key": "*"}, keys(3, "1#*"), "1#", 3.6, 3),
    ({"finish_on_key": "5"}, keys(3, "5"), "", 3, 3),
    ({"finish_on_key": ""}, keys(3, "#"), "#", 8, 3),
    ({"finish_on_key": "", "num_digits": 1}, keys(3, "#"), "#", 3, 3),
    ({"finish_on_key": "", "num_digits": 1}, keys(3, "*"), "*", 3, 3),
    ({}, keys(3, "*"), "*", 8, 3),
    # Keys are nothing to a Gather that listens to speech only.
    ({"keys": False, "speech": True}, keys(3, "1"), "", 15, 10),
]


def test_keys() -> None:
    for asked, acts, digits, end, cut in KEYS:
        result = collected(asked, *acts)
        assert result.digits == digits, (asked, acts)
        assert [result.end, result.cut] == pytest.approx([end, cut]), (asked, acts)


@pytest.mark.parametrize(
    ("asked", "acts", "text", "end"),
    [
        # The recogniser waits speechTimeout after the last sound.
        ({"speech_timeout": 2}, [say(11)], "愛知県", 14),
        ({"speech_timeout": 2}, [say(11, seconds=3)], "愛知県", 16),
        # auto: the first pause.
        ({"speech_timeout": None}, [say(11)], "愛知県", 13),
        # During the prompt: heard, but the prompt goes on to its end.
        ({"speech_timeout": 2}, [say(1)], "愛知県", 10),
        ({"speech_timeout": 2}, [say(9)], "愛知県", 12),
        # Sixty seconds at most.
        ({"speech_timeout": 2}, [say(11, seconds=80)], "愛知県", 71),
        # Too late, or nothing that could be understood.
        ({}, [say(15.1)], None, 15),
        ({}, [say(11, "")], None, 15),
        ({}, [say(11, ""), say(12, "はい")], "はい", 18),
        # Speech is nothing to a Gather that listens to keys only.
        ({"keys": True, "speech": False}, [say(11)], None, 15),
    ],
)
def test_speech(asked: dict[str, Any], acts: list[Input], text: str | None, end: float) -> None:
    result = collected({**MIXED, "speech_timeout": 5, **asked}, *acts)
    assert (result.speech.text if result.speech else None) == text
    assert result.end == pytest.approx(end)


@pytest.mark.parametrize(
    ("acts", "digits", "text"),
    [
        ([KeyInput(11, "1"), say(12)], "1", None),
        ([say(11), KeyInput(12, "1")], "", "愛知県"),
        ([say(11), KeyInput(12, "#")], "", "愛知県"),
    ],
)
def test_the_first_kind_of_input_wins(acts: list[Input], digits: str, text: str | None) -> None:
    result = collected(MIXED, *acts)
    assert (result.digits, result.speech.text if result.speech else None) == (digits, text)
    assert result.lost == (acts[1],)


@pytest.mark.parametrize(
    ("rules", "asked", "cut", "end"),
    [
        ({}, {}, 10, 10),
        ({"barge_in": True}, {}, 4, 7),
        ({"barge_in": True}, {"barge_in": False}, 10, 10),
        ({"recogniser": 1.5}, {}, 10, 10),
        ({"barge_in": True, "recogniser": 1.5}, {}, 4, 8.5),
    ],
)
def test_whether_speech_stops_the_prompt(rules: dict[str, Any], asked: dict[str, Any], cut: float, end: float) -> None:
    result = collected({**MIXED, "speech_timeout": 2, **asked}, say(4), **rules)
    assert (result.cut, result.end) == (cut, end)


@pytest.mark.parametrize(
    ("acts", "end", "cut"),
    [
        ([HangUpInput(3, "caller")], 3, 3),
        ([HangUpInput(12, "caller")], 12, 10),
        ([*keys(3, "12"), HangUpInput(4, "caller")], 4, 3),
        ([say(11), HangUpInput(12, "caller")], 12, 10),
    ],
)
def test_hanging_up_leaves_nothing(acts: list[Input], end: float, cut: float) -> None:
    result = collected(MIXED, *acts)
    assert result.gone is acts[-1]
    assert (result.end, result.cut, result.digits, result.speech) == (end, cut, "", None)


def test_a_hang_up_after_the_end_is_not_reached() -> None:
    assert collected({"num_digits": 1}, KeyInput(3, "1"), HangUpInput(4, "caller")).gone is None


def test_what_is_over_is_counted() -> None:
    assert collected({"num_digits": 1}, *keys(3, "12")).consumed == 1
    assert collected(MIXED, say(11), KeyInput(12, "1"), KeyInput(40, "2")).consumed == 2
    assert collected({}).consumed == 0


@pytest.mark.parametrize(
    ("acts", "silent", "empty"),
    [
        ([], True, True),
        (keys(3, "#"), False, True),
        (keys(3, "1"), False, False),
        ([HangUpInput(3, "caller")], False, True),
    ],
)
def test_silence_is_not_the_finishing_key(acts: list[Input], silent: bool, empty: bool) -> None:
    result = collected({}, *acts)
    assert (result.is_silent, result.is_empty) == (silent, empty)


moments = st.floats(0, 30)
any_act = st.one_of(
    st.builds(KeyInput, moments, st.sampled_from("0123456789#*")),
    st.builds(say, moments, st.sampled_from(["はい", ""])),
    st.builds(HangUpInput, moments, st.just("caller")),
)
any_asked = st.builds(
    AcceptedInput,
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(1, 4),
    st.sampled_from(["#", "*", "5", ""]),
    st.integers(1, 9),
    st.none() | st.integers(1, 9),
)


@given(any_asked, st.lists(any_act), st.booleans())
def test_whatever_happens(asked: AcceptedInput, acts: list[Input], barge_in: bool) -> None:
    pending = sorted(acts, key=lambda act: act.at)
    result = collect(asked, 10.0, pending, barge_in=barge_in)
    assert not (result.digits and result.speech)
    assert result.cut <= min(10.0, max(result.end, 0))
    assert asked.num_digits is None or len(result.digits) <= asked.num_digits
    assert not asked.finish_on_key or asked.finish_on_key not in result.digits
    assert all(act.at <= result.end for act in pending[: result.consumed])
    assert result.gone is None or not (result.digits or result.speech)
