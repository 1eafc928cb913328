"""Lines of log: nobody waits for them, each is written in one piece, and what cannot be written is counted."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import structlog

from ivr.web.counters import COUNTERS
from ivr.web.log import configure_log
from ivr.web.log_stream import LONGEST, LogStream, shortened
from tests.waiting import PATIENCE


@contextmanager
def piped(most: int = 5000) -> Iterator[tuple[LogStream, int]]:
    """Yield lines that go into a pipe, and the descriptor to read them from."""
    out, into = os.pipe()
    with os.fdopen(into, "w", encoding="utf-8") as stream:
        lines = LogStream(stream, most)
        yield lines, out
        with suppress(OSError):
            os.close(out)
        lines.drain(PATIENCE)  # else what is lost of them may be counted while another test counts


def dropped_by(act: Callable[[], None]) -> int:
    before = COUNTERS.totals()["dropped"]
    act()
    return COUNTERS.totals()["dropped"] - before


def test_a_line_is_written_once_it_is_whole() -> None:
    with piped() as (lines, out):
        print("one", "two", file=lines, flush=True)
        lines.write("thr")
        lines.write("ee\nfour\nfi")
        lines.drain(PATIENCE)
        assert os.read(out, 100) == b"one two\nthree\nfour\n"


def test_each_thread_completes_its_own_line() -> None:
    with piped() as (lines, out):
        lines.write("begun here, ")
        other = threading.Thread(target=print, args=("elsewhere",), kwargs={"file": lines})
        other.start()
        other.join()
        lines.write("ended here\n")
        lines.drain(PATIENCE)
        assert os.read(out, 100) == b"elsewhere\nbegun here, ended here\n"


def test_a_character_that_cannot_be_written_is_reported_by_its_number() -> None:
    with piped() as (lines, out):
        print("\ud800あ", file=lines)
        lines.drain(PATIENCE)
        assert os.read(out, 100) == "\\ud800あ\n".encode()


def test_a_reader_that_stands_still_makes_nobody_wait_and_what_does_not_fit_is_counted() -> None:
    with piped(most=100) as (lines, out):
        begun = time.monotonic()
        dropped = dropped_by(lambda: lines.writelines(["x" * 1000 + "\n"] * 1000))
        assert time.monotonic() - begun < 10
        assert 1000 - 100 - 70 <= dropped <= 1000 - 100
        assert dropped_by(lambda: lines.drain(0.05)) > 0  # at the end of a process what still waits is lost
        assert os.read(out, 1001) == b"x" * 1000 + b"\n"


def test_a_reader_that_is_gone_costs_only_lines() -> None:
    with piped() as (lines, out):
        os.close(out)

        def write() -> None:
            print("one", file=lines)
            print("two", file=lines)
            lines.drain(PATIENCE)

        assert dropped_by(write) == 2


def test_a_full_disk_costs_only_lines() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        lines = LogStream(full)

        def write() -> None:
            print("one", file=lines)
            lines.drain(PATIENCE)

        assert dropped_by(write) == 1


def test_after_a_line_that_was_written_in_part_the_next_begins_a_line(tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 - where files have bounds

    def child() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with (tmp_path / "log").open("a", encoding="utf-8") as file:
            lines = LogStream(file)
            resource.setrlimit(resource.RLIMIT_FSIZE, (10, 100))
            print("0123456789abc", file=lines)
            lines.drain(PATIENCE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
            print("next", file=lines)
            lines.drain(PATIENCE)

    assert forked(child) == 0
    assert (tmp_path / "log").read_text().splitlines() == ["0123456789", "next"]


def test_a_descriptor_that_does_not_wait_by_itself_is_waited_for() -> None:
    with piped() as (lines, out):
        os.set_blocking(lines.fileno(), False)
        for number in range(500):
            print(f"{number} " + "x" * 500, file=lines)
        read = b""
        while read.count(b"\n") < 500:
            read += os.read(out, 65536)
        assert [int(line.split()[0]) for line in read.splitlines()] == list(range(500))


@pytest.mark.parametrize("length", [1, LONGEST - 2, LONGEST, 10 * LONGEST])
def test_a_line_is_no_longer_than_a_pipe_takes_in_one_piece(length: int) -> None:
    text = b"begun" + b"x" * length + b"end"
    short = shortened(text, LONGEST)
    assert len(short) <= LONGEST
    assert short.startswith(b"begun")
    assert short.endswith(b"end")
    assert shortened(short, LONGEST) == short


def test_a_line_of_json_stays_one_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    structlog.get_logger().error("よ" * 3000, path="/" + "x" * 20000 + "/end", changes=["変" * 3000] * 30, plan="p")
    entry = json.loads(capsys.readouterr().err)
    assert entry["plan"] == "p"
    assert entry["path"].endswith("/end")
    assert len(json.dumps(entry, ensure_ascii=False).encode()) < LONGEST


def test_a_traceback_keeps_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    error: Exception = ValueError()
    for _each in range(200):
        raised = KeyError()
        raised.__cause__ = error
        error = raised
    structlog.get_logger().error("fault", exc_info=error)
    line = capsys.readouterr().err
    assert len(line.encode()) <= LONGEST
    assert json.loads(line)["exception"].endswith("KeyError")


MANY = """
import os, sys, warnings
warnings.simplefilter("ignore")  # from Python 3.12 on, of each fork beside a thread: here that of the log
from ivr.web.log_stream import write_behind
write_behind()
print("before")
for _ in range(4):
    if not os.fork():
        for number in range(2000):
            print(number, os.getpid(), "x" * (number % 300), "end", file=sys.stderr)
        sys.stderr.drain(60)
        break
"""


def test_lines_of_several_processes_never_run_into_each_other_and_none_is_written_twice() -> None:
    done = subprocess.run(
        [sys.executable, "-u", "-c", MANY], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    lines = done.stderr.splitlines()
    assert all(re.fullmatch(r"\d+ \d+ x* end", line) for line in lines)
    assert len(lines) == 4 * 2000
    assert done.stdout == "before\n"


STUCK = """
import sys
from ivr.web.log_stream import write_behind
write_behind()
for number in range(3000):
    print("x" * 200, file=sys.stderr)
"""


def test_a_process_ends_although_nobody_reads_what_it_says() -> None:
    with subprocess.Popen([sys.executable, "-c", STUCK], stderr=subprocess.PIPE) as process:
        assert process.wait(PATIENCE) == 0


def forked(act: Callable[[], None]) -> int:
    """Do *act* in a process of its own, and return how that ended."""
    child = os.fork()
    if not child:
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
