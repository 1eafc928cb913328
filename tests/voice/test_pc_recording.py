"""Recordings of PCs, in all forms in which these write WAV files, become sounds of a telephone."""

import struct
from collections.abc import Callable

import numpy as np
import pytest

from ivr.speech import read_wave
from ivr.voice.pc_recording import for_telephone
from tests.speech.waves import chunk, riff, wav

from .sounds import Samples, level, samples

PCM, FLOAT, A_LAW, EXTENSIBLE = 1, 3, 6, 0xFFFE
_SUBFORMAT = bytes.fromhex("0000 0000 1000 8000 00AA 0038 9B71".replace(" ", ""))


def tone(rate: int, loudness: float = 0.3) -> Samples:
    """Return half a second of a tone of 440 Hz, with a fifth of silence at each end."""
    sound: Samples = loudness * np.sin(2 * np.pi * 440 * np.arange(rate // 2) / rate)
    quiet = np.zeros(rate // 5)
    return np.concatenate([quiet, sound, quiet])


def written(channels: list[Samples], rate: int, encoding: int, bits: int, *, extensible: bool = False) -> bytes:
    """Write a WAV file of samples between -1 and 1."""
    sound, size = np.stack(channels, axis=1).reshape(-1), bits // 8
    if encoding == FLOAT:
        data = sound.astype(f"<f{size}").tobytes()
    elif bits == 8:
        data = np.round(sound * 127 + 128).astype(np.uint8).tobytes()
    else:
        wide = np.round(sound * (2 ** (bits - 1) - 1)).astype("<i4")
        data = wide.view(np.uint8).reshape(-1, 4)[:, :size].tobytes()
    frame, count = size * len(channels), len(channels)
    form = struct.pack("<HHIIHH", EXTENSIBLE if extensible else encoding, count, rate, rate * frame, frame, bits)
    if extensible:
        form += struct.pack("<HHIH", 22, bits, 2**count - 1, encoding) + _SUBFORMAT
    return riff(chunk(b"fmt ", form), chunk(b"LIST", b"INFO made here"), chunk(b"data", data))


FORMS = [
    (8_000, 1, PCM, 8, False),
    (44_100, 2, PCM, 16, False),
    (8_000, 1, PCM, 24, False),
    (48_000, 1, PCM, 24, True),
    (16_000, 6, PCM, 16, True),
    (8_000, 1, PCM, 32, True),
    (22_050, 1, FLOAT, 32, False),
    (16_000, 2, FLOAT, 32, True),
    (8_000, 1, FLOAT, 64, False),
]
"""Samples a second, channels, encoding, bits, and whether the head is extensible."""


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_any_form_of_pcm_and_floating_point_becomes_a_telephones(form: tuple[int, int, int, int, bool]) -> None:
    rate, channels, encoding, bits, extensible = form
    file = written([tone(rate)] * channels, rate, encoding, bits, extensible=extensible)

    converted, warning = for_telephone(file)

    wave, heard = read_wave(converted), samples(converted)
    assert wave
    assert (wave.encoding, wave.rate, wave.channels, wave.bits, warning) == (PCM, 8_000, 1, 16, "")
    assert 0.49 <= wave.seconds <= 0.6
    assert level(heard) == pytest.approx(-20, abs=0.3)
    assert np.argmax(np.abs(np.fft.rfft(heard))) * 8_000 / len(heard) == pytest.approx(440, abs=3)


def test_a_microphone_that_is_off_is_no_recording_and_one_too_far_away_is_remarked_on() -> None:
    room = np.random.default_rng(1).normal(0, 0.0005, 16_000)
    with pytest.raises(ValueError, match="nobody is heard in it: was the microphone on"):
        for_telephone(written([room], 16_000, PCM, 16))

    _made, warning = for_telephone(written([tone(16_000, 0.006)], 16_000, PCM, 16))
    assert warning.startswith("it is very quiet; made as loud as the others, its noise is heard too")


def test_a_constant_that_a_sound_card_adds_is_no_sound() -> None:
    wave = read_wave(for_telephone(written([tone(16_000) + 0.1], 16_000, PCM, 16))[0])

    assert wave
    assert 0.49 <= wave.seconds <= 0.6


def test_a_voice_that_is_no_mirror_image_is_not_taken_for_such_a_constant() -> None:
    pulses = np.concatenate([np.zeros(16_000), np.tile([0.5] + [0.0] * 79, 100), np.zeros(16_000)])
    wave = read_wave(for_telephone(written([pulses + 0.01], 16_000, PCM, 16))[0])

    assert wave
    assert wave.seconds == pytest.approx(0.5 + 2 * 0.03, abs=0.03)


def test_the_noise_of_a_room_is_cut_though_the_recorder_began_with_zeros() -> None:
    room = np.random.default_rng(1).normal(0, 0.003, 16_000 * 3)
    heard = room + np.concatenate([np.zeros(16_000), tone(16_000), np.zeros(16_000 * 3 - 16_000 - len(tone(16_000)))])
    wave = read_wave(for_telephone(written([np.concatenate([np.zeros(4_000), heard])], 16_000, PCM, 16))[0])

    assert wave
    assert wave.seconds == pytest.approx(0.5 + 2 * 0.15, abs=0.04)


def test_channels_that_cancel_each_other_are_not_mixed() -> None:
    sound = tone(16_000)

    assert level(samples(for_telephone(written([sound, -sound], 16_000, PCM, 16))[0])) == pytest.approx(-20, abs=0.3)


@pytest.mark.parametrize(("encoding", "bits"), [(PCM, 16), (PCM, 24), (FLOAT, 32)])
def test_a_recording_that_was_too_loud_is_reported(encoding: int, bits: int) -> None:
    clipped = np.clip(tone(16_000, 1.5), -1, 1)

    _made, warning = for_telephone(written([clipped], 16_000, encoding, bits))

    assert "places: it was recorded too loud" in warning


def test_a_loud_recording_that_is_whole_is_no_fault() -> None:
    assert for_telephone(written([tone(44_100, 1.0)], 44_100, PCM, 16))[1] == ""


def test_the_length_that_a_pipe_does_not_know_is_that_of_the_file() -> None:
    file = written([tone(8_000)], 8_000, PCM, 16)
    head = file.index(b"data") + 4

    wave = read_wave(for_telephone(file[:head] + b"\xff\xff\xff\xff" + file[head + 4 :])[0])

    assert wave
    assert 0.49 <= wave.seconds <= 0.6


SPOILT: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _file: b"", "the file is empty"),
    "torn in its sound": (lambda file: file[: len(file) // 2], "it breaks off after 0.4 seconds"),
    "torn in its head": (lambda file: file[:30], "its header is damaged, or it breaks off"),
    "without a sound": (lambda _file: wav(0), "nobody is heard in it"),
    "silent": (lambda _file: written([np.zeros(8_000)], 8_000, PCM, 16), "nobody is heard in it"),
    "an MP3": (lambda _file: b"ID3\4" + bytes(100), "it is not a WAV file, but MP3"),
    "from a telephone": (lambda _file: b"\0\0\0\x20ftypM4A " + bytes(100), "it is not a WAV file, but M4A"),
    "a text": (lambda _file: b"hello", "it is not a WAV file; save it as WAV of PCM"),
    "A-law": (lambda _file: wav(1, bits=8, encoding=A_LAW), "it is A-law, 8 bits"),
    "ADPCM": (lambda _file: wav(1, bits=4 * 8, encoding=17), "it is encoding 17"),
    "too few samples": (lambda _file: wav(1, rate=6_000), "it has 6000 samples a second; a telephone needs 8000"),
    "no numbers": (lambda _file: written([np.full(8_000, np.nan)], 8_000, FLOAT, 32), "values that are not numbers"),
    "no channels": (lambda file: file[:22] + bytes(2) + file[24:], "its header is damaged, or it breaks off"),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_of_any_other_file_the_message_says_what_is_wrong(spoilt: str) -> None:
    spoil, message = SPOILT[spoilt]

    with pytest.raises(ValueError, match=message):
        for_telephone(spoil(written([tone(8_000)], 8_000, PCM, 16)))
