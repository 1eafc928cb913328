"""Sounds that were made once are stored, as far as there is room."""

import os
import time
from pathlib import Path

import pytest

from ivr.voice import SoundCache, VoiceMissingError
from ivr.voice.cache import ABANDONED_SECONDS


class Voice:
    """Says what it is asked to say and remembers it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []

    def __call__(self, text: str, rate: float) -> bytes:
        self.asked.append((text, rate))
        if not text:
            raise ValueError("nothing to say")
        return 100 * text.encode()


def test_what_was_said_once_is_kept_by_text_and_rate(tmp_path: Path) -> None:
    voice = Voice()
    cache = SoundCache(voice, tmp_path / "sound")

    heard = [cache(text, rate) for text, rate in [("A", 0.9), ("A", 0.9), ("A", 1.0), ("B", 0.9), ("A", 0.9)]]

    assert heard == [100 * text.encode() for text in "AAABA"]
    assert voice.asked == [("A", 0.9), ("A", 1.0), ("B", 0.9)]
    assert SoundCache(voice, tmp_path / "sound")("B", 0.9) == 100 * b"B"
    assert len(voice.asked) == 3
    assert len(list((tmp_path / "sound").iterdir())) == 3


def test_the_oldest_give_way(tmp_path: Path) -> None:
    voice = Voice()
    cache = SoundCache(voice, tmp_path, most_bytes=250)
    for age, text in enumerate("AB"):
        before = set(tmp_path.iterdir())
        cache(text, 1.0)
        (new,) = set(tmp_path.iterdir()) - before
        os.utime(new, (age, age))
    cache("C", 1.0)

    assert sorted(file.read_bytes()[:1] for file in tmp_path.iterdir()) == [b"B", b"C"]
    cache("A", 1.0)
    assert [text for text, _ in voice.asked] == ["A", "B", "C", "A"]


def test_what_a_killed_process_left_behind_is_cleared(tmp_path: Path) -> None:
    for name, age in (("left", 2 * ABANDONED_SECONDS), ("in_use", 0)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.wav").write_bytes(b"RIFF")
        os.utime(tmp_path / name, (time.time() - age,) * 2)

    assert SoundCache(Voice(), tmp_path)("A", 1.0) == 100 * b"A"
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["in_use"]


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    voice = Voice()
    cache = SoundCache(voice, file / "sound")

    assert [cache("A", 1.0), cache("A", 1.0)] == [100 * b"A"] * 2
    assert len(voice.asked) == 2


def test_what_cannot_be_said_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing to say"):
        SoundCache(Voice(), tmp_path)("", 1.0)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_voice")
def test_without_the_voice_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(VoiceMissingError):
        SoundCache(Voice(), tmp_path)("A", 1.0)
