"""Spoken length of a text in seconds, counted from its kana.

The two constants are fitted to Open JTalk at its natural rate: 8.87 morae a second and 0.60 s for each pause. The
largest error on a prompt of the shipped site is 0.6 s (`tests/bench/bench_voice.py`). The usual rule of six morae a
second is right for sentences but too short for menus, which have many pauses.
"""

from ivr.heard.utterance import JAPANESE

from .english import english_seconds
from .line import Line

MORAE_PER_SECOND = 8.87
PAUSE_SECONDS = 0.60

_PAUSES = "、。・"
_SMALL = frozenset("ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ")


def morae(kana: str) -> int:
    """Count the morae of *kana*: one for each kana, none for a small vowel or glide, one for ッ, ン and ー."""
    return sum(1 for char in kana if _is_kana(char) and char not in _SMALL)


def pauses(kana: str) -> int:
    """Count the 、, 。 and ・ inside *kana*; one at its end is not counted."""
    return sum(1 for char in kana.rstrip(_PAUSES + "」") if char in _PAUSES)


def seconds(kana: str, rate: float = 1.0) -> float:
    """Return the seconds that *kana* takes at *rate* (1.0 is the voice's natural rate)."""
    return (morae(kana) / MORAE_PER_SECOND + PAUSE_SECONDS * pauses(kana)) / rate


def line_seconds(line: Line, rate: float = 1.0, slow: float = 1.0) -> float:
    """Return the seconds of *line* and the silence after it, at *rate*, or at *slow* where the line is a slow one.

    A recorded line takes as long as its recording. The length of a foreign line is counted from its text.
    """
    rate = slow if line.slow else rate
    if line.recording:
        spoken = line.recording.seconds
    else:
        spoken = seconds(line.kana, rate) if line.language == JAPANESE else english_seconds(line.text, rate)
    return spoken + line.pause


def _is_kana(char: str) -> bool:
    return "ぁ" <= char <= "ゖ" or "ァ" <= char <= "ヺ" or char == "ー"
