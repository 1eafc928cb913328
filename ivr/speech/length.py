"""How long something takes to say, counted from its kana.

The fit is to Open JTalk at its natural rate over the model call script: 8.87 morae a second and 0.60 s for each pause.
Its largest miss on any prompt of the shipped site is 0.6 s (`tests/bench/bench_voice.py`). A flat six morae a second,
the usual rule, is right for sentences and too kind to menus.
"""

from .line import Line

MORAE_PER_SECOND = 8.87
PAUSE_SECONDS = 0.60

_PAUSES = "、。・"
_SMALL = frozenset("ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ")


def morae(kana: str) -> int:
    """Count the morae of *kana*: one for each kana, none for a small vowel or glide, one for ッ, ン and ー."""
    return sum(1 for sign in kana if _is_kana(sign) and sign not in _SMALL)


def pauses(kana: str) -> int:
    """Count the 、, 。 and ・ of *kana* after which it goes on; a closing one is no pause of its own."""
    return sum(1 for sign in kana.rstrip(_PAUSES + "」") if sign in _PAUSES)


def seconds(kana: str, rate: float = 1.0) -> float:
    """Return the seconds that *kana* takes at *rate* (1.0 is the voice's natural rate)."""
    return (morae(kana) / MORAE_PER_SECOND + PAUSE_SECONDS * pauses(kana)) / rate


def line_seconds(line: Line, rate: float = 1.0, slow: float = 1.0) -> float:
    """Return the seconds that *line* takes at *rate*, or at *slow* what is said slowly, with the silence after it.

    A recording takes its own length.
    """
    spoken = line.recording.seconds if line.recording else seconds(line.kana, slow if line.slow else rate)
    return spoken + line.pause


def _is_kana(sign: str) -> bool:
    return "ぁ" <= sign <= "ゖ" or "ァ" <= sign <= "ヺ" or sign == "ー"
