"""Layout of the flow as a drawing, in pixels: boxes with their keys, and labelled arrows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ivr.translation import _

from .graph import Arrow, Box, Graph
from .ranks import Link, Ranks, ranks
from .spread import spread

WIDTH = 208
PAD = 12
LINE = 17
_BEND, _GAP = 14, 26
_BETWEEN = 62
_TAB, _TAB_GAP = 20, 4
_CHARACTERS_IN_LINE = 14.2
_MOST_LINES = 3
_MARGIN = 24

_WORD = re.compile("[!-~]+ *|.")
"""What a line of text is broken between: Latin words, and single other characters."""


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its upper left corner, its height, the *lines* of what is heard there, and its keys."""

    box: Box
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """A label at the edge of a box, where an arrow leaves: its centre, its width and its text."""

    x: float
    y: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """An arrow as an SVG *path*, and its label; *back*: it points up."""

    arrow: Arrow
    path: str
    tab: Tab | None
    back: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to draw, with the size of the whole."""

    width: float
    height: float
    shapes: tuple[PlacedBox, ...]
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """Positions: centres by name, top and height of each row, and the row and the box of each name."""

    x: Mapping[str, float]
    tops: Sequence[float]
    heights: Sequence[float]
    row: Mapping[str, int]
    shapes: Mapping[str, PlacedBox]


def drawing(graph: Graph) -> Drawing:
    """Lay *graph* out in rows from top to bottom."""
    ranked = ranks(graph)
    steps = [step for route in ranked.routes.values() for step in pairwise(route)]
    room = _room(graph, ranked)
    x = spread(ranked.rows, steps, lambda name: room.get(name, _BEND), _GAP)
    row = {name: number for number, names in enumerate(ranked.rows) for name in names}
    heights = [max(_height(graph.boxes[name]) for name in names if name in graph.boxes) for names in ranked.rows]
    tops = [_MARGIN + sum(heights[:number]) + number * _BETWEEN for number in range(len(heights))]
    left = {name: x[name] - WIDTH / 2 + _MARGIN for name in graph.boxes}
    shapes = {
        name: PlacedBox(box, left[name], tops[row[name]], _height(box), wrapped(box.text), _keys(box))
        for name, box in graph.boxes.items()
    }
    page = _Page({name: place + _MARGIN for name, place in x.items()}, tops, heights, row, shapes)
    arrows = {(arrow.source, arrow.target): arrow for arrow in graph.arrows}
    curves = tuple(_curves(page, arrows, ranked.routes, ranked.turned))
    right = max(page.x[name] + room.get(name, _BEND) / 2 for name in page.x) + _MARGIN
    return Drawing(right, tops[-1] + heights[-1] + _MARGIN, tuple(shapes.values()), curves)


def wrapped(text: str, width: float = _CHARACTERS_IN_LINE, most: int = _MOST_LINES) -> tuple[str, ...]:
    """Break *text* into at most *most* lines of about so many full-width characters; … marks a text that is cut.

    A word of Latin letters stays whole if it fits on a line.
    """
    lines, length = [""], 0.0
    for piece in _WORD.findall(text):
        wide = _wide(piece.rstrip())
        for part in [piece] if wide <= width else piece:
            if length + _wide(part.rstrip()) > width and part not in "、。，．」…":
                lines.append("")
                length = 0.0
            lines[-1] += part
            length += _wide(part)
    lines = [line.rstrip() for line in lines]
    if len(lines) > most:
        return (*lines[: most - 1], lines[most - 1][:-1].rstrip("…") + "…")
    return tuple(lines) if text else ()


def _wide(text: str) -> float:
    """Return the width of *text* in full-width characters."""
    return sum(0.56 if char.isascii() else 1.0 for char in text)


def _room(graph: Graph, ranked: Ranks) -> dict[str, float]:
    """Return the width of each box with the labels on its edges, which may be wider than the box."""
    rows: dict[tuple[str, bool], list[float]] = {}
    for arrow in graph.arrows:
        link = (arrow.source, arrow.target)
        if link in ranked.routes:
            rows.setdefault((arrow.source, link in ranked.turned), []).append(_tab_width(_short(arrow)) + _TAB_GAP)
    return {name: max(WIDTH, *(sum(rows.get((name, back), ())) for back in (False, True))) for name in graph.boxes}


def _keys(box: Box) -> tuple[tuple[str, str], ...]:
    """Return the keys with as much of their labels as fits on a line."""
    return tuple((key, wrapped(label, _CHARACTERS_IN_LINE - 1.6, 1)[0]) for key, label in box.keys)


def _height(box: Box) -> float:
    return PAD * 2 + LINE * (len(wrapped(box.title, most=2)) + len(wrapped(box.text)) + len(box.keys)) + _TAB / 2


def _curves(
    page: _Page, arrows: Mapping[Link, Arrow], routes: Mapping[Link, tuple[str, ...]], turned: frozenset[Link]
) -> Iterator[Curve]:
    labelled = {source for source, target in turned if arrows[source, target].labels}
    for box in page.shapes:
        for back in (False, True):
            mine = [link for link in routes if link[0] == box and (link in turned) is back]
            ports = _ports(page, mine, routes, arrows)
            for link in mine:
                yield _curve(page, arrows[link], routes[link], ports[link], back=back, labelled=link[1] in labelled)


def _ports(
    page: _Page, links: list[Link], routes: Mapping[Link, tuple[str, ...]], arrows: Mapping[Link, Arrow]
) -> dict[Link, Tab]:
    """Place the labels of a box's arrows side by side on its edge, in the order of the arrows' next points."""
    following = {link: routes[link][1 if routes[link][0] == link[0] else -2] for link in links}
    ordered = sorted(links, key=lambda link: page.x[following[link]])
    widths = [_tab_width(_short(arrows[link])) for link in ordered]
    ports: dict[Link, Tab] = {}
    left = -(sum(widths) + _TAB_GAP * (len(widths) - 1)) / 2
    for link, width in zip(ordered, widths, strict=True):
        shape = page.shapes[link[0]]
        route = routes[link]
        y = shape.y + shape.height if route[0] == link[0] else shape.y
        ports[link] = Tab(page.x[link[0]] + left + width / 2, y, width, _short(arrows[link]))
        left += width + _TAB_GAP
    return ports


def _short(arrow: Arrow) -> str:
    return _(" / ").join(arrow.labels)


def _tab_width(text: str) -> float:
    return sum(7.0 if char.isascii() else 11.5 for char in text) + 12 if text else 2


def _curve(page: _Page, arrow: Arrow, route: tuple[str, ...], port: Tab, *, back: bool, labelled: bool) -> Curve:
    """Draw an arrow from its label on; it ends above the labels of its target where it has some on its upper edge."""
    points = _points(page, route)
    tab = port if port.text else None
    edge = _TAB / 2 if tab else 0
    if back:
        points[0] = (points[0][0], points[0][1] + _TAB / 2)  # the target's own labels hang below its edge
        points[-1] = (port.x, port.y - edge)
        points.reverse()
    else:
        points[0] = (port.x, port.y + edge)
        points[-1] = (points[-1][0], points[-1][1] - (_TAB / 2 if labelled else 0))
    return Curve(arrow, _path(points), tab, back)


def _points(page: _Page, route: tuple[str, ...]) -> list[tuple[float, float]]:
    """Return where an arrow leaves, passes each row in which it bends (at its top and its bottom), and arrives."""
    first, *bends, last = route
    points = [(page.x[first], page.shapes[first].y + page.shapes[first].height)]
    for bend in bends:
        row = page.row[bend]
        points += [(page.x[bend], page.tops[row] - 6), (page.x[bend], page.tops[row] + page.heights[row] + 6)]
    return [*points, (page.x[last], page.shapes[last].y)]


def _path(points: list[tuple[float, float]]) -> str:
    """Return the SVG path through the points, by curves that leave and arrive vertically."""
    (x, y), *rest = points
    parts = [f"M{x:.0f} {y:.0f}"]
    for to_x, to_y in rest:
        half = (to_y - y) / 2
        parts.append(
            f"V{to_y:.0f}"
            if abs(to_x - x) < 1
            else f"C{x:.0f} {y + half:.0f} {to_x:.0f} {to_y - half:.0f} {to_x:.0f} {to_y:.0f}"
        )
        x, y = to_x, to_y
    return "".join(parts)
