"""Each choice of a question has a key of its own, and no answer has key 0.

If two choices have the same key, only the first can be chosen, though callers hear both. A key that switches between
two languages may have two choices: each language offers only the one that leads to the other. At every question 0
helps, or leads to the fallback office.

Refuses: a caller who presses the key that he heard would be taken elsewhere.
"""

from collections.abc import Iterator

from ivr.call.nodes import Choice, Choose
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

BAD = GOOD.replace('key: "2"', 'key: "1"')


_HELP = "0"


def check(site: Site) -> Iterator[Problem]:
    """Find each choice with the key of an earlier one, and each answer at key 0."""
    flow = site.flow
    for name, node in flow.nodes.items() if flow else ():
        choices = node.choices if isinstance(node, Choose) else ()
        for place, choice in enumerate(choices):
            before = next((number for number, one in enumerate(choices[:place]) if one.key == choice.key), None)
            if before is not None and not _never_together(site, choices[before], choice):
                line = site.documents[PATH].place(("nodes", name, "choices", before)).line
                message = _("{key} is also the key of the choice in line {line}; give it another one").format(
                    key=spoken_key(choice.key, site.language), line=line
                )
                yield site.problem(PATH, ("nodes", name, "choices", place, "key"), message, ID)
            if choice.key == _HELP and (choice.value or choice.language):
                message = _(
                    "{key} is for help and the fallback office, at every question; give this choice a key 1 to 9"
                )
                loc = ("nodes", name, "choices", place, "key")
                yield site.problem(PATH, loc, message.format(key=spoken_key(_HELP, site.language)), ID)


def _never_together(site: Site, one: Choice, other: Choice) -> bool:
    """Return whether no language of the site has both choices: each leads to the language in which it is left out.

    So it may be where one names no language of the site, which is reported already.
    """
    spoken = {file.language for file in site.files}
    if {one.language, other.language} - spoken - {None}:
        return True
    languages = set(site.flow.languages if site.flow else ()) & spoken
    return one.language != other.language and {one.language, other.language} == languages
