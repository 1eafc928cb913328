"""Output of the commands: substitutes for characters that cannot be shown, and the progress of long work."""

import codecs
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TypeVar

import click

from ivr.columns import columns, padded

_SUBSTITUTES = str.maketrans({"☎": "[tel]", "♪": "~", "→": "->", "✗": "x", "…": "...", "〜": "～", "−": "－"})
_ERRORS = "ivr.substitute"
_Item = TypeVar("_Item")


def show_what_can_be_shown() -> None:
    """Make standard output and error print a substitute for each character that they cannot encode, and never fail."""
    codecs.register_error(_ERRORS, _substituted)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None if there is no such stream
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


@contextmanager
def counted(items: Iterable[_Item], label: str, length: int | None = None) -> Iterator[Iterable[_Item]]:
    """Yield *items*, and show how many have been taken; *length* is their number if they have no `len`."""
    if not _is_seen():
        yield items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield bar


@contextmanager
def progress_line() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows a line in place of the one before; whatever is printed next replaces it too."""
    width = 0

    def show(line: str) -> None:
        nonlocal width
        if _is_seen():
            click.echo(f"{padded(line, width)}\r", nl=False, err=True)
            width = columns(line)

    try:
        yield show
    finally:
        if width:
            click.echo(f"{padded('', width)}\r", nl=False, err=True)


def _is_seen() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
