"""What a month's report and an export take: `python -m tests.bench.bench_report`.

First ten thousand calls by the real engine are recorded, and every figure of their report is compared with a count of
what their callers did. Then a million calls are on record, a hundred thousand of them in the month, in SQLite and in
PostgreSQL. The commands are run as people run them, each as a process of its own; the export is read to its end.
"""

import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import URL

from ivr.clock import JAPAN
from ivr.records import database
from ivr.records.record import CallRecord, Disposition, RingRecord, Way
from tests.records.command import database_at
from tests.records.postgres import postgres
from tests.records.test_simulated import check_all, played, recorded
from tests.started import IVR

from .figures import Figure, show

MOST_SECONDS = 5.0
MOST_MEMORY = 1.5
"""Goal: of an export of a million calls, where one of a tenth takes 1."""
SINCE, MONTH, UNTIL = (int(datetime(2026, month, 1, tzinfo=JAPAN).timestamp() * 1000) for month in (2, 11, 12))
_MINUTE = 60_000
_NODES = ("ask_service", "ask_which", "ask_prefecture", "read_back", "ring_office", "busy", "goodbye")
_RINGING = ("connected", "busy", "no_answer", "failed", "left_ringing")
Row = tuple[object, ...]


def rows(number: int) -> Iterator[tuple[CallRecord, RingRecord | None]]:
    """Yield so many calls in the order in which they began, a tenth of them in the month, with their rings.

    After a while calls come again under other names and at other times: to invent each takes minutes.
    """
    chance = random.Random(number)  # noqa: S311 - the same in every run
    kinds = [_call(chance) for _ in range(min(number, 10_007))]
    before, within = number - number // 10, number // 10
    for at in range(number):
        early = at < before
        share, since, until = (at / before, SINCE, MONTH) if early else ((at - before) / within, MONTH, UNTIL)
        sid, started = f"CA{at:032x}", since + int(share * (until - since))
        call, ring = kinds[at % len(kinds)]
        ended = started + (call.duration or 0)
        plan = f"plan{started // (7 * 86_400_000)}"
        known = replace(call, call=sid, started=started, last=ended, ended=ended, plan=plan)
        yield known, replace(ring, call=sid, at=started + 20_000, ended=ended) if ring else None


def _call(chance: random.Random) -> tuple[CallRecord, RingRecord | None]:
    disposition = chance.choices(list(Disposition)[1:], (60, 8, 8, 2, 3, 1, 1, 4, 8, 3, 1, 1))[0]
    prefecture, service = chance.choice((None, *(f"{code:02}" for code in range(1, 48)))), chance.choice("ab")
    office = f"{prefecture}-{service}" if disposition in _RINGING else None
    misses = chance.choice((0, 0, 0, 1, 2))
    call = CallRecord(
        "",
        0,
        0,
        disposition=disposition,
        caller=f"{chance.randrange(1 << 60):032x}",
        called="+815012345678",
        language="ja",
        service=service,
        service_by=chance.choice(("keys", "speech")),
        prefecture=prefecture,
        prefecture_by=chance.choice(("keys", "speech", "sound", "postal")) if prefecture else None,
        corrected=chance.randrange(2),
        misunderstood=misses,
        silences=chance.randrange(2),
        doubts=chance.randrange(2),
        missed_at=".".join(chance.choices(_NODES[:4], k=misses)) or None,
        asked=chance.choice((None, None, None, None, "cost", "who", "cost.hours")),
        way=chance.choice((None, *Way)) if office else None,
        turns=chance.randrange(9),
        rings=int(bool(office)),
        ring_after=chance.randrange(12_000, 90_000) if office else None,
        office=office,
        outcome="completed" if disposition == "connected" else None,
        talk=30_000,
        last_node=chance.choice(_NODES),
        duration=chance.randrange(5_000, 200_000),
    )
    outcome = {"connected": "completed", "left_ringing": "canceled"}.get(disposition, str(disposition))
    number = f"+8154{int(prefecture or 0):02}75188{service == 'a':d}"
    ring = RingRecord("", 3, 0, office, number, None, 2_000, outcome, 30_000)
    return call, ring if office else None


def filled(url: URL, number: int) -> None:
    """Store so many calls at *url*, and a heartbeat for each minute of the month but some."""
    engine = database.writing(url)
    database.upgrade(engine)
    engine.dispose()
    beats = [(minute, "a") for minute in range(MONTH // _MINUTE, UNTIL // _MINUTE) if minute % 5_000 > 3]
    of_calls, of_rings = _names(CallRecord), _names(RingRecord)
    of = {
        "calls": (of_calls, (attrgetter(*of_calls)(call) for call, _ in rows(number))),
        "rings": (of_rings, (attrgetter(*of_rings)(ring) for _, ring in rows(number) if ring)),
        "heartbeats": (("minute", "machine"), iter(beats)),
    }
    for table, (names, values) in of.items():
        _store(url, table, names, values)


def _names(record: type[CallRecord | RingRecord]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _store(url: URL, table: str, names: tuple[str, ...], values: Iterator[Row]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(url.database))) as file, file:
            marks = ", ".join("?" * len(names))
            file.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608 - our own names
        return
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as server:
        with server.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
        server.commit()


def _run(folder: Path, url: URL, *arguments: str) -> tuple[float, float]:
    """Run `ivr records` to its end, and return its seconds by the clock and its memory in megabytes."""
    begun = time.perf_counter()
    environ = {"LANG": "C.UTF-8"} | database_at(url)
    program = [*IVR, "records", *arguments]
    with subprocess.Popen(program, cwd=folder, env=environ, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def figures(number: int = 1_000_000) -> Iterator[Figure]:
    """Yield what report and export take of so many calls."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "var").mkdir()
        yield Figure("10,000 calls counted twice, calls that differ", _differing(folder), 0)
        yield from _of("SQLite", folder, database.url_for("", folder / "var"), number)
        with postgres(folder / "data") as server:
            yield from _of("PostgreSQL", folder, database.url_for(server.url, folder), number)


def _differing(folder: Path) -> float:
    """Raise AssertionError where a figure of ten thousand calls is not that of an independent count; return 0."""
    (folder / "simulated").mkdir()
    booked, events = played(10_000)
    check_all(booked, recorded(database.url_for("", folder / "simulated"), events))
    return 0


def _of(name: str, folder: Path, url: URL, number: int) -> Iterator[Figure]:
    filled(url, number)
    for what, arguments in (("text", ()), ("page", ("--html", "page.html"))):
        took = min(_run(folder, url, "report", "--month", "2026-11", *arguments)[0] for _ in range(3))
        yield Figure(f"{name}: report of a month as {what}", took, MOST_SECONDS, "s")
    _, some = _run(folder, url, "export", "--from", "2026-11-01")
    took, all_of_them = _run(folder, url, "export")
    yield Figure(f"{name}: export of all calls, memory", all_of_them / some, MOST_MEMORY, "x")
    yield Figure(f"{name}: export, a thousand calls", took / number * 1000, 0.2, "s")


if __name__ == "__main__":
    sys.exit(show(figures(*map(int, sys.argv[1:]))))
