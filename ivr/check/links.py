"""Links between nodes: every exit that the flow states or inherits."""

from collections.abc import Iterable, Mapping

from ivr.call import Flow
from ivr.call.nodes import AskPlace, Choose, Question
from ivr.site import Site
from ivr.site.flow import references
from ivr.strict_yaml.document import at

from .site_parts import FLOW

Links = Mapping[str, frozenset[str]]


def links(site: Site, flow: Flow) -> dict[str, frozenset[str]]:
    """Return, for each node, the nodes that may follow it: its own exits, and those that all questions inherit."""
    nodes = site.documents[FLOW].data
    written = {
        name: frozenset(to for _, kind, to in references(at(nodes, "nodes", name)) if kind == "node")
        for name in flow.nodes
    }
    return {name: to | _inherited(flow, name) for name, to in written.items()}


def _inherited(flow: Flow, name: str) -> frozenset[str]:
    node = flow.nodes[name]
    if not isinstance(node, Question):
        return frozenset()
    own = isinstance(node, Choose | AskPlace) and node.lost
    return frozenset({flow.defaults.person, flow.defaults.too_long} | (set() if own else {flow.defaults.lost}))


def entries(flow: Flow) -> frozenset[str]:
    """Return the nodes that a call can reach without a link: the start, the defaults, open questions."""
    at_any_time = flow.defaults
    people = (at_any_time.person, at_any_time.english or at_any_time.person, at_any_time.distress or at_any_time.person)
    gone = [name for name in (at_any_time.stop, at_any_time.wrong_number) if name]
    nodes = (*people, *gone, at_any_time.lost, at_any_time.too_long, at_any_time.last, at_any_time.error)
    return frozenset({flow.start, *nodes, *_questions(flow)})


def _questions(flow: Flow) -> Iterable[str]:
    """Return the first question for each slot: any answer may lead there, and `*` leads back to it."""
    first: dict[str, str] = {}
    for name, node in flow.nodes.items():
        if isinstance(node, Choose | AskPlace) and node.slot:
            first.setdefault(node.slot, name)
    return first.values()


def reached(links: Links, start: Iterable[str]) -> frozenset[str]:
    """Return every node that can be reached from *start*, including *start*."""
    reachable: set[str] = set()
    waiting = [name for name in start if name in links]
    while waiting:
        name = waiting.pop()
        if name not in reachable:
            reachable.add(name)
            waiting += [to for to in links[name] if to in links]
    return frozenset(reachable)


def turned(links: Links) -> dict[str, frozenset[str]]:
    """Return the same links reversed: for each node, the nodes that lead to it."""
    return {name: frozenset(before for before, to in links.items() if name in to) for name in links}
