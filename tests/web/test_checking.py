"""A check beside a service: it ends with whoever started it, and within its limits."""

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ivr.web.reload.checking import CheckLimitError, CheckStoppedError, run_check
from tests.waiting import until

PROCESSES = min(os.cpu_count() or 1, 2)  # once the proof has forked
TRIES = 20
ASKS = "import sys; from pathlib import Path; from ivr.web.reload.checking import run_check; p = Path(sys.argv[1]); "
ASKS += "run_check(p, p, p, lambda: False)"


def checks(process: Path, site: Path) -> bool:
    """Tell whether a *process*, named by its folder in /proc, checks *site*."""
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:  # gone since it was listed
        return False
    return b"check" in words and str(site).encode() in words


def begun_for(site: Path) -> set[int]:
    """Return the processes that check *site*: the one that was begun and those that it forked."""
    return {int(process.name) for process in Path("/proc").glob("[0-9]*") if checks(process, site)}


def begun_by(process: str) -> Iterator[Path]:
    """Yield the processes that a *process* has begun, each by its folder in /proc."""
    for children in Path("/proc", process, "task").glob("*/children"):
        with suppress(OSError):  # the thread is gone since it was listed
            yield from (Path("/proc", child) for child in children.read_text().split())


@contextmanager
def once_forked(site: Path, act: Callable[[set[int]], object]) -> Iterator[None]:
    """Do *act* to the processes that check *site*, soon after the proof has forked: that of a small site is short."""
    over = threading.Event()

    def watch() -> None:
        checking: list[Path] = []
        while not over.wait(0.02):
            checking = checking or [one for one in begun_by("self") if checks(one, site)]
            found = {int(one.name) for first in checking for one in (first, *begun_by(first.name))}
            if len(found) == PROCESSES:
                with suppress(ProcessLookupError):  # over in the meantime
                    act(found)
                return

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def check_until_caught(
    site: Path, act: Callable[[set[int]], object], stopped: Callable[[], bool] = lambda: False
) -> None:
    """Check *site* until a check ends by *act*: on a busy machine the proof may be over before it is looked for."""
    for _ in range(TRIES):
        with once_forked(site, act):
            run_check(site, site, site, stopped)


def test_it_ends_with_whoever_asked_for_it_however_that_ends(site: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ASKS, str(site)]) as asker:
        try:
            until(lambda: begun_for(site))
        finally:
            asker.kill()
    until(lambda: not begun_for(site))


@pytest.mark.unmeasured
def test_it_yields_to_calls_has_bounds_of_memory_and_time_and_ends_when_the_service_does(site: Path) -> None:
    seen = set()

    def look(found: set[int]) -> None:
        for process in found:
            limit, _ = resource.prlimit(process, resource.RLIMIT_AS)
            time_of_processor = resource.prlimit(process, resource.RLIMIT_CPU)
            # In a session of its own it would have an equal share of time on some systems, whatever its priority.
            seen.add((os.getpriority(os.PRIO_PROCESS, process), os.getsid(process), limit, time_of_processor))

    with pytest.raises(CheckStoppedError):
        check_until_caught(site, look, lambda: bool(seen))
    assert seen == {(19, os.getsid(0), 1 << 30, (600, 610))}
    assert not begun_for(site)


def test_it_has_its_time(site: Path) -> None:
    with pytest.raises(CheckLimitError, match="took too long"):
        run_check(site, site, site, lambda: False, most=0.1)
    assert not begun_for(site)


@pytest.mark.unmeasured
@pytest.mark.parametrize("which", [min, max], ids=["the first process", "one that it forked"])
def test_it_has_its_time_of_the_processor(site: Path, which: Callable[[set[int]], int]) -> None:
    def limit(found: set[int]) -> None:
        resource.prlimit(which(found), resource.RLIMIT_CPU, (0, 130))

    with pytest.raises(CheckLimitError, match="processor time"):
        check_until_caught(site, limit)
    assert not begun_for(site)


def test_where_a_process_of_it_is_ended_it_is_not_begun_again(site: Path) -> None:
    """As the system does where memory is short."""

    def end(found: set[int]) -> None:
        os.kill(max(found), signal.SIGKILL)

    with pytest.raises(CheckLimitError, match="memory"):
        check_until_caught(site, end)
    assert not begun_for(site)
