"""Alerts to the operator: each condition by its cause, when and how often, to a receiver that may refuse."""

import json
import os
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from flask import Flask
from sqlalchemy import make_url

from ivr.clock import DAY
from ivr.golive.deploy import deploy_text
from ivr.records import FOLDER, LastHour, Status
from ivr.records.shipper import Shipper
from ivr.records.status import write
from ivr.settings import Settings
from ivr.web.alerting import Alerter, poster
from ivr.web.alerts import (
    AGAIN,
    CONDITIONS,
    FEWEST_REFUSALS,
    AlertMessage,
    AlertState,
    ServiceState,
    after,
    due,
    firing,
)
from ivr.web.app import ALERTER, WATCH
from ivr.web.call_records import RECORDER
from ivr.web.counters import COUNTERS
from ivr.web.service_state import service_state

from .receiving import Receiver
from .reloading import break_flow, mend_flow, started
from .telephone import PASSWORD, PUBLIC_URL, SETTINGS, Telephone

FINE = ServiceState(
    answered=100, refused=99, unshipped=299, budget=55, last_hour=LastHour({"connected": 1}, 3, 5, 55.0, 90.0)
)


def test_a_service_without_trouble_alerts_nobody() -> None:
    assert firing(ServiceState()) == firing(FINE) == {}


@pytest.mark.parametrize(
    ("state", "name", "text"),
    [
        (
            replace(FINE, answered=9, refused=10),
            "RefusalsOverAnswers",
            "10 requests were refused in five minutes, 9 answered: is the auth token right?",
        ),
        (
            replace(FINE, last_hour=LastHour({}, 3)),
            "NoCalls",
            "no call came in during an hour that usually has 3 or more",
        ),
        (
            replace(FINE, failing=("22-center", "23-council")),
            "OfficeDead",
            "offices that cannot be reached, and are not rung: 22-center, 23-council",
        ),
        (
            replace(FINE, last_hour=LastHour({"connected": 5}, 0, 5, 55.6, 90.0)),
            "SlowToRing",
            "half of the last hour's calls took more than 56 s until an office rang; 55 s are allowed",
        ),
        (
            replace(FINE, refused_change="2026-11-28T10:00:00Z"),
            "ChangeRefused",
            "a change to the site has problems, and has not taken effect since 2026-11-28T10:00:00Z",
        ),
        (
            replace(FINE, unshipped=301),
            "RecordsNotShipped",
            "call records have not reached the database for 5 minutes",
        ),
    ],
)
def test_each_alert_has_its_words(state: ServiceState, name: str, text: str) -> None:
    assert firing(state) == {name: text}


@pytest.mark.parametrize(
    "state",
    [
        replace(FINE, answered=0, refused=9),  # strangers knock at every door
        replace(FINE, last_hour=LastHour({}, 2)),  # an hour that may well have no call
        replace(FINE, last_hour=LastHour({"connected": 4}, 0, 4, 200.0, 200.0)),  # too few to mean anything
    ],
)
def test_little_is_no_condition(state: ServiceState) -> None:
    assert firing(state) == {}


def test_the_rules_of_prometheus_have_the_same_names() -> None:
    rules = yaml.safe_load(deploy_text("alerts"))["groups"][0]["rules"]
    assert {rule["alert"] for rule in rules} - {"HotlineDown"} == set(CONDITIONS), "ivr/golive/deploy/alerts.yml"


NOW = 1_000_000.0


@pytest.mark.parametrize(
    ("posted", "now_firing", "telling"),
    [
        ({}, {"NoCalls": "…"}, [AlertMessage("NoCalls", "firing", "…", NOW)]),
        ({"NoCalls": AlertState(NOW - 60, NOW - 60)}, {"NoCalls": "…"}, []),
        (
            {"NoCalls": AlertState(NOW - AGAIN, NOW - AGAIN)},
            {"NoCalls": "…"},
            [AlertMessage("NoCalls", "firing", "…", NOW - AGAIN)],
        ),
        ({"NoCalls": AlertState(NOW - 60, NOW - 60)}, {}, [AlertMessage("NoCalls", "resolved", "resolved", NOW - 60)]),
        ({"NoCalls": AlertState(0, NOW - 60)}, {}, []),
        ({"NoCalls": AlertState(0, NOW - 60)}, {"NoCalls": "…"}, []),  # it comes and goes: once an hour all the same
        # By a clock that was put back since.
        ({"NoCalls": AlertState(0, NOW + 60)}, {"NoCalls": "…"}, [AlertMessage("NoCalls", "firing", "…", NOW)]),
        ({"NoCalls": AlertState(0, NOW - AGAIN)}, {"NoCalls": "…"}, [AlertMessage("NoCalls", "firing", "…", NOW)]),
    ],
)
def test_an_alert_is_posted_once_an_hour_and_when_it_is_over(
    posted: dict[str, AlertState], now_firing: dict[str, str], telling: list[AlertMessage]
) -> None:
    assert list(due(posted, now_firing, NOW)) == telling


def test_what_was_taken_is_known_and_forgotten_when_it_is_long_over() -> None:
    posted = after({}, AlertMessage("NoCalls", "firing", "", NOW), NOW)
    assert posted == {"NoCalls": AlertState(NOW, NOW)}
    over = AlertMessage("NoCalls", "resolved", "", NOW)
    assert after(posted, over, NOW + 60) == {"NoCalls": AlertState(0, NOW)}
    assert after(posted, over, NOW + AGAIN) == {}


def test_a_message_is_posted_until_it_is_taken_and_survives_the_process(receiver: Receiver, tmp_path: Path) -> None:
    dead = replace(FINE, failing=("22-center",))
    post = poster(replace(SETTINGS, alert_url=receiver.url, public_url="https://me:hidden@hotline.example.jp/a"))
    receiver.status = 500
    alerter = Alerter(tmp_path, lambda: dead, post)
    alerter.round()
    alerter.round()
    receiver.status = 200
    alerter.round()
    alerter.round()
    assert [one["alert"] for one in receiver.got] == ["OfficeDead"] * 3
    assert receiver.got[-1] | {"since": ""} == {
        "alert": "OfficeDead",
        "status": "firing",
        "text": "OfficeDead: offices that cannot be reached, and are not rung: 22-center",
        "since": "",
        "line": "https://…@hotline.example.jp/a",
    }
    os.close(alerter._lock or 0)  # noqa: SLF001 - as the end of its process does
    for _ in range(2):
        another = Alerter(tmp_path, lambda: FINE, post)
        another.round()
        os.close(another._lock or 0)  # noqa: SLF001 - as above
    assert [one["status"] for one in receiver.got[3:]] == ["resolved"]


def test_one_process_of_a_machine_tells(receiver: Receiver, tmp_path: Path) -> None:
    dead, post = replace(FINE, failing=("22-center",)), poster(replace(SETTINGS, alert_url=receiver.url))
    both = [Alerter(tmp_path, lambda: dead, post) for _ in range(2)]
    for one in both:
        one.round()
    assert len(receiver.got) == 1


def test_an_address_that_is_not_there_is_no_harm_and_is_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    post = poster(replace(SETTINGS, alert_url="http://127.0.0.1:9/secret"))
    assert post(AlertMessage("NoCalls", "firing", "", NOW)) is False
    assert "secret" not in "".join(capfd.readouterr())


def test_a_disk_that_keeps_nothing_is_no_harm(receiver: Receiver, tmp_path: Path) -> None:
    alerter = Alerter(
        tmp_path, lambda: replace(FINE, failing=("x",)), poster(replace(SETTINGS, alert_url=receiver.url))
    )
    (tmp_path / f".alerts.json.{os.getpid()}").mkdir()
    alerter.round()
    alerter.round()
    assert len(receiver.got) == 1


@pytest.fixture
def settings(settings: Settings, receiver: Receiver) -> Settings:
    return replace(settings, alert_url=receiver.url)


@pytest.fixture
def app(recorded: Flask) -> Flask:
    return recorded


REFUSALS = "RefusalsOverAnswers"


def other(names: Iterable[str]) -> list[str]:
    """Leave out the one that tests around may cause: refusals are counted by the whole process."""
    return sorted({*names} - {REFUSALS})


def alerts(app: Flask) -> dict[str, str]:
    answer = app.test_client().get("/readyz", auth=("x", PASSWORD), base_url=PUBLIC_URL)
    found: dict[str, str] = answer.get_json()["alerts"]
    return found


def test_a_wrong_token_is_alerted_of(app: Flask, receiver: Receiver) -> None:
    lately = COUNTERS.lately()
    COUNTERS.count("refused", max(0, lately["answered"] - lately["refused"]))  # as many as tests before had answered
    for _ in range(FEWEST_REFUSALS):
        Telephone(app, token="f" * 32).post("/voice")
    app.extensions[ALERTER].round()
    assert REFUSALS in alerts(app)
    assert [one["alert"] for one in receiver.got if not other([one["alert"]])] == [REFUSALS]


def records_say(app: Flask, settings: Settings, **found: object) -> None:
    """Let this be what the shipper has found just now."""
    folder = settings.folder / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    everything = {"at": time.time_ns() // 1_000_000, "failing": {}, "crowded": [], "callers": []} | found
    (folder / "around.json").write_text(json.dumps(everything))
    app.extensions[RECORDER].hindrances.refresh()


def test_offices_whose_line_keeps_failing_are_alerted_of_and_measured(app: Flask, settings: Settings) -> None:
    records_say(app, settings, failing={"+81522236953": 1})
    metrics = app.test_client().get("/metrics", auth=("x", PASSWORD), base_url=PUBLIC_URL).text
    assert other(alerts(app)) == ["OfficeDead"]
    assert "愛知県経営改善支援センター 052-223-6953, " in alerts(app)["OfficeDead"]
    assert [line for line in metrics.splitlines() if line.startswith("ivr_office_failing")] == [
        'ivr_office_failing{office="23-center"} 1.0',
        'ivr_office_failing{office="23-council"} 1.0',
    ]
    records_say(app, settings)
    assert other(alerts(app)) == []


def test_a_refused_change_is_alerted_of_until_it_is_mended(site: Path, tmp_path: Path) -> None:
    with started(site, tmp_path / "var") as service:
        break_flow(site)
        broken = service.waits_until(lambda report: bool(report["refused_since"]))
        metrics = service.telephone.app.test_client().get("/metrics", auth=("x", PASSWORD), base_url=PUBLIC_URL).text
        assert other(broken["alerts"]) == ["ChangeRefused"]
        assert "\nivr_change_refused 1.0\n" in metrics
        mend_flow(site)
        assert other(service.waits_until(lambda report: not report["refused_since"])["alerts"]) == []


def test_a_database_that_cannot_be_reached_is_alerted_of_after_five_minutes(app: Flask, settings: Settings) -> None:
    folder = settings.folder / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    shipper = Shipper(folder, make_url("postgresql+psycopg://x@127.0.0.1:9/x"))
    assert shipper.round() is False
    shipper.close()
    plans, recorder = app.extensions[WATCH]._plans, app.extensions[RECORDER]  # noqa: SLF001 - as it is served
    long_since = replace(recorder, began=time.monotonic() - 400)
    assert other(firing(service_state(plans, settings, recorder))) == []
    assert other(firing(service_state(plans, settings, long_since))) == ["RecordsNotShipped"]
    write(folder, Status("gone", ok_at=int(time.time() * 1000) + DAY))  # the clock was put back
    assert other(firing(service_state(plans, settings, long_since))) == ["RecordsNotShipped"]


@pytest.mark.parametrize(
    ("last_hour", "name"),
    [(LastHour({}, 7), "NoCalls"), (LastHour({"connected": 9}, 0, 9, 70.5, 80.0), "SlowToRing")],
)
def test_the_last_hour_as_the_shipper_counts_it_is_alerted_of(
    app: Flask, settings: Settings, last_hour: LastHour, name: str
) -> None:
    assert settings.var
    folder = settings.var / "records"
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, Status("ok", at=int(time.time() * 1000), ok_at=int(time.time() * 1000), last_hour=last_hour))
    assert name in alerts(app)
