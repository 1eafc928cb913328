"""Gaps in the records, filled from the carrier's own list of calls; existing records are not changed."""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, select

from ivr.call import Outcome
from ivr.twilio.calls import ListedCall

from .database_tables import calls, rings
from .events import CallEvent, Kind

Legs = Callable[[str], Iterable[ListedCall]]
"""Lists the legs that a call has rung."""


def missing_events(
    connection: Connection, listed: Iterable[ListedCall], legs_of: Legs, hashed: Callable[[str], str]
) -> Iterator[CallEvent]:
    """Yield events for what the records lack of the *listed* calls; *hashed* turns a caller's number into its hash."""
    for one in listed:
        sid = one.status.leg
        if one.status.status == Outcome.BUSY:  # we answered it busy ourselves: it was no call
            continue
        record = connection.execute(select(calls).where(calls.c.call == sid)).mappings().one_or_none()
        unclear = select(rings.c.turn).where(rings.c.call == sid, rings.c.outcome.is_(None))
        if record is None or record["duration"] is None or record["disposition"] in ("open", "lost"):
            yield _listed(sid, one, {"caller": [hashed(one.caller), "", one.called]})
        # A ring after a fault may not be on record: the document on another host reports nothing.
        if record is None or record["faults"] or connection.execute(unclear).first():
            yield from (_listed(sid, leg, {"number": leg.called}) for leg in legs_of(sid))


def _listed(sid: str, call: ListedCall, more: dict[str, object]) -> CallEvent:
    status = call.status
    data = {"status": status.status, "sequence": None, "seconds": status.seconds, "began": call.began} | more
    at = call.began if status.at is None else status.at
    return CallEvent(sid, status.leg, f"listed {status.status}", at, Kind.STATUS, data)
