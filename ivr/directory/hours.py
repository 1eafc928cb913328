"""The hours of an office: its week, periods with other times, and holidays; and notices that change them.

All times are Japanese local time. Only the day and the time of day of a moment are used, so that it means the same with
and without a time zone.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from .offices import Office

DAY = 24 * 60  # minutes
Times = tuple[tuple[int, int], ...]
"""Spans of a day, in minutes after midnight: when it opens, and when it closes."""
ALWAYS: Times = ((0, DAY),)

_AHEAD = 400
"""Days that are searched for the next opening: more than a year."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days, from *since* to *until*, on which an office answers at other *times*, or not at all.

    If *yearly*, they recur every year: only month and day of their dates count.
    """

    name: str
    since: date
    until: date
    times: Times = ()
    yearly: bool = False

    def holds(self, day: date) -> bool:
        """Return whether *day* is one of these days."""
        if not self.yearly:
            return self.since <= day <= self.until
        first, asked, last = ((one.month, one.day) for one in (self.since, day, self.until))
        return first <= asked <= last if first <= last else asked >= first or asked <= last


@dataclass(frozen=True, slots=True)
class Hours:
    """The times at which an office answers.

    *week* are the times of its seven days, Monday first. On *holidays* it is closed: those up to *known_until* are
    known, and None means that it closes on none. *periods* override both; the first that contains a day counts.
    """

    week: tuple[Times, ...] = (ALWAYS,) * 7
    periods: tuple[Period, ...] = ()
    holidays: frozenset[date] = frozenset()
    known_until: date | None = None

    def times(self, day: date) -> Times:
        """Return the times of *day*."""
        for period in self.periods:
            if period.holds(day):
                return period.times
        return () if day in self.holidays else self.week[day.weekday()]

    def is_open(self, at: datetime) -> bool:
        """Return whether it is open *at* that local time."""
        minute = at.hour * 60 + at.minute
        return any(opens <= minute < closes for opens, closes in self.times(at.date()))

    def next_opening(self, at: datetime) -> datetime | None:
        """Return the first local time, not before *at*, when it is open; None if that is more than a year away."""
        midnight = datetime.combine(at.date(), time(), at.tzinfo)
        for ahead in range(_AHEAD):
            day = midnight + timedelta(days=ahead)
            for opens, closes in self.times(day.date()):
                if day + timedelta(minutes=closes) > at:
                    return max(at, day + timedelta(minutes=opens))
        return None


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for some callers, in force from *since* up to *until*, in local time.

    It is for callers of these *areas* and *services* (of any, if empty), and of offices under `others`. *when* says
    whether it is said before or after the read-back. While it is in force, *instead* (the name of an office under
    `others`) may ring for them, or their own office *closes*.
    """

    name: str
    since: datetime
    until: datetime
    areas: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    when: Literal["before", "after"] = "before"
    instead: str | None = None
    closes: bool = False

    def concerns(self, office: Office, about: tuple[str, str] | None) -> bool:
        """Return whether it is for callers of *office* whose call is *about* that area and service (None: neither)."""
        if office.other in self.others:
            return True
        if about is None or (self.others and not self.areas and not self.services):
            return False
        area, service = about
        return (not self.areas or area in self.areas) and (not self.services or service in self.services)

    def meets(self, other: "Notice") -> bool:
        """Return whether both are in force at some time for callers of the same area and service."""
        rows = ((self.areas, other.areas), (self.services, other.services))
        return max(self.since, other.since) < min(self.until, other.until) and all(
            not mine or not theirs or mine & theirs for mine, theirs in rows
        )

    def is_in_force(self, at: datetime) -> bool:
        """Return whether it is in force *at* that local time."""
        return self.since <= at.replace(tzinfo=None) < self.until
