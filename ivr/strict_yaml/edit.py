"""Edits to the text of a YAML file that keep its comments and layout."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ivr.safe_files import write_whole
from ivr.translation import _

WIDEST = 1 << 20  # columns: no line is wrapped
_MARK = b"\xef\xbb\xbf"


class CannotEditError(Exception):
    """A file cannot be edited without changing other lines, as in a list in brackets; the message says what to do."""


def edited(text: str, change: Callable[[Any], None], indent: int = 2) -> str:
    """Return *text* after *change*, which receives its data (as ruamel.yaml loads it) and alters them in place.

    List items are *indent* columns to the right of their key. Raises CannotEditError.
    """
    yaml = writer(indent)
    try:
        data = yaml.load(text)
        before = dumped(yaml, data)
        change(data)
    except (YAMLError, KeyError, IndexError, TypeError) as error:
        raise CannotEditError(_("as YAML 1.2, this file means something else")) from error
    return "\n".join(_merged(text.split("\n"), before.split("\n"), dumped(yaml, data).split("\n")))


def writer(indent: int = 2) -> YAML:
    """Return a YAML writer that lays text out as in our files."""
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, WIDEST
    yaml.indent(mapping=2, sequence=indent + 2, offset=indent)
    return yaml


def dumped(yaml: YAML, data: object) -> str:
    """Return *data* as text."""
    written = StringIO()
    yaml.dump(data, written)
    return written.getvalue()


def _merged(own: list[str], before: list[str], after: list[str]) -> Iterator[str]:
    """Yield the lines of *own* with what is new in *after*; *before* are the same lines as ruamel.yaml lays them out.

    ruamel.yaml normalises indentation, spaces and quotes, even where nothing was changed: those lines stay as they
    were. Comments after a value that is removed stay too, although ruamel.yaml drops them.
    """
    if len(own) != len(before):
        raise CannotEditError(_("the layout of this file would change"))
    for what, first, end, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield from own[first:end] if what == "equal" else after[start:stop]
        if what == "delete":
            yield from _comments_behind(own[first:end])


def _comments_behind(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not (line := lines[end - 1].strip()) or line.startswith("#")):
        end -= 1
    return lines[end:]


def write_file(file: Path, text: str) -> None:
    """Write *text* to *file*, whole or not at all; its mode and its byte order mark stay. Raises OSError."""
    mark = _MARK if file.exists() and file.read_bytes().startswith(_MARK) else b""
    write_whole(file, mark + text.encode("utf-8"))
