"""Each choice of a question has a key of its own.

Of two choices with one key only the first can be chosen, though callers hear both.

Refuses: a caller who presses the key that he heard would be taken elsewhere.
"""

from collections.abc import Iterator

from ivr.call.nodes import Choose
from ivr.check.keys import spoken_key
from ivr.check.site_parts import FLOW
from ivr.site import Problem, Site
from ivr.translation import _

ID = "same-key"
PATH = FLOW

GOOD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: later, to: goodbye}
      - {key: "2", label: center, to: goodbye}
    menu: [choices]
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: later, to: goodbye}
      - {key: "1", label: center, to: goodbye}
    menu: [choices]
  goodbye: {kind: end, says: [goodbye]}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find each choice with the key of an earlier one."""
    flow = site.flow
    for name, node in flow.nodes.items() if flow else ():
        keys: list[str] = []
        for place, choice in enumerate(node.choices if isinstance(node, Choose) else ()):
            if choice.key in keys:
                line = site.documents[PATH].place(("nodes", name, "choices", keys.index(choice.key))).line
                message = _("{key} is also the key of the choice in line {line}; give it another one").format(
                    key=spoken_key(choice.key, site.language), line=line
                )
                yield site.problem(PATH, ("nodes", name, "choices", place, "key"), message, ID)
            keys.append(choice.key)
