"""A table of figures, built from counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

NONE = "-"
"""The cell of something that is not known."""
ALL = "all"
APART = "\t"
"""Separates the heads of a row that has several."""

Cell = str | int | float
Cells = Mapping[tuple[str, str], int]
"""Figures by their row and their column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its *name* and its *title* in English, the columns of its *heads* and of its *figures*, and its *rows*.

    If its figures have sums, they are the last row and the last column, both called `ALL`.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    figures: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return what all columns are called."""
        return (*self.heads, *self.figures)

    def as_data(self) -> dict[str, object]:
        """Return it as data for JSON."""
        return {"name": self.name, "title": self.title, "columns": self.columns, "rows": self.rows, "heads": self.heads}

    def by_column(self, row: Sequence[Cell]) -> dict[str, Cell]:
        """Return the cells of *row* by their columns, so that a new column moves no figure."""
        return dict(zip(self.columns, row, strict=True))


def crossed(name: str, title: str, heads: tuple[str, ...], cells: Cells, order: Iterable[str]) -> Table:
    """Return *cells* as a table with its sums, each cell counted once. Columns come in *order*, without empty ones."""
    columns = [name for name in order if any(column == name for _, column in cells)]
    by_row = defaultdict[str, dict[str, int]](dict)
    for (row, column), number in cells.items():
        by_row[row][column] = number
    rows: list[tuple[Cell, ...]] = [
        (*row.split(APART), *(counts.get(name, 0) for name in columns), sum(counts.values()))
        for row, counts in sorted(by_row.items())
    ]
    sums = [sum(counts.get(name, 0) for counts in by_row.values()) for name in columns]
    last: tuple[Cell, ...] = (ALL, *[""] * (len(heads) - 1), *sums, sum(sums))
    return Table(name, title, heads, (*columns, ALL), (*rows, last))


def without(table: Table, head: str) -> Table:
    """Leave the *head* of which nothing is known out of *table*; if it is the only one, only the sums remain."""
    if table.heads == (head,):
        return replace(table, rows=table.rows[-1:])
    at = table.heads.index(head)
    *rows, sums = [(*row[:at], *row[at + 1 :]) for row in table.rows]
    return replace(table, heads=(*table.heads[:at], *table.heads[at + 1 :]), rows=(*rows, (ALL, *sums[1:])))


def last_is_all(names: Iterable[str]) -> list[str]:
    """Return *names* in order, the sum last."""
    return sorted(names, key=lambda name: (name == ALL, name))


@dataclass(frozen=True, slots=True)
class Spread:
    """The number of calls for each duration in tenths of a second."""

    counts: Counter[int]

    @property
    def figures(self) -> tuple[Cell, ...]:
        """Return the count, and the median, 95th percentile and longest in seconds."""
        ordered = sorted(self.counts.items())
        longest = ordered[-1][0] / 10
        return self.counts.total(), self._quantile(ordered, 0.5), self._quantile(ordered, 0.95), longest

    def within(self, seconds: float) -> int:
        """Return how many took at most *seconds*."""
        return sum(number for tenths, number in self.counts.items() if tenths <= 10 * seconds)

    def _quantile(self, ordered: Sequence[tuple[int, int]], share: float) -> float:
        left = ceil(share * self.counts.total())
        for tenths, number in ordered:
            left -= number
            if left <= 0:
                return tenths / 10
        raise AssertionError
