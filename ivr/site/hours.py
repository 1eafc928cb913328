"""``data/hours.yaml``: when offices answer (all, those of a service or an area, or one), and the holidays.

Its form is that of Amazon Connect's hours of operation: a week, and named days with other times. What is not given for
an office is taken from its area, its service, or the site; an office without any hours is always rung. Holidays are
frozen into the plan when it is loaded, for that year and two more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache

from ivr.clock import japanese_time
from ivr.directory import ALWAYS, Directory, Hours, Office, Period
from ivr.problem import Problem
from ivr.strict_yaml.customary import meant_list_of_times, meant_period
from ivr.strict_yaml.document import Loc, Null, YamlDocument, at, entries_at
from ivr.strict_yaml.messages import absent, described, half_width, meant, suggested
from ivr.strict_yaml.schema import validate
from ivr.translation import _

from .places import meant_area
from .week import HoursEntry, HoursRead, dated, quoted, read_entry

PATH = "data/hours.yaml"

ALL = ("all", "全部", "全て", "すべて", "全域", "全員")
"""Words for whatever there is."""
AHEAD = 2
"""Years after the present one whose holidays are known to a plan."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What is different from the national holidays: days to `add`, and days to `remove`."""

    add: tuple[date, ...] = ()
    remove: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class HoursFile:
    """When offices answer: all of a `site`, those of one of its `services` or `areas` (by name), or a single one.

    Single ones are under `offices` by area and service, or under `others`, as in directory.yaml.
    """

    calendar: CalendarEntry = field(default_factory=CalendarEntry)
    site: HoursEntry = field(default_factory=HoursEntry)
    services: dict[str, HoursEntry] = field(default_factory=dict)
    areas: dict[str, HoursEntry] = field(default_factory=dict)
    offices: dict[str, dict[str, HoursEntry]] = field(default_factory=dict)
    others: dict[str, HoursEntry] = field(default_factory=dict)


def read_hours(
    document: YamlDocument,
    directory: Directory | None,
    codes: Mapping[str, str],
    today: date | None = None,
    *,
    complete: bool = True,
) -> tuple[dict[str, Hours], tuple[Problem, ...]]:
    """Read the hours of each office that has any, by its key; *codes* are those of the areas by their names.

    Holidays are those of the year of *today* (by default the day in Japan) and the years after it. Where the directory
    is not *complete*, because names in it are wrong, an area may have an office after all.
    """
    file, problems = validate(document, HoursFile)
    flat = tuple(_flat(document))
    if told := (*flat, *_outside((*_words_for_times(document), *_words_for_days(document)), flat)):
        return {}, tuple(sorted((*told, *_outside(problems, told))))
    if file is None or directory is None:
        return {}, problems
    wrong: list[Problem] = []
    levels = {loc: read_entry(document, loc, entry, wrong) for loc, entry in _entries(file)}
    wrong += _unknown(document, file, directory, codes)
    wrong += _without_effect(document, file, directory, codes) if complete else ()
    year = (today or japanese_time().date()).year
    holidays, last = frozen_holidays(file.calendar, year), date(year + AHEAD, 12, 31)
    names = {code: name for name, code in codes.items()}
    of_offices = {office.key: _hours(_inherited(office, names, levels), holidays, last) for office in directory}
    hours = {key: one for key, one in of_offices.items() if one != Hours()}  # of the others nothing is said
    return hours, tuple(sorted((*problems, *wrong)))


def _flat(document: YamlDocument) -> Iterator[Problem]:
    """Find hours that are in the wrong form under `offices` because the site has no areas or services."""
    for name, entry in entries_at(document.data, "offices").items():
        if {*entries_at(entry)} & {field.name for field in fields(HoursEntry)}:
            message = _(
                "offices are here by area and service; with one of the two, write {name} under areas or services"
            )
            yield document.problem(("offices", name), message.format(name=quoted(name)), "hours", at_key=True)


def _outside(problems: Iterable[Problem], told: Iterable[Problem]) -> Iterator[Problem]:
    """Yield those of *problems* that are not at, or below, the place of one that is *told*."""
    places = tuple(f"{one.at}." for one in told)
    return (one for one in problems if not f"{one.at}.".startswith(places))


def _words_for_times(document: YamlDocument) -> Iterator[Problem]:
    """Find days with a text instead of a list of times (sat: closed, sat: 終日, sat: 09:00-12:00)."""
    for loc in document.values:
        if len(loc) > 1 and (loc[-2] == "week" or (loc[-1] == "times" and "exceptions" in loc)):
            text = at(document.data, *loc)
            if isinstance(text, str) and not isinstance(text, Null):
                message, listed = _("expected a list ([a, b], or each item after '- '), found {found}{listed}"), ""
                if re.search("[0-9]", half_width(text)):
                    listed = meant_list_of_times(text)
                else:  # the message about lists would lead nowhere
                    message = _(
                        "{found} is no time; for the whole day write [00:00-24:00], for a closed day leave {day} out"
                    )
                message = message.format(found=quoted(text), day=loc[-1], listed=listed)
                yield document.problem(loc, message, "hours")


def _words_for_days(document: YamlDocument) -> Iterator[Problem]:
    """Find exceptions with a text or a list instead of their two days (年末年始: 12-29~01-03)."""
    for loc in document.values:
        value = at(document.data, *loc) if loc[-2:-1] == ("exceptions",) else None
        if isinstance(value, str | list) and not isinstance(value, Null):
            message = _("expected its first and its last day, as {form}, found {found}").format(
                form="{from: 12-29, until: 01-03}", found=described(value)
            )
            text = value if isinstance(value, str) else "〜".join(map(str, value))
            yield document.problem(loc, message + meant_period(text), "wrong-value")


def hours_of(document: YamlDocument | None) -> HoursFile | None:
    """Return the file as it is written; None if there is none, or its form is wrong."""
    return validate(document, HoursFile)[0] if document else None


def dated_exceptions(file: HoursFile) -> Iterator[tuple[Loc, date]]:
    """Yield the place of the last day of each exception that has a year, and that day."""
    for loc, entry in _entries(file):
        for name, one in entry.exceptions.items():
            if last := dated(one.until):
                yield (*loc, "exceptions", name, "until"), last


def closes(document: YamlDocument) -> Iterator[Loc]:
    """Yield where a file says when offices are closed; nothing if its form is wrong."""
    file = hours_of(document)
    for loc, entry in _entries(file) if file else ():
        if entry.week is not None or entry.exceptions or entry.holidays == "closed":
            yield loc


def frozen_holidays(calendar: CalendarEntry, year: int) -> frozenset[date]:
    """Return the holidays of *year* and the two after it, with the days that *calendar* adds and takes away."""
    return national_holidays(year) - {*calendar.remove} | {*calendar.add}


@cache
def national_holidays(year: int) -> frozenset[date]:
    """Return the national holidays of *year* and the two after it."""
    import holidays  # noqa: PLC0415 - a fifth of a second, for sites that have hours

    return frozenset(holidays.country_holidays("JP", years=range(year, year + AHEAD + 1)))


def _entries(file: HoursFile) -> Iterator[tuple[Loc, HoursEntry]]:
    yield ("site",), file.site
    for kind in ("services", "areas", "others"):
        yield from (((kind, name), entry) for name, entry in getattr(file, kind).items())
    for area, entries in file.offices.items():
        yield from ((("offices", area, service), entry) for service, entry in entries.items())


def _inherited(office: Office, names: Mapping[str, str], levels: Mapping[Loc, HoursRead]) -> list[HoursRead]:
    """Return what the file says about *office*: its own entry first, that of all offices last."""
    area, service = names.get(office.prefecture or "", ""), office.service or ""
    own: Loc = ("others", office.other) if office.other else ("offices", area, service)
    return [levels[loc] for loc in (own, ("areas", area), ("services", service), ("site",)) if loc in levels]


def _hours(levels: list[HoursRead], holidays: frozenset[date], known_until: date) -> Hours:
    week = next((level.week for level in levels if level.week is not None), None)
    on_holidays = next((level.holidays for level in levels if level.holidays), "closed" if week else "usual")
    periods: dict[str, Period] = {}
    for level in levels:
        periods = {**periods, **{name: one for name, one in level.periods.items() if name not in periods}}
    hours = Hours(week or (ALWAYS,) * 7, tuple(periods.values()))
    return hours if on_holidays == "usual" else replace(hours, holidays=holidays, known_until=known_until)


def _unknown(
    document: YamlDocument, file: HoursFile, directory: Directory, codes: Mapping[str, str]
) -> Iterator[Problem]:
    """Find the names that the directory does not have."""
    for kind, given, names in (
        ("service", [("services", name) for name in file.services], directory.services),
        ("area", [*(("areas", name) for name in file.areas), *(("offices", name) for name in file.offices)], codes),
        ("office", [("others", name) for name in file.others], directory.others),
    ):
        for loc in given:
            if loc[-1] not in names:
                message = unknown(kind, loc[-1], directory, codes)
                yield document.problem(loc, message, f"unknown-{kind}", at_key=True)
    for area, entries in file.offices.items():
        for service in entries if area in codes else ():
            if service not in directory.services:
                message = unknown("service", service, directory, codes)
                yield document.problem(("offices", area, service), message, "unknown-service", at_key=True)


def _without_effect(
    document: YamlDocument, file: HoursFile, directory: Directory, codes: Mapping[str, str]
) -> Iterator[Problem]:
    """Find areas and services without an office of their own: their entry would change nobody's hours."""
    names = {code: name for name, code in codes.items()}
    areas: list[tuple[Loc, str, str | None]] = [(("areas", name), name, None) for name in file.areas]
    areas += [(("offices", area, one), area, one) for area, entries in file.offices.items() for one in entries]
    for loc, area, service in areas:
        if area not in codes or (service and service not in directory.services):
            continue  # it is reported already
        offices = [one for one in directory if service in (None, one.service)]
        holders = [one for one in offices if codes[area] in (one.prefecture, *one.also_for)]
        if not any(one.prefecture == codes[area] for one in holders):
            message = _("{name} has no office of its own")
            if holders:
                message = _("{name} has no office of its own; write the hours of the one that answers for it, {holder}")
            elif service and not any(one.service == service for one in directory):
                message = _("{name} has no office of its own; write the hours of the one that answers under others")
            named = quoted(f"{area} {service}" if service else area)
            holder = quoted(names[holders[0].prefecture or ""]) if holders else ""
            yield document.problem(loc, message.format(name=named, holder=holder), "hours", at_key=True)
    for name in file.services.keys() & directory.services.keys():
        if not any(one.service == name for one in directory):
            message = _("{name} has no office of its own; write the hours of the one that answers under others")
            yield document.problem(("services", name), message.format(name=quoted(name)), "hours", at_key=True)


def _by_other_names(kind: str, directory: Directory, codes: Mapping[str, str]) -> dict[str, str]:
    """Return what files call the services, areas or offices of a *kind*, by what people call them.

    An area is called by the key or the printed name of an office in it.
    """
    if kind == "service":
        return {one.name: id_ for id_, one in directory.services.items()}
    if kind == "office":
        return {one.printed_name: key for key, one in directory.others.items()}
    names = {code: name for name, code in codes.items()}
    offices = [one for one in directory if one.prefecture in names]
    return {called: names[one.prefecture or ""] for one in offices for called in (one.key, one.printed_name)}


def unknown(kind: str, name: str, directory: Directory, codes: Mapping[str, str]) -> str:
    """Return the message that no service, area or office under `others` (*kind*) has a *name*, and which was meant."""
    names = tuple({"service": directory.services, "area": codes, "office": directory.others}[kind])
    return absent(kind, name, names, _meant(kind, name, names, _by_other_names(kind, directory, codes)))


def _meant(kind: str, name: str, names: tuple[str, ...], called: Mapping[str, str]) -> str:
    """Suggest which of *names* was meant; *called* are other names, each with what it means."""
    if name in called:
        return suggested([called[name]])
    if kind != "area":
        return meant(name, names)
    if _is_wider(name, names):
        return _("; write each area in it, or, for all there are, no area")
    return meant_area(name, names)


def _is_wider(name: str, areas: Sequence[str]) -> bool:
    """Return whether *name* means all areas, or is of a prefecture or a city where the *areas* are what lies in one."""
    if name.lower() in ALL:
        return True
    kinds, prefectures = {area[-1:] for area in areas}, {*"都道府県"}
    return bool(kinds) and (
        (name[-1:] in prefectures and not kinds & prefectures) or (name[-1:] == "市" and kinds == {"区"})
    )
