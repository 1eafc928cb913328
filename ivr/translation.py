"""The language in which authors and operators are addressed; what callers hear has languages of its own.

A message is written in English where it is raised, as a whole sentence with named gaps, and looked up there:
``_("no node is called {name}").format(name=name)``.
"""

import gettext
from pathlib import Path

CATALOGUES = Path(__file__).with_name("translations")
"""One folder a language, as gettext has them."""

_chosen = gettext.translation("ivr", CATALOGUES, fallback=True)


def _(message: str) -> str:
    """Return *message* in the language of this process, its gaps as they are; itself where none translates it."""
    return _chosen.gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """Mark *message* for the catalogue, and return it as it is."""
    return message
