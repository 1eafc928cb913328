"""Synthesis by Open JTalk, which is loaded when it is first needed: it takes half a second and 80 MB."""

import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from io import StringIO
from typing import Any

from ivr.distribution import install_command
from ivr.heard.utterance import JAPANESE
from ivr.speech import Line
from ivr.translation import _

RATE = 48_000
"""Samples a second of what it speaks."""

RATES = (0.5, 2.0)
"""The slowest and the quickest rate; 1.0 is natural."""

_PACKAGE = "pyopenjtalk"
_RESAMPLER = "soxr"
_DISTRIBUTION = "pyopenjtalk-plus"
_DEVOICED = "’"
_OPTIONS = {"predict_nani": False, "use_sudachi_kanji_yomi": False}
_KANA = re.compile(r"[ァ-ヺー]+")


class VoiceMissingError(Exception):
    """The voice is not installed; the message says how to install it."""

    def __init__(self) -> None:
        super().__init__(
            _("there is no voice here; install it with: {install_command}").format(
                install_command=install_command("voice")
            )
        )


@dataclass(frozen=True, slots=True)
class Word:
    """A word as Open JTalk took it from a text: its *reading* (は is ハ) and its *sound* (ワ), both in katakana."""

    text: str
    reading: str
    sound: str


def installed() -> bool:
    """Return whether the voice is installed."""
    return all(map(find_spec, (_PACKAGE, _RESAMPLER)))


def engine_version() -> str:
    """Return the version of the voice. Raises VoiceMissingError."""
    if not installed():
        raise VoiceMissingError
    return version(_DISTRIBUTION)


def can_speak(line: Line) -> bool:
    """Return whether this voice can speak *line*: what is Japanese, or has a reading in kana."""
    return line.language == JAPANESE or line.kana != line.text


def spoken_text(line: Line) -> str:
    """Return what this voice speaks for *line*: its text if it is Japanese, else its kana."""
    return line.text if line.language == JAPANESE else line.kana


def speak(text: str, rate: float) -> Any:  # noqa: ANN401 - an array of numpy, which may not be there
    """Return *text* spoken at *rate* (1.0 is natural) as samples between -1 and 1. Raises VoiceMissingError."""
    samples, _ = _engine().tts(text, speed=rate, **_OPTIONS)
    return samples / 2**15


def words(text: str) -> tuple[Word, ...]:
    """Return the words of *text*, as Open JTalk reads them. Raises VoiceMissingError."""
    spoken = (
        Word(one["string"], one["read"].replace(_DEVOICED, ""), one["pron"].replace(_DEVOICED, ""))
        for one in _engine().run_frontend(text, **_OPTIONS)
    )
    return tuple(word for word in spoken if _KANA.fullmatch(word.sound))


@cache
def _engine() -> Any:  # noqa: ANN401 - a module that may not be there
    if not installed():
        raise VoiceMissingError
    with redirect_stdout(StringIO()):  # it prints there that an optional model, which only reads 何, is missing
        return import_module(_PACKAGE)


def synthesise(text: str, rate: float = 1.0) -> bytes:
    """Return *text* spoken at *rate*, as an 8 kHz mono WAV file of 16 bits.

    Raises VoiceMissingError without the voice, and ValueError for a text in which there is nothing to say.
    """
    if not words(text):
        raise ValueError(_("there is nothing to say in it"))
    telephone = import_module("ivr.voice.telephone")  # needs soxr, which comes with the voice
    sound: bytes = telephone.telephone(speak(text, rate), RATE)
    return sound
