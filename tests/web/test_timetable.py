"""Hours and notices of a running service: what it tells, changes without a restart, and whose clock counts."""

import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ivr.clock import JAPAN, japanese_time
from ivr.settings import Settings
from ivr.site import hash_of, load
from ivr.testcall import CallClock
from ivr.translation import using_language
from ivr.web import create_app
from tests.check.proof.small import copy

from .reloading import started
from .telephone import PASSWORD

HOURS = "site: {week: {mon-fri: [09:00-17:00]}}\n"
NOTICES = """\
notices:
  over: {from: 2026-10-01, until: 2026-10-31, text: 休みです。, kana: やすみです。}
  now: {from: 2026-11-01, until: 2026-11-30, text: 混んでいます。, kana: こんでいます。}
  later: {from: 2026-12-01, until: 2026-12-31, text: 休みです。, kana: やすみです。}
"""


@pytest.fixture
def site(small_site: Path, tmp_path: Path) -> Path:
    copied = copy(tmp_path, small_site)
    (copied / "data/hours.yaml").write_text(HOURS, encoding="utf-8")
    (copied / "data/notices.yaml").write_text(NOTICES, encoding="utf-8")
    return copied


def client(site: Path, at: str) -> FlaskClient:
    settings = Settings(site=site, tokens=("12345",), console_password=PASSWORD)
    return create_app(settings, CallClock(datetime.fromisoformat(at))).test_client()


def timetable_at(site: Path, at: str) -> dict[str, list[object]]:
    timetable: dict[str, list[object]] = client(site, at).get("/readyz", auth=("", PASSWORD)).get_json()["timetable"]
    return timetable


def test_it_tells_which_notices_are_in_force_and_which_are_over(site: Path) -> None:
    timetable = timetable_at(site, "2026-11-28 10:00")

    assert [one["state"] for one in timetable["notices"]] == ["over", "in force", "to come"]  # type: ignore[index]  # data
    assert timetable["warnings"] == ["the notice over ended on 2026-11-01 00:00; remove it"]


def test_what_has_become_of_a_notice_is_the_same_word_in_each_language(site: Path) -> None:
    with using_language("ja"):
        timetable = timetable_at(site, "2026-11-28 10:00")

    assert [one["state"] for one in timetable["notices"]] == ["over", "in force", "to come"]  # type: ignore[index]  # data
    assert len(timetable["warnings"]) == 1


def test_it_warns_before_the_holidays_are_no_longer_known(site: Path) -> None:
    last = load(site).plan
    assert last
    year = max(hours.known_until.year for hours in last.hours.values() if hours.known_until)

    assert "holidays" not in str(timetable_at(site, f"{year}-06-01 10:00")["warnings"])
    assert (
        f"holidays are known until {year}-12-31 only; restart the service"
        in timetable_at(site, f"{year}-08-01 10:00")["warnings"]
    )


def test_a_site_without_hours_has_nothing_to_tell(small_site: Path) -> None:
    assert timetable_at(small_site, "2026-11-28 10:00") == {"notices": [], "warnings": []}


@pytest.mark.parametrize(
    ("at", "words"), [("2026-11-30 20:00", "次の受付は、あす、火曜日の"), ("2026-11-30 10:00", "おつなぎします")]
)
def test_the_browser_phone_calls_at_any_hour(site: Path, at: str, words: str) -> None:
    steps = [{"says": "愛知県の経営改善支援センターです"}]
    numbers = {"caller": "090-1234-5678", "called": "050-1234-5678"}
    answer = (
        create_app(Settings(site=site)).test_client().post("/phone/call", json={**numbers, "at": at, "steps": steps})
    )

    assert answer.status_code == 200
    assert words in str(answer.get_json())


@pytest.fixture(params=["America/New_York", "Asia/Tokyo", "UTC"])
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def test_the_clock_of_japan_counts_whatever_that_of_the_server_says(site: Path, server_zone: str) -> None:
    now = japanese_time()
    plan = load(site).plan

    assert server_zone
    assert plan
    assert now.utcoffset() == JAPAN.utcoffset(None)
    hours = plan.hours["23-center"]
    on_the_day_of_a_clock_change = datetime.fromtimestamp(1_793_511_000, JAPAN)  # 2026-11-01 14:30, 01:30 in New York
    opens = hours.next_opening(on_the_day_of_a_clock_change)
    assert (on_the_day_of_a_clock_change.isoformat(), opens and opens.isoformat()) == (
        "2026-11-01T14:30:00+09:00",
        "2026-11-02T09:00:00+09:00",
    )


ALWAYS = "notices: {flood: {from: 2020-01-01, until: 2999-12-31, text: 大雨です。, kana: おおあめです。}}\n"


@pytest.mark.unmeasured
def test_a_notice_is_said_without_a_restart_and_no_more_once_its_file_is_gone(site: Path, tmp_path: Path) -> None:
    (site / "data/hours.yaml").unlink()
    notices = site / "data/notices.yaml"
    notices.unlink()
    with started(site, tmp_path / "var") as service:
        heard = []
        for text in ("", ALWAYS, ""):
            notices.write_text(text, encoding="utf-8") if text else notices.unlink(missing_ok=True)
            service.waits_until(lambda report: report["plan"] == hash_of(site))
            call = service.telephone.post("/voice")
            call = service.telephone.post(call.next, SpeechResult="愛知県の経営改善支援センターをお願いします")
            heard.append("大雨です。" in call.said)

    assert heard == [False, True, False]


def test_a_notice_that_is_wrong_keeps_the_plan_that_serves(site: Path, tmp_path: Path) -> None:
    with started(site, tmp_path / "var") as service:
        before = service.ready()["plan"]
        (site / "data/notices.yaml").write_text(ALWAYS.replace("2999-12-31", "2019-12-31"), encoding="utf-8")
        report = service.waits_until(lambda report: report["problems_in_all"] > 0)

        assert report["plan"] == before
        assert "this notice ends before it begins" in str(report["problems"])
