"""A question that was not understood is asked once more in other words, and never says nothing.

`again` is what a caller hears after a first answer that was not understood; without it he is sent to the keypad at
once. An empty list of prompts would leave him in silence.

Refuses silence, in which callers hang up. Warns where the second wording is missing: callers still have the keypad.
"""

from collections.abc import Iterator

from ivr.call.nodes import AskPlace, Choose, ReadBack
from ivr.check.site_parts import FLOW
from ivr.site import Problem, Site
from ivr.translation import _

ID = "missing-reprompt"
PATH = FLOW

GOOD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: later, to: goodbye}
    first: [ask]
    again: [ask_again]
    menu: [choices]
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = GOOD.replace("    again: [ask_again]\n", "")

# The lists of prompts that a question cannot do without, by the kind of its node.
NEEDED = {
    AskPlace: ("first", "again", "menu", "menu_again", "region", "region_again", "sure", "pick"),
    ReadBack: ("says", "offer"),
    Choose: ("menu",),
}


def check(site: Site) -> Iterator[Problem]:
    """Find the questions without a second wording, and the playings without a prompt."""
    flow = site.flow
    for name, node in flow.nodes.items() if flow else ():
        document = site.documents[PATH]
        for key in NEEDED.get(type(node), ()):
            if not getattr(node, key) and not (key.startswith("region") and not getattr(node, "regions", ())):
                message = _('"{key}" says nothing here; name at least one prompt').format(key=key)
                yield document.problem(("nodes", name, key), message, ID, at_key=True)
        if isinstance(node, Choose) and node.first and not node.again:
            message = _(
                "what is said after a first misunderstanding is missing; add again: with prompts in simpler words"
            )
            yield document.problem(("nodes", name, "first"), message, ID, at_key=True, warning=True)
