"""What can happen to a call, and the conditions in which it happens: time, closed offices, limits, notices."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

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


class Outcome(StrEnum):
    """How ringing an office ended."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Answered:
    """The call came in and was taken."""

    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class Keyed:
    """The caller pressed *keys* (0-9, #, *)."""

    keys: str
    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class Said:
    """The caller said *text*, as the recogniser wrote it."""

    text: str
    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class Silent:
    """The caller neither spoke nor pressed a key in time."""

    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class DialEnded:
    """The ringing, or the talk that it led to, has ended."""

    outcome: Outcome
    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller has gone."""

    conditions: Conditions = OPEN


Event = Answered | Keyed | Said | Silent | DialEnded | HungUp
