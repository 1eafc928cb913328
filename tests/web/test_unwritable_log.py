"""A log that cannot be written: calls are answered, workers live and are replaced, lost lines are counted."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, until

from .process import children, free_address, ready, served, wait_for
from .telephone import TOKEN
from .test_gunicorn import post

pytestmark = pytest.mark.unmeasured
CALLS, GARBAGE = 30, 10


@contextmanager
def full_disk() -> Iterator[int]:
    full = os.open("/dev/full", os.O_WRONLY)
    yield full
    os.close(full)


@contextmanager
def dead_reader() -> Iterator[int]:
    out, into = os.pipe()
    os.close(out)
    yield into
    os.close(into)


@contextmanager
def stands_still() -> Iterator[int]:
    out, into = os.pipe()
    os.set_blocking(into, False)
    with suppress(BlockingIOError):
        while os.write(into, b"x" * 4096):  # until it is full
            pass
    os.set_blocking(into, True)
    yield into
    os.close(into)
    os.close(out)


def garbage(address: str) -> bytes:
    """Send what is no request, of which gunicorn writes a line itself."""
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), PATIENCE) as connection:
        connection.sendall(b"NO REQUEST\r\n\r\n")
        return connection.recv(1000)


@pytest.mark.parametrize(("log", "lost"), [(full_disk, CALLS), (dead_reader, CALLS), (stands_still, 0)])
def test_calls_are_answered_and_dead_workers_replaced_whatever_becomes_of_the_log(
    tmp_path: Path, small_site: Path, log: Callable[[], AbstractContextManager[int]], lost: int
) -> None:
    address, settings = free_address(), {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_SITE": str(small_site)}
    with log() as errors, served(tmp_path, errors, address, workers="1", **settings) as process:
        wait_for(address, process)
        for _ in range(CALLS):
            assert post(address, "/voice", signed=f"http://{address}/voice")[0] == 200
        for _ in range(GARBAGE):
            assert garbage(address).startswith(b"HTTP/1.1 400 ")
        # Dropped by another thread, which the worker takes along.
        until(lambda: ready(address)["since_start"]["dropped"] >= lost)
        dead = children(process)
        for worker in dead:
            os.kill(worker, signal.SIGKILL)
        until(lambda: len(children(process) - dead) >= len(dead))
        assert post(address, "/voice", signed=f"http://{address}/voice")[0] == 200
        report = ready(address)
        assert report["since_start"]["answered"] == CALLS + 1
        assert report["since_start"]["refused"] == GARBAGE
        assert report["since_start"]["dropped"] >= lost
        process.terminate()
        assert process.wait(PATIENCE) == 0
