"""What several workers measure and tell together while they are killed one after the other."""

import json
import os
import signal
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from ivr.web.alerting import FILE, LOCK
from ivr.web.alerts import FEWEST_REFUSALS
from ivr.web.series import MOST
from tests.waiting import PATIENCE, until

from .process import children, gunicorn, listening
from .receiving import Receiver
from .telephone import TOKEN
from .test_gunicorn import post

pytestmark = pytest.mark.unmeasured
METRICS = "for the Prometheus of the house"
KILLS = 3


def figures(address: str) -> dict[str, float]:
    """Return what the page tells, by name and labels; sums only."""
    page = requests.get(f"http://{address}/metrics", headers={"Authorization": f"Bearer {METRICS}"}, timeout=PATIENCE)
    assert page.status_code == 200
    return {
        f"{one.name}{one.labels}": one.value
        for family in text_string_to_metric_families(page.text)
        if family.type in ("counter", "histogram")
        for one in family.samples
    }


def holder(file: Path) -> int:
    """Return the process that holds the lock on *file*."""
    inode = f":{file.stat().st_ino}"
    rows = [row.split() for row in Path("/proc/locks").read_text().splitlines()]
    (found,) = (int(row[4]) for row in rows if row[5].endswith(inode))
    return found


def test_killed_workers_take_no_sum_along_and_the_one_that_lives_posts_the_alert(
    tmp_path: Path, small_site: Path, receiver: Receiver
) -> None:
    app = "tests.web.applications:soon_alerting()"
    environ = {"IVR_METRICS_TOKEN": METRICS, "IVR_ALERT_URL": receiver.url}
    with gunicorn(tmp_path / "log", app=app, TWILIO_AUTH_TOKEN=TOKEN, IVR_SITE=str(small_site), **environ) as process:
        address = listening(tmp_path / "log", process)
        for _ in range(FEWEST_REFUSALS):
            assert post(address, "/voice")[0] == 403
        until((tmp_path / "var" / FILE).exists)  # what was told is noted too, and is not told again
        before, sent, answered = figures(address), 0, 0
        for _ in range(KILLS):
            os.kill(holder(tmp_path / "var" / LOCK), signal.SIGKILL)
            for _ in range(FEWEST_REFUSALS // 2):
                sent += 1
                with suppress(OSError, HTTPException):  # it was the killed one that had accepted
                    answered += post(address, "/voice", signed=f"http://{address}/voice")[0] == 200
                now = figures(address)
                assert {name for name, value in before.items() if now[name] < value} == set()
                assert len(now) < MOST
                before = now
            until(lambda: len(children(process)) >= 2 and _is_held(tmp_path / "var" / LOCK))
        receiver.waits_for(2)
    firing, *resolved = ((one["alert"], one["status"]) for one in receiver.got)
    assert firing == ("RefusalsOverAnswers", "firing")
    assert set(resolved) == {("RefusalsOverAnswers", "resolved")}
    # One that is killed before it has noted what it posted leaves that to be posted once more.
    assert len(resolved) <= 2
    assert answered <= before["ivr_webhook_seconds_count{'kind': 'call'}"] <= sent
    assert json.loads((tmp_path / "var" / "alerts.json").read_text())["RefusalsOverAnswers"]["since"] == 0


def _is_held(file: Path) -> bool:
    try:
        return bool(holder(file))
    except ValueError:
        return False
