"""Vertical layout: the row of each box, and the order within rows, with arrows pointing down and few crossings.

The method is Sugiyama's: arrows that close a circle are reversed, each box goes one row below the lowest box that leads
to it, arrows over several rows get a bend in each, and rows are sorted repeatedly by the positions of their neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from .graph import ANYWHERE, Graph

_SWEEPS = 24  # passes up and down the ranks
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ranks:
    """The *rows* from top to bottom, of boxes and of bends, and the *routes* of the arrows.

    A route is the way of one arrow (source, target) over its bends, always from top to bottom; *turned* holds those
    that point up.
    """

    rows: tuple[tuple[str, ...], ...]
    routes: Mapping[Link, tuple[str, ...]]
    turned: frozenset[Link]


def ranks(graph: Graph) -> Ranks:
    """Arrange the boxes of *graph* in rows."""
    links = [(arrow.source, arrow.target) for arrow in graph.arrows if arrow.source != arrow.target]
    turned = _turned(graph, links)
    turned |= _returning(graph, [link for link in links if link not in turned])
    down = list(
        dict.fromkeys((target, source) if (source, target) in turned else (source, target) for source, target in links)
    )
    row = _rows(graph, down)
    routes = {link: _route(link, row) for link in down}
    rows: list[list[str]] = [[] for _ in range(max(row.values(), default=0) + 1)]
    for name in graph.boxes:
        rows[row[name]].append(name)
    for route in routes.values():
        for bend in route[1:-1]:
            rows[int(bend.rpartition("@")[2])].append(bend)
    steps = [step for route in routes.values() for step in pairwise(route)]
    ordered = _sorted(rows, steps)
    whole = {link: routes[link[::-1] if link in turned else link] for link in links}
    return Ranks(tuple(map(tuple, ordered)), whole, frozenset(turned))


def _turned(graph: Graph, links: Sequence[Link]) -> set[Link]:
    """Find the arrows that lead back to a box on the way to their own, walking depth first from the start."""
    turned: set[Link] = set()
    done: set[str] = set()
    for name in (graph.start, ANYWHERE, *graph.boxes):
        way = [name] if name in graph.boxes and name not in done else []
        while way:
            left = (link for link in links if link[0] == way[-1] and link[1] not in done and link not in turned)
            if (link := next(left, None)) is None:
                done.add(way.pop())
            elif link[1] in way:
                turned.add(link)
            else:
                way.append(link[1])
    return turned


def _returning(graph: Graph, down: Sequence[Link]) -> set[Link]:
    """Find the arrows by which what can be said anywhere returns to the route from the start.

    They are those that would push a box of that route below its row: the start would be far above what follows it.
    """
    main = _reached(graph.start, down)
    depth = _deepest(graph, [(source, target) for source, target in down if (source in main) is (target in main)])
    return {
        (source, target)
        for source, target in down
        if source not in main and target in main and depth[source] >= depth[target]
    }


def _deepest(graph: Graph, down: Sequence[Link]) -> dict[str, int]:
    """Give each box the row below the lowest that leads to it."""
    row = dict.fromkeys(graph.boxes, 0)
    for _ in graph.boxes:
        for source, target in down:
            row[target] = max(row[target], row[source] + 1)
    return row


def _rows(graph: Graph, down: Sequence[Link]) -> dict[str, int]:
    """Give each box a row: one below all that lead to it. What the start does not lead to is just above its target."""
    row = _deepest(graph, down)
    main = _reached(graph.start, down)
    aside = sorted((name for name in row if name not in main), key=lambda name: -row[name])
    for name in aside:
        row[name] = (
            min((row[target] for source, target in down if source == name and _leads(target, down, main)), default=1)
            - 1
        )
    for name in reversed(aside):
        if all(source != name for source, _ in down):
            row[name] = max((row[source] + 1 for source, target in down if target == name), default=0)
    lift = min(row.values(), default=0)
    return {name: number - lift for name, number in row.items()}


def _leads(name: str, down: Sequence[Link], main: set[str]) -> bool:
    return name in main or any(source == name for source, _ in down)


def _reached(start: str, down: Sequence[Link]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        name = waiting.pop()
        further = {target for source, target in down if source == name} - reached
        reached |= further
        waiting += further
    return reached


def _route(link: Link, row: Mapping[str, int]) -> tuple[str, ...]:
    source, target = link
    bends = (f"{source}>{target}@{between}" for between in range(row[source] + 1, row[target]))
    return (source, *bends, target)


def _sorted(rows: list[list[str]], steps: Sequence[Link]) -> list[list[str]]:
    """Sort each row by the middle of its neighbours, alternately downwards and upwards; return the best order found."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for upper, lower in steps:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    best, fewest = rows, _crossings(rows, below)
    for sweep in range(_SWEEPS):
        rows = [list(row) for row in rows]
        neighbours = below if sweep % 2 else above
        order = range(len(rows) - 2, -1, -1) if sweep % 2 else range(1, len(rows))
        for number in order:
            other = {name: place for place, name in enumerate(rows[number + 1 if sweep % 2 else number - 1])}
            rows[number].sort(key=_middle(rows[number], other, neighbours).__getitem__)
        if (count := _crossings(rows, below)) < fewest:
            best, fewest = rows, count
    return best


def _middle(row: Sequence[str], other: Mapping[str, int], neighbours: Mapping[str, list[str]]) -> dict[str, float]:
    middles: dict[str, float] = {}
    for place, name in enumerate(row):
        places = [other[one] for one in neighbours.get(name, ()) if one in other]
        middles[name] = fmean(places) if places else place
    return middles


def _crossings(rows: Sequence[Sequence[str]], below: Mapping[str, list[str]]) -> int:
    count = 0
    for upper, lower in pairwise(rows):
        place = {name: number for number, name in enumerate(lower)}
        ends = [sorted(place[one] for one in below.get(name, ()) if one in place) for name in upper]
        seen: list[int] = []
        for targets in ends:
            count += sum(1 for target in targets for before in seen if before > target)
            seen += targets
    return count
