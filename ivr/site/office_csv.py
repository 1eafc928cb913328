"""A list of offices as CSV, read line by line."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ivr.translation import _

from .spreadsheet import csv_lines, csv_text

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "area": ("地域", "都道府県", "市区町村", "市町村", "区", "area", "prefecture", "municipality", "ward"),
    "service": ("サービス", "用件", "相談", "service"),
    "name": ("名前", "名称", "窓口", "name", "office", "printed_name"),
    "number": ("電話番号", "電話", "番号", "number", "phone", "telephone", "tel"),
}
"""What a column may be called; width, capitals, line breaks and 名 at its end do not matter."""
_HYPHENS = re.compile("[-‐‑‒–—―−ー－ｰ()]+")
TELEPHONE = re.compile("[0-9]{9,11}")
"""The digits of a number, which a spreadsheet program may have robbed of its leading 0."""
_NOTE = ("※", "＊", "*", "注", "（注", "(注")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: its number in the file and its cells, by what their column is."""

    line: int
    cells: Mapping[str, str]


def rows_of(content: bytes) -> list[Row]:
    """Read a list from CSV in UTF-8 or Windows-31J. Raises ValueError for other files, and for columns in doubt."""
    text = csv_text(content)
    columns = {_plain(name): what for what, names in COLUMNS.items() for name in names}
    lines = [*csv_lines(text, _delimiter(text, columns))]
    heads = ([_plain(cell) for cell in cells] for _, cells in lines)  # there may be a title above the table
    at, head = next(((at, cells) for at, cells in enumerate(heads) if "number" in map(columns.get, cells)), (0, None))
    if head is None:
        message = _("no line of it names a column of numbers; expected names such as {names}")
        raise ValueError(message.format(names="、".join(names[0] for names in COLUMNS.values())))
    for what in COLUMNS:
        alike = [cell for cell in head if columns.get(cell) == what]
        if len(alike) > 1:
            message = _("two of its columns are for the same: {names}; leave one out, or call it something else")
            raise ValueError(message.format(names="、".join(alike)))
    rows = [_row(line, head, cells, columns) for line, cells in lines[at + 1 :]]
    notes = {line for line, cells in lines[at + 1 :] if _is_note(cells)}
    read = {row.line for row in rows if any(row.cells.values())} - notes  # others are empty, or beside the table
    _refuse_lost([line for line in lines[:at] + lines[at + 1 :] if line[0] not in read])
    return [row for row in rows if row.line in read]


def _delimiter(text: str, columns: Mapping[str, str]) -> str:
    """Return the delimiter by which a line of *text* names the most columns: a title may have any."""

    def named(delimiter: str) -> int:
        lines = (line.split(delimiter) for line in text.splitlines())
        return max((sum(_plain(cell.strip('"')) in columns for cell in cells) for cells in lines), default=0)

    return max(",\t", key=named)


def _is_note(cells: Sequence[str]) -> bool:
    """Return whether a line is a note about the table: one cell with a mark at its beginning."""
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and filled[0].startswith(_NOTE)


def _refuse_lost(passed_over: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Raise ValueError if one of these lines holds a telephone number: its office would be lost unnoticed."""
    for line, cells in passed_over:
        number = next((cell for cell in cells if TELEPHONE.fullmatch(as_printed(cell).replace("-", ""))), None)
        if number:
            message = _("line {line}: no name of a column of numbers is above {number}; name it, or delete the line")
            raise ValueError(message.format(line=line, number=number))


def _row(line: int, head: Sequence[str], cells: Sequence[str], columns: Mapping[str, str]) -> Row:
    if any(cells[len(head) :]):
        message = _("line {line}: it has more cells than there are columns; a cell with a comma in it needs quotes")
        raise ValueError(message.format(line=line))
    return Row(line, {columns[name]: cell for name, cell in zip(head, cells, strict=False) if name in columns})


def as_printed(cell: str) -> str:
    """Return the number in a *cell* as numbers are printed: 052-223-6953."""
    return _HYPHENS.sub("-", unicodedata.normalize("NFKC", cell).replace(" ", "")).strip("-")


def _plain(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split()).lower().removesuffix("名")
