"""How long a sound file is."""

import io
import wave

import pytest

from ivr.simulator.call_context import wave_seconds


def wav(seconds: float, rate: int = 8000) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(b"\0\0" * int(seconds * rate))
    return file.getvalue()


def ulaw(seconds: float) -> bytes:
    samples = bytes(int(seconds * 8000))
    form = (7).to_bytes(2, "little") + (1).to_bytes(2, "little") + (8000).to_bytes(4, "little") * 2 + b"\1\0\x08\0"
    chunks = b"fmt " + (16).to_bytes(4, "little") + form
    chunks += b"LIST" + (3).to_bytes(4, "little") + b"abc\0"
    chunks += b"data" + len(samples).to_bytes(4, "little") + samples
    return b"RIFF" + (4 + len(chunks)).to_bytes(4, "little") + b"WAVE" + chunks


@pytest.mark.parametrize(
    ("file", "seconds"),
    [
        (wav(1.5), 1.5),
        (wav(0.25, 44100), 0.25),
        (wav(0), 0),
        (ulaw(2), 2),
        (b"ID3 an mp3", None),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"", None),
    ],
)
def test_seconds_of_a_file(file: bytes, seconds: float | None) -> None:
    assert wave_seconds(file) == (None if seconds is None else pytest.approx(seconds))


def test_a_stream_of_unknown_length_counts_what_came() -> None:
    file = wav(1)
    at = file.index(b"data") + 4
    assert wave_seconds(file[:at] + b"\xff\xff\xff\xff" + file[at + 4 :]) == pytest.approx(1)
