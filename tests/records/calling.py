"""Dozens of calls to a served hotline, each to its end, while something happens to the service between webhooks."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from threading import Semaphore
from typing import Any

import psycopg
from psycopg.rows import dict_row

from ivr.load.load_call import make
from ivr.load.scenarios import Scenario, scenarios
from ivr.simulator import PhoneNumber, SimulatedCall, TwimlService
from ivr.simulator.http.addresses import Overrides
from ivr.simulator.http.over_http import OverHttp
from ivr.simulator.http.services import NoReply, Reply, Request
from ivr.site import load
from ivr.testcall import Target
from ivr.testcall.target import options_of
from tests.web.telephone import TOKEN

LINE = PhoneNumber(voice_url="/voice", fallback_url="/voice/fallback", status_url="/voice/status")
CALLERS = 8
"""Calls at a time."""
_PAUSE = 0.1
"""Seconds between the webhooks of a call, which the carrier's clock passes over."""


@dataclass
class Gate:
    """A service of *site* whose answers are timed, and whose requests are held back while something is done to it."""

    service: TwimlService
    site: Path
    seconds: list[float] = field(default_factory=list)
    _under_way: Semaphore = field(default_factory=lambda: Semaphore(CALLERS))

    @property
    def base_url(self) -> str:
        return self.service.base_url

    def send(self, request: Request, limits: Overrides) -> Reply | NoReply:
        time.sleep(_PAUSE)
        with self._under_way:
            begun = time.perf_counter()
            reply = self.service.send(request, limits)
            self.seconds.append(time.perf_counter() - begun)
            return reply

    @contextmanager
    def closed(self) -> Iterator[None]:
        for _ in range(CALLERS):
            self._under_way.acquire()
        yield
        for _ in range(CALLERS):
            self._under_way.release()


@dataclass(frozen=True)
class Made:
    """A call that was made, and whom it was to ring."""

    call: SimulatedCall
    scenario: Scenario

    @property
    def rang_right(self) -> bool:
        return self.call.dialled == (self.scenario.office.e164,)


def call_by_call(gate: Gate, befalls: Sequence[Callable[[], object]], number: int) -> list[Made]:
    """Make so many calls, to each office again and again, while others are under way.

    Between them *befalls* happens, one after the other.
    """
    site = load(gate.site)
    assert site.plan
    target = Target(gate, LINE, options_of(site.plan), TOKEN, directory=site.directory, site=site)
    chosen = list(islice(cycle(scenarios(site.plan)), number))
    each = number // (len(befalls) + 1)
    with ThreadPoolExecutor(CALLERS) as callers:
        futures = [callers.submit(make, target, scenario, at, "records") for at, scenario in enumerate(chosen)]
        for at, act in enumerate(befalls, 1):
            futures[at * each].result()
            act()
        return [Made(one.result(), scenario) for one, scenario in zip(futures, chosen, strict=True)]


def on_record(database: str | Path, table: str = "calls") -> list[dict[str, Any]]:
    """Return the rows of *table*, of a SQLite file or of PostgreSQL at an address; none where there is no table yet."""
    if isinstance(database, Path):
        if not database.exists():
            return []
        connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own table
        except sqlite3.OperationalError:
            return []
        finally:
            connection.close()
    with psycopg.connect(database, row_factory=dict_row) as server:
        if server.execute("SELECT to_regclass(%s) AS there", (table,)).fetchone() == {"there": None}:
            return []
        return server.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608


def over_http(address: str, site: Path) -> Gate:
    return Gate(OverHttp(f"http://{address}"), site)
