"""What a benchmark has measured, and the table in which it is read."""

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


def table(figures: Iterable[Figure]) -> str:
    """Return *figures* as lines of a table."""
    return "".join(map(row, figures))


def row(figure: Figure) -> str:
    """Return a line of the table."""
    bound = "at least" if figure.least else "at most"
    measured, goal = (f"{number:>9.4g} {figure.unit:<3}" for number in (figure.value, figure.goal))
    missed = "" if figure.ratio >= 1 else "  MISSED"
    return f"{figure.what:<58}{measured}  {bound:<8}{goal}  ratio {figure.ratio:>6.2f}{missed}\n"


def all_kept(figures: Iterable[Figure]) -> bool:
    """Tell whether every goal is kept."""
    return all(figure.ratio >= 1 for figure in figures)
