"""Whether the office of a call is open, when it opens next, and what notices say and do at this moment."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from ivr.directory import Notice, Office
from ivr.speech import Line, reopening

from .conditions import Conditions
from .lines import lines, office
from .moves import Pending, about_slots
from .plan import Plan
from .state import Call

MINUTE = "%Y%m%d%H%M"
"""How a call carries the minute at which it was taken."""

_LONGEST_CALL = timedelta(hours=2)
"""An address that says its call was taken longer ago is not believed."""


def is_closed(plan: Plan, call: Call, one: Office, conditions: Conditions) -> bool:
    """Tell whether the office *one* is closed: by a notice, or by its hours now and when the call was taken."""
    if one.key in conditions.closed or any(notice.closes for notice in in_force(plan, call, one, conditions)):
        return True
    hours, now = plan.hours.get(one.key), conditions.now
    if hours is None or now is None or hours.is_open(now):
        return False
    taken = _taken(call, now)
    return taken is None or not hours.is_open(taken)


def openings(plan: Plan, call: Call, conditions: Conditions) -> Mapping[str, Line]:
    """Return when the office that *call* is about, and the fallback office, open next, in words, as far as is known."""
    if not plan.hours or conditions.now is None:
        return {}
    offices = {"opens": office(plan, call), "fallback_opens": plan.fallback}
    found = {gap: _next_opening(plan, call, one, conditions.now) for gap, one in offices.items()}
    return {gap: line for gap, line in found.items() if line}


def _next_opening(plan: Plan, call: Call, one: Office, now: datetime) -> Line | None:
    """Return when the office *one* opens next, in words; None where nobody knows."""
    hours = plan.hours.get(one.key)
    opens = hours.next_opening(now) if hours else None
    while hours and opens and (until := _closed_until(plan, call, one, opens)):
        opens = hours.next_opening(until.replace(tzinfo=opens.tzinfo))
    return reopening(opens, now, call.language) if opens else None


def with_notices(plan: Plan, call: Call, conditions: Conditions) -> tuple[Call, Pending, Pending]:
    """Return *call*, led to another office where a notice says so, and what is said before and after the read-back."""
    if not plan.notices:
        return call, (), ()
    call = about_slots(call)
    chosen = plan.chosen(call)
    concerned = in_force(plan, call, chosen, conditions) if chosen else ()
    before, after = (
        tuple(line for one in concerned if one.when == when for line in lines(plan, call, (prompt_of(one.name),)))
        for when in ("before", "after")
    )
    if instead := next((one.instead for one in concerned if one.instead), None):
        call = replace(call, rang=instead)
    return call, before, after


def in_force(plan: Plan, call: Call, one: Office, conditions: Conditions) -> tuple[Notice, ...]:
    """Return the notices in force for callers of the office *one*, in this *call*."""
    return tuple(notice for notice in _about(plan, call, one) if notice.name in conditions.notices)


def prompt_of(name: str) -> str:
    """Return the name of the prompt that says the notice *name*, which no prompt of the site's own has."""
    return f"notice {name}"


def _about(plan: Plan, call: Call, one: Office) -> Iterator[Notice]:
    """Yield the notices for callers of the office *one*: of its area and service only where the call has chosen it."""
    chosen = None if call.rang else plan.chosen(call)
    about = plan.about(call) if chosen and chosen.key == one.key else None
    return (notice for notice in plan.notices if notice.concerns(one, about))


def _closed_until(plan: Plan, call: Call, one: Office, at: datetime) -> datetime | None:
    """Return until when a notice closes the office *one* that is in force *at* that time."""
    closing = (notice.until for notice in _about(plan, call, one) if notice.closes and notice.is_in_force(at))
    return max(closing, default=None)


def _taken(call: Call, now: datetime) -> datetime | None:
    """Return when *call* was taken, as far as that can be believed."""
    try:
        taken = datetime.strptime(call.answered, MINUTE).replace(tzinfo=now.tzinfo)
    except ValueError:  # none, or a day or an hour that does not exist
        return None
    return taken if now - _LONGEST_CALL <= taken <= now else None
