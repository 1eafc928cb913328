"""The events of a call, and the conditions under which they happen: time, closed offices, limits, notices."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from ivr.places import area

from .plan import Plan


@dataclass(frozen=True, slots=True)
class Conditions:
    """The circumstances of a step, as the service knows them; an office of which it knows nothing is rung.

    *now* is the local time, by which the plan's hours tell whether an office is open; None if the plan has neither
    hours nor notices, so that steps at different times are equal. *closed* holds the keys of offices that are closed
    whatever their hours say, *failing* those of offices whose line keeps failing. *notices* are the names of the
    notices in force. *near* are the prefectures (JIS codes) of the caller's telephone area: they order candidate
    places, and never decide. *over_limit* is true if this caller has been connected too often.
    """

    now: datetime | None = None
    closed: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    over_limit: bool = False
    near: tuple[str, ...] = ()
    notices: frozenset[str] = frozenset()


OPEN = Conditions()
"""Nothing hinders a ring."""

Hindrance = Literal["closed", "failing", "over_limit"]
"""The conditions that may hinder a ring: fields of `Unless`."""


def conditions(plan: Plan, now: datetime, number: str, on_record: Conditions = OPEN) -> Conditions:
    """Return the conditions at the local time *now* for a call from *number* (E.164; any other has no known area).

    *on_record* are the conditions that do not depend on the time: what the records say of offices and the caller.
    """
    near = area(plan.places, number)
    if not (plan.hours or plan.notices):
        return replace(on_record, near=near)
    return replace(on_record, now=now, near=near, notices=notices_in_force(plan, now))


def notices_in_force(plan: Plan, at: datetime) -> frozenset[str]:
    """Return the names of the notices that are in force *at* that local time."""
    return frozenset(notice.name for notice in plan.notices if notice.is_in_force(at))


class Outcome(StrEnum):
    """The outcomes of ringing an office: the exits of a `Ring`, by their fields."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Answered:
    """The call came in and was answered."""

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
    """The ringing, or the conversation that followed, has ended."""

    outcome: Outcome
    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller has hung up."""

    conditions: Conditions = OPEN


Event = Answered | Keyed | Said | Silent | DialEnded | HungUp
