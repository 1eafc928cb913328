"""The calls of a month in tables that add up: what became of them, how, when, and which offices did not answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import ceil

from sqlalchemy import ColumnElement, Connection, func, select

from ivr.clock import JAPAN
from ivr.translation import N_

from .around import USUAL, Bounds
from .recent import ring_ends, spells
from .record import Disposition
from .tables import calls, heartbeats, rings

NONE = "-"
"""What stands where something is not known."""
ALL = "all"
_JAPAN = 9 * 3600_000
_HOUR = 3600_000
_WEEKDAYS = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")  # 1970-01-01 was a Thursday
_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SECONDS = (15, 30, 45, 60, 90, 120, 180)
_LISTED = 50
"""Gaps of the service, and times of failing offices, that are listed; all of them are counted."""

COLUMNS = (
    *(N_("all"), N_("area"), N_("asked which place"), N_("busy"), N_("calls"), N_("canceled"), N_("completed")),
    *(N_("connected"), N_("corrected"), N_("ended"), N_("failed"), N_("fault"), N_("first call"), N_("found by")),
    *(
        N_("from"),
        N_("hour"),
        N_("last call"),
        N_("left"),
        N_("left_ringing"),
        N_("longest"),
        N_("lost"),
        N_("rings in vain"),
        N_("to"),
    ),
    *(N_("median"), N_("minutes"), N_("no_answer"), N_("node"), N_("not understood"), N_("number"), N_("office")),
    *(N_("open"), N_("place found by"), N_("plan"), N_("service"), N_("silences")),
    *(N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")),
)
"""What columns are called, to be looked up where people read them; programs get them as they are."""
_UNTIL = ("place found by", "calls", "median", "p95", "longest")

Cells = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its *title*, the names of its *columns*, its *rows*, and which columns, the first ones, are *heads*."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    heads: tuple[str, ...]


def tables_of(connection: Connection, since: int, until: int, now: int, bounds: Bounds = USUAL) -> tuple[Table, ...]:
    """Return the tables of the calls that began in [*since*, *until*), as known at *now* (milliseconds since 1970).

    By *bounds* an office keeps failing.
    """
    month = (calls.c.started >= since, calls.c.started < until)
    dimensions = ("disposition", "prefecture", "service", "prefecture_by", "service_by")
    columns = [calls.c[name] for name in dimensions]
    sums = [func.sum(calls.c[name]) for name in ("misunderstood", "silences", "doubts", "corrected")]
    found = connection.execute(select(*columns, func.count(), *sums).where(*month).group_by(*columns)).all()
    counted = [(tuple(value or NONE for value in row[:5]), row[5], row[6:]) for row in found]
    return (
        _crossed(N_("Calls by area and service"), ("area", "service"), _pairs(counted, 1, 2), list(Disposition)),
        _crossed(N_("How the place was found"), ("found by",), _pairs(counted, 3), list(Disposition)),
        _crossed(N_("How the service was found"), ("found by",), _pairs(counted, 4), list(Disposition)),
        _understood(counted),
        _left(connection, month),
        _until_ringing(connection, month),
        _offices(connection, since, until),
        _failing(connection, since, until, bounds),
        _hours(connection, month),
        _plans(connection, month),
        _gaps(connection, since, min(until, now)),
    )


Counted = Sequence[tuple[tuple[str, ...], int, Sequence[int | None]]]


def _pairs(counted: Counted, *heads: int) -> Cells:
    """Return how many calls there are for each disposition, by the *heads* of their rows."""
    cells = Counter[tuple[str, str]]()
    for values, number, _ in counted:
        cells["\t".join(values[at] for at in heads), values[0]] += number
    return cells


def _crossed(title: str, heads: tuple[str, ...], cells: Cells, order: Iterable[str]) -> Table:
    """Return *cells* (by row and column) as a table with its sums: each call is in one cell."""
    columns = [name for name in order if any(column == name for _, column in cells)]
    by_row = defaultdict[str, dict[str, int]](dict)
    for (row, column), number in cells.items():
        by_row[row][column] = number
    rows: list[tuple[str | int, ...]] = [
        (*row.split("\t"), *(found.get(name, 0) for name in columns), sum(found.values()))
        for row, found in sorted(by_row.items())
    ]
    sums = [sum(found.get(name, 0) for found in by_row.values()) for name in columns]
    last: tuple[str | int, ...] = (ALL, *[""] * (len(heads) - 1), *sums, sum(sums))
    return Table(title, (*heads, *columns, ALL), (*rows, last), heads)


def _understood(counted: Counted) -> Table:
    """Return what was not understood at once, by area."""
    columns = ("area", "calls", "not understood", "silences", "asked which place", "corrected")
    sums = defaultdict[str, list[int]](lambda: [0] * 5)
    for values, number, more in counted:
        for area in (values[1], ALL):
            for at, value in enumerate((number, *more)):
                sums[area][at] += value or 0
    ordered = sorted(sums, key=lambda area: (area == ALL, area))
    return Table(
        N_("What was not understood at once"), columns, tuple((area, *sums[area]) for area in ordered), ("area",)
    )


def _left(connection: Connection, month: Sequence[ColumnElement[bool]]) -> Table:
    """Return where in the flow callers hung up, and after how many seconds."""
    gone = calls.c.disposition.in_((Disposition.LEFT, Disposition.LEFT_RINGING))
    found = connection.execute(select(calls.c.last_node, calls.c.duration).where(*month, gone))
    cells = Counter((node or NONE, _bucket(duration)) for node, duration in found)
    return _crossed(N_("Where callers hung up, by seconds"), ("node",), cells, [*_BUCKETS, NONE])


_BUCKETS = (*(f"<{bound}" for bound in _SECONDS), f"{_SECONDS[-1]}+")


def _bucket(milliseconds: int | None) -> str:
    if milliseconds is None:
        return NONE
    bound = next((one for one in _SECONDS if milliseconds < one * 1000), None)
    return f"<{bound}" if bound else _BUCKETS[-1]


def _until_ringing(connection: Connection, month: Sequence[ColumnElement[bool]]) -> Table:
    """Return after how many seconds the first telephone rang, by how the place was found."""
    found = defaultdict[str, list[int]](list)
    wanted = select(calls.c.prefecture_by, calls.c.ring_after).where(*month, calls.c.ring_after.is_not(None))
    for by, after in connection.execute(wanted.order_by(calls.c.ring_after)):
        found[by or NONE].append(after)
        found[ALL].append(after)
    rows = [
        (by, len(found[by]), _quantile(found[by], 0.5), _quantile(found[by], 0.95), round(found[by][-1] / 1000, 1))
        for by in sorted(found, key=lambda by: (by == ALL, by))
    ]
    return Table(N_("Seconds until a telephone rang"), _UNTIL, tuple(rows), _UNTIL[:1])


def _quantile(ordered: Sequence[int], share: float) -> float:
    """Return the seconds within which that *share* of the milliseconds lies, which are in *order*."""
    return round(ordered[ceil(share * len(ordered)) - 1] / 1000, 1)


def _offices(connection: Connection, since: int, until: int) -> Table:
    """Return how the rings of each office ended."""
    counted = (
        select(rings.c.office, rings.c.number, rings.c.outcome, func.count())
        .where(rings.c.at >= since, rings.c.at < until)
        .group_by(rings.c.office, rings.c.number, rings.c.outcome)
    )
    cells = {
        (f"{office or NONE}\t{number or NONE}", outcome or NONE): many
        for office, number, outcome, many in connection.execute(counted)
    }
    order = ("completed", "busy", "no_answer", "failed", "canceled", NONE)
    return _crossed(N_("Rings of each office"), ("office", "number"), cells, order)


def _failing(connection: Connection, since: int, until: int, bounds: Bounds) -> Table:
    """Return when offices kept failing: their numbers were read out at once."""
    found = spells(ring_ends(connection, since, until), bounds.failures, bounds.failures_within)
    rows = [(one.office or NONE, one.number, _moment(one.since), _moment(one.until), one.rings) for one in found]
    heads = ("office", "number", "from", "to")
    total = (ALL, "", "", "", sum(one.rings for one in found))
    return Table(N_("Offices that kept failing"), (*heads, "rings in vain"), (*rows[:_LISTED], total), heads)


def _hours(connection: Connection, month: Sequence[ColumnElement[bool]]) -> Table:
    """Return when calls came in, in Japan's time."""
    hour = ((calls.c.started + _JAPAN) // _HOUR) % (24 * 7)
    found = connection.execute(select(hour, func.count()).where(*month).group_by(hour))
    cells = {(f"{at % 24:02}", _WEEKDAYS[at // 24]): number for at, number in found}
    return _crossed(N_("Calls by hour and weekday"), ("hour",), cells, _WEEK)


def _plans(connection: Connection, month: Sequence[ColumnElement[bool]]) -> Table:
    """Return the plans that led calls: a changed number or prompt makes a new one."""
    began = func.min(calls.c.started)
    counted = select(calls.c.plan, began, func.max(calls.c.started), func.count()).where(*month).group_by(calls.c.plan)
    found = [
        (plan or NONE, _moment(first), _moment(last), number)
        for plan, first, last, number in connection.execute(counted.order_by(began))
    ]
    total = (ALL, "", "", sum(row[3] for row in found))
    return Table(
        N_("Plans that led calls"),
        ("plan", "first call", "last call", "calls"),
        (*found, total),
        ("plan", "first call", "last call"),
    )


def _gaps(connection: Connection, since: int, until: int) -> Table:
    """Return when no worker told that it lived, between its first sign and the end of what is looked at."""
    minutes = select(heartbeats.c.minute).distinct().order_by(heartbeats.c.minute)
    within = (heartbeats.c.minute >= since // 60_000, heartbeats.c.minute < until // 60_000)
    seen = list(connection.execute(minutes.where(*within)).scalars())
    missing = [(one + 1, two - one - 1) for one, two in pairwise((*seen, until // 60_000)) if two - one > 1]
    rows = [(_moment(first * 60_000), number) for first, number in missing[:_LISTED]]
    total = (ALL, sum(number for _, number in missing))
    return Table(N_("Minutes in which no worker told that it lived"), ("from", "minutes"), (*rows, total), ("from",))


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, JAPAN).strftime("%Y-%m-%d %H:%M")
