"""How many signed webhooks the service answers, against applications written by hand: `python -m tests.bench.bench_webhooks`.

The hotline and `by_hand` are each served by one worker of the same kind on this machine's own address, and get the same
signed forms by turns in short rounds, over connections that stay open. A ratio is the median of those of the rounds, by
the seconds that the workers' processor worked (on a machine that others use too, the clock tells little) and by the
clock. Then how long answers take at half of that load, how long the service takes until it is ready, and what a worker
takes of memory: with the shipped site, and with directories and flows of ten and a hundred times its size.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from tests.twilio.signing import sign
from tests.web.process import children, free_address, served, wait_for

from .figures import Figure, all_kept, row
from .signed import TOKEN

BY_HAND = "tests.bench.by_hand:create_app()"
CONNECTIONS = 4
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


class Service:
    """A service that listens at *address*, with connections that stay open."""

    def __init__(self, address: str, process: subprocess.Popen[bytes], stack: ExitStack) -> None:
        self.address = address
        self.process = process
        host, _, port = address.partition(":")
        self.connections = [stack.enter_context(socket.create_connection((host, int(port)), 30)) for _ in range(CONNECTIONS)]

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
        self.connections[0].sendall(self.request(path, **answer))
        return received(self.connections[0]).partition(b"\r\n\r\n")[2].decode()

    def played(self, request: bytes, times: int) -> Round:
        """Send *request* so many *times*, on all connections at once."""
        begun, worked = time.perf_counter(), self.worked()
        for connection in self.connections:
            connection.sendall(request)
        for number in range(times):
            connection = self.connections[number % CONNECTIONS]
            received(connection)
            if number + CONNECTIONS < times:
                connection.sendall(request)
        return Round(time.perf_counter() - begun, self.worked() - worked)

    def worked(self) -> float:
        """Return the seconds of the processor that the workers have used."""
        return sum(_scheduled(path) for worker in children(self.process) for path in Path(f"/proc/{worker}/task").iterdir())

    @property
    def resident(self) -> float:
        """Return the MB of memory of the largest worker."""
        return max(_resident(worker) for worker in children(self.process))


def _scheduled(task: Path) -> float:
    return int((task / "schedstat").read_text().split()[0]) / 1e9


def _resident(process: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) / 1024


def received(connection: socket.socket) -> bytes:
    """Return the next answer on *connection*, which must be a good one."""
    answer = connection.recv(65536)
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
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder, address = Path(name), free_address()
        log = stack.enter_context((folder / "log").open("wb"))
        settings = {"TWILIO_AUTH_TOKEN": TOKEN, "PYTHONPATH": str(Path.cwd())} | environ
        process = stack.enter_context(served(folder, log, address, app=app, workers=1, **settings))
        wait_for(address, process)
        yield Service(address, process, stack)


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
        pairs = {"first": ("/voice", "/voice"), "ringing": (ringing(ours), "/ring")}
        empty = theirs.request("/empty")
        for name, (our_path, their_path) in pairs.items():
            our, their = ours.request(our_path), theirs.request(their_path)
            played = [
                (ours.played(our, times), theirs.played(their, times), theirs.played(empty, times))
                for _ in range(rounds + 1)
            ][1:]  # the first one warms up
            yield from _compared(name, played, times)


def _compared(name: str, played: list[tuple[Round, Round, Round]], times: int) -> Iterator[Figure]:
    rate = median(times / ours.clock for ours, *_ in played)
    work = [median(one.worked / times * 1e6 for one in column) for column in zip(*played, strict=True)]
    print(f"{name} webhook: {rate:.0f} a second; {', '.join(f'{one:.0f}' for one in work)} us of work (ours, by hand, empty)")
    for against, goal, place in (("by hand", 1.0, 1), ("an empty answer", 0.5, 2)):
        by_work = median(one[place].worked / one[0].worked for one in played)
        by_clock = median(one[place].clock / one[0].clock for one in played)
        yield Figure(f"{name} webhook, as many as {against}, by work", by_work, goal, "x", least=True)
        yield Figure(f"{name} webhook, as many as {against}, by the clock", by_clock, goal, "x", least=True)


def main(rounds: str = "15", times: str = "200") -> bool:
    found = []
    for figure in ratios(int(rounds), int(times)):
        found.append(figure)
        print(row(figure), end="", flush=True)
    return all_kept(found)


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
