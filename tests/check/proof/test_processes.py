"""Processes that share work end with the one that started them, and the loss of one is noticed."""

import os
import signal
import subprocess
import sys

import pytest

ASKER = """
import multiprocessing, os, signal, sys, time
from ivr.check.proof.pool import shared

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores Ctrl-C

def tell():
    for process in multiprocessing.active_children():
        print(process.pid, flush=True)
        {at}

with shared(lambda share, shares, task: task, 2) as work:
    work(None)
    tell()
    work(None)
"""


def asker(at: str) -> "subprocess.Popen[str]":
    """Share work with another process, and do *at* as soon as that is there; both hold the same output."""
    command = [sys.executable, "-c", ASKER.replace("{at}", at)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_process_ends_with_its_asker_however_that_ends(how: signal.Signals) -> None:
    with asker("time.sleep(60)") as asking:
        assert asking.stdout
        assert int(asking.stdout.readline())

        asking.send_signal(how)

        asking.communicate(timeout=30)  # to the end of the output, which the other process held open
    assert asking.returncode == -how


def test_an_interrupted_asker_ends_its_process_which_does_not_complain() -> None:
    with asker("time.sleep(60)") as asking:
        assert asking.stdout
        asking.stdout.readline()

        os.killpg(asking.pid, signal.SIGINT)

        _, said = asking.communicate(timeout=30)
    assert said.count("Traceback") == said.count("KeyboardInterrupt") == 1


def test_a_process_that_is_ended_ends_the_work() -> None:
    with asker("os.kill(process.pid, signal.SIGKILL)") as asking:
        _, said = asking.communicate(timeout=60)

    assert said.endswith("ChildProcessError: a process of the proof was ended\n")
