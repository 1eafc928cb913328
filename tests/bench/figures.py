"""What a benchmark has measured, and the table in which it is read."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in which *unit*, and the *goal*: the most that it may be, or, where *least*, the least."""

    what: str
    value: float
    goal: float
    unit: str = ""
    least: bool = False

    @property
    def ratio(self) -> float:
        """Return how well the goal is kept: 1 is just so, 2 is twice as well."""
        better, worse = (self.value, self.goal) if self.least else (self.goal, self.value)
        return better / worse if worse else float("inf")


def show(figures: Iterable[Figure]) -> int:
    """Print *figures* as a table, each once it is measured, and return 1 where a goal is missed, else 0."""
    missed = 0
    for figure in figures:
        missed |= figure.ratio < 1
        print(row(figure), file=sys.__stdout__, flush=True)
    return int(missed)


def row(figure: Figure) -> str:
    """Return a line of the table."""
    bound = "at least" if figure.least else "at most"
    measured, goal = (f"{number:>8.4g} {figure.unit:<2}" for number in (figure.value, figure.goal))
    missed = "" if figure.ratio >= 1 else " missed"
    return f"{figure.what:<52}{measured}  {bound:<8}{goal}  {figure.ratio:>6.2f}{missed}"
