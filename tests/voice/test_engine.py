"""Prompts of the shipped site, spoken: format, level, speed; and how each of them is read."""

import re
from itertools import chain

import pytest

from ivr.call import Plan
from ivr.distribution import install_command
from ivr.site.examples import Example, examples, names
from ivr.speech import Line, morae, pauses, read_wave, seconds
from ivr.voice import VoiceMissingError, compare_reading, spoken_text, synthesise
from tests.conftest import shipped_plan

from .sounds import decibels, frames, level, samples, share

EXAMPLES = tuple(examples(shipped_plan()))
SPOKEN = EXAMPLES[2::12]  # with few long ones; `python -m tests.bench.bench_voice` speaks all of them


@pytest.mark.unmeasured
@pytest.mark.parametrize("example", SPOKEN, ids=lambda example: example.name)
def test_a_prompt_is_heard_well(plan: Plan, example: Example) -> None:
    line = example.line
    voice = plan.voices[line.language]
    rate = voice.rate.of(line)
    file = synthesise(spoken_text(line), rate)
    wave, sound = read_wave(file), samples(file)
    loud = frames(sound[80:])  # where silence was cut, frame by frame: its margin is one and a half of them
    assert wave

    assert (wave.encoding, wave.channels, wave.rate, wave.bits) == (1, 1, 8000, 16)
    assert level(sound) == pytest.approx(-20, abs=0.5)
    assert decibels(float(abs(sound).max())) < -1
    assert share(sound, 300, 3400) > 0.7
    assert share(sound, 0, 60) < 0.01
    assert max(loud[:4]) > 0.0025 * loud.max()  # it begins at once, be it with the し of 失礼
    assert max(loud[-4:]) > 0.0025 * loud.max()  # and ends so, be it with the す of です
    speaking = wave.seconds - 0.6 * pauses(line.kana) / rate
    assert 4 < morae(line.kana) / speaking < 11
    assert wave.seconds == pytest.approx(seconds(line.kana, rate), abs=0.8)  # `ivr.speech.length` promises 0.6


@pytest.mark.unmeasured
def test_every_prompt_is_read_as_intended() -> None:
    assert [
        (example.name, word)
        for example in EXAMPLES
        for word in compare_reading(example.line)
        if word.intended is not None
    ] == []


@pytest.mark.unmeasured
def test_every_name_that_fills_a_gap_is_read_as_intended(plan: Plan) -> None:
    words = chain.from_iterable(compare_reading(example.line, name=True) for example in names(plan))

    assert [word for word in words if word.intended is not None] == []


def test_a_slower_rate_takes_longer() -> None:
    slow, natural = (read_wave(synthesise("経営相談の、電話案内です。", rate)) for rate in (0.8, 1.0))
    assert slow
    assert natural

    assert slow.seconds / natural.seconds == pytest.approx(1 / 0.8, rel=0.03)


@pytest.mark.parametrize("text", ["", "。", "「」、", "  "])
def test_where_there_is_nothing_to_say_the_message_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="nothing to say"):
        synthesise(text)


@pytest.mark.parametrize("text", ["\0", "A" * 20, "🙂", "<Say>", "١٢٣", "あ" * 30, "\n経営\r相談"])
def test_any_text_is_spoken_or_refused(text: str) -> None:
    try:
        assert read_wave(synthesise(text))
    except ValueError as refused:
        assert "nothing to say" in str(refused)  # noqa: PT017 - both are right


@pytest.mark.usefixtures("no_voice")
def test_without_the_voice_it_is_said_how_to_install_it() -> None:
    with pytest.raises(VoiceMissingError, match=re.escape(install_command("voice"))):
        synthesise("はい")
    with pytest.raises(VoiceMissingError):
        compare_reading(Line("はい", "はい"))
