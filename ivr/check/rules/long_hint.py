"""What the recogniser is told to expect keeps within its limits: 500 phrases of at most 100 signs, without commas.

These are the prefectures, the services, and the first word of each list in words.yaml; a comma would make two of one.
Source: `hints` at https://www.twilio.com/docs/voice/twiml/gather. A request with more is refused as a whole.

Refuses: calls would break off.
"""

from collections.abc import Iterator

from ivr.check.site_parts import WORDS, at
from ivr.site import Problem, Site
from ivr.speech import LONGEST_HINT, MOST_HINTS

ID = "long-hint"
PATH = WORDS

GOOD = """\
lists:
  details: [くわしい説明をお願いします]
"""

BAD = f"""\
lists:
  details: [{"くわしい説明をお願いします" * 8}]
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the first words that are too long or have a comma, and lists that are too many."""
    lists = at(site.documents[PATH].data, "lists")
    first = (
        {name: words[0] for name, words in lists.items() if isinstance(words, list) and words}
        if isinstance(lists, dict)
        else {}
    )
    for name, word in first.items():
        if isinstance(word, str) and (wrong := _wrong(word)):
            yield site.problem(PATH, ("lists", name, 0), f"{wrong}; put a shorter, plain word first in this list", ID)
    services = len(site.directory.services) if site.directory else 0
    hints = len(first) + services + (len(site.places.prefectures) if site.places else 0)
    if hints > MOST_HINTS:
        message = (
            f"the recogniser is told {hints} phrases with these lists, and takes {MOST_HINTS}; leave some lists out"
        )
        yield site.documents[PATH].problem(("lists",), message, ID, at_key=True)


def _wrong(word: str) -> str:
    if len(word) > LONGEST_HINT:
        return f"this has {len(word)} signs, and the recogniser takes {LONGEST_HINT}"
    return "the comma would make two phrases of this" if "," in word else ""
