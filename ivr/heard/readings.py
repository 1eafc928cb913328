"""The possible readings of recognised text: every reading of its kanji at once, as a lattice of morae."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ivr.heard.morae import Mora, placed_sounds, sounds

Readings = Mapping[str, tuple[tuple[Mora, ...], ...]]
"""Kanji, and a few words, to the morae of each reading."""

_LONGEST_WORD = 3  # characters
_KANA_RUN = re.compile("[ぁ-ゖー]+")
_PARTICLES = {"は": "わ", "へ": "え"}  # at the end of a run of kana

_reading = cache(sounds)
"""The morae of a reading; cached, because most belong to many kanji."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One reading of the characters [start, end) of a text."""

    start: int
    end: int
    morae: tuple[Mora, ...]


def reading_row(row: Sequence[str]) -> tuple[str, tuple[tuple[Mora, ...], ...]]:
    """Read a kanji or word and its readings in kana, separated by spaces."""
    written, spoken = row
    return written, tuple(map(_reading, spoken.split()))


def arcs(readings: Readings, text: str) -> list[Arc] | None:
    """Return every reading of every part of *text* (normal form) in order, or None if a part has no reading.

    Each sound of a run of kana is an arc of its own, so that a name may begin or end at any of them.
    """
    lattice: list[Arc] = []
    start = 0
    while start < len(text):
        run = _KANA_RUN.match(text, start)
        here = [*_words(readings, text, start), *(_kana(text, *run.span()) if run else ())]
        if not here:
            return None
        lattice += here
        start = run.end() if run else min(arc.end for arc in here)
    return lattice


def _kana(text: str, start: int, end: int) -> Iterator[Arc]:
    run = text[start:end]
    morae = placed_sounds(run)
    begins = [start, *(start + place for place, _ in morae[1:]), end]
    spoken: list[tuple[Mora, ...]] = [(mora,) for _, mora in morae] or [()]  # a lone ー has no sound
    yield from (Arc(*span, mora) for span, mora in zip(pairwise(begins), spoken, strict=True))
    if particle := _PARTICLES.get(run[-1]):
        yield Arc(end - 1, end, sounds(particle))


def _words(readings: Readings, text: str, start: int) -> Iterator[Arc]:
    for end in range(start + 1, min(start + _LONGEST_WORD, len(text)) + 1):
        for morae in readings.get(text[start:end], ())[:3]:
            yield Arc(start, end, morae)
