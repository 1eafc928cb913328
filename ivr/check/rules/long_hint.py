"""The phrases that the recogniser is told to expect keep within its limits: 500 of at most 100 characters, no commas.

They are the areas, the services and, from meanings.yaml, the first sure word of each list and service, the first whole
answer of a list, and the first spelling of each telling word of a service; a comma would make two phrases of one.
Source: `hints` at https://www.twilio.com/docs/voice/twiml/gather. A request with more is refused as a whole.

Refuses: calls would break off.
"""

from collections.abc import Iterator

from ivr.check.site_parts import MEANINGS
from ivr.site import Problem, Site
from ivr.site.meanings import hinted
from ivr.speech import LONGEST_HINT, MOST_HINTS
from ivr.translation import _

ID = "long-hint"
PATH = MEANINGS
IN_EACH_LANGUAGE = True

GOOD = """\
lists:
  details: {names: [くわしい説明をお願いします]}
"""

BAD = f"""\
lists:
  details: {{names: [{"くわしい説明をお願いします" * 8}]}}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the first words that are too long or have a comma, and more words than the recogniser takes."""
    words = dict(hinted(site.documents[PATH]))
    for loc, word in words.items():
        if wrong := _wrong(word):
            yield site.problem(
                PATH, loc, _("{wrong}; put a shorter, plain word first in this list").format(wrong=wrong), ID
            )
    services = len(site.directory.services) if site.directory else 0
    hints = len(words) + services + (len(site.places.areas) if site.places else 0)
    if hints > MOST_HINTS:
        message = _(
            "with these lists the recogniser gets {hints} phrases, but accepts {most_hints}; leave some lists out"
        ).format(hints=hints, most_hints=MOST_HINTS)
        yield site.problem(PATH, ("lists",), message, ID, at_key=True)


def _wrong(word: str) -> str:
    if len(word) > LONGEST_HINT:
        return _("this has {count} characters, but the recogniser accepts {longest_hint}").format(
            count=len(word), longest_hint=LONGEST_HINT
        )
    return _("the comma would make two phrases of this") if "," in word else ""
