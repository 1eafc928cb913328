"""Queries about the recent past: hindrances of the last minutes, figures of the last hour for alerts and metrics."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select

from ivr.call.flow_file import Limits
from ivr.clock import HOUR, MINUTE, WEEK

from .database_tables import calls, rings
from .hindrances import Hindrances
from .status import LastHour

FAST = 5_000
"""Milliseconds within which a ring fails at the carrier, before any telephone can have rung."""
_IN_VAIN = ("no_answer", "failed")
WEEKS = 4
"""Weeks back that show what is usual in an hour."""
_MOST = 20_000
"""Calls of an hour whose ringing times are read."""


class RingEnd(NamedTuple):
    """The end of a ring of *number* (E.164) *at* a time, after *lasted* milliseconds; *caller*: None if withheld."""

    number: str
    office: str
    at: int
    lasted: int
    outcome: str
    caller: str | None


class Spell(NamedTuple):
    """A time in which *number* kept failing: its first and last failed ring, and how many there were.

    *office* is the one that was rung there last.
    """

    number: str
    office: str
    since: int
    until: int
    rings: int


def hindrances(connection: Connection, limits: Limits, now: int) -> Hindrances:
    """Return the hindrances *now*, by *limits*."""
    since = now - limits.failures_minutes * MINUTE
    in_vain = map(_in_vain_at_last, _by_number(ring_ends(connection, since, now + 1, limits)).values())
    failing = {ends[0].number: ends[0].at for ends in in_vain if _keeps_failing(ends, limits.failures)}
    within = (rings.c.at >= now - limits.rings_minutes * MINUTE, rings.c.at <= now)
    callers, crowded = list[str](), list[str]()
    if limits.rings_a_caller:
        joined = select(calls.c.caller).join_from(rings, calls, rings.c.call == calls.c.call)
        counted = joined.where(*within, calls.c.caller.is_not(None)).group_by(calls.c.caller)
        callers = list(connection.execute(counted.having(func.count() >= limits.rings_a_caller)).scalars())
    if limits.rings_an_office:
        counted = select(rings.c.number).where(*within, rings.c.number.is_not(None)).group_by(rings.c.number)
        crowded = list(connection.execute(counted.having(func.count() >= limits.rings_an_office)).scalars())
    return Hindrances(now, failing, frozenset(crowded), frozenset(callers))


def ring_ends(connection: Connection, since: int, until: int, limits: Limits) -> Iterator[RingEnd]:
    """Yield the ends of the rings in [*since*, *until*) that were answered or failed, in order of time.

    Only numbers that may keep failing by *limits* are looked at: most rings belong to others. An office that was rung
    although it is closed says nothing about its line by not answering.
    """
    within = (rings.c.at >= since, rings.c.at < until, rings.c.number.in_(_suspects(connection, since, until, limits)))
    columns = (rings.c.number, rings.c.office, rings.c.at, rings.c.ended, rings.c.outcome, calls.c.caller)
    chosen = select(*columns).join_from(rings, calls, rings.c.call == calls.c.call)
    ended = or_(rings.c.outcome == "completed", rings.c.outcome.in_(_IN_VAIN) & rings.c.closed.is_(None))
    for number, office, at, end, outcome, caller in connection.execute(
        chosen.where(*within, ended).order_by(rings.c.at)
    ):
        yield RingEnd(number, office or "", at, max(0, (end or at) - at), outcome, caller)


def _suspects(connection: Connection, since: int, until: int, limits: Limits) -> Sequence[str]:
    """Return the numbers with as many failed rings, within as short a time, as one that keeps failing."""
    within = (rings.c.at >= since, rings.c.at < until, rings.c.number.is_not(None), rings.c.outcome.in_(_IN_VAIN))
    first = func.lag(rings.c.at, limits.failures - 1).over(partition_by=rings.c.number, order_by=rings.c.at)
    failed = select(rings.c.number, rings.c.at, first.label("first")).where(*within).subquery()
    chosen = select(failed.c.number).where(failed.c.at - failed.c.first <= limits.failures_minutes * MINUTE).distinct()
    return connection.execute(chosen).scalars().all()


def spells(ends: Iterable[RingEnd], failures: int, within: int) -> list[Spell]:
    """Return when numbers kept failing among *ends*; each ring looks back over *within* milliseconds."""
    found = list[Spell]()
    for of_number in _by_number(ends).values():
        recent, open_spell = list[RingEnd](), False
        for end in of_number:
            if end.outcome not in _IN_VAIN:
                recent, open_spell = [], False
                continue
            recent = [*(one for one in recent if one.at > end.at - within), end]
            if not _keeps_failing(recent, failures):
                open_spell = False
            elif open_spell:
                found[-1] = found[-1]._replace(office=end.office, until=end.at, rings=found[-1].rings + 1)
            else:
                found.append(Spell(end.number, end.office, recent[0].at, end.at, len(recent)))
                open_spell = True
    return sorted(found, key=lambda spell: (spell.since, spell.number))


def _by_number(ends: Iterable[RingEnd]) -> dict[str, list[RingEnd]]:
    by_number = defaultdict[str, list[RingEnd]](list)
    for end in ends:
        by_number[end.number].append(end)
    return dict(by_number)


def _in_vain_at_last(ends: Sequence[RingEnd]) -> list[RingEnd]:
    """Return the failed rings since the number was last answered."""
    last = max((at for at, end in enumerate(ends) if end.outcome not in _IN_VAIN), default=-1)
    return list(ends[last + 1 :])


def _keeps_failing(in_vain: Sequence[RingEnd], failures: int) -> bool:
    """Return whether this many callers were not answered, or the carrier failed this often at once.

    A single caller who rings again and again, or all who withhold their numbers, may have other reasons.
    """
    callers = {end.caller for end in in_vain}
    fast = sum(end.outcome == "failed" and end.lasted < FAST for end in in_vain)
    return len(callers) >= failures or fast >= failures


def last_hour(connection: Connection, now: int) -> LastHour:
    """Return what is on record for the hour before *now* (milliseconds since 1970)."""
    lately = _began(now)
    by_disposition = select(calls.c.disposition, func.count()).where(*lately).group_by(calls.c.disposition)
    took = select(calls.c.ring_after).where(*lately, calls.c.ring_after.is_not(None)).limit(_MOST)
    seconds = sorted(after / 1000 for after in connection.execute(took).scalars())
    return LastHour(
        calls={row.disposition: row[1] for row in connection.execute(by_disposition)},
        usual=min(_count(connection, now - week * WEEK) for week in range(1, WEEKS + 1)),
        rung=len(seconds),
        ring_median=_quantile(seconds, 0.5),
        ring_p95=_quantile(seconds, 0.95),
    )


def _began(until: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return calls.c.started >= until - HOUR, calls.c.started < until


def _count(connection: Connection, until: int) -> int:
    return connection.execute(select(func.count()).select_from(calls).where(*_began(until))).scalar_one()


def _quantile(ordered: list[float], part: float) -> float | None:
    return ordered[ceil(part * len(ordered)) - 1] if ordered else None
