"""Whether the office of a call is open, when it opens next, and what notices say and do at this moment."""

from dataclasses import replace
from datetime import datetime, timedelta

from ivr.directory import Notice, Office
from ivr.speech import Line, opening

from .conditions import Conditions
from .lines import lines, office
from .moves import Pending
from .plan import Plan
from .state import INSTEAD, Call

MINUTE = "%Y%m%d%H%M"
"""How a call carries the minute at which it was taken."""

_LONGEST_CALL = timedelta(hours=2)
"""An address that says its call was taken longer ago is not believed."""


def is_closed(plan: Plan, call: Call, one: Office, conditions: Conditions) -> bool:
    """Tell whether the office *one* is closed: by a notice, or by its hours now and when the call was taken."""
    if one.key in conditions.closed or any(notice.closes for notice in in_force(plan, one, conditions)):
        return True
    hours, now = plan.hours.get(one.key), conditions.now
    if hours is None or now is None or hours.is_open(now):
        return False
    taken = _taken(call, now)
    return taken is None or not hours.is_open(taken)


def next_opening(plan: Plan, call: Call, conditions: Conditions) -> Line | None:
    """Return when the office that *call* is about opens next, in words; None where nobody knows."""
    about, now = office(plan, call), conditions.now
    hours = plan.hours.get(about.key)
    if hours is None or now is None:
        return None
    opens = hours.next_opening(now)
    while opens and (until := _closed_until(plan, about, opens)):
        opens = hours.next_opening(until.replace(tzinfo=opens.tzinfo))
    return opening(opens, now, call.language) if opens else None


def with_notices(plan: Plan, call: Call, conditions: Conditions) -> tuple[Call, Pending, Pending]:
    """Return *call*, led to another office where a notice says so, and what is said before and after the read-back."""
    if not plan.notices:
        return call, (), ()
    call = replace(call, slots=tuple(pair for pair in call.slots if pair[0] != INSTEAD))
    chosen = plan.chosen(call)
    concerned = in_force(plan, chosen, conditions) if chosen else ()
    before, after = (
        tuple(line for one in concerned if one.when == when for line in lines(plan, call, (prompt_of(one.name),)))
        for when in ("before", "after")
    )
    if instead := next((one.instead for one in concerned if one.instead), None):
        # In front, so that "back" takes back what was answered last.
        call = replace(call, slots=((INSTEAD, instead), *call.slots))
    return call, before, after


def in_force(plan: Plan, one: Office, conditions: Conditions) -> tuple[Notice, ...]:
    """Return the notices about the office *one* that are in force."""
    return tuple(notice for notice in plan.notices if one.key in notice.offices and notice.name in conditions.notices)


def prompt_of(name: str) -> str:
    """Return the name of the prompt that says the notice *name*, which no prompt of the site's own has."""
    return f"notice {name}"


def _closed_until(plan: Plan, one: Office, at: datetime) -> datetime | None:
    """Return until when a notice closes the office *one* that is in force *at* that time."""
    about = (notice for notice in plan.notices if notice.closes and one.key in notice.offices)
    return max((notice.until for notice in about if notice.is_in_force(at)), default=None)


def _taken(call: Call, now: datetime) -> datetime | None:
    """Return when *call* was taken, as far as that can be believed."""
    try:
        taken = datetime.strptime(call.answered, MINUTE).replace(tzinfo=now.tzinfo)
    except ValueError:  # none, or a day or an hour that does not exist
        return None
    return taken if now - _LONGEST_CALL <= taken <= now else None
