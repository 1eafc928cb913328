"""Named entries of a file, read even if other things in it are wrong, so that all mistakes show at once."""

from collections.abc import Iterator

from ivr.problem import Problem
from ivr.strict_yaml.document import Loc, Null, YamlDocument, at, entries_at
from ivr.translation import _


def entry_names(document: YamlDocument, key: str) -> tuple[str, ...] | None:
    """Return the names under *key* of a file; None if a broken line may hide some of them."""
    entries = at(document.data, key)
    return tuple(entries) if isinstance(entries, dict) and not document.broken else None


def entries_with_reading(document: YamlDocument, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, text and reading of the entries under *key* that have both a text and a reading."""
    for name, text, kana in entries_with_text(document, key):
        if kana is not None and not isinstance(text, Null):
            yield name, text, kana


def without_reading(document: YamlDocument, loc: Loc) -> Iterator[Problem]:
    """Yield the problem that the entry at *loc* has no reading, or an empty one."""
    entry = entries_at(document.data, *loc)
    if "kana" not in entry:
        message = _('the key "{key}" is missing here').format(key="kana")
        yield document.problem(loc, message, "missing-key", at_key=True)
    elif entry["kana"] is None:
        message = _('nothing follows "kana"; expected how it is read, in kana')
        yield document.problem((*loc, "kana"), message, "wrong-value")


def no_language(document: YamlDocument, loc: Loc) -> Problem:
    """Return the problem of a language, the last key of *loc*, that the site does not speak."""
    message = _("there is no language {name}: it has no prompts/{name}.yaml").format(name=loc[-1])
    return document.problem(loc, message, "unknown-language", at_key=True)


def entries_with_text(document: YamlDocument, key: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield name, text and reading (None if it has none) of the entries under *key* that have a text."""
    for name, entry in entries_at(document.data, key).items():
        text, kana = at(entry, "text"), at(entry, "kana")
        if isinstance(text, str):
            yield name, text, kana if isinstance(kana, str) else None
