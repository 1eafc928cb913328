"""Say and Pause, after https://www.twilio.com/docs/voice/twiml/say and …/pause."""

import pytest

from ivr.simulator import CarrierOptions, Disconnect, PressKeys, Speak
from ivr.simulator.transcript import Disconnected, KeysPressed, Paused, PromptSpoken, Spoke
from ivr.speech import seconds
from tests.simulator.pages import dial, numbers, of, play

SAID = {
    "<Say>a</Say>": ("a", 1),
    "<Say loop='1'>a</Say>": ("a", 1),
    "<Say loop='3'>a</Say>": ("a", 3),
    "<Say loop='0'>a</Say>": ("a", 1000),
    "<Say loop='5000'>a</Say>": ("a", 1000),
    "<Say voice='woman'>a</Say>": ("a", 1),
    "<Say voice='man' language='en-GB'>a</Say>": ("a", 1),
    "<Say voice='Polly.Mizuki' language='ja-JP'>あ</Say>": ("あ", 1),
    "<Say voice='Polly.Takumi-Neural'>あ</Say>": ("あ", 1),
    "<Say voice='Polly.Kazuha-Neural' language='ja-JP'><prosody rate='90%'>あ</prosody></Say>": ("あ", 1),
    "<Say voice='Google.ja-JP-Standard-B' language='ja-JP'>あ</Say>": ("あ", 1),
    "<Say voice='Google.ja-JP-Wavenet-C'>あ</Say>": ("あ", 1),
    "<Say voice='Google.ja-JP-Chirp3-HD-Aoede'>あ</Say>": ("あ", 1),
    "<Say language='ja-JP'>あ</Say>": ("あ", 1),
    "<Say><break time='1s'/></Say>": ("", 1),
}


def test_what_is_said() -> None:
    calls = {verb: play(verb) for verb in SAID}

    assert [verb for verb, call in calls.items() if numbers(call)] == []
    assert {verb: [event.text for event in of(call, PromptSpoken)] for verb, call in calls.items()} == {
        verb: times * [said] for verb, (said, times) in SAID.items()
    }


REPORTED = {
    "<Say loop='-1'>a</Say>": (13510, "a"),
    "<Say loop='twice'>a</Say>": (13510, "a"),
    "<Say voice='Bob'>a</Say>": (13511, "a"),
    "<Say language='japanese'>a</Say>": (13512, ""),
    "<Say voice='woman' language='ja-JP'>あ</Say>": (13512, ""),
    "<Say voice='Google.ja-JP-Standard-B' language='en-US'>a</Say>": (13512, ""),
    "<Say/>": (13520, ""),
    "<Say>  </Say>": (13520, ""),
    "<Say voice='Polly.Tomoko-Neural' language='ja-JP'><emphasis>あ</emphasis></Say>": (13520, ""),
    "<Say voice='Google.ja-JP-Standard-B'><p><w role='x'>あ</w></p></Say>": (13520, ""),
    "<Say voice='Polly.Joanna'>" + 3001 * "a" + "</Say>": (13521, ""),
    "<Say voice='Google.en-US-Standard-A'>" + 5001 * "a" + "</Say>": (13521, ""),
    "<Say voice='woman'>" + 4001 * "a" + "</Say>": (13521, ""),
    "<Say>" + 4001 * "a" + "</Say>": (13521, ""),
    # Spaces count, for Google also elements, and a kana is three bytes.
    "<Say voice='Polly.Joanna'>" + 1501 * "a " + "</Say>": (13521, ""),
    "<Say voice='Google.en-US-Standard-A'><prosody rate='90%'>" + 4980 * "a" + "</prosody></Say>": (13521, ""),
    "<Say voice='Polly.Mizuki'>" + 1001 * "あ" + "</Say>": (13521, ""),
    # A kana is nine signs once encoded for a URL, and 4500 are taken.
    "<Say language='ja-JP'>" + 501 * "あ" + "</Say>": (13521, ""),
    "<Say><blink>a</blink></Say>": (12200, "a"),
    "<Say volume='9'>a</Say>": (12200, "a"),
}


def test_what_is_reported() -> None:
    calls = {verb: play(verb) for verb in REPORTED}

    assert {verb: (numbers(call), call.said) for verb, call in calls.items()} == {
        verb: ([number], said) for verb, (number, said) in REPORTED.items()
    }


@pytest.mark.parametrize(
    "verb",
    [
        "<Say voice='Polly.Joanna'>" + 3000 * "a" + "</Say>",
        "<Say voice='Polly.Joanna'><prosody rate='90%'>" + 3000 * "a" + "</prosody></Say>",
        "<Say voice='Google.en-US-Standard-A'>" + 4500 * "a" + "</Say>",
        "<Say>" + 4000 * "a" + "</Say>",
        "<Say language='ja-JP'>" + 500 * "あ" + "</Say>",
    ],
)
def test_the_longest_texts(verb: str) -> None:
    assert numbers(play(verb)) == []


def test_length_comes_from_the_reading() -> None:
    call = play("<Say language='ja-JP'>愛知県です。</Say>", rules=CarrierOptions(readings={"愛知県": "あいちけん"}))
    assert [event.seconds for event in of(call, PromptSpoken)] == [pytest.approx(seconds("あいちけんです。"))]


@pytest.mark.parametrize(
    ("verb", "length", "number"),
    [
        ("<Pause/>", 1, None),
        ("<Pause length='7'/>", 7, None),
        ("<Pause length='0'/>", 1, 13910),
        ("<Pause length='1.5'/>", 1, 13910),
        ("<Pause length='long'/>", 1, 13910),
        ("<Pause length='99999999999'/>", 1, 13910),
        ("<Pause length='２'/>", 1, 13910),
    ],
)
def test_pause(verb: str, length: int, number: int | None) -> None:
    call = play(verb)
    assert [event.seconds for event in of(call, Paused)] == [length]
    assert call.second == length
    assert numbers(call) == ([] if number is None else [number])


def test_things_happen_one_after_the_other() -> None:
    call = play("<Say>abc</Say><Pause length='2'/><Say>def</Say>")
    assert [(type(event).__name__, round(event.second, 2)) for event in call.transcript] == [
        ("Requested", 0),
        ("PromptSpoken", 0),
        ("Paused", 0.2),
        ("PromptSpoken", 2.2),
        ("Disconnected", 2.4),
    ]


def test_outside_a_question_keys_and_speech_are_lost() -> None:
    call = dial("<Pause length='5'/>")
    call.act(PressKeys("12", at=1), Speak("もしもし", at=3))
    assert [(event.second, event.keys, event.lost) for event in of(call, KeysPressed)] == [
        (1, "1", True),
        (1.3, "2", True),
    ]
    assert [(event.second, event.text, event.lost) for event in of(call, Spoke)] == [(3, "もしもし", True)]


def test_hanging_up_in_the_middle_of_a_text() -> None:
    call = dial({"/voice": "<Say>Thank you for calling us today.</Say><Say>b</Say><Redirect>/next</Redirect>"})
    call.act(Disconnect(at=1))
    assert call.is_over
    assert [event.heard for event in of(call, PromptSpoken)] == [1]
    assert [(event.second, event.by, event.status) for event in of(call, Disconnected)] == [(1, "caller", "completed")]
    assert len(call.requests) == 1


def test_hanging_up_a_little_later_ends_what_is_heard_then() -> None:
    call = dial("<Pause length='2'/><Pause length='2'/><Pause length='2'/>")
    call.act(Disconnect(at=3))
    call.act()
    assert [event.heard for event in of(call, Paused)] == [2, 1]
    assert call.second == 3
