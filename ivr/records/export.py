"""Calls on record for other programs: one row per call, in order of their beginning, read while written out."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, select

from ivr.clock import DAY, JAPAN

from .database_tables import calls, events, missed, rings
from .missed import DAYS

COLUMNS = {
    "call": "the carrier's name of the call",
    "started": "when the call came in, in Japan time",
    "ended": "when the call ended; empty while it is in progress",
    "disposition": "connected, busy, no_answer, failed, closed, failing, over_limit, left_ringing, left, ended, fault, "
    "lost, or open",
    "caller": "a hash of the caller's number; empty where it was withheld",
    "caller_area": "the prefectures (JIS codes, separated by dots) of the caller's area code; empty for mobile "
    "telephones",
    "called": "the number that was called",
    "plan": "the plan that the call followed, as `ivr check` names it",
    "language": "the language of the prompts",
    "service": "what the call was about",
    "service_by": "how that was found: keys or speech",
    "prefecture": "the prefecture, as a JIS code",
    "prefecture_by": "how that was found: keys, speech, sound, postal",
    "corrected": "how often the caller corrected something",
    "misunderstood": "answers that were not understood",
    "silences": "questions that the caller did not answer",
    "doubts": "how often the caller was asked which place was meant",
    "missed_at": "the nodes at which answers were not understood, separated by dots",
    "asked": "questions that the caller asked, by their names in data/meanings.yaml, separated by dots",
    "way": "how the first ring was reached, if without a detour: one_sentence, two_answers, keypad",
    "turns": "the number of answers",
    "rings": "offices that were rung",
    "ring_after": "seconds until the first telephone rang",
    "office": "the office that was rung last",
    "outcome": "how that ended: completed, busy, no_answer, failed, canceled; empty where it is not known",
    "talk": "seconds of conversation with offices",
    "last_node": "the last node of the flow that the call reached",
    "duration": "seconds of the call",
    "faults": "how often a prepared answer was sent because the service failed",
    "slots": "the values of the site's own slots, as a JSON object; empty if there are none",
}
"""The columns, each with its description."""

_AT_ONCE = 1_000  # calls in memory
_TIMES = ("started", "ended", "at")
_SECONDS = ("ring_after", "talk", "duration", "after")


def exported(engine: Engine, since: int, until: int, *, steps: bool = False) -> Iterator[dict[str, object]]:
    """Yield the calls that began in [*since*, *until*) (milliseconds since 1970), each with its rings.

    With *steps*, each also has all its recorded events. Only a bounded number of calls is in memory at a time, however
    many there are.
    """
    chosen = select(calls).where(calls.c.started >= since, calls.c.started < until)
    with engine.connect() as connection, engine.connect() as beside:
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(chosen.order_by(calls.c.started, calls.c.call))
        for part in rows.mappings().partitions():
            yield from _described(beside, part, steps=steps)


def missed_answers(engine: Engine, now: int) -> list[tuple[str, str]]:
    """Return the answers not understood in the last days before *now*, each with its node, newest first."""
    chosen = select(missed.c.node, missed.c.text).where(missed.c.day >= now - DAYS * DAY)
    with engine.connect() as connection:
        return [(row.node, row.text) for row in connection.execute(chosen.order_by(missed.c.day.desc(), missed.c.id))]


def _described(connection: Connection, part: Sequence[RowMapping], *, steps: bool) -> Iterator[dict[str, object]]:
    sids = [row["call"] for row in part]
    rung, noted = defaultdict[str, list[object]](list), defaultdict[str, list[object]](list)
    for row in connection.execute(select(rings).where(rings.c.call.in_(sids)).order_by(rings.c.turn)).mappings():
        rung[row["call"]].append({name: shown(name, row[name]) for name in row if name != "call"})
    if steps:
        for row in connection.execute(select(events).where(events.c.call.in_(sids)).order_by(events.c.at)).mappings():
            step = {"at": _time(row["at"]), "kind": row["kind"], "leg": row["leg"], **json.loads(row["data"])}
            noted[row["call"]].append({name: value for name, value in step.items() if name != "caller"})
    for row in part:
        call: dict[str, object] = {name: shown(name, row[name]) for name in COLUMNS}
        yield call | {"rings_of_call": rung[row["call"]]} | ({"steps": noted[row["call"]]} if steps else {})


def shown(column: str, value: Any) -> object:  # noqa: ANN401 - what a database holds
    """Return the *value* of a *column* as people and programs read it: times in Japan time, durations in seconds."""
    if value is None:
        return None
    if column in _TIMES:
        return _time(value)
    return round(value / 1000, 1) if column in _SECONDS else value


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(JAPAN).isoformat(timespec="milliseconds")
