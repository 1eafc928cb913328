"""The service as a process of its own."""

import os
import re
import resource
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import requests

from tests.waiting import PATIENCE, until

SERVICE = "ivr.web:create_app()"
UNPROVEN = "tests.web.unproven:app()"
"""The same service, but that no process of its own proves the site; a test of changed files takes the other."""
_GUNICORN = "import sys; from ivr.cli.serve import become_gunicorn; become_gunicorn(*sys.argv[1:])"
"""Begins gunicorn as `ivr serve` does."""


@dataclass(frozen=True)
class Shared:
    """A service as a process, the host and port where it listens, and the folder with its log."""

    folder: Path
    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def gunicorn(
    log: Path, bind: str = "127.0.0.1:0", app: str = UNPROVEN, workers: str = "2", **environ: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the service beside its *log*, where *environ* alone is set; afterwards it is gone, whatever happened.

    Calls are recorded only where that is set: what takes them to the database is another process.
    """
    with log.open("wb") as errors, served(log.parent, errors, bind, app=app, workers=workers, **environ) as process:
        yield process


@contextmanager
def served(
    folder: Path,
    errors: IO[bytes] | int,
    bind: str,
    *,
    app: str = UNPROVEN,
    workers: str = "2",
    **environ: str,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the service, or another *app*, in *folder* with its log going to *errors*, otherwise as `gunicorn` does."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("IVR_", "TWILIO_", "GUNICORN"))}
    process = subprocess.Popen(
        [sys.executable, "-c", _GUNICORN, "--bind", bind, "--workers", workers, app],
        cwd=folder,
        env=clean | {"IVR_RECORDS": "0"} | environ,
        stderr=errors,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_address() -> str:
    """Return host and port where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def ready(address: str, password: str = "") -> dict[str, Any]:
    """Return what /readyz reports."""
    user = ("", password) if password else None
    report: dict[str, Any] = requests.get(f"http://{address}/readyz", auth=user, timeout=PATIENCE).json()
    return report


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the service answers at *address*."""

    def answers() -> bool:
        assert process.poll() is None
        with suppress(OSError), urllib.request.urlopen(f"http://{address}/healthz", timeout=PATIENCE):
            return True
        return False

    until(answers)


def listening(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the service listens and return its host and port."""

    def told() -> str:
        assert process.poll() is None, log.read_text()
        match = re.search(r"Listening at: http://(\S+)", log.read_text())
        return match[1] if match else ""

    return until(told)


def children(process: subprocess.Popen[bytes]) -> set[int]:
    """Return the workers of *process*."""
    pids = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return set(map(int, pids))


@contextmanager
def no_file_to_open() -> Iterator[None]:
    """Let this process open nothing meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest_free = os.dup(0)
    os.close(lowest_free)
    # None at all would be too few: a server of another test could not even wait for its next connection.
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def exchange(address: str, sent: bytes, patience: float = PATIENCE) -> bytes:
    """Send bytes over a connection of their own and return all that comes until the service closes it."""
    host, _, port = address.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), patience) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65536), b""))
