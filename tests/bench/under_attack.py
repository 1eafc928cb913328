"""How long callers wait while something is done to the service: a full disk, strangers, bad plans, dying workers.

A service of two workers is started on this machine with the shipped site, and gets fifty signed webhooks a second in
the meantime. Run by hand: ``python -m tests.bench.under_attack [SECONDS [ATTACK ...]]``; without names each is tried in
turn. It stops by itself. The goal is a p99 below 100 ms, on a machine that has nothing else to do.
"""

import os
import resource
import shutil
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

from ivr.site import shipped
from ivr.web.reload.plan_store import PlanStore
from tests.web.altering import alter
from tests.web.process import SERVICE, children, free_address, served, wait_for

from .figures import Figure
from .signed import TOKEN, Sent, Webhook, call, drive, p99, summary

GOAL = 100.0  # milliseconds in which 99 of 100 are answered
OPEN = "/voice/ask_service?stage=first&turn=1"


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
    """What is done to a service while it answers; *log* gives the descriptor that its log goes to.

    *before* is done in the service's folder, to a copy of the shipped site (`site`) and to the plans (`var/plans`); it
    returns what the addresses of open calls have more.
    """

    during: Callable[[Service], AbstractContextManager[object]] = nullcontext
    before: Callable[[Path], str] | None = None
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


@contextmanager
def dripping_strangers(service: Service, number: int = 40) -> Iterator[None]:
    """Send a byte fifty times a second on each of so many connections, after a long head that does not end."""
    head = b"\r\n\r" * 60_000
    with ExitStack() as stack:
        connections = [stack.enter_context(_connected(service, head)) for _ in range(number)]

        def drip() -> None:
            for at, connection in enumerate(connections):
                with suppress(OSError):
                    if _is_closed(connection):
                        connections[at] = stack.enter_context(_connected(service, head))
                    else:
                        connection.send(b"\r")

        stack.enter_context(repeatedly(drip, 0.02))
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


def unreadable_plan(folder: Path) -> str:
    """Keep a plan that was written for another release, and return what the calls that began on it have more."""
    flow = (folder / "site/data/flow.yaml").read_text(encoding="utf-8")
    alter(folder / "site", "data/flow.yaml", r"^turns: .*$", "turnings: 39")
    plans = PlanStore(folder / "var/plans")
    with plans.temporary_copy(folder / "site") as copy:
        name = plans.keep(copy)
    (folder / "site/data/flow.yaml").write_text(flow, encoding="utf-8")
    return f"&plan={name}"


def nothing_yet(_folder: Path) -> str:
    """Leave the site as it is, and open no calls."""
    return ""


@contextmanager
def change(service: Service) -> Iterator[None]:
    """Save a change after two seconds, which is then checked."""
    timer = threading.Timer(2.0, reword, (service.folder / "site",))
    timer.start()
    yield
    timer.join()
    assert "change seen" in (service.folder / "log").read_text(encoding="utf-8")


def reword(site: Path) -> None:
    """Say more in a prompt."""
    alter(site, "prompts/ja.yaml", r"^    text: 失礼しました。$", "    text: 大変、失礼しました。")
    alter(site, "prompts/ja.yaml", r"^    kana: しつれいしました。$", "    kana: たいへん、しつれいしました。")


ATTACKS = {
    "quiet": Attack(),
    "log-disk-full": Attack(log=lambda _folder: opened(Path("/dev/full"))),
    "log-unread": Attack(log=unread),
    "silent-strangers": Attack(silent_strangers),
    "dripping-strangers": Attack(dripping_strangers),
    "workers-die": Attack(workers_die),
    "unreadable-plan": Attack(before=unreadable_plan),
    "change": Attack(change, nothing_yet),
}


def attacked(attack: Attack, seconds: float) -> list[Sent]:
    """Return how the webhooks of *seconds* went under *attack*."""
    # The shipper, which ends a little later than the service, may still write there.
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, attack.log(Path(name)) as log:
        folder, address = Path(name), free_address()
        more, environ = "", {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_RECORDS": "1"} | attack.environ
        if attack.before:
            for part in ("data", "prompts"):
                shutil.copytree(shipped() / part, folder / "site" / part)
            more, environ = attack.before(folder), environ | {"IVR_SITE": str(folder / "site")}
        with served(folder, log, address, app=SERVICE, **environ) as process:
            wait_for(address, process)
            webhooks = call(address)
            opened = [Webhook(f"{OPEN}{more}", webhooks[0].form)] if more else []
            with attack.during(Service(address, process, folder)):
                return drive(address, webhooks + opened, seconds)


def figures(seconds: float = 6.0) -> Iterator[Figure]:
    """Yield the p99 under each attack."""
    for name, attack in ATTACKS.items():
        yield Figure(f"p99 under attack: {name}", p99(attacked(attack, seconds)), GOAL, "ms")


def main(seconds: str = "20", *names: str) -> None:
    """Print the figures of each attack of *names*, or of all."""
    for name in names or ATTACKS:
        sys.stdout.write(f"{name:20}{summary(attacked(ATTACKS[name], float(seconds)))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
