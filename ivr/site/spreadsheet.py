"""CSV as spreadsheet programs write it."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO

from ivr.strict_yaml.syntax import UNSEEN
from ivr.translation import _

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel and LibreOffice begin."""
_UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)
"""How their "Unicode text" begins, which Windows-31J would read without a complaint."""


def csv_text(content: bytes) -> str:
    """Return the text of a file in UTF-8 or Windows-31J. Raises ValueError for other files."""
    if content.startswith(_WORKBOOKS):
        raise ValueError(_("it is a workbook of a spreadsheet program, not CSV: save it as CSV UTF-8"))
    for encoding in () if content.startswith(_UTF_16) else ("utf-8-sig", "cp932"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise ValueError(_("it is neither UTF-8 nor Shift_JIS: save it as CSV UTF-8"))


class OpenQuoteError(ValueError):
    """A cell that does not end; carries the *line* on which it begins, and *why* without it."""

    def __init__(self, line: int) -> None:
        self.line, self.why = line, _("a quote that opens here is not closed at the end of its cell")
        super().__init__(_("line {line}: {why}").format(line=line, why=self.why))


def csv_lines(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table, each with the number where it begins and its cells, each cell as one visible line.

    Raises OpenQuoteError if a cell does not end: a quote that is left open would take the lines after it into its cell,
    and they would be lost unnoticed.
    """
    table = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = table.line_num
    try:
        for cells in table:
            yield begun + 1, [UNSEEN.sub("", " ".join(cell.splitlines())).strip() for cell in cells]
            begun = table.line_num
    except csv.Error:
        raise OpenQuoteError(begun + 1) from None
