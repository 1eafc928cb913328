"""The conditions under which a step may be taken, by hours, notices, records and a site's limits, and their names."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Literal, cast

from ivr.call import Conditions, Hindrance, Plan
from ivr.call.events import OPEN, notices_in_force
from ivr.call.nodes import Ring, Unless
from ivr.callscript import HINDRANCES, conditions_of
from ivr.translation import _

from .lazy import Domain

_MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 - local time, as in a script

CONDITION_NAMES: tuple[Hindrance | Literal["notices"], ...] = (*HINDRANCES, "notices")
"""The conditions that a step can look at."""

Asked = tuple[tuple[Hindrance | Literal["notices"], Domain], ...]
"""The conditions that a step has looked at, and the values for which it is true."""
ANY: Asked = ()


def condition_domains(plan: Plan) -> list[Domain]:
    """Return the values that each condition may have, in the order of `CONDITION_NAMES`.

    A condition holds for no office or caller, or for all. Only offices with hours can be closed, and notices are in
    force together as they are at some time. If calls also avoid offices that the caller did not choose, it may hold
    only for the chosen ones, or only for those under ``others``.
    """
    none, others = frozenset[str](), frozenset(plan.directory.others)
    every = frozenset(office.key for office in plan.directory)
    rings = plan.flow.each(Ring)
    apart = any(node.office != "chosen" and node.unless != Unless() for node in rings)
    offices = (none, every, every - others, others) if apart else (none, every)
    closed = tuple(dict.fromkeys(one.intersection(plan.hours) for one in offices))
    return [closed, offices, (False, True), _notices(plan)]


def _notices(plan: Plan) -> Domain:
    """Return the sets of notices that are in force together at some time: none, or those since each change."""
    changes = sorted({moment for notice in plan.notices for moment in (notice.since, notice.until)})
    return tuple(dict.fromkeys((frozenset[str](), *(notices_in_force(plan, moment) for moment in changes))))


def all_conditions(plan: Plan) -> list[Conditions]:
    """Return all such conditions, those with the fewest hindrances first."""
    every = (conditions_with(values) for values in product(*condition_domains(plan)))
    return sorted(every, key=lambda one: (len(hindrances(one)) + bool(one.notices), hindrances(one)))


def conditions_of_silence(plan: Plan) -> tuple[Conditions, ...]:
    """Return the conditions for callers who say nothing: those with at most one hindrance."""
    domains = zip(CONDITION_NAMES, condition_domains(plan), strict=True)
    return OPEN, *(_from_values([(name, value)]) for name, values in domains for value in values[1:])


def conditions_with(values: Iterable[Any]) -> Conditions:
    """Return the conditions with *values*, which may be lazy, in the order of `CONDITION_NAMES`."""
    return _from_values(zip(CONDITION_NAMES, values, strict=True))


def asked_of(values: Sequence[Domain], every: Sequence[Domain]) -> Asked:
    """Return what a step that holds for *values* has looked at, out of *every* possible value."""
    looked = zip(CONDITION_NAMES, values, every, strict=True)
    return tuple((name, left) for name, left, domain in looked if left != domain)


def fewest_hindrances(asked: Asked) -> Conditions:
    """Return the conditions with the fewest hindrances that agree with *asked*."""
    return _from_values((name, values[0]) for name, values in asked) if asked else OPEN


def _from_values(values: Iterable[tuple[str, Hashable]]) -> Conditions:
    return Conditions(**cast("dict[str, Any]", dict(values)))


def agrees(asked: Asked, conditions: Conditions) -> bool:
    """Return whether *conditions* agree with what was *asked*."""
    return all(getattr(conditions, name) in values for name, values in asked)


def hindrances(conditions: Conditions) -> tuple[Hindrance, ...]:
    """Return the hindrances of *conditions*."""
    return tuple(name for name in HINDRANCES if getattr(conditions, name))


def as_header(plan: Plan, conditions: Conditions) -> tuple[tuple[Hindrance, ...], datetime | None] | None:
    """Return how a scripted call names *conditions*, and when it comes in; None if a script cannot say them.

    Hours and notices are expressed by the time.
    """
    timed = bool(plan.hours or plan.notices)
    named = tuple(name for name in hindrances(conditions) if not (timed and name == "closed"))
    untimed = replace(conditions, closed=frozenset(), notices=frozenset()) if timed else conditions
    at = _moment(plan, conditions) if timed else None
    return (named, at) if conditions_of(named, plan.directory) == untimed and (at or not timed) else None


def _moment(plan: Plan, conditions: Conditions) -> datetime | None:
    """Return a time within a week at which hours and notices say what is true in *conditions*, if there is one."""
    changes = {moment for notice in plan.notices for moment in (notice.since, notice.until)}
    hours = (moment + timedelta(hours=ahead) for moment in sorted(changes) or [_MONDAY] for ahead in range(7 * 24))
    return next((at for at in hours if _closed_and_notices(plan, at) == (conditions.closed, conditions.notices)), None)


def _closed_and_notices(plan: Plan, at: datetime) -> tuple[frozenset[str], frozenset[str]]:
    closed = frozenset(key for key, hours in plan.hours.items() if not hours.is_open(at))
    return closed, notices_in_force(plan, at)


def in_words(plan: Plan, conditions: Conditions) -> str:
    """Return a description of *conditions*: "" without hindrances."""
    return _(" and ").join(_words(plan, conditions))


def _words(plan: Plan, conditions: Conditions) -> Iterator[str]:
    every = frozenset(office.key for office in plan.directory)
    if conditions.closed:
        yield _("every office is closed") if conditions.closed == every else _("some offices are closed")
    if conditions.failing:
        yield _("every office is failing") if conditions.failing == every else _("some offices are failing")
    for notice in sorted(conditions.notices):
        yield _('the notice "{notice}" is in force').format(notice=notice)
    if conditions.over_limit:
        yield _("the caller is over the limit")
