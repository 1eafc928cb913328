"""How long callers wait while something is done to the service: a full disk, silent strangers, dying workers.

A service of two workers is started on this machine with the shipped site, and gets fifty signed webhooks a second in
the meantime. Run by hand: ``python -m tests.bench.under_attack [SECONDS [ATTACK ...]]``; without names each is tried in
turn. It stops by itself. The goal is a p99 below 100 ms, on a machine that has nothing else to do.
"""

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.web.process import children, free_address, served, wait_for

from .signed import TOKEN, call, drive, told


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """Open the log in *path*."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def to_file(folder: Path) -> AbstractContextManager[int]:
    """Open a log in *folder*."""
    return opened(folder / "log")


@dataclass(frozen=True, slots=True)
class Service:
    """A service that is being attacked: where it listens, its first process, and the folder it was started in."""

    address: str
    process: subprocess.Popen[bytes]
    folder: Path


@dataclass(frozen=True, slots=True)
class Attack:
    """What is done to a service while it answers; *log* gives the descriptor that its log goes to."""

    during: Callable[[Service], AbstractContextManager[object]] = nullcontext
    log: Callable[[Path], AbstractContextManager[int]] = to_file
    environ: dict[str, str] = field(default_factory=dict)


@contextmanager
def unread(_folder: Path) -> Iterator[int]:
    """Open a full pipe that nobody reads."""
    out, into = os.pipe()
    os.set_blocking(into, False)
    with suppress(BlockingIOError):
        while os.write(into, b"x" * 4096):
            pass
    os.set_blocking(into, True)
    try:
        yield into
    finally:
        os.close(into)
        os.close(out)


@contextmanager
def repeatedly(act: Callable[[], None], seconds: float) -> Iterator[None]:
    """Do *act* every so many *seconds* meanwhile."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(seconds):
            act()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def workers_die(service: Service) -> AbstractContextManager[object]:
    """Kill a worker every second, the one that has lived longest."""

    def kill() -> None:
        with suppress(ProcessLookupError, ValueError):  # it was about to end, or none has begun
            os.kill(min(children(service.process)), signal.SIGKILL)

    return repeatedly(kill, 1.0)


@contextmanager
def silent_strangers(service: Service, silent: int = 1000, half: int = 100) -> Iterator[None]:
    """Keep so many *silent* and *half*-sent connections open: one that is closed is opened anew."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    beginnings = [b""] * silent + [b"POST /voice HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nCallSid="] * half
    with ExitStack() as stack:
        connections = [stack.enter_context(_connected(service, beginning)) for beginning in beginnings]

        def renew() -> None:
            for number, beginning in enumerate(beginnings):
                if _is_closed(connections[number]):
                    connections[number].close()
                    with suppress(OSError):
                        connections[number] = stack.enter_context(_connected(service, beginning))

        stack.enter_context(repeatedly(renew, 0.5))
        yield


def _connected(service: Service, sent: bytes) -> socket.socket:
    host, _, port = service.address.partition(":")
    connection = socket.create_connection((host, int(port)), 5)
    connection.sendall(sent)
    connection.setblocking(False)
    return connection


def _is_closed(connection: socket.socket) -> bool:
    try:
        return not connection.recv(1)
    except BlockingIOError:
        return False
    except OSError:
        return True


ATTACKS = {
    "quiet": Attack(),
    "log-disk-full": Attack(log=lambda _folder: opened(Path("/dev/full"))),
    "log-unread": Attack(log=unread),
    "silent-strangers": Attack(silent_strangers),
    "workers-die": Attack(workers_die),
}


def attacked(attack: Attack, seconds: float) -> str:
    """Return the figures of *seconds* under *attack*."""
    with TemporaryDirectory() as name, attack.log(Path(name)) as log:
        folder, address = Path(name), free_address()
        with served(folder, log, address, **{"TWILIO_AUTH_TOKEN": TOKEN, **attack.environ}) as process:
            wait_for(address, process)
            webhooks = call(address)
            with attack.during(Service(address, process, folder)):
                return told(drive(address, webhooks, seconds))


def main(seconds: str = "20", *names: str) -> None:
    """Print the figures of each attack of *names*, or of all."""
    for name in names or ATTACKS:
        sys.stdout.write(f"{name:18}{attacked(ATTACKS[name], float(seconds))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
