"""The head of a WAV file."""

import struct

import pytest

from ivr.speech import Wave, read_wave
from tests.speech.waves import chunk, described, riff, wav


@pytest.mark.parametrize(
    "text",
    [
        "PCM, 16 bits, mono, 8000 Hz, 2.00 s",
        "PCM, 8 bits, stereo, 44100 Hz, 0.50 s",
        "A-law, 8 bits, mono, 8000 Hz, 1.25 s",
        "µ-law, 8 bits, mono, 8000 Hz, 0.00 s",
        "floating point, 32 bits, mono, 48000 Hz, 1.00 s",
    ],
)
def test_a_file_says_what_is_in_it(text: str) -> None:
    assert str(read_wave(described(text))) == text


def test_what_has_no_name_is_called_by_its_number() -> None:
    assert str(read_wave(wav(1, encoding=85, channels=3))) == "encoding 85, 16 bits, 3 channels, 8000 Hz, 1.00 s"


def test_an_extensible_format_tells_its_encoding_further_on() -> None:
    form = struct.pack("<HHIIHHHHIH", 0xFFFE, 1, 8000, 8000, 1, 8, 22, 8, 4, 7) + bytes(14)

    assert read_wave(riff(chunk(b"fmt ", form), chunk(b"data", bytes(4000)))) == Wave(7, 1, 8000, 8, 0.5, silent=True)


def test_other_chunks_are_passed_over_also_those_of_an_odd_length() -> None:
    form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    file = riff(chunk(b"LIST", b"abc"), chunk(b"fmt ", form), chunk(b"fact", b"1234"), chunk(b"data", bytes(16000)))

    assert read_wave(file) == Wave(1, 1, 8000, 16, 1.0, silent=True)


def test_of_a_file_that_breaks_off_counts_what_is_there() -> None:
    assert read_wave(wav(2.0)[:-16000]) == Wave(1, 1, 8000, 16, 1.0, breaks_off=True)


def test_what_follows_the_samples_is_no_sound() -> None:
    assert read_wave(wav(1.0) + chunk(b"LIST", b"a name")) == Wave(1, 1, 8000, 16, 1.0)


def test_a_length_that_its_writer_did_not_know_is_that_of_what_is_there() -> None:
    before, length, samples = wav(1.0).partition((16000).to_bytes(4, "little") + b"\x10")

    assert read_wave(before + b"\xff" * 4 + length[4:] + samples) == Wave(1, 1, 8000, 16, 1.0)


def test_no_samples_are_no_silence() -> None:
    assert read_wave(wav(0)) == Wave(1, 1, 8000, 16, 0.0)


@pytest.mark.parametrize(
    "file",
    [
        *(b"", b"ID3 an mp3", b"RIFF\0\0\0\0WAVE", wav(1)[:30], b"RIFF\0\0\0\0AVI fmt "),
        *(wav(1).replace(b"WAVE", b"AVI "), wav(1).replace(b"RIFF", b"RIFX"), wav(0, rate=0)),
    ],
)
def test_anything_else_is_none(file: bytes) -> None:
    assert read_wave(file) is None
