"""The worlds in which a step may be taken: what hours, notices, records and a site's limits say, and their names."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Literal, cast

from ivr.call import Conditions, Plan
from ivr.call.events import OPEN, notices_in_force
from ivr.call.nodes import Ring, Unless
from ivr.callscript import TROUBLES, Trouble, world_of
from ivr.translation import _

from .lazy import Domain

_MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 - local time, as in a script

WORLD: tuple[Trouble | Literal["notices"], ...] = (*TROUBLES, "notices")
"""What a step can look at in the world."""

Asked = tuple[tuple[Trouble | Literal["notices"], Domain], ...]
"""What a step has looked at in the world, and the values for which it is true."""
ANY: Asked = ()


def world_domains(plan: Plan) -> list[Domain]:
    """Return the values that the world may have, in the order of `WORLD`: for no office or caller, or for all.

    Only offices with hours can be closed, and notices are in force together as they are at one time. If calls avoid
    offices that the caller did not choose, only such offices may also be closed or failing, or only those under
    ``others``.
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


def worlds(plan: Plan) -> list[Conditions]:
    """Return every such world, the one with the fewest hindrances first."""
    every = (world_with(values) for values in product(*world_domains(plan)))
    return sorted(every, key=lambda world: (len(troubles(world)) + bool(world.notices), troubles(world)))


def worlds_of_silence(plan: Plan) -> tuple[Conditions, ...]:
    """Return the worlds for callers who say nothing: those with at most one hindrance."""
    domains = zip(WORLD, world_domains(plan), strict=True)
    return OPEN, *(_world([(name, value)]) for name, values in domains for value in values[1:])


def world_with(values: Iterable[Any]) -> Conditions:
    """Return the world with *values*, which may be lazy, in the order of `WORLD`."""
    return _world(zip(WORLD, values, strict=True))


def asked_of(values: Sequence[Domain], every: Sequence[Domain]) -> Asked:
    """Return what a step that is true for *values* has looked at, out of *every* possible value."""
    looked = zip(WORLD, values, every, strict=True)
    return tuple((name, left) for name, left, domain in looked if left != domain)


def quietest_world(asked: Asked) -> Conditions:
    """Return the world with the fewest hindrances that agrees with *asked*."""
    return _world((name, values[0]) for name, values in asked) if asked else OPEN


def _world(values: Iterable[tuple[str, Hashable]]) -> Conditions:
    return Conditions(**cast("dict[str, Any]", dict(values)))


def agrees(asked: Asked, world: Conditions) -> bool:
    """Return whether *world* agrees with what was *asked*."""
    return all(getattr(world, name) in values for name, values in asked)


def troubles(world: Conditions) -> tuple[Trouble, ...]:
    """Return the hindrances of *world*."""
    return tuple(name for name in TROUBLES if getattr(world, name))


def as_header(plan: Plan, world: Conditions) -> tuple[tuple[Trouble, ...], datetime | None] | None:
    """Return how a scripted call names *world*, and when the call comes in; None if it has no name there.

    What hours and notices say is expressed by the time.
    """
    timed = bool(plan.hours or plan.notices)
    named = tuple(name for name in troubles(world) if not (timed and name == "closed"))
    untimed = replace(world, closed=frozenset(), notices=frozenset()) if timed else world
    at = _moment(plan, world) if timed else None
    return (named, at) if world_of(named, plan.directory) == untimed and (at or not timed) else None


def _moment(plan: Plan, world: Conditions) -> datetime | None:
    """Return a time within a week at which hours and notices say what is true in *world*, if there is one."""
    changes = {moment for notice in plan.notices for moment in (notice.since, notice.until)}
    hours = (moment + timedelta(hours=ahead) for moment in sorted(changes) or [_MONDAY] for ahead in range(7 * 24))
    return next((at for at in hours if _closed_and_notices(plan, at) == (world.closed, world.notices)), None)


def _closed_and_notices(plan: Plan, at: datetime) -> tuple[frozenset[str], frozenset[str]]:
    closed = frozenset(key for key, hours in plan.hours.items() if not hours.is_open(at))
    return closed, notices_in_force(plan, at)


def in_words(plan: Plan, world: Conditions) -> str:
    """Return a description of *world*: "" without hindrances."""
    return _(" and ").join(_words(plan, world))


def _words(plan: Plan, world: Conditions) -> Iterator[str]:
    every = frozenset(office.key for office in plan.directory)
    if world.closed:
        yield _("every office is closed") if world.closed == every else _("some offices are closed")
    if world.failing:
        yield _("every office is failing") if world.failing == every else _("some offices are failing")
    for notice in sorted(world.notices):
        yield _('the notice "{notice}" is in force').format(notice=notice)
    if world.over_limit:
        yield _("the caller is over the limit")
