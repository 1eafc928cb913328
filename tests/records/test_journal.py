"""A worker's journal: what its files hold, whatever happens to the worker or the disk; nobody waits for it."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from ivr.records import CallEvent, Journal, Kind, journal, segments
from ivr.records.events import event_of
from tests.waiting import PATIENCE, until

from .samples import AT, step

WRITER = [sys.executable, "-m", "tests.records.writer"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "records"


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[structlog.typing.EventDict]]:
    with structlog.testing.capture_logs() as events:
        yield events


def written(folder: Path) -> list[str]:
    """Return the keys of the events in *folder*, in their order."""
    lines = [line for path in segments.paths(folder) for line in path.read_bytes().splitlines()]
    return [event_of(line).key for line in lines]


def test_events_are_in_a_file_within_a_second(folder: Path) -> None:
    worker = Journal(folder, print)
    for turn in range(5):
        worker.put(step(turn))
    time.sleep(1)
    assert written(folder) == [f"step {turn}" for turn in range(5)]
    (file,) = segments.paths(folder)
    assert file.stat().st_mode & 0o777 == 0o600
    with segments.finished(file) as finished:
        assert not finished
    worker.close()


def test_what_is_queued_is_written_at_the_end(folder: Path) -> None:
    worker = Journal(folder, print)
    worker.put(step(1))
    worker.close()
    assert written(folder) == ["step 1"]


def test_where_no_thread_can_be_started_events_wait_until_one_can(
    folder: Path, logged: list[structlog.typing.EventDict], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    worker = Journal(folder, print)
    with monkeypatch.context() as scarce:
        scarce.setattr(threading.Thread, "start", refuse)
        worker.start()
        worker.put(step(1))
    assert [entry["event"] for entry in logged] == ["no thread for the journal: call events wait for one"]
    worker.put(step(2))
    until(lambda: segments.paths(folder) and written(folder) == ["step 1", "step 2"])
    worker.close()


def test_a_worker_that_is_killed_loses_at_most_the_last_second(folder: Path) -> None:
    with subprocess.Popen([*WRITER, folder, "60"], stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout
        begun = "".join(worker.stdout.readline() for _ in range(100))  # however long that takes
        time.sleep(1.5)
        killed = time.time_ns() // 1_000_000
        worker.send_signal(signal.SIGKILL)
        printed = begun + worker.stdout.read()
    queued = [tuple(map(int, line.split())) for line in printed.splitlines() if " " in line]
    there = set(written(folder)[:-1])  # the last line may be torn: it is read apart
    missing = [at for number, at in queued[:-1] if f"step {number}" not in there]
    assert [at for at in missing if at < killed - 1_000] == []
    (file,) = segments.paths(folder)
    with segments.finished(file) as finished:
        assert finished


def test_half_a_line_at_the_end_of_a_file_waits_for_its_other_half(folder: Path) -> None:
    folder.mkdir()
    file = folder / "1.jsonl"
    file.write_bytes(b"one\ntwo\nthr")
    assert segments.read(file, 0) == ([b"one", b"two"], 8)
    assert segments.read(file, 8) == ([], 8)
    with file.open("ab") as more:
        more.write(b"ee\n")
    assert segments.read(file, 8) == ([b"three"], 14)


def test_on_a_full_disk_lines_stay_whole_and_what_fits_is_written_once_there_is_room(folder: Path) -> None:
    """No file may be longer than 3,000 bytes: a line is written in part, and its rest when the limit is gone."""
    with subprocess.Popen([*WRITER, folder, "4", "3000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as worker:
        until(lambda: any(path.stat().st_size == 3_000 for path in segments.paths(folder)))
        time.sleep(1)
        resource_unlimited(worker.pid)
        printed, log = (stream.decode() for stream in worker.communicate(timeout=PATIENCE))
    queued = [line.split()[0] for line in printed.splitlines()[:-1]]
    assert printed.endswith("lost 0\n")
    assert written(folder) == [f"step {number}" for number in queued]
    assert "call events cannot be recorded yet" in log


def resource_unlimited(process: int) -> None:
    import resource  # noqa: PLC0415 - Linux alone lets another process's limits be set

    resource.prlimit(process, resource.RLIMIT_FSIZE, (-1, -1))


def test_where_nothing_can_be_written_nobody_waits_and_what_is_lost_is_counted(
    tmp_path: Path, logged: list[structlog.typing.EventDict]
) -> None:
    (tmp_path / "file").touch()
    lost: list[int] = []
    worker = Journal(tmp_path / "file" / "records", lost.append)
    number = 3 * journal.MOST_WAITING
    begun = time.monotonic()
    for turn in range(number):
        worker.put(step(turn))
    assert time.monotonic() - begun < PATIENCE  # seconds: whoever waited a hundredth of one each time took five minutes
    until(lambda: logged)
    worker.close()
    worker.close()
    assert sum(lost) == number
    assert {"why", "lost", "waiting"} <= logged[0].keys()
    assert logged[-1]["why"] == "the process ends, and its disk accepts nothing"


@pytest.mark.parametrize("refused", ["rename", "fsync"])
def test_a_disk_that_refuses_a_new_file_is_left_no_files(
    folder: Path, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "the disk")

    monkeypatch.setattr(os, refused, refuse)
    for _each in range(3):
        with pytest.raises(OSError, match="the disk"):
            segments.create(folder)
    assert not list(folder.iterdir())


def test_what_a_disk_takes_and_then_cannot_keep_is_written_once_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, sync = list[int](), os.fdatasync

    def sync_later(file: int) -> None:
        synced.append(file)
        if len(synced) in {2, 3}:  # as where room is only looked for then
            raise OSError(errno.ENOSPC, "no room")
        sync(file)

    monkeypatch.setattr(os, "fdatasync", sync_later)
    lost = list[int]()
    worker = Journal(folder, lost.append)
    turns = list(range(4))
    while turns:
        worker.put(step(turns.pop(0)))
        until(lambda: len(synced) >= 4 - len(turns))
    worker.close()
    assert written(folder) == [f"step {turn}" for turn in range(4)]
    assert not lost


def test_what_a_full_disk_took_in_part_and_then_loses_is_written_once_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room is gone in the middle of a line; what fitted is lost with the sync that fails once there is room."""
    room, write, sync, refused = [700], os.write, os.fdatasync, list[str]()

    def write_what_fits(file: int, data: bytes) -> int:
        if not room:
            return write(file, data)
        if not room[0]:
            refused[:] = ["written"]
            raise OSError(errno.ENOSPC, "no room")
        fits, room[0] = min(room[0], len(data)), max(0, room[0] - len(data))
        return write(file, data[:fits])

    def lose(file: int) -> None:
        if refused == ["written"]:
            refused.append("synced")
            (path,) = segments.paths(folder)
            path.write_bytes(bytes(path.stat().st_size))
            raise OSError(errno.EIO, "the disk")
        sync(file)

    monkeypatch.setattr(os, "write", write_what_fits)
    monkeypatch.setattr(os, "fdatasync", lose)
    worker = Journal(folder, print)
    for turn in range(9):
        worker.put(step(turn))
    until(lambda: refused == ["written"])
    room.clear()
    until(lambda: refused == ["written", "synced"])
    worker.close()
    assert written(folder) == [f"step {turn}" for turn in range(9)]


@pytest.mark.parametrize("taken", [0, 60, 700])
def test_what_waits_for_a_disk_that_took_some_in_part_has_a_bound_and_is_counted(
    folder: Path, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but whole events is dropped: neither half a line nor an empty one is among what is written later."""
    room, write, lost = [taken], os.write, list[int]()

    def write_what_fits(file: int, data: bytes) -> int:
        if room == [0]:
            raise OSError(errno.ENOSPC, "no room")
        fits = min(room[0], len(data)) if room else len(data)
        room[:] = [left - fits for left in room]
        return write(file, data[:fits])

    monkeypatch.setattr(os, "write", write_what_fits)
    monkeypatch.setattr(journal, "MOST_WAITING", 5)
    worker = Journal(folder, lost.append)
    for turn in range(15):
        worker.put(step(turn))
        if turn in {3, 9}:
            until(lambda: not worker._queue)  # noqa: SLF001 - what is queued is written, or waits
    until(lambda: sum(lost))
    room.clear()
    worker.put(step(15))
    worker.close()
    assert 0 < sum(lost) < 15
    assert len(written(folder)) + sum(lost) == 16


def test_where_no_shipper_can_be_started_that_is_logged_without_a_traceback(
    tmp_path: Path, logged: list[structlog.typing.EventDict]
) -> None:
    worker = Journal(tmp_path / "records", print, chore=(tmp_path / "none" / "records").mkdir)
    worker.put(step(1))
    until(lambda: logged)
    worker.close()
    assert logged[0]["event"] == "no shipper can be started: call events wait for it"
    assert "exc_info" not in logged[0]


def test_a_journal_that_no_database_takes_has_a_bound(folder: Path) -> None:
    lost: list[int] = []
    folder.mkdir()
    (folder / "0.jsonl").write_bytes(b"x" * 5_000)
    worker = Journal(folder, lost.append, most_bytes=4_000)
    worker.put(step(1))
    worker.close()
    assert (written_by(folder, worker), sum(lost)) == ([], 1)


def written_by(folder: Path, _worker: Journal) -> list[Path]:
    return [path for path in segments.paths(folder) if path.name != "0.jsonl"]


def remove_files(folder: Path) -> None:
    for path in segments.paths(folder):
        path.unlink()


def move_folder(folder: Path) -> None:
    folder.rename(folder.with_name("moved"))


@pytest.mark.parametrize("remove", [remove_files, move_folder])
def test_a_file_that_somebody_removed_is_begun_anew(folder: Path, remove: Callable[[Path], None]) -> None:
    worker = Journal(folder, print)
    worker.put(step(1))
    until(lambda: segments.paths(folder))
    until(lambda: written(folder))
    remove(folder)
    worker.put(step(2))
    worker.close()
    assert written(folder) == ["step 2"]


def test_a_fork_writes_nothing_of_the_process_before_it(folder: Path) -> None:
    worker = Journal(folder, print)
    worker.put(step(1))
    child = os.fork()
    if child == 0:
        worker.put(step(2))
        worker.close()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    worker.close()
    assert sorted(written(folder)) == ["step 1", "step 2"]
    assert len(segments.paths(folder)) == 2


def test_a_worker_notes_that_it_lives(folder: Path) -> None:
    beats = iter(range(1, 100))
    worker = Journal(folder, print, beat=lambda: CallEvent("", "host", f"beat {next(beats)}", AT, Kind.BEAT))
    worker.start()
    until(lambda: segments.paths(folder) and written(folder))
    worker.close()
    assert written(folder) == ["beat 1"]


def test_a_chore_that_fails_does_not_end_the_journal(folder: Path, logged: list[structlog.typing.EventDict]) -> None:
    def chore() -> None:
        raise OSError("no process can be started")

    worker = Journal(folder, print, chore)
    worker.start()
    until(lambda: logged)
    worker.put(step(1))
    until(lambda: segments.paths(folder) and written(folder))
    worker.close()
