"""The whole service while its database, its disk or its processes fail: calls go on, and are recorded."""

import fcntl
import os
import resource
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.waiting import PATIENCE, until
from tests.web.process import children, gunicorn, listening, ready
from tests.web.telephone import TOKEN

from .calling import Gate, Made, call_by_call, on_record, over_http
from .postgres import Postgres

pytestmark = pytest.mark.unmeasured
NUMBER = 24
LATE = 5.0
"""Seconds that no answer takes: a third of what Twilio waits, and more than a busy machine needs."""


@pytest.fixture
def environ(small_site: Path) -> dict[str, str]:
    """Return what is set for a service of the small site, which begins sooner: its offices are rung again and again."""
    usual = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_HASH_KEY": "for tests, and known", "IVR_SITE": str(small_site)}
    return usual | {"IVR_RECORDS": "1"}


def shippers(folder: Path) -> list[int]:
    """Return the shippers of the journals in *folder* that run."""
    pids = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:  # it has ended
            continue
        if b"ivr.records.shipper" in command and (path.parent / "cwd").resolve() == folder.parent.parent:
            pids.append(int(path.parent.name))
    return pids


def is_locked(folder: Path) -> bool:
    with (folder / "shipper.lock").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def went_well(gate: Gate, made: list[Made]) -> None:
    assert [one.scenario.kind for one in made if not one.rang_right] == []
    assert len(made) == NUMBER
    assert max(gate.seconds) < LATE


def agrees(made: list[Made], calls: list[dict[str, Any]]) -> None:
    """Hold that each call that was made is on record once, with the office that it rang where that is known."""
    offices = {one.call.sid: one.scenario.office.key for one in made}
    assert sorted(call["call"] for call in calls) == sorted(offices)
    known = [call for call in calls if call["office"]]
    assert [call for call in known if call["office"] != offices[call["call"]]] == []
    assert len(known) >= NUMBER - 10  # of what a worker had not yet written when it was killed nothing is known


def kill_a_worker(gate: Gate, process: subprocess.Popen[bytes]) -> Callable[[], None]:
    def kill() -> None:
        with gate.closed():
            victim = min(children(process))
            os.kill(victim, signal.SIGKILL)
            until(lambda: victim not in children(process) and len(children(process)) == 2)

    return kill


def test_calls_while_postgresql_stops_and_starts_and_workers_are_killed(
    tmp_path: Path, small_site: Path, environ: dict[str, str], server: Postgres
) -> None:
    server.empty()
    with gunicorn(tmp_path / "log", DATABASE_URL=server.url, **environ) as process:
        address = listening(tmp_path / "log", process)
        gate = over_http(address, small_site)
        kill = kill_a_worker(gate, process)
        try:
            stop, crash = server.stop, lambda: server.stop(signal.SIGQUIT)
            made = call_by_call(gate, (stop, kill, server.start, kill, crash, kill, server.start), NUMBER)
        finally:
            if server.process is None:
                server.start()
        went_well(gate, made)
        until(lambda: len(on_record(server.url)) == NUMBER and ready(address)["records"]["database"] == "ok")
    until(lambda: not shippers(tmp_path / "var" / "records"))
    agrees(made, on_record(server.url))


def test_calls_while_the_disk_is_full_for_a_while_and_shippers_are_killed_each_of_which_ends_with_the_service(
    tmp_path: Path, small_site: Path, environ: dict[str, str]
) -> None:
    """Workers may write no byte more to any file for a while, as on a full disk."""
    folder = tmp_path / "var" / "records"

    def room(size: int) -> Callable[[], None]:
        def limit() -> None:
            for worker in children(process):
                resource.prlimit(worker, resource.RLIMIT_FSIZE, (size, -1))

        return limit

    def kill_the_shipper() -> None:
        for shipper in shippers(folder):
            os.kill(shipper, signal.SIGKILL)

    with gunicorn(tmp_path / "log", **environ) as process:
        address = listening(tmp_path / "log", process)
        gate = over_http(address, small_site)
        made = call_by_call(gate, (kill_the_shipper, room(1_000), kill_the_shipper, room(-1), kill_the_shipper), NUMBER)
        went_well(gate, made)
        until(lambda: len(on_record(tmp_path / "var" / "records.db")) == NUMBER)
        assert ready(address)["records"]["lost"] == 0
        last = shippers(folder)
        for worker in children(process):
            os.kill(worker, signal.SIGKILL)
        until(lambda: len(children(process)) == 2)
        assert (len(last), shippers(folder)) == (1, last)  # it does not die with the worker that started it
        process.kill()
        process.wait(PATIENCE)
        # The workers see that they have no parent any more, and end.
        until(lambda: not shippers(folder))
    agrees(made, on_record(tmp_path / "var" / "records.db"))


def test_where_var_cannot_be_written_calls_go_on_and_what_is_lost_is_counted(
    tmp_path: Path, small_site: Path, environ: dict[str, str]
) -> None:
    (tmp_path / "var").write_text("a file, where a folder should be")
    with gunicorn(tmp_path / "log", workers="1", **environ) as process:
        address = listening(tmp_path / "log", process)
        gate = over_http(address, small_site)
        made = call_by_call(gate, (), 5)
        assert [one.scenario.kind for one in made if not one.rang_right] == []
        until(lambda: "cannot be recorded yet" in (tmp_path / "log").read_text())
        assert ready(address)["records"]["database"] == "starting"


def test_two_services_on_one_folder_have_one_shipper(tmp_path: Path, small_site: Path, environ: dict[str, str]) -> None:
    folder = tmp_path / "var" / "records"
    with gunicorn(tmp_path / "other", workers="1", **environ) as other:
        with gunicorn(tmp_path / "log", workers="1", **environ) as process:
            first, second = listening(tmp_path / "log", process), listening(tmp_path / "other", other)
            until(lambda: shippers(folder))
            made = [
                *call_by_call(over_http(first, small_site), (), 3),
                *call_by_call(over_http(second, small_site), (), 3),
            ]
            assert len(shippers(folder)) == 1
        until(lambda: len(on_record(tmp_path / "var" / "records.db")) == 6)
        until(lambda: shippers(folder))
        assert is_locked(folder)
    assert {one.call.sid for one in made} <= {call["call"] for call in on_record(tmp_path / "var" / "records.db")}
