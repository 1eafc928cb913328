"""`ivr records`: what other programs get of the calls on record, and that deleted ones are not in it."""

import csv
import gc
import io
import json
import subprocess
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy import URL, insert, text

from ivr.records import FOLDER, database, store
from ivr.records.database_tables import calls
from ivr.records.export import COLUMNS, exported
from ivr.records.record import CallRecord, Disposition
from ivr.records.supervise import locked
from tests.waiting import until

from .command import database_at, run
from .samples import whole_call
from .test_shipper import journal

DAY = 86_400_000
MIDNIGHT = 1_795_791_600_000
"""Of 2026-11-28, in Japan."""


def test_every_column_of_the_records_is_described() -> None:
    assert COLUMNS.keys() == {field.name for field in fields(CallRecord)} - {"last"}, "COLUMNS"
    assert [one for one in Disposition if one not in COLUMNS["disposition"]] == []


def filled(url: URL) -> None:
    """Store a call a day from 2026-11-26 to 2026-11-29, the first at midnight and the others at noon."""
    engine = database.writing(url)
    database.upgrade(engine)
    with engine.begin() as connection:
        for day in range(4):
            at = MIDNIGHT + (day - 2) * DAY + (DAY // 2 if day else 0)
            store.save(connection, whole_call(f"CA{day}", at), at)
    engine.dispose()


def records(folder: Path, url: URL, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, *arguments, **database_at(url))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a working directory, in whose var the database is."""
    (tmp_path / "var").mkdir()
    return tmp_path


@pytest.fixture
def there(url: URL, folder: Path) -> URL:
    return url if url.drivername != "sqlite" else database.url_for("", folder / "var")


@pytest.mark.parametrize(
    ("bounds", "days"),
    [
        ((), "0123"),
        (("--from", "2026-11-28"), "23"),
        (("--to", "2026-11-27"), "01"),
        (("--from", "2026-11-26", "--to", "2026-11-26"), "0"),
        (("--from", "2026-11-30"), ""),
    ],
)
def test_calls_of_some_days_as_csv(folder: Path, there: URL, bounds: tuple[str, ...], days: str) -> None:
    filled(there)
    shown = records(folder, there, "export", *bounds)
    assert (shown.returncode, shown.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert shown.stdout.splitlines()[0] == ",".join(COLUMNS)
    assert [row["call"] for row in rows] == [f"CA{day}" for day in days]
    for row in rows:
        assert (row["disposition"], row["talk"], row["duration"], row["office"]) == (
            "connected",
            "30.0",
            "40.0",
            "22-center",
        )
        assert row["started"].endswith("+09:00")


def test_calls_as_json_with_their_rings_and_steps(folder: Path, there: URL) -> None:
    filled(there)
    shown = records(folder, there, "export", "--format", "jsonl", "--steps", "--to", "2026-11-26")
    (call,) = map(json.loads, shown.stdout.splitlines())
    assert call["started"] == "2026-11-26T00:00:00.000+09:00"
    assert [(ring["office"], ring["number"], ring["outcome"]) for ring in call["rings_of_call"]] == [
        ("22-center", "+81542751880", "completed")
    ]
    assert [step["kind"] for step in call["steps"]] == ["step"] * 4 + ["status"]
    assert records(folder, there, "export", "--json").stdout.count("\n") == 4


def test_what_was_deleted_is_in_no_later_export(folder: Path, there: URL) -> None:
    filled(there)
    deleted = records(folder, there, "purge", "--before", "2026-11-28", "--json")
    assert (deleted.stdout, deleted.stderr) == ('{"deleted": 2}\n', "")
    left = records(folder, there, "export", "--format", "jsonl")
    assert [json.loads(line)["call"] for line in left.stdout.splitlines()] == ["CA2", "CA3"]


def test_what_a_journal_holds_is_deleted_too(folder: Path, there: URL) -> None:
    (folder / "var" / FOLDER).mkdir()
    path = journal(folder / "var" / FOLDER, *whole_call("CA1", MIDNIGHT - DAY), *whole_call("CA2", MIDNIGHT + DAY // 2))
    assert records(folder, there, "purge", "--before", "2026-11-28").returncode == 0
    assert b"CA1" not in path.read_bytes()
    assert path.read_bytes().count(b"CA2") == 10


def test_while_a_shipper_runs_it_is_asked_to_delete(folder: Path, there: URL) -> None:
    from ivr.records import purging  # noqa: PLC0415
    from ivr.records.shipper import Shipper  # noqa: PLC0415

    filled(there)
    shipper = Shipper(folder / "var" / FOLDER, there)
    with locked(folder / "var" / FOLDER) as lock:
        assert lock is not None
        with ThreadPoolExecutor(1) as running:
            asked = running.submit(until, (folder / "var" / FOLDER / purging.FILE).exists)
            asked.add_done_callback(lambda _asked: shipper.round())
            deleted = records(folder, there, "purge", "--before", "2026-11-28")
        assert deleted.stdout == "The calls before 2026-11-28 are deleted.\n"
    shipper.close()
    assert records(folder, there, "export").stdout.count("\n") == 3


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("export",), "Error: {folder}/var/records.db: there are no records yet\n"),
        (("export", "--steps"), "--steps needs --format jsonl"),
        (("purge",), "Missing option '--before'"),
    ],
)
def test_what_is_asked_for_in_vain_is_reported(folder: Path, arguments: tuple[str, ...], complaint: str) -> None:
    shown = records(folder, database.url_for("", folder / "var"), *arguments)
    assert shown.returncode in (1, 2)
    assert complaint.format(folder=folder) in shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_database_that_is_gone_is_reported_without_its_password(folder: Path) -> None:
    gone = database.url_for("postgresql://me:secret@127.0.0.1:1/name", folder)
    shown = records(folder, gone, "export")
    assert shown.returncode == 1
    assert shown.stderr.startswith("Error: DATABASE_URL: connection failed")
    assert "secret" not in shown.stderr


def test_records_of_a_later_release_are_not_read(folder: Path, there: URL) -> None:
    filled(there)
    engine = database.writing(there)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    engine.dispose()
    for arguments in (("export",), ("purge", "--before", "2026-11-28")):
        shown = records(folder, there, *arguments)
        assert (shown.returncode, shown.stdout) == (1, "")
        assert "later release" in shown.stderr


@pytest.mark.unmeasured
def test_an_export_takes_as_much_memory_for_many_calls_as_for_few(there: URL) -> None:
    engine = database.writing(there)
    database.upgrade(engine)
    with engine.begin() as connection:
        rows = [{"call": f"CA{number:06}", "started": number, "last": number} for number in range(3_000)]
        connection.execute(insert(calls), rows)
    engine.dispose()
    rows.clear()
    reading = database.reading(there)

    def peak(number: int) -> int:
        """Return the most bytes that the export of so many calls takes."""
        tracemalloc.start()
        assert sum(1 for _ in exported(reading, 0, number)) == number
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    seldom = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # as Python has it: what waits to be found unused counts too
    few, many = peak(1_500), peak(3_000)
    gc.set_threshold(*seldom)
    reading.dispose()
    assert many < 1.5 * few
