"""Substitutes for characters that the terminal, or the pipe, cannot show."""

import codecs
import sys
from io import TextIOWrapper
from typing import Final

import click

_SUBSTITUTES: Final = str.maketrans({"☎": "[tel]", "♪": "~", "→": "->", "✗": "x", "…": "...", "〜": "～", "−": "－"})
_ERRORS: Final = "ivr.substitute"


def show_what_can_be_shown() -> None:
    """Make standard output and error print a substitute for each character that they cannot encode, and never fail."""
    codecs.register_error(_ERRORS, _substituted)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None where there is none
            stream.reconfigure(errors=_ERRORS)
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _substituted(error: UnicodeError) -> tuple[str, int]:
    """Return what to print instead: in JSON the escapes, for people characters that look alike, or `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    context = click.get_current_context(silent=True)
    if context and context.params.get("as_json"):
        return "".join(map(_escaped, missing)), error.end
    return "".join(_alike(character, error.encoding) for character in missing), error.end


def _escaped(character: str) -> str:
    if "\ud800" <= character <= "\udfff":  # half a character, of an argument in another encoding
        return r"\ufffd"
    units = character.encode("utf-16-be").hex()
    return "".join(rf"\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _alike(character: str, encoding: str) -> str:
    substitute = character.translate(_SUBSTITUTES)
    try:
        substitute.encode(encoding)
    except UnicodeEncodeError:
        return "?"
    return substitute
