"""Columns of a terminal: a character of Japanese takes two."""

from unicodedata import east_asian_width


def columns(text: str) -> int:
    """Return how many columns *text* takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def excerpt(text: str, width: int) -> str:
    """Return *text*, or as much of its beginning as fits in *width* columns with … after it."""
    if columns(text) <= width:
        return text
    while columns(text) > width - 2:  # in a Japanese font … takes two
        text = text[:-1]
    return f"{text.rstrip()}…"


def padded(text: str, width: int, *, to_the_right: bool = False) -> str:
    """Fill *text* with spaces up to *width* columns, after it or before it."""
    spaces = " " * (width - columns(text))
    return spaces + text if to_the_right else text + spaces
