"""What a file defines by name, also where other things in it are wrong, so that all mistakes are found at once."""

from collections.abc import Iterator

from ivr.strict_yaml.document import Document


def names(document: Document, key: str) -> tuple[str, ...] | None:
    """Return the names under *key* of a file; None where they are not known, because a line of it is broken."""
    entries = document.data.get(key) if isinstance(document.data, dict) else None
    return tuple(entries) if isinstance(entries, dict) and not document.broken else None


def spoken(document: Document, key: str) -> Iterator[tuple[str, str, str]]:
    """Go through the entries under *key* that have both: name, text and reading."""
    entries = document.data.get(key) if isinstance(document.data, dict) else None
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        match entry:
            case {"text": str(text), "kana": str(kana)}:
                yield name, text, kana


def first_word(document: Document, name: str) -> str:
    """Return the first word of a list of ``words.yaml``, "" where there is none."""
    lists = document.data.get("lists") if isinstance(document.data, dict) else None
    words = lists.get(name) if isinstance(lists, dict) else None
    return str(words[0]) if isinstance(words, list) and words else ""
