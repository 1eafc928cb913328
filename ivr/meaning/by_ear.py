"""Find a sure word by its sound in an answer without any known word: 警戒前 for 経営改善."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ivr.heard.morae import sounds
from ivr.heard.readings import Arc, Readings, arcs
from ivr.heard.sound_graph import COSTS, GAPS, NUMBER

_IN_KANA = re.compile(r"[ぁ-んー]+")
# Greatest distance of a word from what was heard, in hundredths of a mora, by its number of morae: short words sound
# like too many others.
_FURTHEST = {4: 36, 5: 50}
_FURTHEST_LONG, _PER_MORA = 6, 14  # from so many morae on, so much for each
_LONGEST = 40  # characters of an answer that are compared: each costs time, and a longer answer has known words

_Part = list[tuple[int, int, list[int]]]
"""A lattice of readings: where each begins and ends, and its morae, by number."""


@dataclass(frozen=True, slots=True)
class SoundingName:
    """A sure word for *meaning*, written in *kana*, with its morae by number and its greatest distance."""

    meaning: str
    kana: str
    numbers: tuple[int, ...]
    furthest: int


def spoken(names: Iterable[tuple[str, str]]) -> tuple[SoundingName, ...]:
    """Prepare those names (pairs of meaning and name) that are written in kana and long enough."""
    found = []
    for meaning, name in names:
        numbers = tuple(NUMBER[mora] for mora in sounds(name)) if _IN_KANA.fullmatch(name) else ()
        furthest = len(numbers) * _PER_MORA if len(numbers) >= _FURTHEST_LONG else _FURTHEST.get(len(numbers), 0)
        if furthest:
            found.append(SoundingName(meaning, name, numbers, furthest))
    return tuple(found)


def sounds_like(readings: Readings, names: Sequence[SoundingName], text: str) -> tuple[str, str] | None:
    """Return meaning and name of the nearest match to any part of the start of *text* (plain form).

    None if all are far, or if two meanings are equally near.
    """
    found: dict[str, tuple[int, str]] = {}
    for part in _parts(readings, text[:_LONGEST]):
        least = _least({number for _, _, numbers in part for number in numbers})
        for name in names:
            if sum(least[number] for number in name.numbers) <= name.furthest:
                off = _distance(part, name.numbers)
                per_mora = off * 100 // len(name.numbers)
                if off <= name.furthest and per_mora < found.get(name.meaning, (per_mora + 1, ""))[0]:
                    found[name.meaning] = (per_mora, name.kana)
    ranked = sorted((off, meaning, kana) for meaning, (off, kana) in found.items())
    if not ranked or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1], ranked[0][2]


def _parts(readings: Readings, text: str) -> Iterator[_Part]:
    """Yield the parts of *text* of which every character has a reading, as lattices of numbered morae."""
    start = 0
    while start < len(text):
        end, lattice = _readable(readings, text, start)
        if lattice:
            yield [(arc.start, arc.end, [NUMBER[mora] for mora in arc.morae]) for arc in lattice]
        start = max(end, start + 1)


def _readable(readings: Readings, text: str, start: int) -> tuple[int, list[Arc]]:
    """Return where the longest readable part from *start* ends, and its readings."""
    for end in range(len(text), start, -1):
        if lattice := arcs(readings, text[start:end]):
            return end, lattice
    return start, []


def _least(heard: set[int]) -> list[int]:
    """Return the least cost of each mora if those in *heard* were heard, in any order."""
    rows = [GAPS, *(COSTS[number] for number in heard)]
    return list(map(min, *rows)) if len(rows) > 1 else GAPS


def _distance(part: _Part, name: tuple[int, ...]) -> int:
    """Return the least cost of finding *name* anywhere in *part*."""
    gaps = [GAPS[number] for number in name]
    fresh = list(accumulate(gaps, initial=0))
    reached: dict[int, list[int]] = {}
    best = fresh[-1]
    for start, end, heard in part:
        costs = reached.get(start)
        costs = fresh if costs is None else list(map(min, costs, fresh))
        for number in heard:
            costs = _after(costs, number, name, gaps)
            best = min(best, costs[-1])
        there = reached.get(end)
        reached[end] = costs if there is None else list(map(min, there, costs))
    return best


def _after(costs: list[int], number: int, name: tuple[int, ...], gaps: list[int]) -> list[int]:
    """Return the costs of all prefixes of *name* after one more mora was heard; the name may begin with that one."""
    row, extra = COSTS[number], GAPS[number]
    after, last, diagonal = [0], 0, costs[0]
    for index, target in enumerate(name):
        last = min(diagonal + row[target], last + gaps[index], costs[index + 1] + extra)
        diagonal = costs[index + 1]
        after.append(last)
    return after
