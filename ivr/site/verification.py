"""Edits a site's directory: notes that an office's number was called, and leaves all other lines unchanged."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from ivr.strict_yaml.decoding import decoded
from ivr.strict_yaml.document import Loc, YamlDocument
from ivr.strict_yaml.edit import WIDEST, CannotEditError, write_file
from ivr.strict_yaml.reader import read
from ivr.translation import _


def write_verification(file: Path, loc: Loc, on: date, by: str, number: str) -> None:
    """Note in the directory's *file*, which has no problems, that *by* called the *number* of the office at *loc*.

    The file is replaced atomically. Raises CannotEditError, EncodingError and OSError.
    """
    content = file.read_bytes()
    text = decoded(content)
    entry = {"verified_on": on, "verified_by": by, "verified_number": DoubleQuotedScalarString(number)}
    edited = _with(text.replace("\r\n", "\n"), loc, entry)
    if "\r\n" in text:
        edited = edited.replace("\n", "\r\n")
    write_file(file, edited)


def _with(text: str, loc: Loc, entry: Mapping[str, object]) -> str:
    """Return *text* with the keys of *entry* at *loc*, new ones at its end. Raises CannotEditError."""
    old = read(text, "")
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, WIDEST
    try:
        whole = yaml.load(text)
        office = whole
        for key in loc:
            office = office[key]
    except (YAMLError, KeyError) as error:
        raise CannotEditError(
            _("a name in this file means something else in YAML 1.2, in which it is edited")
        ) from error
    office |= entry
    written = StringIO()
    yaml.dump(whole, written)
    edited = _spliced(text, written.getvalue(), old, loc)
    if edited is None or not _is_meant(read(edited, ""), old, loc, entry):
        by_hand = f"verified_on: {entry['verified_on']}, verified_by: {entry['verified_by']}, "
        by_hand += f'verified_number: "{entry["verified_number"]}"'
        raise CannotEditError(
            _("the layout of this entry would change; write it yourself: {by_hand}").format(by_hand=by_hand)
        )
    return edited


def _is_meant(edited: YamlDocument, old: YamlDocument, loc: Loc, entry: Mapping[str, object]) -> bool:
    """Return whether the data has changed by the entry alone."""
    expected: Any = deepcopy(old.data)
    office = expected
    for key in loc:
        office = office[key]
    office |= {key: str(value) for key, value in entry.items()}
    return bool(edited.data == expected)


def _spliced(text: str, edited: str, old: YamlDocument, loc: Loc) -> str | None:
    """Return *text* with only the entry's lines taken from *edited*; None for an entry in brackets on several lines.

    *edited* as a whole is not used, because ruamel.yaml normalises indentation, spaces and quotes everywhere.
    """
    before, after = text.split("\n"), edited.split("\n")
    (first, end), (start, stop) = _lines_of(old, loc), _lines_of(read(edited, ""), loc)
    own = after[start:stop]
    if old.place_of_value(loc).line > first + 1:
        keys = {_key(line): line.strip() for line in own if _key(line).startswith("verified_")}
        indent = " " * (old.place_of_value(loc).column - 1)
        updated = [indent + keys.pop(_key(line)) if _key(line) in keys else line for line in before[first:end]]
        own = updated + [indent + line for line in keys.values()]
    elif end > first + 1:
        return None
    return "\n".join([*before[:first], *own, *before[end:]])


def _key(line: str) -> str:
    return line.strip().partition(":")[0]


def _lines_of(document: YamlDocument, loc: Loc) -> tuple[int, int]:
    """Return the first line (from 0) of an entry, and the one after its last."""
    return document.place(loc).line - 1, max(
        place.line for at, place in document.values.items() if at[: len(loc)] == loc
    )
