"""What a Prometheus reads of the service: every figure over all workers, for who may read it, within bounds."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from ivr.settings import Settings
from ivr.web.app import WATCH
from ivr.web.measures import WEBHOOK_KINDS
from ivr.web.series import MOST, OTHER, Series

from .process import no_file_to_open
from .telephone import PASSWORD, PUBLIC_URL, SETTINGS, Telephone, shipped_app

TOKEN = "for the Prometheus of the house"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
BASE = {"base_url": PUBLIC_URL}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, metrics_token=TOKEN)


@pytest.fixture
def app(recorded: Flask) -> Flask:
    return recorded


def page(app: Flask, **headers: str) -> str:
    answer = app.test_client().get("/metrics", headers=headers or BEARER, **BASE)
    assert answer.status_code == 200
    return answer.text


def figures(app: Flask, *kinds: str) -> dict[str, float]:
    """Return every figure of the page by its name and labels, as the page writes them; of some *kinds* only, if any."""
    return {
        f"{one.name}{{{','.join(f'{name}={value}' for name, value in sorted(one.labels.items()))}}}": one.value
        for family in text_string_to_metric_families(page(app))
        for one in family.samples
        if not kinds or family.type in kinds
    }


def counts(app: Flask) -> dict[str, float]:
    """Return the figures that only calls change; how much waits in the journal changes when its thread has time."""
    return figures(app, "counter", "histogram")


def test_a_call_is_measured_where_it_goes_and_a_request_that_comes_again_only_as_a_request(line: Telephone) -> None:
    before = counts(line.app)
    sid = "CA" + secrets.token_hex(16)

    def twice(path: str, **form: str) -> str:
        """Post as Twilio does that had no answer in time: once more."""
        first, second = (line.post(path, CallSid=sid, **form) for _ in range(2))
        assert first == second
        return first.next if first.text else ""

    path = twice("/voice")
    path = twice(path, SpeechResult="ふにゃふにゃ")
    path = twice(path, SpeechResult="経営改善です")
    path = twice(path, SpeechResult="静岡県です")
    path = twice(path)
    path = twice(path, DialCallStatus="busy")
    path = twice(path, Digits="1")
    line.post(path, CallSid=sid, CallStatus="completed", DialCallStatus="no-answer")  # while it rang its caller hung up
    twice("/voice/status", CallStatus="completed")
    after = counts(line.app)
    grown = {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)}
    grown = {name: by for name, by in grown.items() if "seconds_bucket" not in name and "seconds_sum" not in name}
    assert grown == {
        "ivr_webhook_seconds_count{kind=call}": 2,
        "ivr_webhook_seconds_count{kind=step}": 13,
        "ivr_webhook_seconds_count{kind=status}": 2,
        "ivr_not_understood_total{node=ask_service}": 1,
        "ivr_rings_total{office=22-center,outcome=busy}": 1,
        "ivr_rings_total{office=22-center,outcome=canceled}": 1,
        "ivr_answers_total{}": 17,
    }


def test_a_call_that_is_only_tried_out_is_not_measured(line: Telephone) -> None:
    before = counts(line.app)
    path = line.post("/voice?rehearsal=1").next
    line.post(path, SpeechResult="ふにゃふにゃ")
    assert counts(line.app) == before


def test_the_plan_and_the_journal_are_measured(app: Flask) -> None:
    plan = app.test_client().get("/readyz").get_json()["plan"]
    values = figures(app)
    assert values[f"ivr_plan{{plan={plan}}}"] == 1
    assert values["ivr_unverified_numbers{}"] == 95
    assert (values["ivr_change_refused{}"], values["ivr_database_ok{}"], values["ivr_journal_bytes{}"]) == (0, 0, 0)


def test_without_records_nothing_is_measured_of_them() -> None:
    app = shipped_app(replace(SETTINGS, metrics_token=TOKEN, records=False))
    assert not any(name.startswith(("ivr_journal", "ivr_database")) for name in figures(app))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": f"Bearer {PASSWORD}"}, 401),
        (BEARER, 200),
    ],
)
def test_the_page_is_for_who_has_the_token(app: Flask, headers: dict[str, str], status: int) -> None:
    answer = app.test_client().get("/metrics", headers=headers, **BASE)

    assert answer.status_code == status
    assert answer.text.startswith("IVR_METRICS_TOKEN as a bearer token") is (status != 200)


def test_a_token_may_have_characters_of_every_script() -> None:
    token = "計測のための長い合言葉です、これは"
    client = shipped_app(replace(SETTINGS, metrics_token=token)).test_client()
    sent = f"Bearer {token}".encode().decode("latin-1")  # the bytes that a program sends, as WSGI has them

    assert client.get("/metrics", headers={"Authorization": sent}, **BASE).status_code == 200
    assert client.get("/metrics", headers={"Authorization": sent[:-3]}, **BASE).status_code == 401


def test_the_page_is_there_where_no_file_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ivr.web.metrics", raising=False)  # as in a process that begins
    client = shipped_app(replace(SETTINGS, metrics_token=TOKEN)).test_client()
    with no_file_to_open():
        assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_the_page_is_also_for_who_has_the_password(app: Flask) -> None:
    assert app.test_client().get("/metrics", auth=("x", PASSWORD), **BASE).status_code == 200
    assert app.test_client().get("/metrics", auth=("x", "a wrong password"), **BASE).status_code == 401


def test_without_a_token_an_empty_one_opens_nothing() -> None:
    app = shipped_app()
    assert app.test_client().get("/metrics", headers={"Authorization": "Bearer "}, **BASE).status_code == 401


def test_a_line_without_a_public_url_shows_it_to_this_machine() -> None:
    assert shipped_app(Settings()).test_client().get("/metrics").status_code == 200


@pytest.mark.skipif(shutil.which("promtool") is None, reason="Prometheus is not installed")
def test_prometheus_own_checker_finds_nothing(line: Telephone) -> None:
    line.post("/voice")
    command, given = ["promtool", "check", "metrics"], page(line.app)
    checked = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert (checked.stdout, checked.stderr, checked.returncode) == ("", "", 0)


def test_whoever_asks_for_openmetrics_gets_it(app: Flask) -> None:
    assert page(app, Accept="application/openmetrics-text; version=1.0.0", **BEARER).endswith("# EOF\n")


def test_whoever_asks_for_a_version_that_is_none_gets_plain_text(app: Flask) -> None:
    assert page(app, Accept="text/plain; version=one", **BEARER) == page(app, **BEARER)


def test_the_worst_plan_and_flow_stay_within_the_series(line: Telephone) -> None:
    plan = line.app.extensions[WATCH]._plans.current.plan  # noqa: SLF001 - whose offices and questions they are
    offices, outcomes, kinds = len(plan.directory.offices) + len(plan.directory.others), 5, 5
    assert offices * outcomes + len(plan.flow.nodes) + kinds * 12 < MOST


def test_every_webhook_is_of_a_kind(app: Flask) -> None:
    views = {
        rule.endpoint.removeprefix("voice.") for rule in app.url_map.iter_rules() if rule.rule.startswith("/voice")
    }
    assert views == set(WEBHOOK_KINDS)


# ---- the table that the processes share ----


def in_child(series: Series, slot: int, name: str, *, dies: bool = False) -> None:
    child = os.fork()
    if not child:
        series.take(slot)
        series.add((name,), 2)
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(0)
    os.waitpid(child, 0)


def test_what_processes_add_is_summed_and_survives_them() -> None:
    series = Series()
    series.add(("ring", "22-center", "busy"), 0.5)
    in_child(series, 1, "one")
    in_child(series, 2, "one", dies=True)
    in_child(series, 2, "one")  # the next worker adds on in the slot of the dead one
    assert series.sums() == {("ring", "22-center", "busy"): 0.5, ("one",): 6.0}


def test_names_beyond_the_most_are_added_up_together() -> None:
    series = Series(most=4)
    for name in "abcdeff":
        series.add((name,))
    assert series.sums() == {("a",): 1, ("b",): 1, ("c",): 1, OTHER: 4}


def test_there_are_no_more_names_over_all_processes_than_in_one() -> None:
    series = Series(most=4)
    for name in "abc":
        series.add((name,))
    for slot, name in enumerate("axyz", 1):
        in_child(series, slot, name)
    assert series.sums() == {("a",): 3, ("b",): 1, ("c",): 1, OTHER: 6}


def test_a_name_that_is_too_long_has_no_row() -> None:
    series = Series()
    series.add(("長い" * 30,))
    assert series.sums() == {OTHER: 1}


def test_every_metric_says_what_it_is(app: Flask) -> None:
    helps = re.findall(r"^# HELP (\S+) (.+)$", page(app), re.MULTILINE)
    assert len(helps) > 10
    assert all(text[0].isupper() or text[0].isdigit() for _, text in helps)
    assert all(text.endswith(".") for _, text in helps)
