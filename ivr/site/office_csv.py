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
_BRACKETS = re.compile(r"\(.*\)$")


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
    body = [*_below(lines[at + 1 :], head, columns)]
    rows = [_row(line, lines[at][1], cells, columns) for line, cells in body]
    notes = {line for line, cells in body if _is_note(cells)}
    read = {row.line for row in rows if any(row.cells.values())} - notes  # others are empty, or beside the table
    _refuse_lost([line for line in lines[:at] + body if line[0] not in read])
    return [*_repeated(row for row in rows if row.line in read)]


def _below(
    lines: Iterable[tuple[int, list[str]]], head: Sequence[str], columns: Mapping[str, str]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines below the *head* of the table, without the same one again. Raises ValueError at another one."""
    for line, cells in lines:
        names = [_plain(cell) for cell in cells]
        if "number" not in map(columns.get, names):
            yield line, cells
        elif [name for name in names if name] != [name for name in head if name]:
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
    pairs = [(_plain(name), name, cell) for name, cell in zip(head, cells, strict=False)]
    beside = {name: cell for plain, name, cell in pairs if plain not in columns}
    return Row(line, {columns[plain]: cell for plain, _name, cell in pairs if plain in columns}, beside)


def as_printed(cell: str) -> str:
    """Return the number in a *cell* as numbers are printed: 052-223-6953."""
    return _HYPHENS.sub("-", unicodedata.normalize("NFKC", cell).replace(" ", "")).strip("-")


def _plain(cell: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", cell).split()).lower()
    return _BRACKETS.sub("", plain).removesuffix("名")
