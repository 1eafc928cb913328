"""What closes an office leads callers somewhere: the flow has a node for it, under `unless: {closed: …}` or a branch.

Without one the office is rung at night as by day, whatever its hours and the notices say.

Refuses: callers would hear an empty office ring.
"""

from collections.abc import Iterator

from ivr.call.nodes import Branch, ReadBack, Ring
from ivr.check.site_parts import HOURS, NOTICES, flow_of
from ivr.site import Problem, Site
from ivr.site.hours import closes
from ivr.site.notices import entries_of
from ivr.strict_yaml.document import Loc
from ivr.translation import _

ID = "unheeded-hours"
PATH = HOURS

GOOD = """\
site: {holidays: usual}
"""

BAD = """\
# by day
site: {week: {mon-fri: [09:00-17:00]}}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find what closes offices in a flow that does not ask for it."""
    flow = flow_of(site)
    if flow is None or any(_asks(node) for node in flow.nodes.values()):
        return
    message = _("no node of the flow asks whether an office is closed; write unless: {closed: NODE} at its read-back")
    for path, loc in _closing(site):
        yield site.documents[path].problem(loc, message, ID, at_key=True)


def _asks(node: object) -> bool:
    match node:
        case ReadBack() | Ring():
            return node.unless.closed is not None
        case Branch():
            return node.slot == "hours"
        case _:
            return False


def _closing(site: Site) -> Iterator[tuple[str, Loc]]:
    hours = site.documents.get(HOURS)
    if hours:
        yield from ((HOURS, loc) for loc in closes(hours))
    notices = entries_of(site.documents.get(NOTICES))
    yield from ((NOTICES, ("notices", name, "closes")) for name, entry in notices.items() if entry.closes)
