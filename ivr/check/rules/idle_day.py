"""Each day in `hours.yaml` changes something: a day to remove is a holiday, a day to add is not, and none is past.

A date that is wrong by a day (11-24 for 11-23) shows nowhere else until an office is rung on its holiday.

Warns: every office opens and closes as the file says.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from ivr.check.site_parts import HOURS
from ivr.clock import japanese_time
from ivr.site import Problem, Site
from ivr.site.hours import AHEAD, CalendarEntry, dated_exceptions, hours_of, national_holidays
from ivr.strict_yaml.document import Loc
from ivr.translation import _

ID = "idle-day"
PATH = HOURS

GOOD = """\
calendar: {add: [2999-12-31]}
"""

BAD = """\
calendar: {remove: [2027-11-24]}
"""

_NEAR = timedelta(days=14)
"""A holiday at most this far away may have been meant."""


def check(site: Site) -> Iterator[Problem]:
    """Find the days of the calendar, and the exceptions, that change nothing."""
    file = hours_of(site.documents.get(PATH))
    today = japanese_time().date()
    if file is None:
        return
    over = _("{day} is past; delete it")
    past = {loc: over.format(day=day) for loc, day in dated_exceptions(file) if day < today}
    for loc, message in {**_idle(file.calendar, today, over), **past}.items():
        yield site.problem(PATH, loc, message, ID, warning=True)


def _idle(calendar: CalendarEntry, today: date, over: str) -> dict[Loc, str]:
    """Return the messages about days of *calendar* that change nothing."""
    holidays, last = national_holidays(today.year), today.year + AHEAD
    messages: dict[Loc, str] = {}
    for key, days in (("add", calendar.add), ("remove", calendar.remove)):
        for place, day in enumerate(days):
            message = ""
            if day < today:
                message = over
            elif key == "add" and day in calendar.remove:
                message = _("{day} is both added and removed; it counts as a holiday")
            elif key == "add" and day in holidays:
                message = _("{day} is a holiday already")
            elif key == "remove" and day.year > last:
                message = _("the holidays of {year} are not known yet, so none of them can be removed")
            elif key == "remove" and day not in holidays and day not in calendar.add:
                message = _("{day} is not a holiday, and need not be removed") + _nearest(day, holidays)
            if message:
                messages["calendar", key, place] = message.format(day=day, year=day.year)
    return messages


def _nearest(day: date, holidays: frozenset[date]) -> str:
    """Return the holiday that may have been meant by *day*, as the end of a message."""
    nearest = min(holidays, key=lambda one: (abs(one - day), one))
    return _("; did you mean {name}?").format(name=nearest) if abs(nearest - day) <= _NEAR else ""
