"""A question offers at most five answers at a time.

Nobody remembers more from hearing them once. The form of the file bounds the choices themselves, and the entries of a
menu of places (eight); here the keys count as well that the prompts around the choices offer by hand (ゼロ, シャープ).

Warns: every key works, whoever forgot one hears them again.
"""

from collections.abc import Iterator

from ivr.call.nodes import AskPlace
from ivr.check.announcements import announcements
from ivr.check.keys import named_keys
from ivr.check.site_parts import FLOW, flow_of, prompts_of
from ivr.site import Problem, Site
from ivr.translation import _

ID = "too-many-choices"
PATH = FLOW

GOOD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: center, to: goodbye}
      - {key: "2", label: council, to: goodbye}
      - {key: "3", label: later, to: goodbye}
    menu: [choices, offer_fallback]
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: center, to: goodbye}
      - {key: "2", label: council, to: goodbye}
      - {key: "3", label: later, to: goodbye}
      - {key: "4", label: number, to: goodbye}
      - {key: "5", label: notice, to: goodbye}
    menu: [choices, offer_fallback]
  goodbye: {kind: end, says: [goodbye]}
"""

MOST = 5


def check(site: Site) -> Iterator[Problem]:
    """Find the questions that offer too much at one time."""
    flow, prompts = flow_of(site), prompts_of(site)
    for announcement in announcements(flow, prompts) if flow else ():
        if not announcement.asks or (flow and isinstance(flow.nodes[str(announcement.loc[1])], AskPlace)):
            continue
        by_hand = {key for name in announcement.prompts if name in prompts for key in named_keys(prompts[name].text)}
        offered = {option.key for option in announcement.options} | by_hand
        if len(offered) > MOST:
            message = _("callers hear {count} answers at once here; offer at most {most}, the most used ones").format(
                count=len(offered), most=MOST
            )
            yield site.documents[PATH].problem(announcement.loc, message, ID, at_key=True, warning=True)
