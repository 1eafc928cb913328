"""A backup of everything stored, and its restoration: to the same place, an empty one, another kind of database."""

import gzip
import io
import json
import os
import tarfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import URL, delete, select, text

from ivr.clock import now
from ivr.golive.backup import Contents, back_up, restore
from ivr.records import CallEvent, Kind, database, purging, segments, store
from ivr.records.database_tables import calls, events, heartbeats, rings
from ivr.records.events import line_of
from ivr.records.fold import fold
from ivr.records.supervise import locked
from ivr.settings import Settings, StartupError
from ivr.web.reload.plan_store import PlanStore
from tests.cli.command import Command

from .command import database_at
from .postgres import Postgres
from .samples import AT, START, step, whole_call

STORED = [whole_call(f"CA{number:032}", AT + number * 60_000) for number in range(3)]
WAITING = CallEvent("CA" + "9" * 32, "CA" + "9" * 32, START.key, AT, Kind.STEP, START.data)
BEAT = CallEvent("", "machine", "beat", AT, Kind.BEAT)
MISSED = CallEvent(
    "", "an answer", "missed", AT, Kind.MISSED, {"node": "ask_service", "language": "ja", "text": "ふにゃ"}
)


def settings_of(var: Path, url: URL) -> Settings:
    return Settings(var=var, records=True, database_url=database_at(url).get("DATABASE_URL", ""))


def save(url: URL, *new: CallEvent) -> None:
    engine = database.writing(url)
    database.upgrade(engine)
    with engine.begin() as connection:
        store.save(connection, new, now())
    engine.dispose()


def stored(url: URL) -> dict[str, list[dict[str, object]]]:
    engine = database.writing(url)
    with engine.begin() as connection:
        found = {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in (calls, rings, heartbeats)
        }
    engine.dispose()
    return found


@pytest.fixture
def service(tmp_path: Path, url: URL, small_site: Path) -> Settings:
    """Return the settings of a service that has calls in its database and its journal, a plan, a route and a key."""
    settings = settings_of(tmp_path, url)
    save(url, *(event for of_call in STORED for event in of_call), BEAT)
    file = segments.create(tmp_path / "records")
    os.write(file, line_of(WAITING) + line_of(MISSED) + b'["torn')
    os.close(file)
    PlanStore(tmp_path / "plans").keep_site(small_site)
    (tmp_path / "routes").mkdir()
    (tmp_path / "routes" / "PN1-20261128.json").write_text("{}")
    (tmp_path / "verifying.tsv").write_text("who answered")
    (tmp_path / "caller.key").write_text("the key")
    return settings


def test_what_is_kept_comes_back_to_an_empty_place(service: Settings, tmp_path: Path, url: URL) -> None:
    file = tmp_path / "backup.tar.gz"
    assert back_up(service, file) == Contents(calls=4, plans=1)
    assert file.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".backup*"))

    other = tmp_path / "other"
    empty = settings_of(other, database.url_for("", other))
    assert restore(empty, file) == Contents(calls=4, plans=1)
    assert restore(empty, file) == Contents(calls=4, plans=1)  # twice is as good as once
    there = stored(database.url_for("", other))
    assert there["calls"] == [asdict(fold(one[0].call, one)[0]) for one in (*STORED, (WAITING,))]
    assert there["heartbeats"] == stored(url)["heartbeats"] != []
    assert (other / "caller.key").read_text() == "the key"
    assert (other / "routes" / "PN1-20261128.json").read_text() == "{}"
    assert (other / "verifying.tsv").read_text() == "who answered"
    assert (other / "verifying.tsv").stat().st_mode & 0o777 == 0o600
    (plan,) = PlanStore(other / "plans").names()
    assert PlanStore(other / "plans").is_intact(plan)


def test_a_pipe_is_written_to_and_not_replaced(service: Settings, tmp_path: Path) -> None:
    """As root, a backup to /dev/null left an ordinary file there, for everybody."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as others:
        read = others.submit(pipe.read_bytes)
        assert back_up(service, pipe) == Contents(calls=4, plans=1)
        (tmp_path / "backup.tar.gz").write_bytes(read.result())

    assert pipe.is_fifo()
    other = tmp_path / "other"
    assert restore(settings_of(other, database.url_for("", other)), tmp_path / "backup.tar.gz").calls == 4


def test_a_file_of_ours_goes_to_postgresql(tmp_path: Path, server: Postgres) -> None:
    own = database.url_for("", tmp_path)
    save(own, *STORED[0])
    back_up(settings_of(tmp_path, own), tmp_path / "b")
    server.empty()
    url = database.url_for(server.url, tmp_path)
    assert restore(settings_of(tmp_path / "new", url), tmp_path / "b") == Contents(calls=1, plans=0)
    assert stored(url)["calls"] == stored(own)["calls"]


def test_an_event_that_postgresql_cannot_hold_stops_nothing(tmp_path: Path, server: Postgres) -> None:
    small = settings_of(tmp_path / "small", database.url_for("", tmp_path / "small"))
    (tmp_path / "small").mkdir()
    save(database.url_for("", tmp_path / "small"), *STORED[0], step(1 << 31, AT, "CA" + "8" * 32))
    back_up(small, tmp_path / "backup")

    server.empty()
    url = database.url_for(server.url, tmp_path)
    restored = restore(settings_of(tmp_path / "large", url), tmp_path / "backup")
    assert (restored.refused, [one["disposition"] for one in stored(url)["calls"]]) == (1, ["connected"])


def test_what_is_there_already_stays(service: Settings, tmp_path: Path, url: URL) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(service, file)
    later = whole_call("CA" + "7" * 32, AT + 3_600_000)
    save(url, *later)
    restore(service, file)
    assert {row["call"] for row in stored(url)["calls"]} == {
        WAITING.call,
        later[0].call,
        *(one[0].call for one in STORED),
    }


def test_a_backup_of_another_service_is_not_replaced(service: Settings, tmp_path: Path, url: URL) -> None:
    """With a wrong IVR_VAR, that of a trial, the only backup of a year's calls was replaced by one of the trial."""
    file = tmp_path / "backup.tar.gz"
    back_up(service, file)
    kept = file.read_bytes()
    trial = tmp_path / "trial"
    trial.mkdir()
    own = database.url_for("", trial)
    save(own, *whole_call("CA" + "6" * 32, AT))
    for lacking, there in {  # besides what was there before, so that each alone is noticed
        "everything else": {},
        "the key": {"caller.key": "another key"},
        "calls": {"caller.key": "the key", "verifying.tsv": "", "routes/PN1-20261128.json": "{}"},
    }.items():
        for name, content in there.items():
            (trial / name).parent.mkdir(exist_ok=True)
            (trial / name).write_text(content)
        with pytest.raises(StartupError, match="trial does not, as of another service"):
            back_up(settings_of(trial, own), file)
        assert file.read_bytes() == kept, lacking
    assert not list(tmp_path.glob(".backup*"))

    save(url, *whole_call("CA" + "5" * 32, AT))
    assert back_up(service, file) == Contents(calls=5, plans=1)  # its own is replaced, as every night


def test_a_backup_of_calls_that_were_deleted_since_is_replaced(service: Settings, tmp_path: Path, url: URL) -> None:
    """A line that keeps its calls for days had no second backup: the first held calls that it had no more."""
    file = tmp_path / "backup.tar.gz"
    back_up(service, file)
    engine = database.writing(url)
    purging.purge(engine, tmp_path / "records", AT + 60_000)  # the first of three
    engine.dispose()
    kept = file.read_bytes()
    with engine.begin() as connection:
        connection.execute(delete(calls))
        connection.execute(delete(events))
    for waiting in segments.paths(tmp_path / "records"):
        waiting.unlink()
    with pytest.raises(StartupError, match="as of another service"):
        back_up(service, file)  # two were not deleted for their age
    assert file.read_bytes() == kept

    purging.purge(engine, tmp_path / "records", AT + 24 * 60 * 60_000)
    engine.dispose()
    assert back_up(service, file) == Contents(calls=0, plans=1)


@pytest.mark.parametrize("content", [b"nodes: {}\n", b"\x1f\x8b\x08 torn"])
def test_what_is_no_backup_is_not_replaced(content: bytes, service: Settings, tmp_path: Path) -> None:
    (tmp_path / "flow.yaml").write_bytes(content)
    with pytest.raises(StartupError, match="is damaged, or not a backup"):
        back_up(service, tmp_path / "flow.yaml")
    assert (tmp_path / "flow.yaml").read_bytes() == content


def test_an_empty_file_becomes_a_backup(service: Settings, tmp_path: Path) -> None:
    (tmp_path / "made.by.mktemp").touch()
    assert back_up(service, tmp_path / "made.by.mktemp").calls == 4


def test_from_a_folder_in_which_no_service_ran_no_backup_is_replaced(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "elsewhere", database.url_for("", tmp_path / "elsewhere"))
    (tmp_path / "b").write_bytes(b"the backup of yesterday")

    with pytest.raises(StartupError, match="elsewhere holds nothing of a service: run this in its folder"):
        back_up(settings, tmp_path / "b")

    assert (tmp_path / "b").read_bytes() == b"the backup of yesterday"


def test_it_is_not_restored_under_a_running_service(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, database.url_for("", tmp_path))
    (tmp_path / "caller.key").write_text("key", encoding="utf-8")
    back_up(settings, tmp_path / "b")
    with locked(tmp_path / "records"), pytest.raises(StartupError, match="a service is running in this folder"):
        restore(settings, tmp_path / "b")


def test_another_key_is_not_mixed_in(service: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(service, file)
    (tmp_path / "caller.key").write_text("another key")
    with pytest.raises(StartupError, match=r"caller\.key holds a different key from the backup"):
        restore(service, file)
    assert back_up(replace(service, hash_key="from the environment"), tmp_path / "without").calls == 4
    with tarfile.open(tmp_path / "without") as archive:
        assert "caller.key" not in archive.getnames()


def packed(**files: bytes) -> bytes:
    """Return an archive of *files*; in their names __ is a slash."""
    packed_bytes = io.BytesIO()
    with tarfile.open(fileobj=packed_bytes, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name.replace("__", "/"))
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed_bytes.getvalue()


ABOUT = {"about.json": json.dumps({"format": 1}).encode(), "events.jsonl": b""}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is damaged, or not a backup of this program"),
        (b"no archive", "is damaged, or not a backup of this program"),
        (gzip.compress(b"no archive"), "is damaged, or not a backup of this program"),
        (packed(**ABOUT)[:-40], "is damaged, or not a backup of this program"),
        (packed(other=b""), "is damaged, or not a backup of this program"),
        (packed(**ABOUT | {"events.jsonl": b"no event\n"}), "is damaged, or not a backup of this program"),
        (packed(**{"about.json": b'{"format": 2}'}), "the backup was written by a later release"),
    ],
    ids=["empty", "no archive", "packed, and none", "cut", "of others", "no event in it", "of a later release"],
)
def test_what_is_no_whole_backup_is_refused_with_the_reason(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(StartupError, match=message):
        restore(settings_of(tmp_path, database.url_for("", tmp_path)), tmp_path / "b")


def test_no_file_is_written_beside_what_a_service_keeps(tmp_path: Path) -> None:
    evil = {"..__evil": b"x", "plans__0123456789ab__..__..__..__evil": b"x", "routes__x.sh": b"x", "evil": b"x"}
    (tmp_path / "b").write_bytes(packed(**ABOUT | evil))
    restore(settings_of(tmp_path / "a" / "var", database.url_for("", tmp_path / "a" / "var")), tmp_path / "b")
    assert not [path for path in tmp_path.rglob("*") if "evil" in path.name or path.suffix == ".sh"]


def test_a_database_of_a_later_release_is_left_alone(service: Settings, tmp_path: Path, url: URL) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(service, file)
    engine = database.writing(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of a later one'"))
    engine.dispose()
    with pytest.raises(StartupError, match="the database belongs to a later release"):
        back_up(service, tmp_path / "another")
    with pytest.raises(StartupError, match="the database belongs to a later release"):
        restore(service, file)
    assert not (tmp_path / "another").exists()


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(monkeypatch, capsys)
    for name in [name for name in os.environ if name.startswith(("IVR_", "TWILIO_", "DATABASE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "var").mkdir()
    save(database.url_for("", tmp_path / "var"), *STORED[0])
    assert command("backup", "b").out == "b holds: calls 1, plans 0.\n"
    assert command("restore", "b").out == "What b holds is in place: calls 1, plans 0.\n"
    assert json.loads(command("restore", "b", "--json").out) == {"calls": 1, "plans": 0, "refused_events": 0}
    assert "none/b cannot be written: there is no folder none" in command("backup", "none/b").err
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("IVR_VAR", "/dev/null/var")
        assert command("restore", "b").err == "IVR_VAR: Not a directory\n"
    (tmp_path / "b").write_bytes(b"")
    broken = command("restore", "b")
    assert (broken.code, broken.err) == (1, "b is damaged, or not a backup of this program\n")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/x")
    assert (command("backup", "b").code, command("restore", "b").code) == (1, 1)
