"""A list of offices as CSV, compared with the directory and written into its file; all other lines stay as they are."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ivr.directory import Directory, Office, is_printed
from ivr.places import normal, spelled
from ivr.strict_yaml.decoding import decoded
from ivr.strict_yaml.document import Loc, YamlDocument
from ivr.strict_yaml.edit import CannotEditError, write_file
from ivr.strict_yaml.messages import meant
from ivr.strict_yaml.reader import read
from ivr.strict_yaml.syntax import as_value
from ivr.translation import _

from .loader import Site

if TYPE_CHECKING:
    import _csv

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "area": ("地域", "都道府県", "市区町村", "市町村", "区", "area", "prefecture", "municipality", "ward"),
    "service": ("サービス", "用件", "相談", "service"),
    "name": ("名前", "名称", "窓口", "name", "office", "printed_name"),
    "number": ("電話番号", "電話", "番号", "number", "phone", "telephone", "tel"),
}
"""What a column may be called; width, capitals, line breaks and 名 at its end do not matter."""
_HYPHENS = re.compile("[-‐‑‒–—―−ー－ｰ()]+")
_VERIFIED = re.compile(r', *verified_\w+: *(?:"[^"]*"|[^,}]*)')
_NEVER = "verified_"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel and LibreOffice begin."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: its number in the file and its cells, by what their column is."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A *number* for the office at *loc*; *old* is None where the office is new, and *name* then its name."""

    loc: Loc
    name: str
    number: str
    old: Office | None

    def __str__(self) -> str:
        if self.old is None:
            return _("new office: {name}, {number}").format(name=self.name, number=self.number)
        ends = _(" (its verification ends)") if self.old.verified_on else ""
        text = _("new number: {name}, {old} becomes {number}{ends}")
        return text.format(name=self.name, old=self.old.number, number=self.number, ends=ends)


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes that a list would make, what in it is *wrong* (one sentence each), and how many offices are *equal*.

    *noted* says, a sentence each, what in the list is other than in the directory, and stays so.
    """

    changes: tuple[NewNumber, ...]
    wrong: tuple[str, ...]
    equal: int
    noted: tuple[str, ...] = ()


def rows_of(content: bytes) -> list[Row]:
    """Read a list from CSV in UTF-8 or Windows-31J. Raises ValueError for other files, and for columns in doubt."""
    if content.startswith(_WORKBOOKS):
        raise ValueError(_("it is a workbook of a spreadsheet program, not CSV: save it as CSV UTF-8"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp932")
        except UnicodeDecodeError:
            raise ValueError(_("it is neither UTF-8 nor Shift_JIS: save it as CSV UTF-8")) from None
    table = csv.reader(StringIO(text, newline=""), delimiter=max(",\t", key=text.count))
    lines = _each(table)
    columns = {_plain(name): what for what, names in COLUMNS.items() for name in names}
    heads = ([_plain(cell) for cell in cells] for cells in lines)  # there may be a title above the table
    head = next((cells for cells in heads if "number" in map(columns.get, cells)), None)
    if head is None:
        message = _("no line of it names a column of numbers; expected names such as {names}")
        raise ValueError(message.format(names="、".join(names[0] for names in COLUMNS.values())))
    for what in COLUMNS:
        alike = [cell for cell in head if columns.get(cell) == what]
        if len(alike) > 1:
            message = _("two of its columns are for the same: {names}; leave one out, or call it something else")
            raise ValueError(message.format(names="、".join(alike)))
    rows = (_row(table.line_num, head, cells, columns) for cells in lines)
    return [row for row in rows if any(row.cells.values())]  # others are empty, or a note below the table


def _each(table: "_csv.Reader") -> Iterator[list[str]]:
    """Yield the lines of *table*. Raises ValueError where a cell does not end."""
    begun = table.line_num
    try:
        for cells in table:
            yield cells
            begun = table.line_num
    except csv.Error:
        raise ValueError(_("line {line}: a quote that opens here is never closed").format(line=begun + 1)) from None


def _row(line: int, head: Sequence[str], cells: Sequence[str], columns: Mapping[str, str]) -> Row:
    if any(cell.strip() for cell in cells[len(head) :]):
        message = _("line {line}: it has more cells than there are columns; a cell with a comma in it needs quotes")
        raise ValueError(message.format(line=line))
    return Row(line, {columns[at]: cell.strip() for at, cell in zip(head, cells, strict=False) if at in columns})


def compared(site: Site, directory: Directory, rows: Sequence[Row]) -> Compared:
    """Compare a list with the directory of *site*, which has no problems."""
    changes: dict[Loc, NewNumber] = {}
    wrong: list[str] = []
    noted: list[str] = []
    equal = 0
    for row in rows:
        try:
            office = _found(site, directory, row)
            change = _change(site, directory, row, office)
            if change and changes.get(change.loc, change) != change:
                raise ValueError(_("the list names this office twice, with different numbers"))  # noqa: TRY301
        except ValueError as why:
            wrong.append(_("line {line}: {why}").format(line=row.line, why=why))
            continue
        noted += _other_name(row, office) if isinstance(office, Office) else ()
        equal += change is None
        changes |= {change.loc: change} if change else {}
    return Compared(tuple(changes.values()), tuple(wrong), equal, tuple(noted))


def write_changes(file: Path, changes: Sequence[NewNumber]) -> None:
    """Write *changes* to the directory's *file*. Raises CannotEditError, EncodingError and OSError."""
    text = decoded(file.read_bytes())
    edited = text.replace("\r\n", "\n")
    for change in changes:
        edited = _edited(edited, change)
    write_file(file, edited.replace("\n", "\r\n") if "\r\n" in text else edited)


def _found(site: Site, directory: Directory, row: Row) -> Office | tuple[str, str, str]:
    """Return the office that *row* is about, or the name and code of its area and its service. Raises ValueError."""
    if other := _other(directory, row):
        return other
    area, code = _area(site, directory, row)
    service = _service(directory, row)
    if office := directory.offices.get((code, service)):
        return office
    if any(code in one.also_for and one.service == (service or None) for one in directory.offices.values()):
        raise ValueError(_("another office already answers for {area}, by also_for").format(area=area))
    return area, code, service


def _change(site: Site, directory: Directory, row: Row, office: Office | tuple[str, str, str]) -> NewNumber | None:
    """Return what *row* changes, None for nothing. Raises ValueError saying what is wrong with its number."""
    number = _number(row)
    if isinstance(office, Office):
        return (
            None
            if office.number == number
            else NewNumber(site.offices.locs[office.key], office.printed_name, number, office)
        )
    area, _code, service = office
    parts = [area] if area and service and _is_nested(site) else []
    loc = ("offices", *parts, service) if parts or not area else ("offices", area)
    spoken = directory.services[service].name if service else ""
    name = row.cells.get("name") or "の".join(part for part in (area, spoken, "窓口") if part)
    return NewNumber(loc, name, number, None)


def _number(row: Row) -> str:
    """Return a row's number as it is printed. Raises ValueError."""
    said = row.cells.get("number", "")
    number = _HYPHENS.sub("-", unicodedata.normalize("NFKC", said).replace(" ", "")).strip("-")
    if not is_printed(number):
        lost = _(" Has it lost its leading 0?") if is_printed(f"0{number}") else ""
        message = _('"{number}" is not a number as printed, such as 052-223-6953.{lost}')
        raise ValueError(message.format(number=said, lost=lost))
    return number


def _other_name(row: Row, office: Office) -> Iterator[str]:
    """Return a note if a list has another name for an office than the directory, whose name stays."""
    named = row.cells.get("name", "")
    if named and normal(named) not in [normal(one) for one in (office.printed_name, office.spoken_name or "")]:
        message = _('line {line}: the list has the name "{named}", the directory "{printed}", which is kept')
        yield message.format(line=row.line, named=named, printed=office.printed_name)


def _other(directory: Directory, row: Row) -> Office | None:
    """Return the office of no area that a row names, by its key or its name, where it names no area."""
    if row.cells.get("area"):
        return None
    said = {normal(row.cells.get(cell, "")) for cell in ("name", "service")} - {""}
    for key, office in directory.others.items():
        if said & {normal(one) for one in (key, office.printed_name, office.spoken_name or "") if one}:
            return office
    return None


def _area(site: Site, directory: Directory, row: Row) -> tuple[str, str]:
    """Return the name and the code of a row's area, "" where the site has none. Raises ValueError."""
    areas = site.places.areas if site.places else {}
    if not areas:
        return "", ""
    said = normal(row.cells.get("area", ""))
    if not said:
        others = "、".join(office.printed_name for office in directory.others.values())
        message = _(
            "this line names no area (of merged cells only the first has it); an office outside any area is found by "
            "its name: {names}"
        )
        raise ValueError(message.format(names=others))
    called = {
        code: {normal(area.name): 2, normal(area.short): 1, normal(area.name[:-1]): 1}.get(said, 0)
        for code, area in areas.items()
    }
    in_letters = spelled(row.cells.get("area", ""), areas.values())
    called |= {code: 1 for code, area in areas.items() if area.name in in_letters}
    best = [code for code, likeness in called.items() if likeness and likeness == max(called.values())]
    if len(best) == 1:
        return areas[best[0]].name, best[0]
    said = row.cells.get("area", "")
    names = tuple(areas[code].name for code in best or areas)
    several = re.split("[、,，・／/ ]+", said)
    if len(several) > 1 and set(several) <= set(names):
        raise ValueError(_("a line is for one area; write one for each of {names}").format(names="、".join(several)))
    raise ValueError(_('no area is called "{name}"{meant}').format(name=said, meant=meant(said, names)))


def _service(directory: Directory, row: Row) -> str:
    """Return the ID of a row's service, "" where the site has none. Raises ValueError."""
    if not directory.services:
        return ""
    said = row.cells.get("service", "")
    if not said and len(directory.services) == 1:
        return next(iter(directory.services))
    for id_, service in directory.services.items():
        if normal(said) in map(normal, (id_, service.name, service.kana)):
            return id_
    names = tuple(service.name for service in directory.services.values())
    raise ValueError(_('no service is called "{name}"{meant}').format(name=said, meant=meant(said, names)))


def _is_nested(site: Site) -> bool:
    return any(len(loc) > 2 for loc in site.offices.locs.values())  # noqa: PLR2004 - offices, area, service


def _edited(text: str, change: NewNumber) -> str:
    """Return *text* with one change made, and nothing else. Raises CannotEditError."""
    before = read(text, "")
    lines = text.split("\n")
    edited = _renumbered(lines, before, change) if change.old else _added(lines, before, change)
    expected: Any = deepcopy(before.data)
    office = expected
    for key in change.loc:
        office = office.setdefault(key, {})
    if change.old is None:
        office["printed_name"] = change.name
    office["number"] = change.number
    for key in [key for key in office if key.startswith(_NEVER)]:
        del office[key]
    if read(edited, "").data != expected:
        message = _("the layout of {where} would change; write it yourself: number: {number}")
        raise CannotEditError(message.format(where=" / ".join(map(str, change.loc)), number=as_value(change.number)))
    return edited


def _renumbered(lines: list[str], document: YamlDocument, change: NewNumber) -> str:
    place = document.place_of_value((*change.loc, "number"))
    at, column = place.line - 1, place.column - 1
    rest = re.sub(r"""^("[^"]*"|'[^']*'|[^\s,}]+)""", lambda _old: as_value(change.number), lines[at][column:], count=1)
    lines[at] = lines[at][:column] + rest
    own = {document.place((*change.loc, key)).line - 1 for key in _verified(document, change.loc)}
    unverified = [_VERIFIED.sub("", line) if "{" in line else None for line in lines]
    renumbered = (unverified[n] if n in own else line for n, line in enumerate(lines))
    return "\n".join(line for line in renumbered if line is not None)


def _verified(document: YamlDocument, loc: Loc) -> Iterator[str]:
    office: Any = document.data
    for key in loc:
        office = office[key]
    yield from (key for key in office if key.startswith(_NEVER))


def _added(lines: list[str], document: YamlDocument, change: NewNumber) -> str:
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
    return "\n".join([*lines[:last], *added, *lines[last:]])


def _plain(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split()).lower().removesuffix("名")
