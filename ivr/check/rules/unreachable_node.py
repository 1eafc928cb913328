"""Every node can be reached: from the start, from the defaults, or from a question that any answer may come back to.

A node that nothing leads to is wasted work, and nearly always the sign of an exit that names another node by mistake.

Warns: calls go on as they did.
"""

from collections.abc import Iterator

from ivr.check.links import entries, links, reached
from ivr.check.site_parts import FLOW
from ivr.site import Problem, Site
from ivr.translation import _

from .missing_exit import lacks_exits

ID = "unreachable-node"
PATH = FLOW

GOOD = """\
nodes:
  welcome: {kind: say, says: [welcome], next: goodbye}
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = """\
nodes:
  welcome: {kind: say, says: [welcome], next: goodbye}
  notice: {kind: say, says: [welcome], next: goodbye}
  goodbye: {kind: end, says: [goodbye]}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the nodes that no call can reach."""
    flow = site.flow
    if flow is None or flow.start not in flow.nodes:
        return
    exits = links(site, flow)
    if {name for named in exits.values() for name in named} - flow.nodes.keys() or lacks_exits(flow):
        return  # an exit that is misspelt or missing is reported already, and may be the one that leads there
    there = reached(exits, entries(flow))
    for name in flow.nodes:
        if name not in there:
            message = _(
                'nothing leads to the node "{name}"; name it where a call should go on to it, or remove it'
            ).format(name=name)
            yield site.problem(PATH, ("nodes", name), message, ID, at_key=True, warning=True)
