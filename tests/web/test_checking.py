"""A check beside a service: it ends with whoever asked for it, and within its bounds."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.web.reload.checking import CheckLimitError, CheckStoppedError, run_check

PATIENCE = 60.0
PROCESSES = min(os.cpu_count() or 1, 2)  # once the proof has forked
ASKS = "import sys; from pathlib import Path; from ivr.web.reload.checking import run_check; p = Path(sys.argv[1]); "
ASKS += "run_check(p, p, p, lambda: False)"


def waits_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def begun_for(site: Path) -> set[int]:
    """Return the processes that check *site*: the one that was begun and those that it forked."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:  # gone since it was listed
            continue
        if b"check" in words and str(site).encode() in words:
            found.add(int(process.name))
    return found


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_whoever_asked_for_it_however_that_ends(site_copy: Path, how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", ASKS, str(site_copy)]) as asker:
        try:
            waits_for(lambda: len(begun_for(site_copy)) > 0)
        finally:
            asker.send_signal(how)
    waits_for(lambda: not begun_for(site_copy))


def test_it_yields_to_calls_and_has_bounds_of_memory_and_time(site_copy: Path) -> None:
    seen = set()

    def over() -> bool:
        found = begun_for(site_copy)
        for process in found if len(found) == PROCESSES else ():
            limit, _ = resource.prlimit(process, resource.RLIMIT_AS)
            assert resource.prlimit(process, resource.RLIMIT_CPU) == (600, 610)
            # In a session of its own it would have an equal share of time on some systems, whatever its priority.
            seen.add((os.getpriority(os.PRIO_PROCESS, process), os.getsid(process), limit))
        return bool(seen)

    with pytest.raises(CheckStoppedError):
        run_check(site_copy, site_copy, site_copy, over)
    assert seen == {(19, os.getsid(0), 1 << 30)}


def test_it_ends_when_the_service_does(site_copy: Path) -> None:
    with pytest.raises(CheckStoppedError):
        run_check(site_copy, site_copy, site_copy, lambda: bool(begun_for(site_copy)))
    assert not begun_for(site_copy)


def test_it_has_its_time(site_copy: Path) -> None:
    with pytest.raises(CheckLimitError, match="took too long"):
        run_check(site_copy, site_copy, site_copy, lambda: False, most=1.0)
    assert not begun_for(site_copy)


@pytest.mark.parametrize("which", [min, max], ids=["the first process", "one that it forked"])
def test_it_has_its_time_of_the_processor(site_copy: Path, which: Callable[[set[int]], int]) -> None:
    def over() -> bool:
        if len(found := begun_for(site_copy)) == PROCESSES:
            resource.prlimit(which(found), resource.RLIMIT_CPU, (0, 130))
        return False

    with pytest.raises(CheckLimitError, match="processor time"):
        run_check(site_copy, site_copy, site_copy, over)
    assert not begun_for(site_copy)


def test_where_a_process_of_it_is_ended_it_is_not_begun_again(site_copy: Path) -> None:
    """As the system does where memory is short."""

    def over() -> bool:
        if len(found := begun_for(site_copy)) == 2:
            os.kill(max(found), signal.SIGKILL)
        return False

    with pytest.raises(CheckLimitError, match="memory"):
        run_check(site_copy, site_copy, site_copy, over)
    assert not begun_for(site_copy)
