"""What a stranger's request costs the service before it is refused: `python -m tests.bench.bench_refusals` prints it.

Attacks a service of its own on this machine, a bounded number of times: with forms of 30,000 fields, with bodies that
are too long or never come, without a signature and with wrong ones. Run by hand; more than GOAL is too much.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.twilio.signing import sign
from tests.web.process import SERVICE, exchange, gunicorn, listening

from .figures import Figure
from .signed import TOKEN

GOAL = 5.0  # milliseconds of CPU a request
TIMES = 60
PATIENCE = 30.0  # seconds
FIELDS = b"&".join(b"%x=" % number for number in range(30_000))  # 180 kB
MANY_FIELDS = FIELDS[:60_000]
LONG = b"SpeechResult=" + b"a" * 250_000
SMALL = b"CallSid=CA1&To=%2B815012345678"
WRONG = {"X-Twilio-Signature": sign("another", "http://127.0.0.1/voice")}

ATTACKS: dict[str, tuple[bytes, dict[str, str]]] = {
    "an empty request": (b"", {}),
    "no signature": (SMALL, {}),
    "no signature, 30,000 fields": (FIELDS, {}),
    "a wrong signature": (SMALL, WRONG),
    "a wrong signature, 10,000 fields in 60 kB": (MANY_FIELDS, WRONG),
    "a wrong signature, 30,000 fields": (FIELDS, WRONG),
    "a wrong signature, 250 kB": (LONG, WRONG),
}


def head(address: str, length: int, headers: dict[str, str]) -> bytes:
    """Return the head of a request that announces a body of *length*."""
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(length)}
    lines = [f"{name}: {value}\r\n" for name, value in ({"Host": address} | kind | headers).items()]
    return f"POST /voice HTTP/1.1\r\n{''.join(lines)}\r\n".encode()


def worked(process: int) -> float:
    """Return the seconds of CPU that the workers of *process* have used."""
    workers = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ticks = (Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[11:13] for worker in workers)
    return sum(int(tick) for pair in ticks for tick in pair) / os.sysconf("SC_CLK_TCK")


def refused(address: str, request: bytes) -> None:
    """Send *request*; the service may close the connection while it is still being sent."""
    try:
        answer = exchange(address, request, PATIENCE)
    except ConnectionError:
        return
    assert answer.startswith((b"HTTP/1.1 403 ", b"HTTP/1.1 413 ")), answer[:20]


def closed_after(address: str, request: bytes) -> float:
    """Return the seconds until the service closes the connection of *request*, at most PATIENCE."""
    begun = time.perf_counter()
    try:
        refused(address, request)
    except TimeoutError:
        return PATIENCE
    return time.perf_counter() - begun


def figures() -> Iterator[Figure]:
    """Yield the most that a refusal costs."""
    yield Figure("work for a stranger's request", main(), GOAL, "ms")


def main() -> float:
    """Print the CPU of each attack and when an empty connection is closed; return the most milliseconds of CPU."""
    most = 0.0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # the shipper ends later
        log = Path(folder) / "log"
        with gunicorn(log, app=SERVICE, TWILIO_AUTH_TOKEN=TOKEN, IVR_RECORDS="1") as process:
            address = listening(log, process)
            for name, (body, headers) in ATTACKS.items():
                request = head(address, len(body), headers | {"Connection": "close"}) + body
                refused(address, request)
                before = worked(process.pid)
                for _ in range(TIMES):
                    refused(address, request)
                cost = (worked(process.pid) - before) / TIMES * 1000
                most = max(most, cost)
                print(f"{name:<45}{cost:>8.1f} ms")  # noqa: T201 - run by hand
            closed = closed_after(address, head(address, 60_000, {}))
            print(f"{'no signature, and the body never comes':<45}{closed:>8.2f} s until it is closed")  # noqa: T201
        print(f"{TIMES * len(ATTACKS)} refusals left {log.read_text().count('refused')} lines")  # noqa: T201
    return most


if __name__ == "__main__":
    sys.exit(0 if main() < GOAL else 1)
