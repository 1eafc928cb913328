"""Fifty signed webhooks a second while plans make trouble: `python -m tests.bench.attack_plans` tells their times.

Not a test: run by hand. Each scene begins a service of two workers on this machine's own address, lasts half a minute
and ends by itself. A webhook's time counts from when it was due, so that one that waits for another is seen.
"""

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from ivr.site import shipped
from ivr.web.reload.store import PlanStore
from tests.twilio.signing import sign
from tests.web.altering import alter
from tests.web.process import gunicorn, listening
from tests.web.telephone import TOKEN

GOAL = 0.1  # seconds in which 99 of 100 are answered
RATE = 50  # webhooks a second
CALLS, PAUSE = 60, 4.0  # open calls, and the seconds between two webhooks of one
SECONDS = 30.0
SENDERS = 64
FORM = {"CallSid": "CA1234567890abcdef1234567890abcdef", "From": "+819012345678", "To": "+815012345678"}

Sent = tuple[float, int]
"""The seconds that a webhook took, and the status of its answer: 0 where there was none."""

_own = threading.local()


def unreadable(site: Path, plans: PlanStore) -> str:
    """Keep a plan that was written for another release, and return the query of the calls that began on it."""
    flow = (site / "data/flow.yaml").read_text(encoding="utf-8")
    alter(site, "data/flow.yaml", r"^turns: .*$", "turnings: 39")
    with plans.temporary_copy(site) as copy:
        name = plans.keep(copy)
    (site / "data/flow.yaml").write_text(flow, encoding="utf-8")
    return f"&plan={name}"


def reword(site: Path) -> None:
    """Save a change, which is then checked."""
    alter(site, "prompts/ja.yaml", r"^    text: 失礼しました。$", "    text: 大変、失礼しました。")
    alter(site, "prompts/ja.yaml", r"^    kana: しつれいしました。$", "    kana: たいへん、しつれいしました。")


@contextmanager
def service(folder: Path) -> Iterator[str]:
    """Serve the site beside *folder* and yield the address, once every worker has answered."""
    with gunicorn(folder / "log", IVR_SITE=str(folder / "site"), TWILIO_AUTH_TOKEN=TOKEN) as process:
        address = listening(folder / "log", process)
        for _ in range(40):
            send(address, "/voice", time.monotonic())
        yield address


def send(address: str, path: str, due: float) -> Sent:
    """Send a signed webhook when it is *due*."""
    time.sleep(max(0.0, due - time.monotonic()))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": sign(TOKEN, f"http://{address}{path}", FORM.items()),
    }
    connection: HTTPConnection = _own.__dict__.setdefault(address, HTTPConnection(address, timeout=30))
    try:
        connection.request("POST", path, urlencode(FORM), headers)
        answer = connection.getresponse()
        answer.read()
    except (HTTPException, OSError):
        connection.close()
        return time.monotonic() - due, 0
    return time.monotonic() - due, answer.status


def webhooks(query: str) -> list[tuple[float, str]]:
    """Return all that is sent: when, in seconds, and to which path; *query* is what the open calls add."""
    asked = "/voice/ask_service?stage=first&turn=1"
    fresh = [(number / RATE, ("/voice", asked)[number % 2]) for number in range(int(SECONDS * RATE))]
    rounds = range(int(SECONDS / PAUSE)) if query else ()
    open_calls = [(PAUSE * (turn + call / CALLS), f"{asked}{query}") for turn in rounds for call in range(CALLS)]
    return sorted(fresh + open_calls)


def played(address: str, query: str = "", meanwhile: Callable[[], None] | None = None) -> list[Sent]:
    """Send all of it, and do *meanwhile* after two seconds."""
    begun = time.monotonic()
    with ThreadPoolExecutor(SENDERS) as senders:
        later = threading.Timer(2.0, meanwhile or (lambda: None))
        later.start()
        sent = [senders.submit(send, address, path, begun + at) for at, path in webhooks(query)]
        later.join()
    return [one.result() for one in sent]


def scene(name: str, *, broken_plan: bool = False, change: bool = False) -> bool:
    """Play a scene, print how long its webhooks took, and tell whether they keep the goal."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for part in ("data", "prompts"):
            shutil.copytree(shipped() / part, folder / "site" / part)
        query = unreadable(folder / "site", PlanStore(folder / "var/plans")) if broken_plan else ""
        with service(folder) as address:
            sent = played(address, query, (lambda: reword(folder / "site")) if change else None)
        checked = (folder / "log").read_text(encoding="utf-8").count("change seen")
    times = sorted(seconds for seconds, _ in sent)
    lost = sum(status != 200 for _, status in sent)
    p50, p99 = (times[int(len(times) * share)] for share in (0.5, 0.99))
    told = f"{name}: {len(sent)} webhooks, {lost} not answered, p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms"
    print(f"{told}, longest {times[-1] * 1000:.0f} ms{f', {checked} check begun' if change else ''}")  # noqa: T201
    return lost == 0 and p99 < GOAL


def main() -> bool:
    """Play every scene, and tell whether all keep the goal."""
    kept = [
        scene("nothing else happens"),
        scene("60 calls on a plan that cannot be read", broken_plan=True),
        scene("a change is checked", change=True),
    ]
    return all(kept)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
