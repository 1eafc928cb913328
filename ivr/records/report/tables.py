"""The tables of a month, counted in the database wherever possible: a month may have a hundred thousand calls."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from operator import add

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, select

from ivr.call.flow_file import Limits
from ivr.clock import AHEAD, HOUR, JAPAN, MINUTE
from ivr.records.database_tables import calls, heartbeats, rings
from ivr.records.fold import ENDS
from ivr.records.recent import ring_ends, spells
from ivr.records.record import Disposition, Way
from ivr.translation import N_

from .table import ALL, APART, NONE, Cell, Cells, Spread, Table, crossed, last_is_all

_WEEKDAYS = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")  # 1970-01-01 was a Thursday
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SECONDS = (15, 30, 45, 60, 90, 120, 180)  # ends of the classes of calls by length
BUCKETS = (*(f"<{bound}" for bound in _SECONDS), f"{_SECONDS[-1]}+")
OUTCOMES = (*ENDS, NONE)
"""How a ring ends, in the order of the columns."""
_LISTED = 50
"""Gaps of the service, and times of failing offices, that are listed; all of them are counted."""

_UNSURE = {
    "misunderstood": "not understood",
    "silences": "silences",
    "doubts": "asked which place",
    "corrected": "corrected",
}
"""What a call counts where it was not understood at once, and its columns in the report."""

Month = Sequence[ColumnElement[bool]]
Counted = Sequence[RowMapping]


def tables_of(
    connection: Connection,
    since: int,
    until: int,
    now: int,
    budgets: Mapping[str, int] | None = None,
    limits: Limits | None = None,
) -> tuple[Table, ...]:
    """Return the tables of the calls that began in [*since*, *until*), as known at *now* (milliseconds since 1970).

    *budgets* are the seconds that a flow allows for each `Way`; *limits* say when an office keeps failing.
    Without either, none was set.
    """
    month = (calls.c.started >= since, calls.c.started < until)
    alike = [calls.c[name] for name in ("disposition", "prefecture", "service", "prefecture_by", "service_by")]
    sums = [func.sum(calls.c[name]).label(name) for name in _UNSURE]
    numbers = (func.count().label("calls"), *sums)
    counted = connection.execute(select(*alike, *numbers).where(*month).group_by(*alike)).mappings().all()
    cells = partial(_cells, counted)
    of_all = list(Disposition)
    return (
        crossed("areas", N_("Calls by area and service"), ("area", "service"), cells("prefecture", "service"), of_all),
        crossed("place_by", N_("How the place was found"), ("found by",), cells("prefecture_by"), of_all),
        crossed("service_by", N_("How the service was found"), ("found by",), cells("service_by"), of_all),
        _understood(counted),
        *_named(connection, month),
        _left(connection, month),
        *_until_ringing(connection, month, budgets or {}),
        _offices(connection, since, until),
        _failing(connection, since, until, limits or Limits()),
        _hours(connection, month),
        _plans(connection, month),
        _gaps(connection, since, min(until, now)),
    )


def plan_before(connection: Connection, since: int) -> str | None:
    """Return the plan of the last call before *since*, None if there was none."""
    before = select(calls.c.plan).where(calls.c.started < since).order_by(calls.c.started.desc()).limit(1)
    return connection.execute(before).scalar()


def _cells(counted: Counted, *heads: str) -> Cells:
    """Return the number of calls for each disposition, by the *heads* of their rows."""
    cells = Counter[tuple[str, str]]()
    for row in counted:
        cells[APART.join(row[head] or NONE for head in heads), row["disposition"]] += row["calls"]
    return cells


def _understood(counted: Counted) -> Table:
    """Return what was not understood at once, by area."""
    columns = ("calls", *_UNSURE.values())
    sums = defaultdict[str, list[int]](lambda: [0] * len(columns))
    for row in counted:
        figures = [int(row[name] or 0) for name in ("calls", *_UNSURE)]
        for area in (row["prefecture"] or NONE, ALL):
            sums[area] = list(map(add, sums[area], figures))
    rows: tuple[tuple[Cell, ...], ...] = tuple((area, *sums[area]) for area in last_is_all(sums))
    return Table("understood", N_("What was not understood at once"), ("area",), columns, rows)


def _named(connection: Connection, month: Month) -> Iterator[Table]:
    """Yield where answers were not understood, by area and node, and what was asked back."""
    columns = (calls.c.prefecture, calls.c.missed_at, calls.c.asked)
    any_of_them = calls.c.missed_at.is_not(None) | calls.c.asked.is_not(None)
    counted = select(*columns, func.count()).where(*month, any_of_them).group_by(*columns)
    missed, asked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for area, nodes, questions, number in connection.execute(counted):
        for node in filter(None, (nodes or "").split(".")):
            missed[area or NONE, node] += number
        for question in filter(None, (questions or "").split(".")):
            asked[question, "times"] += number
    title = N_("Answers that were not understood, by area and node")
    yield crossed("missed", title, ("area",), missed, sorted({node for _, node in missed}))
    rows = [(question, number) for (question, _), number in asked.most_common()]
    total = (ALL, asked.total())
    yield Table("asked", N_("Questions that callers asked"), ("question",), ("times",), (*rows, total))


def _left(connection: Connection, month: Month) -> Table:
    """Return where in the flow callers hung up, and after how many seconds."""
    gone = calls.c.disposition.in_((Disposition.LEFT, Disposition.LEFT_RINGING))
    bounds = [(calls.c.duration < bound * 1000, at) for at, bound in enumerate(_SECONDS)]
    bucket = case((calls.c.duration.is_(None), -1), *bounds, else_=len(_SECONDS))
    columns = (calls.c.last_node, bucket)
    rows = connection.execute(select(*columns, func.count()).where(*month, gone).group_by(*columns))
    cells = {(node or NONE, BUCKETS[at] if at >= 0 else NONE): number for node, at, number in rows}
    return crossed("left", N_("Where callers hung up, by seconds"), ("node",), cells, [*BUCKETS, NONE])


def _until_ringing(connection: Connection, month: Month, budgets: Mapping[str, int]) -> Iterator[Table]:
    """Yield after how many seconds the first telephone rang: by how the place was found, and by the way there."""
    tenths = (calls.c.ring_after + 50) // 100
    columns = (calls.c.prefecture_by, calls.c.way, tenths)
    rang = calls.c.ring_after.is_not(None)
    by_place, by_way = (defaultdict[str, Counter[int]](Counter) for _ in range(2))
    counted = connection.execute(select(*columns, func.count()).where(*month, rang).group_by(*columns))
    for by, way, after, number in counted:
        for name in (by or NONE, ALL):
            by_place[name][int(after)] += number
        by_way[way or NONE][int(after)] += number
    title = N_("Seconds until a telephone rang")
    measured = ("calls", "median", "p95", "longest")
    rows = tuple((by, *Spread(by_place[by]).figures) for by in last_is_all(by_place))
    yield Table("ringing", title, ("place found by",), measured, rows)
    ways = [way for way in (*Way, NONE) if way in by_way]
    within = [(way, Spread(by_way[way]), budgets.get(way)) for way in ways]
    rows = tuple(
        (way, *spread.figures, budget or NONE, spread.within(budget) if budget else NONE)
        for way, spread, budget in within
    )
    figures = (*measured, "budget", "within it")
    yield Table("ways", N_("Seconds until a telephone rang, against the budgets"), ("way",), figures, rows)


def _offices(connection: Connection, since: int, until: int) -> Table:
    """Return how the rings of each office ended."""
    counted = (
        select(rings.c.office, rings.c.number, rings.c.outcome, func.count())
        .where(rings.c.at >= since, rings.c.at < until)
        .group_by(rings.c.office, rings.c.number, rings.c.outcome)
    )
    cells = {
        (f"{office or NONE}{APART}{number or NONE}", outcome or NONE): many
        for office, number, outcome, many in connection.execute(counted)
    }
    return crossed("offices", N_("Rings of each office"), ("office", "number"), cells, OUTCOMES)


def _failing(connection: Connection, since: int, until: int, limits: Limits) -> Table:
    """Return when offices kept failing: their numbers were read out at once."""
    ends = ring_ends(connection, since, until, limits)
    failing = spells(ends, limits.failures, limits.failures_minutes * MINUTE)
    rows = [(one.office or NONE, one.number, _moment(one.since), _moment(one.until), one.rings) for one in failing]
    heads = ("office", "number", "from", "to")
    total = (ALL, "", "", "", sum(one.rings for one in failing))
    return Table("failing", N_("Offices that kept failing"), heads, ("rings in vain",), (*rows[:_LISTED], total))


def _hours(connection: Connection, month: Month) -> Table:
    """Return when calls came in, in Japan time."""
    hour = ((calls.c.started + AHEAD) // HOUR) % (24 * 7)
    counted = connection.execute(select(hour, func.count()).where(*month).group_by(hour))
    cells = {(f"{at % 24:02}", _WEEKDAYS[at // 24]): number for at, number in counted}
    return crossed("hours", N_("Calls by hour and weekday"), ("hour",), cells, WEEK)


def _plans(connection: Connection, month: Month) -> Table:
    """Return the plans that calls were made under: a changed number or prompt makes a new one."""
    began = func.min(calls.c.started)
    counted = select(calls.c.plan, began, func.max(calls.c.started), func.count()).where(*month).group_by(calls.c.plan)
    plans = [
        (plan or NONE, _moment(first), _moment(last), number)
        for plan, first, last, number in connection.execute(counted.order_by(began))
    ]
    total = (ALL, "", "", sum(row[3] for row in plans))
    heads = ("plan", "first call", "last call")
    return Table("plans", N_("Plans that calls followed"), heads, ("calls",), (*plans, total))


def _gaps(connection: Connection, since: int, until: int) -> Table:
    """Return when no worker was alive, between the first sign of life on record and the end of the period.

    A service that has been down since the month before gives no sign at all in this one.
    """
    minutes = select(heartbeats.c.minute).distinct().order_by(heartbeats.c.minute)
    first = since // MINUTE
    within = (heartbeats.c.minute >= first, heartbeats.c.minute < until // MINUTE)
    seen = list(connection.execute(minutes.where(*within)).scalars())
    if connection.execute(select(heartbeats.c.minute).where(heartbeats.c.minute < first).limit(1)).first():
        seen = [first - 1, *seen]
    missing = [(one + 1, two - one - 1) for one, two in pairwise((*seen, until // MINUTE)) if two - one > 1]
    rows = [(_moment(first * MINUTE), number) for first, number in missing[:_LISTED]]
    total = (ALL, sum(number for _, number in missing))
    title = N_("Minutes without a sign of life from any worker")
    return Table("gaps", title, ("from",), ("minutes",), (*rows, total))


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, JAPAN).strftime("%Y-%m-%d %H:%M")
