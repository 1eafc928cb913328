"""The processes of the proof end with the one that asked for it, and none is missed in silence."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ASKER = """
import multiprocessing, os, signal, sys, time
from pathlib import Path
from ivr.check.proof import prove
from ivr.site import load

def tell(explored, known):
    for process in multiprocessing.active_children():
        print(process.pid, flush=True)
        {at}

prove(load(Path(sys.argv[1])), processes=2, tell=tell)
"""


def asker(site: Path, at: str) -> "subprocess.Popen[str]":
    """Start a proof that does *at* as soon as its processes are there; both hold the same output."""
    command = [sys.executable, "-c", ASKER.replace("{at}", at), str(site)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_ends_with_its_asker_however_that_ends(small_site: Path, how: signal.Signals) -> None:
    with asker(small_site, "time.sleep(60)") as asking:
        assert asking.stdout
        assert int(asking.stdout.readline())

        asking.send_signal(how)

        asking.communicate(timeout=30)  # to the end of the output, which the other process held open
    assert asking.returncode == -how


def test_an_interrupted_asker_ends_its_process_which_does_not_complain(small_site: Path) -> None:
    with asker(small_site, "time.sleep(60)") as asking:
        assert asking.stdout
        asking.stdout.readline()

        os.killpg(asking.pid, signal.SIGINT)

        _, said = asking.communicate(timeout=30)
    assert said.count("Traceback") == said.count("KeyboardInterrupt") == 1


def test_a_process_that_is_ended_ends_the_proof(small_site: Path) -> None:
    with asker(small_site, "os.kill(process.pid, signal.SIGKILL)") as asking:
        _, said = asking.communicate(timeout=60)

    assert said.endswith("ChildProcessError: a process of the proof was ended\n")
