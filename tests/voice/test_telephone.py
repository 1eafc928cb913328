"""Any sound becomes one that a telephone carries."""

import numpy as np
import pytest

from ivr.speech import read_wave
from ivr.voice.telephone import RATE, levelled, resampled, telephone, trimmed

from .sounds import Samples, decibels, level, samples

HIGH = 48_000


def tone(hertz: float, seconds: float = 1.0, rate: int = HIGH) -> Samples:
    sound: Samples = np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return sound


def middle(sound: Samples) -> Samples:
    """Return *sound* without its ends, where a filter begins and stops."""
    return sound[len(sound) // 4 : -len(sound) // 4]


@pytest.mark.parametrize("hertz", [200, 300, 1000, 2500, 3400])
def test_what_a_telephone_carries_is_kept(hertz: float) -> None:
    heard = middle(resampled(tone(hertz), HIGH))

    assert float(np.max(np.abs(heard))) == pytest.approx(1, abs=0.02)
    assert np.argmax(np.abs(np.fft.rfft(heard))) * RATE / len(heard) == pytest.approx(hertz, abs=5)


@pytest.mark.parametrize("hertz", [4000, 5000, 7000, 12_000, 23_000])
def test_what_it_cannot_carry_does_not_come_back_as_another_tone(hertz: float) -> None:
    assert decibels(float(np.max(np.abs(middle(resampled(tone(hertz), HIGH)))))) < -55


def test_quiet_before_and_after_is_cut_but_for_a_margin() -> None:
    quiet = np.zeros(RATE)
    sound = np.concatenate([quiet, tone(1000, 0.5, RATE), quiet, tone(1000, 0.5, RATE), quiet])

    assert len(trimmed(sound)) / RATE == pytest.approx(2.0 + 2 * 0.03, abs=0.02)


@pytest.mark.parametrize("decibels", [-60, -50, -45])
def test_the_noise_of_a_room_is_cut_as_well_but_for_a_quiet_beginning(decibels: int) -> None:
    speech = np.concatenate([np.zeros(2 * RATE), 0.4 * tone(1000, 0.5, RATE), np.zeros(2 * RATE)])
    room = np.random.default_rng(1).normal(0, 10 ** (decibels / 20), len(speech))

    assert len(trimmed(speech + room)) / RATE == pytest.approx(0.5 + 2 * 0.15, abs=0.04)


def test_speech_is_brought_to_one_level_and_pauses_do_not_count() -> None:
    quiet = np.zeros(RATE)
    for loudness in (0.01, 0.1, 0.9):
        sound = np.concatenate([loudness * tone(1000, 0.5, RATE), quiet])
        assert level(levelled(sound)) == pytest.approx(-20, abs=0.1)


def test_no_peak_is_clipped_even_where_the_level_is_then_missed() -> None:
    sound = 0.001 * tone(1000, 1.0, RATE)
    sound[4000] = 1.0

    assert decibels(float(np.max(np.abs(levelled(sound))))) == pytest.approx(-1)


def test_the_file_is_8_khz_mono_of_16_bits() -> None:
    wave = read_wave(telephone(tone(1000), HIGH))
    assert wave

    assert (wave.encoding, wave.channels, wave.rate, wave.bits) == (1, 1, 8000, 16)
    assert wave.seconds == pytest.approx(1, abs=0.05)
    assert level(samples(telephone(tone(1000), HIGH))) == pytest.approx(-20, abs=0.1)


@pytest.mark.parametrize("sound", [np.zeros(HIGH), np.zeros(10), np.ones(10)])
def test_a_sound_in_which_nothing_is_to_be_heard_is_refused(sound: Samples) -> None:
    with pytest.raises(ValueError, match="nobody is heard"):
        telephone(sound, HIGH)
