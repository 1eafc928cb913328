"""A list of offices as CSV, read line by line."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ivr.translation import _

from .spreadsheet import csv_lines, csv_text

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "area": ("地域", "都道府県", "市区町村", "市町村", "区", "area", "prefecture", "municipality", "ward"),
    "service": ("サービス", "用件", "相談", "相談内容", "相談種別", "service"),
    "name": ("名前", "名称", "窓口", "窓口の名称", "窓口名称", "name", "office", "printed_name"),
    "number": ("電話番号", "電話", "番号", "number", "phone", "telephone", "tel"),
}
"""What a column may be called; width, capitals, line breaks, 名 or a note in brackets at its end do not matter."""
_HYPHENS = re.compile("[-‐‑‒–—―−ー－ｰ()]+")
TELEPHONE = re.compile("[0-9]{9,11}")
"""The digits of a number, which a spreadsheet program may have robbed of its leading 0."""
_NOTE = ("※", "＊", "*", "注", "（注", "(注")
_DITTO = ("〃", "々", "同上", "仝")
"""What stands for the cell above."""
_BRACKETS = re.compile(r"\s*\((?!.*(?:fax|ファ)).*\)\s*$", re.IGNORECASE)
"""A note at the end of a column's name, which may be any but that its numbers are of a fax."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: its number in the file, its cells by what their column is, others *beside* them by name."""

    line: int
    cells: Mapping[str, str]
    beside: Mapping[str, str] = field(default_factory=dict)


def rows_of(content: bytes) -> list[Row]:
    """Read a list from CSV in UTF-8 or Windows-31J. Raises ValueError for other files, and for columns in doubt."""
    text = csv_text(content)
    columns = {_plain(name): what for what, names in COLUMNS.items() for name in names}
    lines = [*csv_lines(text, _delimiter(text, columns))]
    heads = (at for at, (_line, cells) in enumerate(lines) if "number" in _kinds(cells, columns))
    if (at := next(heads, None)) is None:  # there may be a title above the table
        message = _("no line of it names a column of numbers; expected names such as {names}")
        raise ValueError(message.format(names="、".join(names[0] for names in COLUMNS.values())))
    head, kinds = lines[at][1], _kinds(lines[at][1], columns)
    for what in COLUMNS:
        alike = [cell for cell, kind in zip(head, kinds, strict=True) if kind == what]
        if len(alike) > 1:
            message = _("two of its columns are for the same: {names}; leave one out, or call it something else")
            raise ValueError(message.format(names="、".join(alike)))
    body = [*_below(lines[at + 1 :], head, columns)]
    rows = [_row(line, head, cells, kinds) for line, cells in body]
    notes = {line for line, cells in body if _is_note(cells)}
    read = {row.line for row in rows if any(row.cells.values())} - notes  # others are empty, or beside the table
    _refuse_lost([line for line in lines[:at] + body if line[0] not in read])
    return [*_repeated(row for row in rows if row.line in read)]


def _below(
    lines: Iterable[tuple[int, list[str]]], head: Sequence[str], columns: Mapping[str, str]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines below the *head* of the table, without the same one again. Raises ValueError at another one.

    A line with a telephone number is no head: its office may be reached by 電話.
    """
    for line, cells in lines:
        if "number" not in _kinds(cells, columns) or any(map(_is_telephone, cells)):
            yield line, cells
        elif [*filter(None, map(_plain, cells))] != [*filter(None, map(_plain, head))]:
            message = _("line {line}: a table with other columns begins here; save each table as a file of its own")
            raise ValueError(message.format(line=line))


def _repeated(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows with the cell above in place of the sign for it (〃)."""
    above: Mapping[str, str] = {}
    for row in rows:
        above = {what: above.get(what, cell) if cell in _DITTO else cell for what, cell in row.cells.items()}
        yield replace(row, cells=above)


def _delimiter(text: str, columns: Mapping[str, str]) -> str:
    """Return the delimiter by which a line of *text* names the most columns: a title may have any."""

    def named(delimiter: str) -> int:
        lines = (line.split(delimiter) for line in text.splitlines())
        named_in = (_kinds([cell.strip('"') for cell in cells], columns) for cells in lines)
        return max((len([*filter(None, kinds)]) for kinds in named_in), default=0)

    return max(",\t", key=named)


def _is_note(cells: Sequence[str]) -> bool:
    """Return whether a line is a note about the table: one cell with a mark at its beginning."""
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and filled[0].startswith(_NOTE)


def _refuse_lost(passed_over: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Raise ValueError if one of these lines holds a telephone number: its office would be lost unnoticed."""
    for line, cells in passed_over:
        number = next(filter(_is_telephone, cells), None)
        if number:
            message = _("line {line}: no name of a column of numbers is above {number}; name it, or delete the line")
            raise ValueError(message.format(line=line, number=number))


def _row(line: int, head: Sequence[str], cells: Sequence[str], kinds: Sequence[str]) -> Row:
    if any(cells[len(head) :]):
        message = _("line {line}: it has more cells than there are columns; a cell with a comma in it needs quotes")
        raise ValueError(message.format(line=line))
    read = {kind: cell for kind, cell in zip(kinds, cells, strict=False) if kind}
    beside = {name: cell for kind, name, cell in zip(kinds, head, cells, strict=False) if not kind}
    return Row(line, read, beside)


def _kinds(head: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """Return what each column is, "" if it is not read: 窓口名（カナ） is none beside 窓口名."""
    exact = [columns.get(_plain(name), "") for name in head]
    noted = [columns.get(_plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", name))), "") for name in head]
    return [kind or ("" if other in exact else other) for kind, other in zip(exact, noted, strict=True)]


def _is_telephone(cell: str) -> bool:
    return bool(TELEPHONE.fullmatch(as_printed(cell).replace("-", "")))


def as_printed(cell: str) -> str:
    """Return the number in a *cell* as numbers are printed: 052-223-6953."""
    return _HYPHENS.sub("-", unicodedata.normalize("NFKC", cell).replace(" ", "")).strip("-")


def _plain(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split()).lower().removesuffix("名")
