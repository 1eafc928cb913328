"""From the journals to the database: in batches, each event once, whatever the database or a line is like."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, insert, select, text

from ivr.call.flow_file import Limits
from ivr.clock import now
from ivr.records import CallEvent, Kind, database, hand_over, purging, read_status, segments
from ivr.records.database_tables import calls, purges
from ivr.records.events import line_of
from ivr.records.hindrances import read as read_hindrances
from ivr.records.shipper import Shipper
from ivr.records.supervise import LOCK, SHIPPER, locked
from tests.waiting import PATIENCE, until

from .postgres import Postgres
from .samples import AT, START, step, whole_call

DAY = 86_400_000
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    return tmp_path / "records"


@pytest.fixture
def shipper(folder: Path, url: URL) -> Iterator[Shipper]:
    shipper = Shipper(folder, url)
    yield shipper
    shipper.close()


def journal(folder: Path, *events: CallEvent, name: str = "1", more: bytes = b"") -> Path:
    """Write the journal of a worker that is dead."""
    path = folder / f"{name}.jsonl"
    path.write_bytes(b"".join(map(line_of, events)) + more)
    return path


def stored(url: URL) -> list[tuple[str, str]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(select(calls.c.call, calls.c.disposition).order_by(calls.c.call))
        found = [(row.call, row.disposition) for row in rows]
    engine.dispose()
    return found


def all_of(shipper: Shipper) -> None:
    while shipper.round():
        pass


def test_what_is_stored_is_removed_from_the_journals(folder: Path, url: URL, shipper: Shipper) -> None:
    for number in range(30):
        journal(folder, *whole_call(f"CA{number:02}"), name=str(number))
    all_of(shipper)
    assert stored(url) == [(f"CA{number:02}", "connected") for number in range(30)]
    assert segments.paths(folder) == []
    assert (shipper.status.shipped, shipper.status.refused, shipper.status.database) == (150, 0, "ok")
    assert read_status(folder) == shipper.status


def test_a_journal_of_a_living_worker_is_read_on_and_stays(folder: Path, url: URL, shipper: Shipper) -> None:
    file = segments.create(folder)
    try:
        events = whole_call("CA1", now())
        half = len(line_of(events[1])) // 2
        os.write(file, line_of(events[0]) + line_of(events[1])[:half])
        shipper.round()
        assert stored(url) == [("CA1", "open")]
        os.write(file, line_of(events[1])[half:] + b"".join(map(line_of, events[2:])))
        shipper.round()
        assert stored(url) == [("CA1", "connected")]
        assert len(segments.paths(folder)) == 1
    finally:
        os.close(file)
    shipper.round()
    assert segments.paths(folder) == []
    assert (shipper.status.shipped, shipper.status.refused) == (5, 0)


def test_after_a_death_between_storing_and_removing_nothing_is_there_twice(folder: Path, url: URL) -> None:
    for _ in range(3):
        journal(folder, *whole_call("CA1"))
        shipper = Shipper(folder, url)
        shipper.round()
        shipper.close()
    assert stored(url) == [("CA1", "connected")]


@pytest.mark.parametrize(
    "odd",
    [
        b"no event\n",
        b'["CA1","CA1","k",1,"step",{"a":"\\u0000"}]\n',
        b"\x00" * 5_000 + b"\n",
        b'["CA1","CA',
        b"x" * 300_000,
    ],
)
def test_a_torn_or_foreign_line_is_counted_and_passed_over(
    folder: Path, url: URL, shipper: Shipper, odd: bytes
) -> None:
    journal(folder, *whole_call("CA1"), more=odd)
    journal(folder, *whole_call("CA2"), name="2")
    for _ in range(5):
        shipper.round()
    assert stored(url) == [("CA1", "connected"), ("CA2", "connected")]
    assert shipper.status.refused >= 1
    assert segments.paths(folder) == []


def test_an_event_that_the_database_refuses_keeps_no_other_back(folder: Path, shipper: Shipper, url: URL) -> None:
    huge = step(1 << 40, call="CA2")  # a turn that no column holds
    journal(folder, *whole_call("CA1"), huge, *whole_call("CA3"))
    all_of(shipper)
    assert {"CA1", "CA3"} <= {call for call, _ in stored(url)}
    assert segments.paths(folder) == []


def test_a_journal_that_cannot_be_read_is_reported_and_keeps_no_other_back(
    folder: Path, url: URL, shipper: Shipper
) -> None:
    (folder / "0.jsonl").symlink_to("/proc/self/mem")  # to read its beginning is an error, as on a damaged disk
    journal(folder, *whole_call("CA1"))
    all_of(shipper)
    assert stored(url) == [("CA1", "connected")]
    assert (shipper.status.database, shipper.status.shipped) == ("gone", 5)
    assert shipper.status.why == "0.jsonl: Input/output error"
    assert shipper.accepts  # what follows is not waited with


def test_a_database_of_a_later_release_is_reported_and_left_alone_and_the_journal_stays(
    folder: Path, url: URL, shipper: Shipper, capfd: pytest.CaptureFixture[str]
) -> None:
    shipper.round()
    engine = database.writing(url)
    with engine.begin() as connection:
        ours = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    journal(folder, *whole_call("CA1"))
    later = Shipper(folder, url)
    assert not later.round()
    assert read_status(folder).database == "newer"
    assert '"database": "newer"' in capfd.readouterr().err
    assert (len(segments.paths(folder)), stored(url)) == (1, [])
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :ours"), {"ours": ours})
    later.round()
    assert stored(url) == [("CA1", "connected")]
    later.close()
    engine.dispose()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_while_postgresql_is_gone_the_journal_waits_for_it(folder: Path, server: Postgres, how: signal.Signals) -> None:
    server.empty()
    url = database.url_for(server.url, folder)
    shipper = Shipper(folder, url)
    journal(folder, *whole_call("CA1"))
    shipper.round()
    server.stop(how)
    try:
        journal(folder, *whole_call("CA2"))
        assert not shipper.round()
        assert (shipper.status.database, len(segments.paths(folder))) == ("gone", 1)
        assert "connection" in read_status(folder).why  # is refused, or was closed while it ends
    finally:
        server.start()
    shipper.round()
    assert stored(url) == [("CA1", "connected"), ("CA2", "connected")]
    assert (shipper.status.database, shipper.status.why) == ("ok", "")
    shipper.close()


def test_a_read_only_database_is_reported_and_the_journal_waits(folder: Path, server: Postgres) -> None:
    server.empty()
    url = database.url_for(server.url, folder)
    read_only = url.update_query_dict({"options": "-c default_transaction_read_only=on"})
    journal(folder, *whole_call("CA1"))
    shipper = Shipper(folder, read_only)
    shipper.round()
    assert (shipper.status.database, len(segments.paths(folder))) == ("gone", 1)
    assert "read-only" in shipper.status.why
    shipper.close()


def test_a_database_that_is_no_database_is_reported(folder: Path) -> None:
    (folder.parent / "records.db").write_bytes(b"no database at all" * 100)
    journal(folder, START)
    shipper = Shipper(folder, database.url_for("", folder.parent))
    assert not shipper.round()
    assert (shipper.status.database, shipper.status.why) == ("gone", "file is not a database")
    assert len(segments.paths(folder)) == 1
    shipper.close()


def test_after_its_file_was_moved_records_go_on_in_a_new_one_and_it_is_reported(folder: Path) -> None:
    url, elsewhere = database.url_for("", folder.parent), folder.parent / "kept"
    shipper = Shipper(folder, url)
    journal(folder, *whole_call("CA1"))
    all_of(shipper)
    elsewhere.mkdir()
    for file in folder.parent.glob(f"{database.FILE}*"):
        file.rename(elsewhere / file.name)
    journal(folder, *whole_call("CA2"))

    shipper.round()
    assert (shipper.status.database, len(segments.paths(folder))) == ("gone", 1)
    assert "moved" in shipper.status.why
    all_of(shipper)
    assert shipper.status.database == "ok"
    shipper.close()
    assert stored(url) == [("CA2", "connected")]
    assert stored(database.url_for("", elsewhere)) == [("CA1", "connected")]


def test_a_sqlite_file_that_another_one_writes_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 1)  # seconds
    url = database.url_for("", folder.parent)
    shipper = Shipper(folder, url)
    shipper.round()
    with sqlite3.connect(folder.parent / "records.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        journal(folder, *whole_call("CA1"))
        begun = time.monotonic()
        shipper.round()
        assert shipper.status.database == "gone"
        assert 1 <= time.monotonic() - begun < PATIENCE
        other.execute("ROLLBACK")
    other.close()
    shipper.round()
    assert stored(url) == [("CA1", "connected")]
    shipper.close()


def test_what_is_asked_to_be_deleted_is_deleted_from_journals_and_database(
    folder: Path, url: URL, shipper: Shipper
) -> None:
    journal(folder, *whole_call("CA1", AT - DAY), *whole_call("CA2"))
    shipper.round()
    journal(folder, *whole_call("CA3", AT - DAY), *whole_call("CA4"))
    (folder / purging.FILE).write_text(str(AT))
    shipper.round()
    journal(folder, *whole_call("CA5", AT - DAY))
    shipper.round()
    assert stored(url) == [("CA2", "connected"), ("CA4", "connected")]
    assert not (folder / purging.FILE).exists()


@pytest.mark.unmeasured
def test_what_is_to_be_deleted_is_taken_out_of_a_long_journal_and_the_rest_of_it_stays(
    folder: Path, url: URL, shipper: Shipper
) -> None:
    pairs = ((f"CA{number:03}", f"CB{number:03}") for number in range(300))
    events = [one for old, new in pairs for one in (*whole_call(old, AT - DAY), *whole_call(new))]
    path = journal(folder, *events)
    shipper.round()
    assert path.exists()  # it is longer than two batches, of which the second is read before the deletion
    (folder / purging.FILE).write_text(str(AT))
    shipper.round()
    left = path.read_text()
    assert "CB299" in left
    assert "CA" not in left
    while segments.paths(folder):
        shipper.round()
    assert stored(url) == [(f"CB{number:03}", "connected") for number in range(300)]


def test_a_shipper_of_another_user_can_read_what_root_asks_for_and_leaves(folder: Path) -> None:
    path = journal(folder, *whole_call("CA1"), *whole_call("CA2"))
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    owner = path.stat().st_uid

    segments.rewrite(path, lambda line: b"CA2" in line)
    asked = purging.request(folder, AT)

    assert (path.stat().st_uid, path.stat().st_mode & 0o777) == (owner, 0o600)
    assert asked.stat().st_mode & 0o777 == 0o644
    assert {path, asked} == set(folder.iterdir())


def test_calls_are_kept_for_so_many_days(folder: Path, url: URL) -> None:
    today = now()
    journal(folder, *whole_call("CA1", today - 31 * DAY), *whole_call("CA2", today - 29 * DAY))
    shipper = Shipper(folder, url, days=30)
    shipper.round()
    assert stored(url) == [("CA2", "connected")]
    shipper.close()


def test_a_clock_that_jumps_ahead_deletes_nothing(folder: Path, url: URL) -> None:
    journal(folder, *whole_call("CA1", now()))
    times = iter([now()])
    shipper = Shipper(folder, url, days=30, clock=lambda: next(times, now() + 700 * DAY))
    shipper.round()
    journal(folder, *whole_call("CA2", now()))
    shipper.round()
    assert stored(url) == [("CA1", "connected"), ("CA2", "connected")]
    shipper.close()


def deletes(folder: Path, url: URL, ahead: int) -> Shipper:
    """Begin with a clock that is *ahead*, look once, and return what shipped; it would keep calls for 30 days."""
    shipper = Shipper(folder, url, days=30, clock=lambda: now() + ahead)
    shipper.round()
    shipper.close()
    return shipper


def test_a_service_that_begins_with_a_clock_far_ahead_deletes_nothing_for_a_week_and_says_so(
    folder: Path, url: URL, capfd: pytest.CaptureFixture[str]
) -> None:
    journal(folder, *whole_call("CA1", now() - 3_600_000))
    deletes(folder, url, 0)
    assert capfd.readouterr().err == ""
    shipper = deletes(folder, url, 700 * DAY)
    assert stored(url) == [("CA1", "connected")]
    assert shipper.status.clock.startswith("the clock was set, or is far ahead of the newest record: nothing is")
    assert capfd.readouterr().err.count("nothing is deleted by age before") == 1

    journal(folder, CallEvent("", "machine", "beat", now() + 700 * DAY, Kind.BEAT))
    assert deletes(folder, url, 700 * DAY).status.held_until  # also after it was started anew: it told so before
    assert stored(url) == [("CA1", "connected")]
    right = deletes(folder, url, 0)  # nothing of that holds once the clock is right
    assert (right.status.held_until, right.status.clock, stored(url)) == (0, "", [("CA1", "connected")])


def test_after_a_week_a_clock_is_believed(folder: Path, url: URL) -> None:
    journal(folder, *whole_call("CA1", now() - 40 * DAY))
    deletes(folder, url, -20 * DAY)
    assert deletes(folder, url, 0).status.held_until
    journal(folder, CallEvent("", "machine", "beat", now() + 7 * DAY, Kind.BEAT))
    deletes(folder, url, 6 * DAY)
    assert stored(url) == [("CA1", "connected")]
    deletes(folder, url, 7 * DAY + 60_000)
    assert stored(url) == []


def test_a_mark_that_is_still_to_come_is_reported_and_leaves_out_no_call(
    folder: Path, url: URL, capfd: pytest.CaptureFixture[str]
) -> None:
    engine = database.writing(url)
    database.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(insert(purges), {"before": now() + 300 * DAY})
    engine.dispose()
    journal(folder, *whole_call("CA1", now()))
    shipper = deletes(folder, url, 0)
    assert stored(url) == [("CA1", "connected")]
    assert "were deleted by a clock that ran ahead: that deletion is ignored until then" in shipper.status.clock
    assert capfd.readouterr().err.count("is ignored until then") == 1


def test_what_is_known_around_calls_is_found_and_a_disk_that_does_not_take_it_stops_nothing(
    folder: Path, shipper: Shipper, capfd: pytest.CaptureFixture[str]
) -> None:
    at = int(time.time() * 1000) - 60_000
    hand_over(folder, Limits())
    journal(folder, *(event for number in range(3) for event in in_vain(f"CA{number}", f"{number}", at)))
    all_of(shipper)
    assert read_hindrances(folder).failing == {"+81542751880": at}
    logged = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    failing = "an office keeps failing: its number is read out at once"
    (line,) = (line for line in logged if line["event"] == failing)
    assert line.pop("timestamp").startswith("20")  # as the service's own lines have it
    assert line == {"event": failing, "level": "warning", "number": "+81542751880"}

    (folder / "around.json").unlink()
    (folder / "around.json").mkdir()
    shipper._last_look = -1_000.0  # noqa: SLF001 - as a while later
    shipper.round()
    assert (shipper.status.database, capfd.readouterr().err) == ("ok", "")


def in_vain(call: str, caller: str, at: int) -> tuple[CallEvent, ...]:
    """Return the events of a call that nobody answered."""
    who = [caller, "22", "+815012345678"]
    ring = step(2, at, call, number="+81542751880", office="22-center", caller=who)
    return ring, step(3, at + 25_000, call, dial=[2, f"{call}c", "no_answer", 0, ""], caller=who)


def test_the_file_of_a_database_moved_without_what_lies_beside_it_holds_what_was_stored(
    folder: Path, tmp_path: Path
) -> None:
    shipper = Shipper(folder, database.url_for("", tmp_path))
    journal(folder, *whole_call("CA1"))
    shipper.round()
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(tmp_path / "records.db", tmp_path / "elsewhere")
    assert stored(database.url_for("", tmp_path / "elsewhere")) == [("CA1", "connected")]

    journal(folder, *whole_call("CA2"))
    shipper.round()
    (tmp_path / "records.db").rename(tmp_path / "elsewhere" / "records.db")
    journal(folder, *whole_call("CA3"))
    shipper.round()  # it finds that the file is gone
    assert stored(database.url_for("", tmp_path / "elsewhere")) == [("CA1", "connected"), ("CA2", "connected")]
    shipper.round()
    assert stored(database.url_for("", tmp_path)) == [("CA3", "connected")]
    shipper.close()


def ask(process: subprocess.Popen[bytes], _folder: Path) -> None:
    process.terminate()


def take_its_lock_away(_process: subprocess.Popen[bytes], folder: Path) -> None:
    """Move the folder of the records: the next shipper locks another file, and both would write the same database."""
    folder.rename(folder.with_name("moved"))


@pytest.mark.parametrize("make_end", [ask, take_its_lock_away])
def test_a_shipper_that_is_to_end_leaves_one_file(
    folder: Path, tmp_path: Path, make_end: Callable[[subprocess.Popen[bytes], Path], None]
) -> None:
    journal(folder, *whole_call("CA1"))
    (folder / LOCK).touch()
    with subprocess.Popen([*SHIPPER, folder], stdin=subprocess.PIPE, env={"LANG": "C.UTF-8"}) as process:
        until(lambda: not segments.paths(folder))
        make_end(process, folder)
        assert process.wait(PATIENCE) == 0
    assert [path.name for path in tmp_path.glob("records.db*")] == ["records.db"]
    assert stored(database.url_for("", tmp_path)) == [("CA1", "connected")]


def test_a_shipper_whose_folder_cannot_be_looked_into_says_so_and_goes_on_once_it_can(tmp_path: Path) -> None:
    var, moved = tmp_path / "var", tmp_path / "moved"
    folder = var / "records"
    folder.mkdir(parents=True)
    (folder / LOCK).touch()
    environ, pipe = {"LANG": "C.UTF-8"}, subprocess.PIPE
    with subprocess.Popen([*SHIPPER, folder], stdin=pipe, stderr=pipe, env=environ) as process:
        assert process.stderr
        until(lambda: read_status(folder).database == "ok")
        var.rename(moved)
        var.touch()
        said = json.loads(process.stderr.readline())
        assert (said["event"], said["database"]) == ("records", "gone")
        assert "Not a directory" in said["why"]
        var.unlink()
        moved.rename(var)
        journal(folder, *whole_call("CA1"))
        until(lambda: not segments.paths(folder))
        process.terminate()
        assert process.wait(PATIENCE) == 0
    assert stored(database.url_for("", var)) == [("CA1", "connected")]


def test_a_shipper_whose_folder_was_replaced_before_it_looked_ends(folder: Path, tmp_path: Path) -> None:
    with locked(folder) as lock:
        assert lock is not None
        folder.rename(tmp_path / "moved")
        folder.mkdir()
        (folder / LOCK).touch()  # which the next shipper locks
        started = [*SHIPPER, str(folder), str(lock)]
        with subprocess.Popen(started, stdin=subprocess.PIPE, pass_fds=(lock,), env={"LANG": "C.UTF-8"}) as process:
            assert process.wait(PATIENCE) == 0
    assert not (folder.parent / "records.db").exists()
