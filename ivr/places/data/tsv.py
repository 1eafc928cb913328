"""A reader of tables: rows of columns separated by tabs, comment lines with #, faults with their line."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from ivr.translation import _

MOST_FAULTS = 100  # of one file; one with more was saved by a program in another form, which a few of them show

T = TypeVar("T")
_END_OF_LINE = re.compile("\r\n|\n|\r")


class TableFault(NamedTuple):
    """A fault in a line (from 1) of a file; for a missing file the line is 1."""

    file: str
    line: int
    reason: str


class MalformedError(ValueError):
    """Files are missing or have bad lines; carries every fault."""

    def __init__(self, faults: Sequence[TableFault]) -> None:
        super().__init__("\n".join(f"{file}:{line}: {reason}" for file, line, reason in faults))
        self.faults = tuple(faults)


def parsed(
    texts: Mapping[str, str],
    file: str,
    columns: int,
    parse: Callable[[Sequence[str]], T],
    faults: list[TableFault],
    once: str = "",
) -> list[T]:
    """Return each row of a file as parsed by *parse*, and add to *faults* the rows for which it raises a ValueError.

    *once* says what the first column holds, if its values must be unique.
    """
    if file not in texts:
        faults.append(TableFault(file, 1, _("this file is missing")))
        return []
    rows: list[T] = []
    wrong: list[TableFault] = []
    first: dict[str, int] = {}
    for number, line in _rows(texts[file]):
        try:
            row = _cells(line, columns)
            rows.append(parse(row))
            if once:
                _refuse_second(once, row[0], number, first.setdefault(row[0], number))
        except ValueError as error:
            wrong.append(TableFault(file, number, str(error)))
        if len(wrong) == MOST_FAULTS:
            break
    faults += wrong
    return rows


def written_cells(texts: Mapping[str, str], file: str, columns: int) -> list[list[str]] | None:
    """Return the first *columns* cells of each row of a file, whatever is wrong with them.

    None if the file is missing, or a row has fewer columns.
    """
    rows = [line.split("\t")[:columns] for _number, line in _rows(texts[file])] if file in texts else None
    return rows if rows is not None and all(len(row) == columns for row in rows) else None


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """Yield the rows with their line numbers, counted as an editor does: U+0085 and U+2028 do not end a line."""
    for number, line in enumerate(_END_OF_LINE.split(text), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _refuse_second(what: str, cell: str, number: int, first: int) -> None:
    if number != first:
        message = _("{what} {cell} is here for the second time, and first in line {line}; remove one of the two")
        raise ValueError(message.format(what=what, cell=cell, line=first))


def _cells(line: str, columns: int) -> list[str]:
    if '"' in line:
        raise ValueError(_('this row contains a quote ("); values in a table are not quoted'))
    row = line.split("\t")
    if len(row) != columns:
        hint = _("; save the table as text separated by tabs, not by commas") if len(row) == 1 and "," in line else ""
        raise ValueError(
            _("expected {columns} columns separated by tabs, found {count}{hint}").format(
                columns=columns, count=len(row), hint=hint
            )
        )
    return row


def exact_digits(cell: str, length: int, what: str) -> str:
    """Return a cell of exactly *length* digits; ValueError otherwise, with the original if only zeros were lost."""
    if len(cell) == length and cell.isascii() and cell.isdecimal():
        return cell
    lost = cell.isascii() and cell.isdecimal() and len(cell) < length
    message = _("{what} has {length} digits, not {cell}{hint}")
    hint = lost_zero(cell.zfill(length)) if lost else ""
    raise ValueError(message.format(what=_(what), length=length, cell=cell or _("none"), hint=hint))


def lost_zero(meant: str) -> str:
    """Suggest, as the end of a sentence, what a cell was before a spreadsheet read it as a number."""
    return _("; has it lost its leading zero ({meant})? In a spreadsheet, give the column the format Text").format(
        meant=meant
    )
