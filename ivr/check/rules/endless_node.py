"""From every node a call can come to its end, and no telephone rings again and again without the caller being asked.

A call ends at a node of kind `end`. Announcements and rings that lead to each other in a circle would go on until the
turns are used up, and ring the same office over and over. A question that leads to itself would be asked again of a
caller who has answered it, or who says nothing.

Refuses: the caller would be held on the line.
"""

from collections.abc import Iterator, Mapping

from ivr.call import Flow
from ivr.call.nodes import End, Question, Say
from ivr.check.links import links, reached, turned
from ivr.check.site_parts import FLOW
from ivr.site import Problem, Site
from ivr.translation import _

ID = "endless-node"
PATH = FLOW

GOOD = """\
nodes:
  welcome: {kind: say, says: [welcome], next: ring}
  ring:
    {kind: ring, office: fallback, completed: gone, busy: gone, no_answer: gone, failed: gone, canceled: gone}
  gone: {kind: end}
"""

BAD = """\
nodes:
  welcome: {kind: say, says: [welcome], next: ring}
  ring:
    {kind: ring, office: fallback, completed: gone, busy: ring, no_answer: ring, failed: ring, canceled: gone}
  gone: {kind: end}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the nodes from which no way leads to an end, and the circles in which nobody asks the caller."""
    flow = site.flow
    if flow is None:
        return
    document = site.documents[PATH]
    forward = links(site, flow)
    # What follows an exit with an unknown node is not known: such a way is not reported as endless.
    ends = [name for name, node in flow.nodes.items() if isinstance(node, End) or not forward[name] <= set(flow.nodes)]
    ending = reached(turned(forward), ends)
    for name in flow.nodes:
        if name not in ending:
            message = _(
                'from the node "{name}" a call never ends; point one of its exits to a node of kind end'
            ).format(name=name)
            yield document.problem(("nodes", name), message, ID, at_key=True)
    for name in filter(ending.__contains__, _circling(flow, forward)):  # of the others the end is what they lack
        message = _(
            'the node "{name}" leads back to itself without asking the caller anything; point it to a question, or '
            "to a node of kind end"
        ).format(name=name)
        yield document.problem(("nodes", name), message, ID, at_key=True)

    yield from _asked_again(site, flow)


def _asked_again(site: Site, flow: Flow) -> Iterator[Problem]:
    """Find the questions that an answer, a no, or silence leads back to."""
    for name, node in flow.nodes.items():
        for way in ("next", "wrong", "lost") if isinstance(node, Question) else ():
            if getattr(node, way, None) == name:
                message = _('"{way}" of the node "{name}" leads back to the same question; point it to another node')
                yield site.problem(PATH, ("nodes", name, way), message.format(way=way, name=name), ID)


def _circling(flow: Flow, forward: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Return the rings, branches and long texts in a circle, which may have announcements between them."""
    unasked = {name: to for name, to in forward.items() if not isinstance(flow.nodes[name], Question | End)}
    for name, to in unasked.items():
        if not isinstance(flow.nodes[name], Say) and name in reached(unasked, to):
            yield name
