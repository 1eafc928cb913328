"""A call as its user sees it, and its transcript."""

import json

import pytest

from ivr.simulator import Desk, PressKeys, SimulatedCall, Speak, TranscriptEvent, as_line
from ivr.simulator.transcript import KeysPressed, NoInput, Paused, PromptSpoken, Requested, Spoke, Warned

from .pages import DESK, HOME, OTHER_DESK, Answer, dial, play

PAGES: dict[str, Answer] = {
    "/voice": "<Say>hello</Say><Gather numDigits='1' action='/ring'><Say>which?</Say></Gather>",
    "/ring": [
        f"<Dial action='/ring'><Number url='/whisper'>{DESK}</Number></Dial>",
        f"<Say>sorry</Say><Dial>{OTHER_DESK}</Dial>",
    ],
    "/whisper": "<Say>psst</Say>",
}


def test_before_it_is_over() -> None:
    call = dial(PAGES)
    assert call.heard
    assert (call.heard.text, call.heard.asked) == ("hello", None)
    assert call.heard.seconds == pytest.approx(1 / 3)
    assert (call.is_over, call.rang, call.bridged, call.said) == (False, None, False, "")
    heard = call.act()
    assert heard is call.heard
    assert heard is not None
    assert heard.text == "which?"
    assert heard.second == pytest.approx(1 / 3)
    assert heard.asked
    assert (call.said, call.status) == ("hello", "in-progress")
    assert call.second == heard.second


def test_what_is_heard_now_reads_as_it_will_in_the_transcript() -> None:
    call = dial(PAGES)
    hearing = call.hearing
    call.act()

    assert [event for event in call.transcript if isinstance(event, PromptSpoken)] == list(hearing)
    assert dial(dict(PAGES) | {"/voice": "<Hangup/>"}).hearing == ()


def test_after_it() -> None:
    call = play(PAGES, ["1"])
    assert call.is_over
    assert (call.dialled, call.rang, call.bridged) == ((DESK, OTHER_DESK), OTHER_DESK, True)
    assert (call.said, call.whispered, call.status) == ("hello which? sorry", "psst", "completed")
    assert [request.why for request in call.requests] == ["voice", "gather", "whisper", "dial"]
    assert call.second > 60
    assert call.warnings == ()
    assert call.act(PressKeys("1")) is None


def test_a_desk_that_is_busy_has_still_been_called() -> None:
    call = play(f"<Dial>{DESK}</Dial>", ["!busy"])
    assert (call.rang, call.bridged) == (DESK, False)


def test_the_transcript_is_in_the_order_of_the_clock() -> None:
    call = dial(PAGES, lambda _number: Desk(after=3))
    call.act(PressKeys("7", at=0.1), PressKeys("1", at=20))
    while call.heard:
        call.act(Speak("もしもし", at=0.2))
    seconds = [event.second for event in call.transcript]
    assert seconds == sorted(seconds)


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            Requested(1.23456, "caller", "voice", "POST", f"{HOME}/voice", {"CallSid": "CA1"}, 200),
            {
                "event": "requested",
                "second": 1.23,
                "party": "caller",
                "why": "voice",
                "method": "POST",
                "url": f"{HOME}/voice",
                "parameters": {"CallSid": "CA1"},
                "status": 200,
            },
        ),
        (
            PromptSpoken(2, "お電話", 1.5, 0.755),
            {"event": "said", "second": 2, "text": "お電話", "seconds": 1.5, "heard": 0.76},
        ),
        (KeysPressed(0, "desk", "1"), {"event": "keyed", "second": 0, "party": "desk", "keys": "1", "lost": False}),
        (
            Warned(0, 12200, "warning", "a", "u", 3),
            {"event": "warning", "second": 0, "number": 12200, "level": "warning", "text": "a", "url": "u", "line": 3},
        ),
    ],
)
def test_an_event_as_a_line(event: TranscriptEvent, line: dict[str, object]) -> None:
    assert as_line(event) == line


def names(call: SimulatedCall) -> list[object]:
    return [as_line(event)["event"] for event in call.transcript]


def test_all_that_can_happen_has_a_name() -> None:
    pages = {**PAGES, "/voice": f"<Pause/><Play digits='1'/>{PAGES['/voice']}<Gather timeout='1'/>"}
    call = dial(pages)
    for _ in range(3):
        call.act(Speak("もしもし", at=0.1))
    call.act()
    call.act()
    assert {"requested", "paused", "played", "said", "spoke", "silent", "hung up"} == set(names(call))
    call = play(PAGES, ["1"])
    assert {"keyed", "dialled", "rang", "answered", "whispered", "bridged", "dial ended"} < set(names(call))
    assert all(json.dumps(as_line(event), ensure_ascii=False) for event in call.transcript)


def test_ninety_seconds_take_no_time() -> None:
    call = play(3 * "<Pause length='30'/>")
    assert call.second == 90
    assert [type(event) for event in call.transcript[1:4]] == [Paused, Paused, Paused]


def test_silence_and_lost_speech_are_told_apart() -> None:
    call = dial("<Gather timeout='3'/>")
    call.act(Speak("はい", at=1, seconds=1))
    assert [type(event) for event in call.transcript[1:-1]] == [Spoke, NoInput]
