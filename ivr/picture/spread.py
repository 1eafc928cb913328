"""Horizontal layout: the place of each box in its row, in order, near the boxes it is joined to."""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

_ROUNDS = 9  # passes over a row
_STRAIGHT = 8.0
"""Weight of a straight long arrow against a box in the middle of its neighbours."""

Near = Mapping[str, list[str]]


def spread(
    rows: Sequence[Sequence[str]], steps: Sequence[tuple[str, str]], width: Callable[[str], float], gap: float
) -> dict[str, float]:
    """Return the middle of each name of *rows* in pixels from the left edge, which the leftmost box touches.

    *steps* join names of neighbouring rows. *width* is that of a name's box, *gap* the room between two. Row by row,
    downwards and upwards by turns, each name is set under (or over) the middle of those it is joined to.
    """
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for upper, lower in steps:
        below.setdefault(upper, []).append(lower)
        above.setdefault(lower, []).append(upper)
    x = {name: 0.0 for row in rows for name in row}
    for number in range(_ROUNDS):
        for row in rows[::-1] if number % 2 else rows:
            x.update(_placed(row, x, below if number % 2 else above, width, gap))
    left = min((x[name] - width(name) / 2 for name in x), default=0.0)
    return {name: place - left for name, place in x.items()}


def _placed(
    row: Sequence[str], x: Mapping[str, float], near: Near, width: Callable[[str], float], gap: float
) -> dict[str, float]:
    """Move each name of a row to the mean of its neighbours as far as the others let it."""
    offset, offsets = 0.0, []
    for before, name in zip((None, *row), row, strict=False):
        offset += (width(before) + width(name)) / 2 + gap if before else 0.0
        offsets.append(offset)
    weights = [_STRAIGHT if is_bend(name) and any(map(is_bend, near.get(name, ()))) else 1.0 for name in row]
    wishes = [fmean(x[one] for one in near.get(name) or [name]) - its for name, its in zip(row, offsets, strict=True)]
    return {name: wish + its for name, wish, its in zip(row, _rising(wishes, weights), offsets, strict=True)}


def is_bend(name: str) -> bool:
    """Return whether a name is that of a bend of a long arrow."""
    return "@" in name


def _rising(wishes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the never falling numbers nearest to *wishes*: those that fall are pooled into their weighted mean."""
    pools: list[tuple[float, float, int]] = []
    for wish, weight in zip(wishes, weights, strict=True):
        total, heavy, count = wish * weight, weight, 1
        while pools and pools[-1][0] / pools[-1][1] > total / heavy:
            before = pools.pop()
            total, heavy, count = total + before[0], heavy + before[1], count + before[2]
        pools.append((total, heavy, count))
    return [total / heavy for total, heavy, count in pools for _ in range(count)]
