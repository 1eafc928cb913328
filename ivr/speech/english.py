"""Spoken length of an English text in seconds, counted from its syllables.

The constants are those of the slowest of three voices of Flite, which keep the pace of the people they were recorded
from (4.3, 5.0 and 5.1 syllables a second), with the pauses of the slowest: the largest error of a fit on a prompt of
the shipped site is 0.8 to 1.0 s in 3 to 14 s. That the carrier's voice is no slower is an assumption.
"""

import re

SYLLABLES_PER_SECOND = 4.3
COMMA_SECONDS, STOP_SECONDS = 0.39, 0.42

_WORD = re.compile(r"[a-z]+|[0-9]")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e(?=$|ment|ness|ful|wide|ly$)|(?<=[aeiou]l)e$|(?<=[^aeioutd])ed$|(?<=[^aeiouscxzg])es$"
)
_APART = re.compile(r"(?<=[^tscg])ia|ea(?=s?$)|(?<=cr)eat|[aoeiy](?=ing)|iu|aido")
_DIGITS = {"0": 2, "7": 2}
_COMMAS = re.compile(r"[,;:](?=\s*\S)")
_STOPS = re.compile(r"[.?!](?=\s*\S)")


def syllables(text: str) -> int:
    """Count the syllables of an English text: its groups of vowels but for a silent e; a figure is one, or two."""
    return sum(_DIGITS.get(word, 1) if word.isdigit() else _of_word(word) for word in _WORD.findall(text.lower()))


def english_seconds(text: str, rate: float = 1.0) -> float:
    """Return the seconds that *text* takes at *rate* (1.0 is the voice's natural rate)."""
    silence = COMMA_SECONDS * len(_COMMAS.findall(text)) + STOP_SECONDS * len(_STOPS.findall(text))
    return (syllables(text) / SYLLABLES_PER_SECOND + silence) / rate


def _of_word(word: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word))) + len(_APART.findall(word)))
