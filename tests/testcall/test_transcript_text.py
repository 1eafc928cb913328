"""The transcript as lines for people."""

from ivr.simulator import Piece, Playback, TranscriptEvent
from ivr.simulator.transcript import (
    Bridged,
    DialFinished,
    Dialled,
    Disconnected,
    KeysPressed,
    NoInput,
    Paused,
    PickedUp,
    PromptSpoken,
    Rang,
    Requested,
    SoundPlayed,
    Spoke,
    Warned,
    Whispered,
)
from ivr.testcall.transcript_text import as_text, in_words, pending


def request(status: int | None) -> Requested:
    return Requested(0.0, "caller", "voice", "POST", "http://a.test/voice", {}, status)


IN_WORDS: list[tuple[TranscriptEvent, str]] = [
    (PromptSpoken(0.0, "はい。", 1.0, 1.0), "はい。"),
    (PromptSpoken(0.0, "はい。", 1.0, 0.4), "はい。 (cut after 0.4 s)"),
    (PromptSpoken(0.0, "はい。", 1.0, 0.999), "はい。"),
    (SoundPlayed(0.0, "caller", "http://a.test/a.wav", 3.0, 3.0), "♪ http://a.test/a.wav"),
    (SoundPlayed(0.0, "caller", "http://a.test/a.wav", 3.0, 3.0, "はい。"), "♪ はい。"),
    (SoundPlayed(0.0, "caller", "http://a.test/a.wav", 3.0, 1.0, "はい。"), "♪ はい。 (cut after 1.0 s)"),
    (Paused(0.0, "caller", 1.0, 1.0), ""),
    (KeysPressed(0.0, "caller", "12#"), "> [12#]"),
    (KeysPressed(0.0, "caller", "1", lost=True), "> [1] (nothing listened)"),
    (Spoke(0.0, "caller", "はい", 1.0), "> はい"),
    (Spoke(0.0, "caller", "はい", 1.0, lost=True), "> はい (nothing listened)"),
    (NoInput(0.0, "caller"), "> (silence)"),
    (NoInput(0.0, "desk"), ""),
    (Dialled(0.0, "+81", "+82", "CA"), "☎ <+81> is called"),
    (Rang(0.0, "+81"), ""),
    (PickedUp(0.0, "+81"), "☎ <+81> answers"),
    (Whispered(0.0, "+81", "相談です。", 1.0, 1.0), "☎ the desk hears: 相談です。"),
    (Bridged(0.0, "+81"), "☎ connected"),
    (DialFinished(0.0, "completed", bridged=True, seconds=9), "☎ completed"),
    (DialFinished(0.0, "completed", bridged=False, seconds=9), "☎ the desk hung up before it was put through"),
    (DialFinished(0.0, "busy", bridged=False, seconds=0), "☎ busy"),
    (Disconnected(0.0, "caller", "service", "completed"), "the call is ended by the service"),
    (Disconnected(0.0, "desk", "desk", "completed"), ""),
    (request(200), ""),
    (request(204), ""),
    (request(500), "! POST http://a.test/voice: 500"),
    (request(None), "! POST http://a.test/voice: no reply"),
    (
        request(405),
        "! POST http://a.test/voice: 405, nothing answers there; the voice URL of ivr serve ends in /voice",
    ),
    (Warned(0.0, 12200, "warning", "strange", "http://a.test/voice"), "! warning 12200: strange"),
    (Warned(0.0, None, "note", "strange", "http://a.test/voice"), "! note: strange"),
]


def test_each_event_is_described_in_a_few_words() -> None:
    described = [(in_words(event, lambda number: f"<{number}>"), words) for event, words in IN_WORDS]

    assert [said for said, _ in described] == [words for _, words in described]


def test_a_line_begins_with_its_second() -> None:
    assert list(as_text([PromptSpoken(1.23, "はい。", 1.0, 1.0), Rang(2.0, "+81"), NoInput(112.0, "caller")])) == [
        "   1.2  はい。",
        " 112.0  > (silence)",
    ]


def test_what_is_heard_now_is_shown_with_its_seconds() -> None:
    sounds = (Piece("http://a.test/a.wav", 1.0, "play"), Piece("http://a.test/b.wav", 1.0, "play", "三。"))
    heard = Playback(1.0, (Piece("一。", 2.0), Piece("", 1.0, "pause"), Piece("二。", 2.0), *sounds), ringing=("+81",))

    assert list(pending(heard)) == [
        "   1.0  一。",
        "   4.0  二。",
        "   6.0  ♪ http://a.test/a.wav",
        "   7.0  ♪ 三。",
        "   8.0  ☎ +81 is to ring",
    ]
