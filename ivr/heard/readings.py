"""How what a recogniser wrote may have sounded: every reading of its kanji at once, as a lattice of morae."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ivr.heard.morae import Mora, sounds

Readings = Mapping[str, tuple[tuple[Mora, ...], ...]]
"""Kanji, and a few words, to the morae of each reading."""

_LONGEST_WORD = 3
_KANA_RUN = re.compile("[ぁ-ゖー]+")
_PARTICLES = {"は": ("は", "わ"), "へ": ("へ", "え")}


@dataclass(frozen=True, slots=True)
class Arc:
    """One reading of the characters [start, end) of a text."""

    start: int
    end: int
    morae: tuple[Mora, ...]


def reading_row(row: Sequence[str]) -> tuple[str, tuple[tuple[Mora, ...], ...]]:
    """Read a kanji or word and its readings in kana, separated by spaces."""
    written, spoken = row
    return written, tuple(sounds(kana) for kana in spoken.split())


def arcs(known: Readings, text: str) -> list[Arc] | None:
    """Return every reading of every part of `text` (normal form) in order, None if a part has no reading."""
    found: list[Arc] = []
    start = 0
    while start < len(text):
        here = [*_kana(text, start), *_words(known, text, start)]
        if not here:
            return None
        found += here
        start = min(arc.end for arc in here)
    return found


def _kana(text: str, start: int) -> Iterator[Arc]:
    if run := _KANA_RUN.match(text, start):
        end = start + 1 if text[start] in _PARTICLES and run.end() == start + 1 else run.end()
        for spoken in _PARTICLES.get(text[start:end], (text[start:end],)):
            yield Arc(start, end, sounds(spoken))


def _words(known: Readings, text: str, start: int) -> Iterator[Arc]:
    for end in range(start + 1, min(start + _LONGEST_WORD, len(text)) + 1):
        for morae in known.get(text[start:end], ()):
            yield Arc(start, end, morae)
