"""The changes that a list of offices would make in the directory of a site."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ivr.directory import Directory, Office, is_placeholder, is_printed
from ivr.national_number import why_not_dialled
from ivr.places import normal, spelled
from ivr.strict_yaml.document import Loc
from ivr.strict_yaml.messages import absent
from ivr.translation import _

from .loader import Site
from .meant_telephone import meant_telephone
from .office_csv import COLUMNS, TELEPHONE, Row, as_printed


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A *number* for the office at *loc*, which is called *name* from then on; *old* is None if it is new."""

    loc: Loc
    name: str
    number: str
    old: Office | None

    def __str__(self) -> str:
        if self.old is None:
            return _("new office: {name}, {number}").format(name=self.name, number=self.number)
        ends = _(" (its verification ends)") if self.old.verified_on else ""
        text = _("new number: {name}, {old} becomes {number}{ends}")
        called = _("; it is called {name}").format(name=self.name) if self.is_renamed else ""
        return text.format(name=self.old.printed_name, old=self.old.number, number=self.number, ends=ends) + called

    @property
    def is_new(self) -> bool:
        """Whether the directory has another number, or none."""
        return self.old is None or self.number != self.old.number

    @property
    def is_renamed(self) -> bool:
        """Whether an office of the directory gets another name."""
        return self.old is not None and self.name != self.old.printed_name


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes that a list would make, what is *wrong* in it (a sentence each), and how many offices are *equal*.

    *noted* says, a sentence each, what differs from the directory and stays as it is there.
    """

    changes: tuple[NewNumber, ...]
    wrong: tuple[str, ...]
    equal: int
    noted: tuple[str, ...] = ()


def compared(site: Site, directory: Directory, rows: Sequence[Row]) -> Compared:
    """Compare a list with the directory of *site*, which has no problems."""
    named: dict[Loc, NewNumber] = {}
    wrong: list[str] = []
    unread = [*dict.fromkeys(name for row in rows for name, cell in row.beside.items() if name and cell)]
    noted = [_("columns that are not read: {names}").format(names="、".join(unread))] if unread else []
    equal = 0
    if unnamed := _unnamed_columns(site, directory, rows):
        return Compared((), unnamed, 0, tuple(noted))
    for row in rows:
        try:
            office = _found(site, directory, row)
            change = _change(site, directory, row, office)
            if named.setdefault(change.loc, change) != change:
                raise ValueError(_("the list names this office twice, with different numbers or names"))  # noqa: TRY301
        except ValueError as why:
            wrong.append(_("line {line}: {why}").format(line=row.line, why=why))
            continue
        noted += _other_name(row, office) if isinstance(office, Office) and not change.is_renamed else ()
        equal += not change.is_new
    return Compared(tuple(one for one in named.values() if one.is_new), tuple(wrong), equal, tuple(noted))


def _unnamed_columns(site: Site, directory: Directory, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return, a sentence each, which columns the list lacks altogether: each of its lines would be wrong."""
    there = {what for row in rows for what in row.cells}
    if not rows or ("name" in there and not {"area", "service"} & there):  # offices outside any area have a name alone
        return ()
    needed = {
        "area": site.places and site.places.areas and _("no column of it is for areas; call that one {name}"),
        "service": len(directory.services) > 1 and _("no column of it is for services; call that one {name}"),
    }
    lacking = [(what, message) for what, message in needed.items() if message and what not in there]
    return tuple(message.format(name=COLUMNS[what][0]) for what, message in lacking)


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


def _change(site: Site, directory: Directory, row: Row, office: Office | tuple[str, str, str]) -> NewNumber:
    """Return the number of a *row*, for the office that it is about. Raises ValueError saying what is wrong with it."""
    number = _number(row)
    if isinstance(office, Office):
        # As long as an office has nobody's number, its name is the one that `ivr new` has made up.
        is_made_up = is_placeholder(office.number) and office.number != number
        name = (_own_name(row, office) if is_made_up else "") or office.printed_name
        return NewNumber(site.offices.locs[office.key], name, number, office)
    area, _code, service = office
    parts = [area] if area and service and _is_nested(site) else []
    loc = ("offices", *parts, service) if parts or not area else ("offices", area)
    spoken = directory.services[service].name if service else ""
    name = row.cells.get("name") or "の".join(part for part in (area, spoken, "窓口") if part)
    return NewNumber(loc, name, number, None)


def _number(row: Row) -> str:
    """Return a row's number as it is printed. Raises ValueError."""
    said = row.cells.get("number", "")
    number = as_printed(said)
    if not is_printed(number) or not TELEPHONE.fullmatch(number.replace("-", "")):
        if not said:
            raise ValueError(_("this line has no number"))
        message = _('"{number}" is not a number as printed, such as 052-223-6953{lost}')
        raise ValueError(message.format(number=said, lost=meant_telephone(said)))
    if not is_placeholder(number) and (why := why_not_dialled(number)):
        raise ValueError(why)
    return number


def _other_name(row: Row, office: Office) -> Iterator[str]:
    """Return a note if a list has another name for an office than the directory, whose name stays."""
    named = _own_name(row, office)
    if named and normal(named) not in [normal(one) for one in (office.printed_name, office.spoken_name or "")]:
        message = _('line {line}: the list has the name "{named}", the directory "{printed}", which is kept')
        yield message.format(line=row.line, named=named, printed=office.printed_name)


def _own_name(row: Row, office: Office) -> str:
    """Return the name that a row has for *office*, "" if it only has the key by which the office is found."""
    name = row.cells.get("name", "")
    return "" if normal(name) == normal(office.other or "") else name


def _other(directory: Directory, row: Row) -> Office | None:
    """Return the office of no area that *row* names, by its key, its name or its service.

    Raises ValueError if the row names a service that another office answers for too: the number could be of either.
    """
    if row.cells.get("area"):
        return None
    service, name = row.cells.get("service", ""), row.cells.get("name", "")
    said, asked = {normal(service), normal(name)}, _named(directory, service)
    called = [one for key, one in directory.others.items() if said & _names(key, one)]
    elsewhere = directory.others.get(directory.services[asked].elsewhere or "") if asked else None
    if elsewhere and called in ([], [elsewhere]):
        return elsewhere
    if called and asked and normal(service) not in _names(called[0].other or "", called[0]):
        message = _('it names the service "{service}" and the office "{office}", which has none; leave one out')
        raise ValueError(message.format(service=service, office=called[0].printed_name))
    return called[0] if called else None


def _names(key: str, office: Office) -> set[str]:
    return {normal(one) for one in (key, office.printed_name, office.spoken_name or "") if one}


def _area(site: Site, directory: Directory, row: Row) -> tuple[str, str]:
    """Return the name and the code of a row's area, "" if the site has none. Raises ValueError."""
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
    called |= {code: 2 for code in areas if said in _in_full(site, code)}
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
    raise ValueError(absent("area", said, names))


def _in_full(site: Site, code: str) -> set[str]:
    """Return the names of a town or ward with those of its prefecture and its county: 富山県下新川郡入善町."""
    town = site.places.municipalities.get(code) if site.places else None
    if not site.places or not town:
        return set()
    prefecture = site.places.prefectures[code[:2]].name
    before = {prefecture, town.county, f"{prefecture}{town.county}"} - {""}
    return {normal(f"{one}{town.name}") for one in before}


def _service(directory: Directory, row: Row) -> str:
    """Return the ID of a row's service, "" if the site has none. Raises ValueError."""
    if not directory.services:
        return ""
    said = row.cells.get("service", "")
    if not said and len(directory.services) == 1:
        return next(iter(directory.services))
    if id_ := _named(directory, said):
        return id_
    names = tuple(service.name for service in directory.services.values())
    if not said:
        raise ValueError(_("this line names no service; possible here: {names}").format(names=", ".join(names)))
    raise ValueError(absent("service", said, names))


def _named(directory: Directory, service: str) -> str | None:
    """Return the ID of the service that is called *service* in a list."""
    said = normal(service)
    named = (id_ for id_, one in directory.services.items() if said in map(normal, (id_, one.name, one.kana)))
    return next(named, None) if said else None


def _is_nested(site: Site) -> bool:
    return any(len(loc) > 2 for loc in site.offices.locs.values())  # noqa: PLR2004 - offices, area, service
