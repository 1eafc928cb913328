"""Only a node of kind `say` says when an office opens: elsewhere `{opens}` is unknown.

A prompt with that gap, or with `{fallback_opens}`, is left out where it is not known when the office, or the fallback
office, opens, and is never said elsewhere.

Refuses: callers would not hear what their author believes they do.
"""

from collections.abc import Iterator

from ivr.call.nodes import Say
from ivr.call.plan import OPENS
from ivr.check.announcements import announcements_of
from ivr.check.site_parts import FLOW, prompts_of
from ivr.site import Problem, Site
from ivr.speech import gaps
from ivr.translation import _

ID = "unheard-opening"
PATH = FLOW

GOOD = """\
nodes:
  shut: {kind: say, says: [opens], next: goodbye}
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = """\
nodes:
  goodbye: {kind: end, says: [opens]}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the prompts that say when an office opens where that is not known."""
    flow, prompts = site.flow, prompts_of(site)
    for announcement in announcements_of(site):
        said_by = flow.nodes.get(str(announcement.loc[1])) if flow and len(announcement.loc) > 1 else None
        for name in announcement.prompts if not isinstance(said_by, Say) else ():
            if name in prompts and not OPENS.isdisjoint(gaps(prompts[name].text)):
                message = _("{prompt} says when the office opens, which only a node of kind say can do")
                where = site.documents[PATH]
                yield where.problem(announcement.loc, message.format(prompt=f'"{name}"'), ID, at_key=True)
