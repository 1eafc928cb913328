"""New numbers, new offices and verifications, written into ``data/directory.yaml`` without changing its other lines."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from ivr.strict_yaml.brackets import QUOTED
from ivr.strict_yaml.decoding import decoded
from ivr.strict_yaml.document import Loc, Position, YamlDocument, at, entries_at
from ivr.strict_yaml.edit import CannotEditError, write_file
from ivr.strict_yaml.reader import read
from ivr.strict_yaml.syntax import as_value
from ivr.translation import _

from .office_changes import NewNumber

_VALUE = rf"\[[^\]]*\]|{QUOTED.pattern}|"
_IN_BRACES = re.compile(rf"{_VALUE}[^,}}]*?(?=\s+#|\s*(?:[,}}]|$))")
_IN_LINE = re.compile(rf"{_VALUE}.*?(?=\s+#|\s*$)")
_ENTRY = re.compile(rf"\w+ *: *(?:{_VALUE}[^,}}]*)")

Edits = Mapping[Loc, Mapping[str, str | None]]
"""By the path to an office, the new text of each of its keys; None removes the key."""


def write_verification(file: Path, loc: Loc, on: date, by: str, number: str) -> None:
    """Note in the directory's *file*, which has no problems, that *by* called the *number* of the office at *loc*.

    The file is replaced atomically. Raises CannotEditError, EncodingError and OSError.
    """
    entry = {"verified_on": str(on), "verified_by": by, "verified_number": number}
    _rewrite(file, lambda text: _edited(text, {loc: entry}))


def write_changes(file: Path, changes: Sequence[NewNumber]) -> None:
    """Write *changes* to the directory's *file*. Raises CannotEditError, EncodingError and OSError."""

    def written(text: str) -> str:
        old = read(text, "").data
        text = _edited(text, {one.loc: _values(one, entries_at(old, *one.loc)) for one in changes if one.old})
        for one in changes:
            text = text if one.old else _edited(text, {one.loc: _values(one)})  # it may stand below another new one
        return text

    _rewrite(file, written)


def _values(change: NewNumber, old: Mapping[str, object] | None = None) -> dict[str, str | None]:
    """Return what a change writes; the verification of an *old* number ends."""
    name = {"printed_name": change.name} if change.old is None or change.is_renamed else {}
    return {**name, "number": change.number, **{key: None for key in old or () if key.startswith("verified_")}}


def _rewrite(file: Path, edit: Callable[[str], str]) -> None:
    text = decoded(file.read_bytes())
    edited = edit(text.replace("\r\n", "\n"))
    write_file(file, edited.replace("\n", "\r\n") if "\r\n" in text else edited)


def _edited(text: str, edits: Edits) -> str:
    """Return *text* with these *edits*, and nothing else changed. Raises CannotEditError."""
    before = read(text, "")
    lines, expected = text.split("\n"), deepcopy(before.data)
    for loc in sorted(edits, key=before.place_of_value, reverse=True):  # from below: the rest stays where it is
        lines = (_changed if at(before.data, *loc) else _added)(lines, before, loc, edits[loc])
        _expect(expected, loc, edits[loc])
    edited = "\n".join(lines)
    after = read(edited, "").data
    if after != expected:
        wrong = next((loc for loc in edits if at(after, *loc) != at(expected, *loc)), next(iter(edits)))
        message = _("the layout of {where} would change; write it yourself: {by_hand}")
        raise CannotEditError(message.format(where=" / ".join(map(str, wrong)), by_hand=_in_a_row(edits[wrong])))
    return edited


def _expect(data: Any, loc: Loc, values: Mapping[str, str | None]) -> None:  # noqa: ANN401 - what a file holds
    """Change *data* to what they must be after the edit."""
    for key in loc:
        data = data.setdefault(key, {})
    data |= {key: value for key, value in values.items() if value is not None}
    for key in [key for key, value in values.items() if value is None]:
        del data[key]


def _changed(lines: list[str], document: YamlDocument, loc: Loc, values: Mapping[str, str | None]) -> list[str]:
    """Return *lines* with new values of the office at *loc*: new keys come last, others stay where they are."""
    start = document.place_of_value(loc)
    is_in_braces = lines[start.line - 1].startswith("{", start.column - 1)
    value = _IN_BRACES if is_in_braces else _IN_LINE
    there = entries_at(document.data, *loc)
    new = {key: text for key, text in values.items() if key not in there}
    if new and is_in_braces:
        last = max(document.place_of_value((*loc, key)) for key in there)
        before, after = _split(lines, last)
        kept = value.match(after)
        end = kept.end() if kept else 0
        lines[last.line - 1] = f"{before}{after[:end]}, {_in_a_row(new)}{after[end:]}"
    elif new:
        last = max(place for at, place in document.values.items() if at[: len(loc)] == loc)
        lines[last.line : last.line] = [f"{' ' * (start.column - 1)}{_in_a_row({key: new[key]})}" for key in new]
    for key in sorted(values.keys() & there.keys(), key=lambda key: document.keys[*loc, key], reverse=True):
        text = values[key]
        if text is not None:
            place = document.place_of_value((*loc, key))
            before, after = _split(lines, place)
            lines[place.line - 1] = before + _written(key, text) + value.sub("", after, count=1)
        elif is_in_braces:
            place = document.place((*loc, key))
            before, after = _split(lines, place)
            lines[place.line - 1] = _joined(before, _ENTRY.sub("", after, count=1))
        else:
            del lines[document.place((*loc, key)).line - 1]
    return lines


def _split(lines: list[str], place: Position) -> tuple[str, str]:
    """Return the line of a *place* in two parts: before it, and from it on."""
    return lines[place.line - 1][: place.column - 1], lines[place.line - 1][place.column - 1 :]


def _joined(before: str, after: str) -> str:
    """Join what was before and after a key in braces, with one comma less."""
    start = before.rstrip(" ")
    return start[:-1] + after if start.endswith(",") else before + after.lstrip(" ,")


def _in_a_row(values: Mapping[str, str | None]) -> str:
    return ", ".join(f"{key}: {_written(key, text)}" for key, text in values.items() if text is not None)


def _written(key: str, text: str) -> str:
    return text if key == "verified_on" else as_value(text)


def _added(lines: list[str], document: YamlDocument, loc: Loc, values: Mapping[str, str | None]) -> list[str]:
    """Put a new office after the last one of its area, or after all offices."""
    there = [other for other in document.values if other[:1] == ("offices",) and len(other) > 1]
    around = loc[:-1] if any(other[: len(loc) - 1] == loc[:-1] for other in there) else ("offices",)
    last = max((document.place(other).line for other in there if other[: len(around)] == around), default=0)
    if not last:
        raise CannotEditError(_("there is no office yet under offices; write the first one yourself"))
    missing = loc[len(around) :]
    added = [f"{'  ' * (len(around) + n)}{key}:" for n, key in enumerate(missing)]
    added[-1] += f" {{{_in_a_row(values)}}}"
    return [*lines[:last], *added, *lines[last:]]
