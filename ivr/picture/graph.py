"""The flow as boxes and arrows."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ivr.call import Plan
from ivr.call.lines import label
from ivr.call.nodes import AskPlace, Branch, Choice, Choose, Node, Overheard, Question, ReadBack, Ring, Unless, leads
from ivr.call.ring import after
from ivr.translation import _

from . import labels, spoken

ANYWHERE = "*"
"""The box of what may happen at every question."""

Exit = tuple[str, str, str]
"""A target, a short label and a long one."""


@dataclass(frozen=True, slots=True)
class Box:
    """One node: its *kind* and what it does (*title*), what callers hear there first, and the keys with labels."""

    name: str
    kind: str
    title: str
    text: str = ""
    keys: tuple[tuple[str, str], ...] = ()

    @property
    def gist(self) -> str:
        """Return in one line what the box is about: what is heard there, else the labels of its keys."""
        return self.text or _(", ").join(label for _key, label in self.keys)


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two boxes; *labels* are short (a key, an outcome), *long* says the same in full."""

    source: str
    target: str
    labels: tuple[str, ...] = ()
    long: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole flow: where it starts, its boxes by name in the order of the file, and one arrow for each pair."""

    start: str
    boxes: dict[str, Box]
    arrows: tuple[Arrow, ...]


def graph_of(plan: Plan) -> Graph:
    """Return the boxes and arrows of the flow of *plan*; what every question inherits leaves from a separate box."""
    flow = plan.flow
    boxes = {
        name: Box(name, node.kind, title(plan, node), _text(plan, name, node), tuple(_keys(plan, node)))
        for name, node in flow.nodes.items()
    }
    arrows = [arrow for name, node in flow.nodes.items() for arrow in _arrows(name, _exits(plan, node))]
    inherited = tuple(_inherited(plan))
    if inherited:
        boxes[ANYWHERE] = Box(ANYWHERE, "anywhere", _("from any question"))
        arrows += _arrows(ANYWHERE, inherited)
    return Graph(flow.start, boxes, tuple(arrows))


def as_data(graph: Graph) -> dict[str, Any]:
    """Return *graph* as plain values, for JSON."""
    return {
        "start": graph.start,
        "boxes": [asdict(box) for box in graph.boxes.values()],
        "arrows": [asdict(arrow) for arrow in graph.arrows],
    }


def title(plan: Plan, node: Node) -> str:
    """Return what *node* does, in a few words, and whom it rings."""
    if isinstance(node, AskPlace):
        return _("asks for the {area}").format(area=labels.area(plan))
    if isinstance(node, Ring):
        return _("rings {office}").format(office=_rung(plan, node))
    return labels.does(node)


def _rung(plan: Plan, node: Ring) -> str:
    match node.office:
        case "chosen":
            return _("the chosen office")
        case "fallback":
            return plan.fallback.printed_name
        case name:
            return plan.directory.others[name].printed_name


def _text(plan: Plan, name: str, node: Node) -> str:
    """Return how a node begins to speak; of a question whose keys are listed, only what comes before it."""
    return "" if isinstance(node, Choose) and not node.says else spoken.first_words(plan, name)


def _keys(plan: Plan, node: Node) -> Iterator[tuple[str, str]]:
    if isinstance(node, Choose):
        for choice in node.choices:
            yield choice.key, label(plan, choice.label).text
    elif isinstance(node, AskPlace):
        for number, region in enumerate(node.regions, 1):
            yield str(number), label(plan, region.label).text


def _arrows(source: str, exits: Iterable[Exit]) -> list[Arrow]:
    """Join the exits of one box that lead to the same target."""
    joined: dict[str, list[tuple[str, str]]] = {}
    for target, short, full in exits:
        joined.setdefault(target, []).append((short, full))
    return [
        Arrow(source, target, tuple(dict.fromkeys(short for short, _ in both if short)), tuple(_full(both)))
        for target, both in joined.items()
    ]


def _full(both: list[tuple[str, str]]) -> Iterator[str]:
    for short, full in dict.fromkeys(both):
        if short or full:
            yield f"{short} {full}".strip() if len(short) == 1 else short + full


def _exits(plan: Plan, node: Node) -> Iterator[Exit]:
    """Yield the exits of a node: the target, the key or event, and its label."""
    if isinstance(node, Question):
        yield from _answers(plan, node)
    elif isinstance(node, Ring):
        yield from ((after(node, end), _(label), "") for end, label in labels.OUTCOMES.items())
        yield from _steered(node.unless)
    elif isinstance(node, Branch):
        yield from ((to, _value(plan, node.slot, value), "") for value, to in node.to.items())
        yield node.otherwise, _(labels.OTHERWISE), ""
    else:
        ended = _(labels.ANY_KEY) if isinstance(node, Overheard) else ""
        yield from ((to, ended, "") for to in leads(node))


def _answers(plan: Plan, node: Question) -> Iterator[Exit]:
    match node:
        case Choose():
            yield from filter(None, (_choice(plan, node, choice) for choice in node.choices))
            yield from _own(node)
        case AskPlace():
            yield node.next, labels.area(plan), ""
            yield from _own(node)
        case ReadBack():
            yield from ((node.next, "1", _("yes")), (node.next, _(labels.SILENCE), ""), (node.wrong, "2", _("no")))
            yield from _steered(node.unless)


def _value(plan: Plan, slot: str, value: str) -> str:
    """Return the name of what fills a slot, as callers hear it."""
    if slot in plan.own:
        return label(plan, plan.own[slot][value]).text
    return plan.directory.services[value].name if slot == "service" else value


def _choice(plan: Plan, node: Choose, choice: Choice) -> Exit | None:
    target = node.next if node.slot and choice.value else choice.to
    return (target, choice.key, label(plan, choice.label).text) if target else None


def _own(node: Choose | AskPlace) -> tuple[Exit, ...]:
    """Return the exits that a question need not have."""
    back = ((node.back, _("*"), _("back")),) if node.back else ()
    which = ((node.which, _("an answer that may mean either"), ""),) if isinstance(node, Choose) and node.which else ()
    return (*back, *which, *(((node.lost, _(labels.MISSED), ""),) if node.lost else ()))


def _steered(unless: Unless) -> tuple[Exit, ...]:
    return tuple((to, _(labels.NOT_RUNG[why]), "") for why, to in asdict(unless).items() if to)


def _inherited(plan: Plan) -> Iterator[Exit]:
    """Return the exits that every question inherits; none if the flow asks nothing."""
    defaults, nodes = plan.flow.defaults, plan.flow.nodes.values()
    if not any(isinstance(node, Question) for node in nodes):
        return
    yield defaults.person, _("0 twice"), _(" or “I want to talk with a person”")
    if defaults.english:
        yield defaults.english, _("English"), _(" is asked for")
    if defaults.distress:
        yield defaults.distress, _("despair"), _(" (“I can't go on” and the like)")
    if defaults.stop:
        yield defaults.stop, _("wants to stop"), _(" (“don't put me through” and the like)")
    if defaults.wrong_number:
        yield defaults.wrong_number, _("a wrong number"), ""
    yield defaults.lost, _(labels.MISSED), _(" twice in a row at a menu")
    yield defaults.too_long, _("a long call"), _(" ({count} answers)").format(count=plan.flow.turns)
    yield defaults.error, _("a fault"), _(" on our side")
    yield (
        defaults.last,
        _("handed over"),
        _(" (after {office} was rung once)").format(office=plan.fallback.printed_name),
    )
