"""The fallback office has agreed to take the calls that lead nowhere else (`fallback_agreed` says when).

That an office is in the directory does not mean that it takes callers of every prefecture.

Warns: it is rung anyway.
"""

from collections.abc import Iterator

from ivr.check.site_parts import FLOW
from ivr.clock import japanese_time
from ivr.site import Problem, Site
from ivr.strict_yaml.document import at
from ivr.translation import _

ID = "fallback-not-agreed"
PATH = FLOW

GOOD = """\
fallback_office: headquarters
fallback_agreed: 2026-11-20
"""

BAD = """\
fallback_office: headquarters
"""


def check(site: Site) -> Iterator[Problem]:
    """Warn of a fallback office without a date of agreement, and of one that has not come."""
    flow = site.documents[PATH].data
    if (office := at(flow, "fallback_office")) and not at(flow, "fallback_agreed"):
        message = _(
            'has the office "{office}" agreed to be the fallback? If so, write the date: fallback_agreed: <date>'
        ).format(office=office)
        yield site.problem(PATH, ("fallback_office",), message, ID, warning=True)
    day = site.flow and site.flow.fallback_agreed
    if day and day > japanese_time().date():
        yield site.problem(PATH, ("fallback_agreed",), _("{day} is in the future").format(day=day), ID, warning=True)
