"""What is wrong with the recordings of prompts."""

from dataclasses import replace

import pytest

from ivr.site import Problem
from ivr.site.recordings import Recordings
from ivr.strict_yaml import read
from tests.speech.waves import wav

from .sites import changed, messages_of, recorded, site, sound
from .test_rules import found, rule

WAVE = "a telephone network cannot play this as it is"
EXPECTED = "expected PCM of 16 bits, µ-law or A-law, mono, 8000 Hz or more, up to 120 s"


PLAYS = {
    "PCM, 16 bits, mono, 8000 Hz, 2.00 s": True,
    "PCM, 16 bits, mono, 48000 Hz, 119.00 s": True,
    "A-law, 8 bits, mono, 8000 Hz, 2.00 s": True,
    "µ-law, 8 bits, mono, 8000 Hz, 2.00 s": True,
    "PCM, 8 bits, mono, 8000 Hz, 2.00 s": False,
    "PCM, 24 bits, mono, 48000 Hz, 2.00 s": False,
    "floating point, 32 bits, mono, 48000 Hz, 2.00 s": False,
    "PCM, 16 bits, stereo, 8000 Hz, 2.00 s": False,
    "PCM, 16 bits, mono, 6000 Hz, 2.00 s": False,
    "PCM, 16 bits, mono, 96000 Hz, 2.00 s": False,
    "PCM, 16 bits, mono, 8000 Hz, 0.00 s": False,
    "µ-law, 8 bits, mono, 8000 Hz, 121.00 s": False,
}


def test_a_recording_is_what_a_telephone_plays() -> None:
    problems = {head: found(rule("recording-format"), site(head, "prompts/audio/ja/welcome.wav")) for head in PLAYS}

    assert problems == {
        head: [] if plays else [(1, 1, f"{WAVE} ({head}); {EXPECTED}")] for head, plays in PLAYS.items()
    }


def test_what_is_no_wav_file_is_reported_where_a_prompt_plays_it() -> None:
    form = rule("recording-format")

    assert found(form, site("ID3", "prompts/audio/ja/welcome.wav")) == [(1, 1, f"this is not a WAV file; {EXPECTED}")]
    assert found(form, site("ID3", "prompts/audio/ja/welcome (1).wav")) == []
    assert found(form, site("ID3", "prompts/audio/en/welcome.wav")) == []


def test_a_file_that_was_not_copied_to_its_end_is_refused() -> None:
    recordings = Recordings((sound("prompts/audio/ja/welcome.wav", wav(2.0)[:-16000]),))

    assert messages_of(rule("recording-format"), replace(site(""), recordings=recordings)) == [
        "this file breaks off: its header announces more sound than it contains; save it again"
    ]


TEXTS = "prompts/audio/ja/texts.yaml"
NOTED = "`ivr prompts recorded welcome` records that it says the current text"


@pytest.mark.parametrize(
    ("id_", "name", "text", "message"),
    [
        ("recording-changed", "welcome", "電話案内です。", None),
        (
            "recording-changed",
            "welcome",
            "電話です。",
            f"this recording says 「電話です。」, but the prompt now says 「電話案内です。」; record it again. {NOTED}",
        ),
        ("recording-changed", "read_back", "愛知県に、おつなぎします。", None),  # another rule's matter
        ("recording-changed", "nothing", "電話です。", None),
        ("recording-gap", "welcome", "電話案内です。", None),
        ("recording-gap", "nothing", "電話です。", None),
        (
            "recording-gap",
            "number",
            "ゼロサン。",
            '"number" cannot be a recording: what fills {number} differs from call to call',
        ),
        ("unplayed-recording", "welcome", "電話案内です。", None),
        ("unplayed-recording", "welcom", "電話です。", 'there is no prompt "welcom"; did you mean "welcome"?'),
        ("unplayed-recording", "east", "関東", '"east" is never said by itself, but as a part of what is spoken'),
    ],
)
def test_what_is_wrong_with_a_recording_is_reported_at_its_text(
    id_: str, name: str, text: str, message: str | None
) -> None:
    checked = site(f"texts:\n  {name}: {text}\n", TEXTS)

    assert found(rule(id_), checked) == ([(2, 3 + len(name) + 2, message)] if message else [])


def test_a_recording_says_the_facts_of_the_site() -> None:
    prompts = "prompts:\n  welcome: {text: '上限、{center_cap}です。', kana: 'じょうげん、{center_cap}です。'}\n"
    checked = replace(
        site(prompts, "prompts/ja.yaml"), recordings=recorded("texts: {welcome: 上限、百万円です。}\n", TEXTS)
    )

    assert list(rule("recording-gap").check(checked)) == []
    assert [message for *_, message in found(rule("recording-changed"), checked)] == [
        (
            "this recording says 「上限、百万円です。」, but the prompt now says 「上限、二百万円です。」; "
            f"record it again. {NOTED}"
        )
    ]


def test_a_recording_of_an_unknown_text_is_reported_at_the_file() -> None:
    known = recorded("texts: {welcome: 電話案内です。}\n", TEXTS)

    (problem,) = rule("recording-changed").check(replace(site(""), recordings=replace(known, texts={})))

    assert str(problem) == (
        "prompts/audio/ja/welcome.wav:1:1: texts.yaml does not say which text was read here; listen to it: "
        "`ivr prompts recorded welcome` records that it says the current text (recording-changed)"
    )


PLAYED = "prompts/audio/ja/welcome.wav"


def unplayed(*paths: str, texts: str = "texts: {}\n") -> list[str]:
    sounds = tuple(sound(path, wav(1)) for path in paths)
    files = {"ja": read(texts, TEXTS)}
    return messages_of(rule("unplayed-recording"), replace(changed(), recordings=Recordings(sounds, files)))


def test_of_a_recording_that_lies_elsewhere_nobody_needs_to_know_the_text() -> None:
    recordings = Recordings((sound("prompts/audio/en/welcome.wav", wav(1)),))

    assert messages_of(rule("recording-changed"), replace(site(""), recordings=recordings)) == []


def test_files_that_nothing_plays_are_reported() -> None:
    for elsewhere in ("prompts/audio/en/welcome.wav", "prompts/audio/welcome.wav"):
        assert unplayed(elsewhere) == [f'the prompt "welcome" is played from {PLAYED}, not from here']
    assert unplayed(texts="texts: {welcome: 電話案内です。}\n") == [
        "there is no prompts/audio/ja/welcome.wav; without it this is spoken"
    ]


def test_answers_to_callers_and_what_switches_the_language_are_played() -> None:
    recordings = recorded("texts: {east: 関東}\n", TEXTS)
    asked = changed(("lists:", "questions: {cost: {answer: east}}\nlists:"), path="data/meanings.yaml")
    switched = changed(("\nnodes:", "\nlanguages: {en: {says: [east]}}\nnodes:"))

    for said in (asked, switched):
        assert list(rule("unplayed-recording").check(replace(said, recordings=recordings))) == []


def test_where_the_flow_cannot_be_read_every_prompt_may_be_said() -> None:
    broken = replace(site("[", "data/flow.yaml"), recordings=recorded("texts: {east: 関東}\n", TEXTS))

    assert list(rule("unplayed-recording").check(broken)) == []


@pytest.mark.parametrize("nought", [b"\0", b"\xff", b"\x7f\xff", b"\xd5"])
def test_a_recording_of_nothing_is_refused(nought: bytes) -> None:
    silence = wav(2.0, bits=8, encoding=7).replace(b"\x10" * 16000, nought * (16000 // len(nought)))
    recordings = Recordings((sound("prompts/audio/ja/welcome.wav", silence),))

    assert messages_of(rule("recording-format"), replace(site(""), recordings=recordings)) == [
        "this file is silent from beginning to end: callers hear nothing; record it again"
    ]


def test_a_sound_or_the_prompts_that_cannot_be_read_are_told_once() -> None:
    unplayed, texts = rule("unplayed-recording"), {"ja": read(TEXTS, "texts:\n  welcome: 電話案内です。\n")}
    refused = Problem("prompts/audio/ja/welcome.wav", 1, 1, "this file cannot be read: Permission denied", "file")
    of_sound = replace(site("", TEXTS), recordings=Recordings(texts=texts, unreadable=(refused,)))
    without_prompts = replace(site("", "prompts/ja.yaml"), recordings=Recordings(texts=texts))

    assert messages_of(unplayed, of_sound) == []
    assert messages_of(unplayed, without_prompts) == []
