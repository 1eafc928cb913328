"""A closed office takes callers somewhere: the flow has a node for it, under `unless: {closed: …}` or a branch.

Without one the office is rung at night as by day, whatever its hours and the notices say.

The fallback office is rung by nodes of its own, which check for themselves.

Refuses: callers would hear an empty office ring. Warns where only the fallback office would: it may
have agreed to that.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from ivr.call import Flow
from ivr.call.nodes import Branch, ReadBack, Ring
from ivr.check.site_parts import HOURS, NOTICES
from ivr.clock import japanese_time
from ivr.directory import ALWAYS
from ivr.site import Problem, Site
from ivr.site.hours import closes, read_hours
from ivr.site.notices import entries_of
from ivr.strict_yaml.document import Loc, YamlDocument
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
    """Find what closes offices in a flow that does not check for it."""
    flow = site.flow
    if flow is None:
        return
    if any(_asks(node) for node in flow.nodes.values()):
        yield from _of_the_fallback(site, flow)
        return
    message = _("no node of the flow checks whether an office is closed; write unless: {closed: NODE} at its read-back")
    for path, loc in islice(_closing(site), 1):  # one node heeds them all
        yield site.problem(path, loc, message, ID, at_key=True)


def _of_the_fallback(site: Site, flow: Flow) -> Iterator[Problem]:
    """Find a fallback office with hours, if no node that rings it checks them."""
    rung = [node for node in flow.nodes.values() if flow.rings_fallback(node)]
    asked = any(_asks(node) for node in (*rung, *flow.each(Branch)))
    document = site.documents.get(HOURS)
    if asked or not rung or document is None or not _is_ever_closed(site, document, flow.fallback_office):
        return
    loc: Loc = ("others", flow.fallback_office) if ("others", flow.fallback_office) in document.keys else ("site",)
    message = _("the fallback office rings even while it is closed; write unless: {closed: NODE} where it rings")
    yield document.problem(loc, message, ID, at_key=True, warning=True)


def _is_ever_closed(site: Site, document: YamlDocument, name: str) -> bool:
    """Return whether there is an hour of the next year at which the office *name* is closed by its hours."""
    hours = read_hours(document, site.directory, {})[0]
    today = japanese_time().date()
    own = next((hours.get(office.key) for office in site.directory or () if office.other == name), None)
    return own is not None and any(own.times(today + timedelta(days=ahead)) != ALWAYS for ahead in range(366))


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
