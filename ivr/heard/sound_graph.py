"""Sounds as numbers, their costs, and what was heard as a graph of them, prepared for comparison with names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ivr.heard.morae import MORAE, cost, gap
from ivr.heard.readings import Arc

WEAK = 35  # weight of a mora within けん or し, in hundredths: the ends of words are swallowed
FAR = 10**6  # more than any cost
NUMBER = {mora: number for number, mora in enumerate(MORAE)}
SUFFIX = len(MORAE)  # a mora's number plus this is that mora within a suffix, where everything costs less
_SILENT = len(MORAE)  # the number for no mora, among those heard
_LONGEST = 32  # morae of an arc

_HALF = [[cost(one, other) for other in MORAE[: at + 1]] for at, one in enumerate(MORAE)]
# Costs are symmetric, so half are computed: every start waits for this table.
_ROWS = [[*row, *(later[at] for later in _HALF[at + 1 :])] for at, row in enumerate(_HALF)]
COSTS = [[*row, FAR] for row in _ROWS] + [[*(one * WEAK // 100 for one in row), FAR] for row in _ROWS]
"""Costs in hundredths of a mora, by the number of the mora said, then of the mora heard."""
GAPS = [gap(mora) for mora in MORAE] + [gap(mora) * WEAK // 100 for mora in MORAE]
"""Costs of a mora that was said and not heard, by its number."""
LARGEST_GAP = max(GAPS)


@dataclass(frozen=True)
class SoundGraph:
    """The sounds of a text, as a graph whose nodes are numbered from left to right.

    *places* are the nodes between characters of the text, by their position in it. For each node, *links* are the
    following nodes, each with the number of the mora between; *extra* the costs if that mora was not said, the least
    first, each with the following node.
    """

    places: Mapping[int, int]
    links: Sequence[Sequence[tuple[int, int]]]
    extra: Sequence[Sequence[tuple[int, int]]]

    @cached_property
    def least(self) -> Sequence[int]:
        """The least cost of a mora, by its number, wherever it is in what was heard."""
        heard = {number for links in self.links for _, number in links if number != _SILENT}
        whole = [*map(min, GAPS[:SUFFIX], GAPS, *(COSTS[number] for number in heard))]
        return [*whole, *(cost * WEAK // 100 for cost in whole)]


def graph(lattice: Iterable[Arc]) -> SoundGraph:
    """Return the graph of a lattice."""
    nodes: set[tuple[int, int]] = set()
    steps: list[tuple[tuple[int, int], tuple[int, int], int]] = []
    for at, arc in enumerate(lattice, 1):
        inner = [(arc.start, at * _LONGEST + step) for step in range(1, len(arc.morae))]
        path = [(arc.start, 0), *inner, (arc.end, 0)]
        nodes.update(path)
        numbers = [NUMBER[mora] for mora in arc.morae] or [_SILENT]
        steps += zip(path, path[1:], numbers, strict=False)
    index = {node: number for number, node in enumerate(sorted(nodes))}
    links: list[list[tuple[int, int]]] = [[] for _ in index]
    for one, other, number in steps:
        links[index[one]].append((index[other], number))
    extra = [sorted({(_extra(number), target) for target, number in after}) for after in links]
    return SoundGraph({place: number for (place, inner), number in index.items() if not inner}, links, extra)


def _extra(number: int) -> int:
    return 0 if number == _SILENT else GAPS[number]
