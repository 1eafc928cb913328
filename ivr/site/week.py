"""One entry of ``data/hours.yaml``: the times of the week's days, and days with other times."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ivr.directory import DAY, Period, Times
from ivr.problem import Problem
from ivr.strict_yaml.customary import DAYS, meant_date, meant_days, meant_times
from ivr.strict_yaml.document import Loc, YamlDocument
from ivr.strict_yaml.strict_types import WRITTEN
from ivr.strict_yaml.syntax import shown
from ivr.translation import _

_TIMES = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])", re.ASCII)
_YEARLY = re.compile(r"[0-9]{2}-[0-9]{2}", re.ASCII)
_LEAP = "2000-"
"""A year that has every day; it stands in for the year of a yearly day, which does not matter."""
_YEAR = timedelta(days=366)
_NEARLY_A_YEAR = timedelta(days=300)
"""A longer yearly closure most likely has its last day written as the first."""

TimesEntry = tuple[str, ...]
Week = dict[str, TimesEntry]


@dataclass(frozen=True, slots=True)
class PeriodEntry:
    """Days with other times.

    `from`, `until`: the first and the last of them, such as 2026-08-13, or 12-29 for every year. `times`: when it is
    open on them (09:00-12:00), one or several; left out, it is closed.
    """

    from_: str
    until: str
    times: TimesEntry = ()


@dataclass(frozen=True, slots=True)
class HoursEntry:
    """When offices answer.

    `week`: the times of each day, by `mon` to `sun` or several days at once (`mon-fri`); a day that is not named is
    closed. `exceptions`: days with other times, by a name. `holidays`: `closed`, as where a week is given and
    nothing is said, or open as `usual`.
    """

    week: Week | None = None
    exceptions: dict[str, PeriodEntry] = field(default_factory=dict)
    holidays: Literal["closed", "usual"] | None = None


class HoursRead(NamedTuple):
    """An entry of opening hours, read: None for what it leaves out. *periods* are by name, those of a date first."""

    week: tuple[Times, ...] | None
    periods: Mapping[str, Period]
    holidays: str | None


def read_entry(document: YamlDocument, loc: Loc, entry: HoursEntry, wrong: list[Problem]) -> HoursRead:
    """Return what an entry says; what is *wrong* with it is added there, and left out of what it says."""
    week = None if entry.week is None else _week(document, (*loc, "week"), entry.week, wrong)
    periods = {
        name: period
        for name, one in entry.exceptions.items()
        if (period := _period(document, (*loc, "exceptions", name), one, wrong))
    }
    wrong += _overlapping(document, (*loc, "exceptions"), periods)
    if entry.week is not None and not any((*entry.week.values(), *(one.times for one in entry.exceptions.values()))):
        message = _("these offices never open; leave out the week if nothing is known of it")
        wrong.append(document.problem((*loc, "week"), message, "hours", at_key=True))
    in_order = sorted(periods.items(), key=lambda item: item[1].yearly)
    return HoursRead(week, dict(in_order), entry.holidays)


def _week(document: YamlDocument, loc: Loc, week: Week, wrong: list[Problem]) -> tuple[Times, ...]:
    times: dict[str, Times] = {}
    for key, entries in week.items():
        days = _days(key)
        if not days:
            message = _("expected a day from mon to sun, or several (mon-fri), found {found}").format(found=quoted(key))
            wrong.append(document.problem((*loc, key), message + meant_days(key), "wrong-value", at_key=True))
        for day in days:
            if day in times:
                message = _("the times of {day} are given twice").format(day=day)
                wrong.append(document.problem((*loc, key), message, "hours", at_key=True))
        times |= dict.fromkeys(days, _times(document, (*loc, key), entries, wrong))
    return tuple(times.get(day, ()) for day in DAYS)


def _days(key: str) -> tuple[str, ...]:
    """Return the days that *key* names (`mon`, `mon-fri`), none if it names none."""
    first, dash, last = key.partition("-")
    if first not in DAYS or (dash and last not in DAYS):
        return ()
    return DAYS[DAYS.index(first) : DAYS.index(last or first) + 1]


def _times(document: YamlDocument, loc: Loc, entries: TimesEntry, wrong: list[Problem]) -> Times:
    """Return the times of a day, which must not overlap."""
    times: list[tuple[int, int]] = []
    for place, text in enumerate(entries):
        message = ""
        span = _span(text)
        if span is None:
            message = _("expected times of day from 00:00 to 24:00, such as 09:00-17:30, found {found}") + meant_times(
                text
            )
        elif span[0] == span[1]:
            message = _("{found} ends when it begins; the whole day is 00:00-24:00, and a day without times is closed")
        elif span[0] > span[1]:
            message = _("{found} ends before it begins; write what is after midnight under the next day, from 00:00")
        elif any(span[0] < closes and opens < span[1] for opens, closes in times):
            message = _("{found} overlaps with other times of the same day")
        if message or span is None:
            wrong.append(document.problem((*loc, place), message.format(found=quoted(text)), "hours"))
        else:
            times.append(span)
    return tuple(sorted(times))


def _span(text: str) -> tuple[int, int] | None:
    if not (form := _TIMES.fullmatch(text)):
        return None
    opens, closes = (int(form[hour]) * 60 + int(form[hour + 1]) for hour in (1, 3))
    return (opens, closes) if max(opens, closes) <= DAY else None


def _period(document: YamlDocument, loc: Loc, entry: PeriodEntry, wrong: list[Problem]) -> Period | None:
    """Return the period that *entry* describes; None if its days are *wrong*, to which the problems are added."""
    since, until = (
        _day(document, (*loc, key), text, wrong) for key, text in (("from", entry.from_), ("until", entry.until))
    )
    times = _times(document, (*loc, "times"), entry.times, wrong)
    if since is None or until is None:
        return None
    if (yearly := bool(_YEARLY.fullmatch(entry.from_))) != bool(_YEARLY.fullmatch(entry.until)):
        message = _("both days have a year (2026-12-29), or neither has one (12-29)")
        wrong.append(document.problem((*loc, "until"), message, "hours"))
        return None
    if until < since and not yearly:
        message = _("the last day, {until}, is before the first, {since}").format(until=until, since=since)
        wrong.append(document.problem((*loc, "until"), message, "hours"))
        return None
    if yearly and not entry.times and (until - since) % _YEAR > _NEARLY_A_YEAR:
        message = _("closed from {since} until {until} is nearly the whole year; are the two days in the wrong order?")
        wrong.append(document.problem((*loc, "from"), message.format(since=entry.from_, until=entry.until), "hours"))
    return Period(str(loc[-1]), since, until, times, yearly)


def _day(document: YamlDocument, loc: Loc, text: str, wrong: list[Problem]) -> date | None:
    if day := dated(f"{_LEAP}{text}" if _YEARLY.fullmatch(text) else text):
        return day
    message = _("expected a day, such as 2026-12-29, or 12-29 for every year, found {found}")
    wrong.append(document.problem(loc, message.format(found=quoted(text)) + meant_date(text), "wrong-value"))
    return None


def dated(text: str) -> date | None:
    """Return the day that *text* names with its year (2026-12-29); None if there is no such day."""
    try:
        return date.fromisoformat(text if WRITTEN[date].form.fullmatch(text) else "")
    except ValueError:
        return None


def _overlapping(document: YamlDocument, loc: Loc, periods: Mapping[str, Period]) -> Iterator[Problem]:
    """Find exceptions of one entry that share days, with different times; one with a year takes precedence."""
    named = [*periods.items()]
    for place, (name, period) in enumerate(named):
        for other, before in named[:place]:
            if period.yearly == before.yearly and (before.holds(period.since) or period.holds(before.since)):
                message = _("{name} and {other} have days in common").format(name=quoted(name), other=quoted(other))
                yield document.problem((*loc, name), message, "hours", at_key=True)


def quoted(text: str) -> str:
    """Return a piece of a file as it is shown in a message."""
    return _('"{text}"').format(text=shown(text))
