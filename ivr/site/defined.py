"""Names that a file defines, found also where other things in it are wrong, so that all mistakes show at once."""

from collections.abc import Iterator

from ivr.strict_yaml.document import YamlDocument


def names(document: YamlDocument, key: str) -> tuple[str, ...] | None:
    """Return the names under *key* of a file; None where a broken line may hide some of them."""
    entries = document.data.get(key) if isinstance(document.data, dict) else None
    return tuple(entries) if isinstance(entries, dict) and not document.broken else None


def spoken(document: YamlDocument, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, text and reading of the entries under *key* that have both a text and a reading."""
    entries = document.data.get(key) if isinstance(document.data, dict) else None
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        match entry:
            case {"text": str(text), "kana": str(kana)}:
                yield name, text, kana


def texts(document: YamlDocument, key: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield name, text and reading (None where it has none) of the entries under *key* that have a text."""
    entries = document.data.get(key) if isinstance(document.data, dict) else None
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        match entry:
            case {"text": str(text), "kana": str(kana)}:
                yield name, text, kana
            case {"text": str(text)}:
                yield name, text, None
