"""Changed files under gunicorn: each of two workers follows, and so does one that begins later, or after a restart."""

import json
import os
import re
import signal
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import pytest

from ivr.check import problems_of
from ivr.site import hash_of, load
from tests.waiting import PATIENCE, until

from .altering import alter
from .process import gunicorn, listening, ready
from .reloading import break_flow, mend_flow
from .telephone import Answer

pytestmark = pytest.mark.unmeasured
PROMPTS = "prompts/ja.yaml"
OLD = "かしこまりました。会社のある都道府県は、どちらですか。"
NEW = "かしこまりました。では、会社のある都道府県は、どちらですか。"
CHECKED_HERE, REALLY_CHECKED = (f"tests.web.applications:{app}()" for app in ("checked_here", "really_checked"))
ROOT = Path(__file__).parents[2]
Value = TypeVar("Value")
TIMES = 12
"""Requests by which every worker of two has surely been asked; the order of workers is the kernel's."""


@dataclass(frozen=True)
class Running:
    """A service in demo mode, its log, and the folder of the plans that it keeps."""

    address: str
    log: Path
    plans: Path

    def post(self, path: str, **form: str) -> Answer:
        body = urlencode({"CallSid": "CA1", "To": "+815012345678"} | form).encode()
        with urllib.request.urlopen(f"http://{self.address}{path}", body, PATIENCE) as answer:
            return Answer(answer.status, answer.headers["Content-Type"], answer.read().decode())

    def ready(self) -> dict[str, Any]:
        return ready(self.address)

    def all_ready(self) -> list[dict[str, Any]]:
        return [self.ready() for _ in range(TIMES)]

    def said(self, event: str) -> list[dict[str, Any]]:
        """Return what was logged as *event*."""
        lines = [line for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [entry for entry in map(json.loads, lines) if entry["event"] == event]

    def checking(self) -> list[int]:
        """Return the workers that now have a process of their own: a check."""
        workers = re.findall(r"Booting worker with pid: (\d+)", self.log.read_text())
        return [int(pid) for pid in workers if any(map(_begun, Path("/proc", pid, "task").glob("*/children")))]

    def second_answer(self, path: str) -> str:
        """Return what is said when the question at *path* has been answered."""
        return self.post(path, SpeechResult="経営改善").said


def _begun(children: Path) -> bool:
    try:
        return children.read_text() != ""
    except OSError:  # the thread is gone since it was listed
        return False


@contextmanager
def running(site: Path, name: str = "log", app: str = CHECKED_HERE) -> Iterator[Running]:
    log = site.parent / name
    with gunicorn(log, app=app, IVR_SITE=str(site), PYTHONPATH=str(ROOT)) as process:
        yield Running(listening(log, process), log, site.parent / "var/plans")


def reword(site: Path) -> str:
    """Change what is said after the first answer, in one save, and return the hash of the plan."""
    asked = r"^    text: (会社のある都道府県は、.*)\n    kana: (かいしゃのあるとどうふけんは、.*)$"
    alter(site, PROMPTS, asked, r"    text: では、\1\n    kana: では、\2")
    return hash_of(site)


def test_every_worker_follows_also_one_that_begins_later_and_an_open_call_is_led_by_its_own_plan(site: Path) -> None:
    with running(site) as service:
        old, call = service.ready()["plan"], service.post("/voice")
        new = reword(site)
        until(lambda: len(service.said("plan swapped in")) == 2)

        assert {entry["old"] for entry in service.said("plan swapped in")} == {old}
        assert len({entry["worker"] for entry in service.said("plan swapped in")}) == 2
        assert len(service.said("change accepted")) == 1
        assert {report["plan"] for report in service.all_ready()} == {new}
        assert {service.second_answer(call.next) for _ in range(TIMES)} == {OLD}
        assert {service.second_answer(service.post("/voice").next) for _ in range(TIMES)} == {NEW}
        aside = service.plans.with_name("aside")
        begins_later(service, site, aside)
    aside.rename(service.plans)
    mend_flow(site)
    with running(site, "log2") as after:
        assert {after.second_answer(call.next) for _ in range(TIMES)} == {OLD}
        assert after.second_answer(after.post("/voice").next) == NEW


def begins_later(service: Running, site: Path, aside: Path) -> None:
    """A worker that begins later serves what the others serve, though its copy is gone and the files may not serve."""
    new = service.ready()["plan"]
    break_flow(site)
    until(lambda: all(report["problems"] for report in service.all_ready()))
    service.plans.rename(aside)
    for entry in service.said("plan swapped in"):
        os.kill(entry["worker"], signal.SIGKILL)
    until(lambda: len(re.findall("Booting worker", service.log.read_text())) == 4)
    reports = service.all_ready()

    assert {report["plan"] for report in reports} == {new}
    assert all(report["problems"] for report in reports)
    assert service.second_answer(service.post("/voice").next) == NEW
    assert len(service.said("change refused: the previous plan stays in service")) == 1


def test_a_change_that_no_rule_finds_is_proven_before_it_serves_also_where_the_worker_dies_that_checks_it(
    site: Path,
) -> None:
    with running(site, app=REALLY_CHECKED) as service:
        old = service.ready()["plan"]
        alter(site, "data/flow.yaml", r"says: \[english\], next: ring_fallback", "says: [english], next: goodbye")
        assert all(problem.warning for problem in problems_of(load(site)))
        checking = until(service.checking)
        os.kill(checking[0], signal.SIGKILL)
        until(lambda: service.said("change refused: the previous plan stays in service"))
        until(lambda: all(report["problems"] for report in service.all_ready()))
        reports = service.all_ready()

    assert {report["plan"] for report in reports} == {old}
    found = {(problem["rule"], problem["path"]) for report in reports for problem in report["problems"]}
    assert found == {("proof-lost", str(site / "data/flow.yaml"))}
