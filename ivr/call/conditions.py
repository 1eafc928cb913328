"""What the service knows beyond the call itself: time, closed and failing offices, limits, notices."""

from dataclasses import dataclass, replace
from datetime import datetime

from ivr.places import area

from .plan import Plan


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the service knows at this moment beyond the call itself; what it does not know, rings.

    *now* is the local time, by which the plan's hours tell whether an office is open; None where it has neither those
    nor notices: what happens at different times is alike then. *closed* holds the keys of
    offices that are closed whatever those say, *failing* those of offices whose line keeps failing. *notices* are the
    names of those in force. *near* are the prefectures (JIS codes) of the caller's telephone area: they order places
    that may be meant, and never decide. *over_limit* is true when this caller has been connected too often.
    """

    now: datetime | None = None
    closed: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    over_limit: bool = False
    near: tuple[str, ...] = ()
    notices: frozenset[str] = frozenset()


OPEN = Conditions()
"""Nothing stands in the way of a ring."""


def conditions(plan: Plan, now: datetime, number: str, known: Conditions = OPEN) -> Conditions:
    """Return the conditions at the local time *now* for a call from *number* (E.164; of any other no area is known).

    *known* are the conditions that do not depend on the time: what records tell of offices and of the caller.
    """
    near = area(plan.places, number)
    if not (plan.hours or plan.notices):
        return replace(known, near=near)
    notices = frozenset(notice.name for notice in plan.notices if notice.is_in_force(now))
    return replace(known, now=now, near=near, notices=notices)
