"""What the recogniser is told to expect keeps within its limits: 500 phrases of at most 100 signs, without commas.

These are the areas, the services, and of meanings.yaml the first sure word of each list and service, the first
whole answer of a list, and the first spelling of each telling word of a service; a comma would make two of one.
Source: `hints` at https://www.twilio.com/docs/voice/twiml/gather. A request with more is refused as a whole.

Refuses: calls would break off.
"""

from collections.abc import Iterator

from ivr.check.site_parts import MEANINGS
from ivr.site import Problem, Site
from ivr.site.meanings import hinted
from ivr.speech import LONGEST_HINT, MOST_HINTS

ID = "long-hint"
PATH = MEANINGS

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
            yield site.problem(PATH, loc, f"{wrong}; put a shorter, plain word first in this list", ID)
    services = len(site.directory.services) if site.directory else 0
    hints = len(words) + services + (len(site.places.areas) if site.places else 0)
    if hints > MOST_HINTS:
        message = (
            f"the recogniser is told {hints} phrases with these lists, and takes {MOST_HINTS}; leave some lists out"
        )
        yield site.documents[PATH].problem(("lists",), message, ID, at_key=True)


def _wrong(word: str) -> str:
    if len(word) > LONGEST_HINT:
        return f"this has {len(word)} signs, and the recogniser takes {LONGEST_HINT}"
    return "the comma would make two phrases of this" if "," in word else ""
