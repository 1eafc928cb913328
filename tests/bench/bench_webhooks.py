"""How many signed webhooks are answered, against what is written by hand: `python -m tests.bench.bench_webhooks`.

The hotline and `by_hand` are each served by one worker of the same kind on this machine's own address, and get the same
signed forms by turns in short rounds, over connections that stay open. A ratio is the median of those of the rounds, by
the seconds that the workers' processor worked (on a machine that others use too, the clock tells little) and by the
clock. Then how long answers take at half of that load, how long the service takes until it is ready, and how much
memory a worker has. Goals hold on a machine that has nothing else to do.
"""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from tests.twilio.signing import sign
from tests.web.process import children, free_address, served, wait_for

from .figures import Figure, show
from .signed import TOKEN

BY_HAND = "tests.bench.by_hand:create_app()"
CONNECTIONS = 4
READY, LATE, MEMORY = 1.5, 25.0, 90.0
"""Goals: seconds until the service answers, milliseconds of an answer (p99), and MB of a worker."""

FORM = {
    "AccountSid": "AC1234567890abcdef1234567890abcdef",
    "ApiVersion": "2010-04-01",
    "CallSid": "CA1234567890abcdef1234567890abcdef",
    "CallStatus": "in-progress",
    "CallToken": "%7B%22parentCallInfoToken%22%3A%22eyJhbGciOiJFUzI1NiJ9.eyJjYWxsU2lkIjoiQ0ExMjM0In0%22%7D",
    "Called": "+815012345678",
    "CalledCity": "",
    "CalledCountry": "JP",
    "CalledState": "",
    "CalledZip": "",
    "Caller": "+819012345678",
    "CallerCity": "",
    "CallerCountry": "JP",
    "CallerState": "",
    "CallerZip": "",
    "Direction": "inbound",
    "From": "+819012345678",
    "FromCity": "",
    "FromCountry": "JP",
    "FromState": "",
    "FromZip": "",
    "To": "+815012345678",
    "ToCity": "",
    "ToCountry": "JP",
    "ToState": "",
    "ToZip": "",
}
"""What Twilio sends with each webhook of a call."""
SPOKEN = ("経営改善です", "静岡県です")


@dataclass(frozen=True, slots=True)
class Round:
    """What so many webhooks took: seconds by the clock, and of the processor that the workers used."""

    clock: float
    worked: float


@dataclass(frozen=True, slots=True)
class Service:
    """A service that listens at *address*, and its first *process*."""

    address: str
    process: subprocess.Popen[bytes]

    def request(self, path: str, **answer: str) -> bytes:
        """Return a signed webhook, as it goes over the wire."""
        form = FORM | answer
        body = urlencode(form)
        signature = sign(TOKEN, f"http://{self.address}{path}", form.items())
        lines = (
            f"POST {path} HTTP/1.1",
            f"Host: {self.address}",
            "User-Agent: TwilioProxy/1.1",
            "Accept: */*",
            "Content-Type: application/x-www-form-urlencoded; charset=UTF-8",
            f"Content-Length: {len(body)}",
            f"X-Twilio-Signature: {signature}",
            "I-Twilio-Idempotency-Token: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        )
        return "\r\n".join((*lines, "", body)).encode()

    def ask(self, path: str, **answer: str) -> str:
        """Send a webhook and return the document that answers it."""
        with self.connected() as connection:
            connection.sendall(self.request(path, **answer))
            return received(connection).partition(b"\r\n\r\n")[2].decode()

    def connected(self) -> socket.socket:
        """Open a connection."""
        host, _, port = self.address.partition(":")
        return socket.create_connection((host, int(port)), 30)

    def played(self, request: bytes, times: int) -> Round:
        """Send *request* so many *times*, on all connections at once."""
        with ExitStack() as stack:
            connections = [stack.enter_context(self.connected()) for _ in range(CONNECTIONS)]
            begun, worked = time.perf_counter(), self.worked()
            for connection in connections:
                connection.sendall(request)
            for number in range(times):
                connection = connections[number % CONNECTIONS]
                received(connection)
                if number + CONNECTIONS < times:
                    connection.sendall(request)
            return Round(time.perf_counter() - begun, self.worked() - worked)

    def worked(self) -> float:
        """Return the seconds of the processor that the workers have used."""
        tasks = (task for worker in children(self.process) for task in Path(f"/proc/{worker}/task").iterdir())
        return sum(map(_scheduled, tasks))

    @property
    def resident(self) -> float:
        """Return the MB of memory of the largest worker."""
        return max(_resident(worker) for worker in children(self.process))


def _scheduled(task: Path) -> float:
    return int((task / "schedstat").read_text().split()[0]) / 1e9


def _resident(process: int) -> float:
    match = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    assert match
    return int(match[1]) / 1024


def received(connection: socket.socket) -> bytes:
    """Return the next answer on *connection*, which must be a good one."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        part = connection.recv(65536)
        assert part, "the service has closed the connection"
        answer += part
    head = answer.index(b"\r\n\r\n") + 4
    assert answer.startswith(b"HTTP/1.1 200 "), answer
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", answer[:head])
    assert length
    while len(answer) < head + int(length[1]):
        answer += connection.recv(65536)
    return answer


@contextmanager
def service(app: str = "ivr.web:create_app()", **environ: str) -> Iterator[Service]:
    """Serve *app* with one worker."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:  # the shipper ends later
        folder, address = Path(name), free_address()
        log = stack.enter_context((folder / "log").open("wb"))
        settings = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_RECORDS": "1", "PYTHONPATH": str(Path.cwd())} | environ
        process = stack.enter_context(served(folder, log, address, app=app, workers="1", **settings))
        wait_for(address, process)
        yield Service(address, process)


def ringing(hotline: Service) -> str:
    """Lead a call up to where silence rings an office, and return the path that is asked then."""
    path = "/voice"
    for answer in ({}, *({"SpeechResult": text} for text in SPOKEN)):
        following = re.search(r'action="([^"]+)"', hotline.ask(path, **answer))
        assert following
        path = unescape(following[1])
    assert "<Dial" in hotline.ask(path)
    return path


def ratios(rounds: int, times: int) -> Iterator[Figure]:
    """Yield how many webhooks the hotline answers, against what is written by hand."""
    with service() as ours, service(BY_HAND) as theirs:
        empty = theirs.request("/empty")
        for name, path, by_hand in (("first", "/voice", "/voice"), ("ringing", ringing(ours), "/ring")):
            requests = ((ours, ours.request(path)), (theirs, theirs.request(by_hand)), (theirs, empty))
            played = [[one.played(request, times) for one, request in requests] for _ in range(rounds + 1)]
            yield from _compared(name, played[1:])  # the first round warms up


def _compared(name: str, played: list[list[Round]]) -> Iterator[Figure]:
    for against, goal, place in (("by hand", 1.0, 1), ("an empty answer", 0.5, 2)):
        by_work = median(one[place].worked / one[0].worked for one in played)
        by_clock = median(one[place].clock / one[0].clock for one in played)
        yield Figure(f"{name} webhook against {against}, by work", by_work, goal, "x", least=True)
        yield Figure(f"{name} webhook against {against}, by the clock", by_clock, goal, "x", least=True)


def alone(times: int) -> Iterator[Figure]:
    """Yield how long the service takes to be ready and to answer, and its memory."""
    begun = time.perf_counter()
    with service() as ours:
        yield Figure("seconds until it is ready", time.perf_counter() - begun, READY, "s")
        requests = (ours.request("/voice"), ours.request(ringing(ours)))
        full = ours.played(requests[0], times)
        yield Figure("p99 at half of the load", p99(ours, requests, times, 2 * full.clock / times), LATE, "ms")
        yield Figure("memory of a worker", ours.resident, MEMORY, "MB")


def p99(ours: Service, requests: tuple[bytes, ...], times: int, pause: float) -> float:
    """Return the milliseconds in which 99 of 100 webhooks are answered, of one each *pause* seconds.

    A webhook's time counts from when it was due, so that one that waits for another is seen.
    """
    taken, begun = [], time.perf_counter()
    with ours.connected() as connection:
        for number in range(times):
            due = begun + number * pause
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.sendall(requests[number % len(requests)])
            received(connection)
            taken.append((time.perf_counter() - due) * 1000)
    return quantiles(taken, n=100)[98]


def figures(rounds: int = 8, times: int = 150) -> Iterator[Figure]:
    """Yield all that is measured."""
    yield from alone(4 * times)
    yield from ratios(rounds, times)


if __name__ == "__main__":
    sys.exit(show(figures(*map(int, sys.argv[1:]))))
