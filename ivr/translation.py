"""Translation of messages for authors and operators; the languages that callers hear are something else.

A message is written in English where it is raised, as a whole sentence with named gaps, and looked up there: ``_("no
node is called {name}").format(name=name)``. In a table that is made before a language is chosen it is marked with
``N_``, and looked up where it is used.
"""

import gettext
import locale
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TypeVar

Text = TypeVar("Text", bound=str)

LANGUAGES = ("ja", "en")
"""The languages of messages; for any other language the last one is used."""
DOMAIN = "ivr"
CATALOGUES = Path(__file__).with_name("translations")
"""One folder a language, as gettext has them."""

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name the language of messages, the strongest first: gettext's own order."""

_catalogue = gettext.NullTranslations()
_reader: ContextVar[str] = ContextVar("reader", default="")
"""The language of the page that is being rendered; "" if that is the process's."""


def language_of(environ: Mapping[str, str]) -> str:
    """Return the language that the locale in *environ* names, one of LANGUAGES."""
    named = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    if not named and sys.platform == "win32":  # there the system knows, and no variable
        named = locale.getlocale()[0] or ""
    return "ja" if named.lower().startswith("ja") else "en"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the messages in *language*, one of LANGUAGES; the English ones are the messages themselves."""
    return gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)


def set_language(language: str) -> None:
    """Set the language of messages, one of LANGUAGES, for this process and those that it starts."""
    global _catalogue  # noqa: PLW0603 - a process speaks one language, as it has one locale
    _catalogue = catalogue(language)
    os.environ["LANGUAGE"] = language


@contextmanager
def using_language(language: str) -> Iterator[None]:
    """Use *language*, one of LANGUAGES, for the messages looked up within, whatever the language of the process."""
    before = _reader.set(language)
    try:
        yield
    finally:
        _reader.reset(before)


def current_language() -> str:
    """Return the language of messages here and now, one of LANGUAGES."""
    return _reader.get() or os.environ["LANGUAGE"]


def _(message: str) -> str:
    """Return *message* in the `current_language`, its gaps unfilled; unchanged if it is not translated."""
    return _messages().gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return *one* or *many* in the `current_language`, whichever fits *count* things."""
    return _messages().ngettext(one, many, count)


def _messages() -> gettext.NullTranslations:
    return catalogue(_reader.get()) if _reader.get() else _catalogue


def N_(message: Text) -> Text:  # noqa: N802 - gettext's name for it
    """Mark *message* for the catalogue, and return it unchanged."""
    return message


_OF_THE_SYSTEM = (
    N_("Address already in use"),
    N_("Cannot assign requested address"),
    N_("Connection refused"),
    N_("File exists"),
    N_("File name too long"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("Name or service not known"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Too many open files"),
)
"""What an operating system says of files and addresses: Python gives it in English, whatever the locale."""


def reason(error: OSError) -> str:
    """Return why the operating system refused something."""
    return _(error.strerror or str(error))


set_language(language_of(os.environ))
