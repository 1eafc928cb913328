"""Sounds as numbers, what each costs, and what was heard as a graph of them: prepared for comparing names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ivr.heard.morae import MORAE, cost, gap
from ivr.heard.readings import Arc

WEAK = 35  # hundredths of a mora's weight inside けん, し: the ends of words are swallowed
FAR = 10**6  # more than any cost
NUMBER = {mora: number for number, mora in enumerate(MORAE)}
SUFFIX = len(MORAE)  # a mora's number plus this is the same mora in a suffix, where everything costs less
_SILENT = len(MORAE)  # stands for no mora, where something was heard
_LONGEST = 32  # morae of an arc

_HALF = [[cost(one, other) for other in MORAE[: at + 1]] for at, one in enumerate(MORAE)]
# A cost is the same in both directions, and every start waits for this table.
_ROWS = [[*row, *(later[at] for later in _HALF[at + 1 :])] for at, row in enumerate(_HALF)]
COSTS = [[*row, FAR] for row in _ROWS] + [[*(one * WEAK // 100 for one in row), FAR] for row in _ROWS]
"""By the number of what was said, then of what was heard: hundredths of a mora."""
GAPS = [gap(mora) for mora in MORAE] + [gap(mora) * WEAK // 100 for mora in MORAE]
"""By the number of what was said, and not heard."""
LARGEST_GAP = max(GAPS)


@dataclass(frozen=True)
class SoundGraph:
    """What was heard as a graph whose nodes are numbered from left to right.

    *places* are the nodes between characters of the text, by their place there. By node, *links* are the nodes that
    follow, each with the number of the mora between; *extra* what it costs if that mora was not said, the least first,
    each with the node that follows.
    """

    places: Mapping[int, int]
    links: Sequence[Sequence[tuple[int, int]]]
    extra: Sequence[Sequence[tuple[int, int]]]

    @cached_property
    def least(self) -> Sequence[int]:
        """By a mora's number, what it costs at least, wherever it stands among what was heard."""
        heard = {number for links in self.links for _, number in links if number != _SILENT}
        whole = [*map(min, GAPS[:SUFFIX], GAPS, *(COSTS[number] for number in heard))]
        return [*whole, *(cost * WEAK // 100 for cost in whole)]


def graph(lattice: Iterable[Arc]) -> SoundGraph:
    """Return the graph of a lattice."""
    nodes: set[tuple[int, int]] = set()
    steps: list[tuple[tuple[int, int], tuple[int, int], int]] = []
    for at, arc in enumerate(lattice, 1):
        inner = [(arc.start, at * _LONGEST + step) for step in range(1, len(arc.morae))]
        way = [(arc.start, 0), *inner, (arc.end, 0)]
        nodes.update(way)
        numbers = [NUMBER[mora] for mora in arc.morae] or [_SILENT]
        steps += zip(way, way[1:], numbers, strict=False)
    index = {node: number for number, node in enumerate(sorted(nodes))}
    links: list[list[tuple[int, int]]] = [[] for _ in index]
    for one, other, number in steps:
        links[index[one]].append((index[other], number))
    extra = [sorted({(_extra(number), target) for target, number in after}) for after in links]
    return SoundGraph({place: number for (place, inner), number in index.items() if not inner}, links, extra)


def _extra(number: int) -> int:
    return 0 if number == _SILENT else GAPS[number]
