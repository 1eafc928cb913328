"""Storage of events, each once, of the records of their calls, and the deletion of both."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Row, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError

from ivr.clock import DAY, HOUR, MINUTE

from .database_tables import calls, events, heartbeats, missed, purges, rings
from .events import OF_NO_CALL, CallEvent, Kind
from .fold import fold
from .missed import DAYS, MOST

LOST_AFTER = 5 * HOUR
"""Milliseconds without an event after which a call is closed: the carrier ends a talk after four hours."""
_MOST_AT_ONCE = 500
"""Calls that are closed or deleted in one transaction."""


def save_accepted(engine: Engine, batch: Sequence[CallEvent], clock: Callable[[], int]) -> int:
    """Store a *batch* of events, and return how many of them the database refuses; the others are stored anyway."""
    if not batch:
        return 0
    try:
        with engine.begin() as connection:
            save(connection, batch, clock())
    except (DataError, IntegrityError, OverflowError):  # the last from SQLite, for what has more than 64 bits
        if len(batch) == 1:
            return 1
        half = len(batch) // 2
        return save_accepted(engine, batch[:half], clock) + save_accepted(engine, batch[half:], clock)
    return 0


def save(connection: Connection, batch: Sequence[CallEvent], now: int) -> None:
    """Store a *batch* of events, and the records of their calls, in the transaction of *connection*.

    Events of a time that was deleted before *now* are left out. The calls are locked first, in one order for all
    machines: so each machine sees what the others have stored of them.
    """
    before = purged_before(connection, now)
    taken = [one for one in batch if one.at >= before]
    beats = {(one.at // MINUTE, one.leg) for one in taken if one.kind is Kind.BEAT}
    if beats:
        rows = [{"minute": minute, "machine": machine} for minute, machine in sorted(beats)]
        connection.execute(upsert(connection, heartbeats), rows)
    if answers := [_answer(one) for one in taken if one.kind is Kind.MISSED]:
        connection.execute(upsert(connection, missed), sorted(answers, key=lambda row: str(row["id"])))
    of_calls = sorted(
        (one for one in taken if one.kind not in OF_NO_CALL), key=lambda one: (one.call, one.leg, one.key)
    )
    if of_calls:
        _save_calls(connection, of_calls)


def _save_calls(connection: Connection, batch: Sequence[CallEvent]) -> None:
    """Store events, and fold each of their calls again, from all of its events."""
    sids = sorted({one.call for one in batch})
    connection.execute(upsert(connection, calls), [{"call": sid, "started": 0, "last": 0} for sid in sids])
    if connection.dialect.name == "postgresql":
        connection.execute(select(calls.c.call).where(calls.c.call.in_(sids)).order_by(calls.c.call).with_for_update())
    connection.execute(upsert(connection, events), list(map(_row, batch)))
    by_call: defaultdict[str, list[CallEvent]] = defaultdict(list)
    for row in connection.execute(select(events).where(events.c.call.in_(sids))):
        by_call[row.call].append(event_in(row))
    folded = [fold(sid, by_call[sid]) for sid in sids]
    connection.execute(upsert(connection, calls, replace=True), [asdict(record) for record, _ in folded])
    if broken := [record.call for record, _ in folded if record.faults]:  # a fault may show that none of them rang
        connection.execute(delete(rings).where(rings.c.call.in_(broken)))
    rung = [asdict(ring) for _, of_call in folded for ring in of_call]
    if rung:
        connection.execute(upsert(connection, rings, replace=True), rung)


def close_lost(connection: Connection, now: int) -> int:
    """Close calls that had no event for hours, a limited number at a time, and return how many."""
    lost = select(calls.c.call).where(calls.c.ended.is_(None), calls.c.last < now - LOST_AFTER).limit(_MOST_AT_ONCE)
    sids = connection.execute(lost).scalars().all()
    save(connection, [CallEvent(sid, sid, "aged", now, Kind.AGED) for sid in sids], now)
    return len(sids)


def forget_answers(connection: Connection, now: int) -> int:
    """Delete answers not understood a month ago, and all but the newest ones; return 0: nothing is left to do."""
    connection.execute(delete(missed).where(missed.c.day < now - DAYS * DAY))
    newest = select(missed.c.id).order_by(missed.c.day.desc(), missed.c.id).offset(MOST).limit(_MOST_AT_ONCE)
    while beyond := connection.execute(newest).scalars().all():
        connection.execute(delete(missed).where(missed.c.id.in_(beyond)))
    return 0


def purge(connection: Connection, before: int, now: int) -> int:
    """Delete calls that began *before*, some at a time, and heartbeats and answers of that time; return how many calls.

    What a journal still holds of that time is not stored any more either.
    """
    if purged_before(connection, now) < before <= now:
        connection.execute(insert(purges), {"before": before})
        connection.execute(delete(purges).where(purges.c.before < before))
    connection.execute(delete(heartbeats).where(heartbeats.c.minute < before // MINUTE))
    connection.execute(delete(missed).where(missed.c.day < before))
    old = select(calls.c.call).where(calls.c.started < before).order_by(calls.c.started).limit(_MOST_AT_ONCE)
    sids = connection.execute(old).scalars().all()
    for table in (events, rings, calls):
        connection.execute(delete(table).where(table.c.call.in_(sids)))
    return len(sids)


def purged_before(connection: Connection, now: int) -> int:
    """Return until when everything was deleted. A mark in the future is ignored: new calls would be left out."""
    return connection.execute(select(func.max(purges.c.before)).where(purges.c.before <= now)).scalar() or 0


def mark_ahead(connection: Connection, now: int) -> int:
    """Return a deletion mark that lies in the future, from a clock that was ahead; 0 if there is none."""
    return connection.execute(select(func.max(purges.c.before)).where(purges.c.before > now)).scalar() or 0


def newest(connection: Connection, now: int) -> int:
    """Return when, before *now*, the last call began or a worker was last alive; 0 if nothing is on record."""
    call = select(func.max(calls.c.started)).where(calls.c.started <= now)
    beat = select(func.max(heartbeats.c.minute)).where(heartbeats.c.minute <= now // MINUTE)
    began, lived = (connection.execute(one).scalar() or 0 for one in (call, beat))
    return max(began, lived * MINUTE)


def _answer(event: CallEvent) -> dict[str, object]:
    texts = {name: str(event.data.get(name, "")) for name in ("node", "text")}
    return {"id": event.leg, "day": event.at} | texts


def event_in(row: Row[Any]) -> CallEvent:
    """Return the event in a *row* of its table."""
    return CallEvent(row.call, row.leg, row.key, row.at, Kind(row.kind), json.loads(row.data))


def _row(event: CallEvent) -> dict[str, object]:
    data = json.dumps(event.data, separators=(",", ":"))
    return {"call": event.call, "leg": event.leg, "key": event.key, "at": event.at, "kind": event.kind, "data": data}


def upsert(connection: Connection, table: Table, *, replace: bool = False) -> Insert:
    """Return a statement that inserts rows; it leaves existing ones as they are, or replaces all but their key."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement: postgresql.Insert | sqlite.Insert = dialect.insert(table)
    if not replace:
        return statement.on_conflict_do_nothing()
    replaced = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=table.primary_key.columns, set_=replaced)
