"""The data of the page's charts, as shares of their width: the template draws them, without a script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ivr.directory import DAY

from .table import ALL, NONE, Cell, Table
from .tables import BUCKETS, WEEK
from .tiles import SHADES

MOST_BARS = 15
LEAST_RINGS = 5
"""Rings of an office from which its share is meaningful."""
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its *label*, its *share* of the width (0 to 1), the *text* after it and its subject (*tone*)."""

    label: str
    share: float
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar: its subject (*tone*), where it begins, its share (0 to 1), and its number."""

    tone: str
    start: float
    share: float
    number: int


@dataclass(frozen=True, slots=True)
class SpreadBar:
    """Seconds of one *way*: *median*, *late* (95 %) and *budget* as shares of the width, None if there is none."""

    way: str
    median: float
    late: float
    budget: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Square:
    """A square of a grid: its column and row, and its *shade* from 0."""

    column: int
    row: int
    shade: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without a service: its *day* of the month, and where in the day it begins and how long it is (0 to 1)."""

    day: int
    start: float
    share: float


def sums(table: Table) -> dict[str, int]:
    """Return the sums of the columns of *table*."""
    return {name: int(value) for name, value in zip(table.figures, table.rows[-1][len(table.heads) :], strict=True)}


def segments(table: Table) -> tuple[Segment, ...]:
    """Return how the calls of *table* divide among its columns."""
    counts = sums(table)
    total, start, parts = counts.pop(ALL), 0.0, []
    for tone, number in counts.items():
        parts.append(Segment(tone, start, number / total, number))
        start += number / total
    return tuple(parts)


def bars(figures: Mapping[str, int], aside: Callable[[str], str]) -> tuple[Bar, ...]:
    """Return a bar for each of *figures*, the longest as wide as possible; *aside* words each share."""
    most, total = max(figures.values(), default=0) or 1, sum(figures.values()) or 1
    return tuple(
        Bar(label, number / most, f"{number:,}{aside(f'{100 * number / total:.0f}%')}")
        for label, number in figures.items()
    )


def by_row(table: Table) -> dict[str, int]:
    """Return the sums of the rows of *table*, by their first head."""
    return {str(row[0]): int(row[-1]) for row in table.rows[:-1]}


def by_seconds(table: Table) -> dict[str, int]:
    """Return how many callers hung up after how many seconds; the times are in order, including those with none."""
    counts = sums(table)
    unknown = {NONE: counts[NONE]} if NONE in counts else {}
    return {bucket: counts.get(bucket, 0) for bucket in BUCKETS} | unknown


def spreads(table: Table) -> tuple[SpreadBar, ...]:
    """Return the bars of the ways to a ring."""
    ways = [table.by_column(row) for row in table.rows]
    most = max((_figure(way[name]) for way in ways for name in ("p95", "budget")), default=0) or 1
    return tuple(
        SpreadBar(
            way=str(way["way"]),
            median=_figure(way["median"]) / most,
            late=_figure(way["p95"]) / most,
            budget=_figure(way["budget"]) / most or None,
            text=f"{way['median']} / {way['p95']}",
        )
        for way in ways
    )


def _figure(cell: Cell) -> float:
    return 0 if isinstance(cell, str) else cell


def squares(table: Table) -> tuple[Square, ...]:
    """Return the hours (columns) of weekdays (rows), shaded by the number of calls."""
    counts = {
        (int(row[0]), WEEK.index(name)): int(value)
        for row in table.rows[:-1]
        for name, value in zip(table.figures[:-1], row[1:-1], strict=True)
    }
    most = max(counts.values(), default=0) or 1
    grid = ((hour, day) for day in range(len(WEEK)) for hour in range(_HOURS))
    return tuple(Square(hour, day, _shade(counts.get((hour, day), 0), most)) for hour, day in grid)


def _shade(number: int, most: int) -> int:
    return min(SHADES, 1 + SHADES * number // most) if number else 0


def gaps(table: Table) -> tuple[Gap, ...]:
    """Return the gaps of *table*, split by day."""
    parts: list[Gap] = []
    for moment, minutes in table.rows[:-1]:
        day, _, clock = str(moment)[8:].partition(" ")
        at, left, start = int(day), int(minutes), int(clock[:2]) * 60 + int(clock[3:])
        while left > 0:
            part = min(left, DAY - start)
            parts.append(Gap(at, start / DAY, part / DAY))
            at, left, start = at + 1, left - part, 0
    return tuple(parts)


def silent(table: Table) -> tuple[tuple[str, int, int], ...]:
    """Return the offices that answered the smallest share of rings, worst first; a caller's hang-up is not a fault.

    Of each its key, how often it was rung, and how often in vain.
    """
    offices = (_silent(table.by_column(row)) for row in table.rows[:-1])
    ranked = sorted(
        ((office, rung, in_vain) for office, rung, in_vain in offices if rung >= LEAST_RINGS and in_vain),
        key=lambda one: (-one[2] / one[1], -one[1], one[0]),
    )
    return tuple(ranked[:MOST_BARS])


def _silent(cells: Mapping[str, Cell]) -> tuple[str, int, int]:
    figures = {name: int(str(cells.get(name, 0))) for name in ("completed", "busy", "no_answer", "failed")}
    in_vain = sum(figures.values()) - figures["completed"]
    return str(cells["office"]), sum(figures.values()), in_vain
