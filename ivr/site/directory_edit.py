"""New numbers and new offices, written into ``data/directory.yaml`` without changing its other lines."""

import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from ivr.strict_yaml.decoding import decoded
from ivr.strict_yaml.document import Loc, YamlDocument, at, entries_at
from ivr.strict_yaml.edit import CannotEditError, write_file
from ivr.strict_yaml.reader import read
from ivr.strict_yaml.syntax import as_value
from ivr.translation import _

from .office_changes import NewNumber

_VALUE = re.compile(r"""^("[^"]*"|'[^']*'|[^,}#]*[^\s,}#])""")
_VERIFIED = re.compile(r"""^\w+ *: *(?:"[^"]*"|'[^']*'|[^,}]*)""")
_NEVER = "verified_"


def write_changes(file: Path, changes: Sequence[NewNumber]) -> None:
    """Write *changes* to the directory's *file*. Raises CannotEditError, EncodingError and OSError."""
    text = decoded(file.read_bytes())
    edited = text.replace("\r\n", "\n")
    edited = _edited(edited, [change for change in changes if change.old])
    for change in changes:
        if change.old is None:  # it may stand below another new one
            edited = _edited(edited, [change])
    write_file(file, edited.replace("\n", "\r\n") if "\r\n" in text else edited)


def _edited(text: str, changes: Sequence[NewNumber]) -> str:
    """Return *text* with new numbers and names, or one new office, and nothing else changed. Raises CannotEditError."""
    before = read(text, "")
    lines, expected = text.split("\n"), deepcopy(before.data)
    for change in sorted(changes, key=lambda one: _place(before, one.loc), reverse=True):  # from below: the rest stays
        lines = _renumbered(lines, before, change) if change.old else _added(lines, before, change)
        _expect(expected, change)
    edited = "\n".join(lines)
    after = read(edited, "").data
    if after != expected:
        others = (one for one in changes if at(after, *one.loc) != at(expected, *one.loc))
        wrong = next(others, changes[0])
        message = _("the layout of {where} would change; write it yourself: number: {number}")
        raise CannotEditError(message.format(where=" / ".join(map(str, wrong.loc)), number=as_value(wrong.number)))
    return edited


def _place(document: YamlDocument, loc: Loc) -> tuple[int, int]:
    place = document.place_of_value(loc)
    return place.line - 1, place.column - 1


def _place_of_key(document: YamlDocument, loc: Loc) -> tuple[int, int]:
    place = document.place(loc)
    return place.line - 1, place.column - 1


def _expect(data: Any, change: NewNumber) -> None:  # noqa: ANN401 - what a file holds
    """Make *change* in *data*, as it must be after the edit."""
    for key in change.loc:
        data = data.setdefault(key, {})
    if change.old is None or change.is_renamed:
        data["printed_name"] = change.name
    data["number"] = change.number
    for key in [key for key in data if key.startswith(_NEVER)]:
        del data[key]


def _renumbered(lines: list[str], document: YamlDocument, change: NewNumber) -> list[str]:
    values = {"number": change.number} | ({"printed_name": change.name} if change.is_renamed else {})
    new = {_place(document, (*change.loc, key)): as_value(value) for key, value in values.items()}
    office = entries_at(document.data, *change.loc)
    old = {_place_of_key(document, (*change.loc, key)) for key in office if key.startswith(_NEVER)}
    line, column = _place(document, change.loc)
    is_in_braces = lines[line].startswith("{", column)
    for line, column in sorted((*new, *old), reverse=True):
        before, after = lines[line][:column], lines[line][column:]
        if value := new.get((line, column)):
            lines[line] = before + value + _VALUE.sub("", after, count=1)
        elif is_in_braces:
            lines[line] = _joined(before, _VERIFIED.sub("", after, count=1))
        else:
            del lines[line]
    return lines


def _joined(before: str, after: str) -> str:
    """Join what was before and after a key in braces, with one comma less."""
    start = before.rstrip(" ")
    return start[:-1] + after if start.endswith(",") else before + after.lstrip(" ,")


def _added(lines: list[str], document: YamlDocument, change: NewNumber) -> list[str]:
    """Put a new office after the last one of its area, or after all offices."""
    there = [loc for loc in document.values if loc[:1] == ("offices",) and len(loc) > 1]
    around = change.loc[:-1] if any(loc[: len(change.loc) - 1] == change.loc[:-1] for loc in there) else ("offices",)
    last = max((document.place(loc).line for loc in there if loc[: len(around)] == around), default=0)
    if not last:
        raise CannotEditError(_("there is no office yet under offices; write the first one yourself"))
    entry = f"{{printed_name: {as_value(change.name)}, number: {as_value(change.number)}}}"
    missing = change.loc[len(around) :]
    added = [f"{'  ' * (len(around) + n)}{key}:" for n, key in enumerate(missing)]
    added[-1] += f" {entry}"
    return [*lines[:last], *added, *lines[last:]]
