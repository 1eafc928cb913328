"""The last hour in the records, for alerts and metrics."""

from sqlalchemy import ColumnElement, Connection, func, select

from ivr.clock import HOUR, WEEK

from .database_tables import calls
from .status import LastHour

WEEKS = 4
"""Weeks back that show what is usual in an hour."""
_MOST = 20_000
"""Calls of an hour whose ringing times are read."""


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
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else None
