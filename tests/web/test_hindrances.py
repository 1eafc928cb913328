"""Earlier calls decide what a call hears: from the records, in the background, without delaying it."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from ivr.records import hashed
from ivr.settings import Settings
from ivr.web import create_app
from ivr.web.app import WATCH
from ivr.web.call_records import RECORDER
from tests.waiting import until

from . import unproven
from .telephone import PASSWORD, SETTINGS, Answer, Telephone, shipped_app

KEY = "known to the test"
CALLER, RELAY = "+819012345678", "+81354701840"
AICHI = ("23-center", "+81522236953", "愛知県の経営改善支援センター")
NUMBER = "ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン。"
FAILING = f"{AICHI[2]}は、ただいま、電話が、つながりにくくなっています。"
OVER_LIMIT = "ただいま、この電話からは、おつなぎできません。"


def settings(tmp_path: Path) -> Settings:
    return replace(SETTINGS, var=tmp_path / "var", records=True, hash_key=KEY)


def served(app: Flask) -> Iterator[Telephone]:
    yield Telephone(app)
    app.extensions[RECORDER].journal.close()
    app.extensions[WATCH].stop()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Telephone]:
    yield from served(shipped_app(settings(tmp_path), check=unproven.found_right))


def calls(line: Telephone, sid: str, caller: str = CALLER, query: str = "") -> Answer:
    """Call for the office in 愛知県, and return what is answered when it is named."""
    said = f"{AICHI[2]}です"
    return line.post(f"/voice/ask_service?stage=first{query}", CallSid=sid, From=caller, SpeechResult=said)


def ready(line: Telephone) -> Any:  # noqa: ANN401 - JSON
    return line.app.test_client().get("/readyz", auth=("", PASSWORD)).get_json()["records"]["around"]


def known(line: Telephone, **found: object) -> None:
    """Let this be what the shipper has found just now."""
    folder = line.app.extensions[RECORDER].hindrances._folder  # noqa: SLF001
    folder.mkdir(parents=True, exist_ok=True)
    everything = {"at": time.time_ns() // 1_000_000, "failing": {}, "crowded": [], "callers": []} | found
    (folder / "around.json").write_text(json.dumps(everything))
    line.app.extensions[RECORDER].hindrances.refresh()


def test_after_three_callers_in_vain_the_number_is_read_out_and_after_an_answer_it_rings(line: Telephone) -> None:
    hindrances = line.app.extensions[RECORDER].hindrances

    def rings(sid: str, caller: str, status: str) -> None:
        query = "service=center&prefecture=23&by=voice"
        line.post(f"/voice/read_back?{query}&turn=1", CallSid=sid, From=caller)
        rang = f"/voice/ring_office?{query}&turn=2"
        line.post(rang, CallSid=sid, From=caller, DialCallStatus=status, DialCallSid=f"{sid}c")

    for at in range(3):
        assert FAILING not in calls(line, f"CA{at}", f"+81901234000{at}").said
        rings(f"CA{at}", f"+81901234000{at}", "no-answer")
    until(lambda: AICHI[1] in hindrances.current().numbers)  # the shipper of the service has found it
    answer = calls(line, "CA4")
    assert FAILING in answer.said
    assert answer.said.count(NUMBER) == 2
    assert FAILING not in calls(line, "CA5", query="&rehearsal=1").said

    rings("CA4", CALLER, "completed")  # who was told it, and had it rung all the same
    until(lambda: not hindrances.current().numbers)
    assert FAILING not in calls(line, "CA6").said


def test_every_office_with_a_number_that_keeps_failing_is_reported(line: Telephone) -> None:
    now = time.time_ns() // 1_000_000
    known(line, failing={AICHI[1]: now - 65_000}, crowded=["+81592283370"])

    assert FAILING in calls(line, "CA1").said
    said = "愛知県の中小企業再生支援協議会です"
    other = line.post("/voice/ask_service?stage=first", CallSid="CA2", From=CALLER, SpeechResult=said)
    assert "つながりにくくなっています。" in other.said
    report = ready(line)
    assert report == {
        "not_rung_blindly": [
            {
                "number": "052-223-6953",
                "offices": ["23-center", "23-council"],
                "failing_for_seconds": 65,
                "rung_too_often": False,
            },
            {
                "number": "059-228-3370",
                "offices": ["24-council"],
                "failing_for_seconds": None,
                "rung_too_often": True,
            },
        ],
        "callers_over_limit": 0,
    }


def test_what_was_found_too_long_ago_is_not_known_and_rings(line: Telephone) -> None:
    old = time.time_ns() // 1_000_000 - 61_000
    known(line, at=old, failing={AICHI[1]: old}, callers=[hashed(CALLER, KEY.encode())])

    heard = calls(line, "CA1").said
    assert FAILING not in heard
    assert OVER_LIMIT not in heard
    assert ready(line) is None


def test_who_is_over_the_limit_hears_the_number_and_nobody_else_does(line: Telephone) -> None:
    known(line, callers=[hashed(CALLER, KEY.encode()), hashed("", KEY.encode())])

    heard = calls(line, "CA1").said
    assert OVER_LIMIT in heard
    assert heard.count(NUMBER) == 2
    for other in ("+819012345679", "anonymous", "+266696687", ""):  # withheld, in all its forms
        assert OVER_LIMIT not in calls(line, "CA2", other).said
    assert OVER_LIMIT not in calls(line, "CA3", query="&rehearsal=1").said


def test_a_number_that_many_people_call_from_has_no_limit(tmp_path: Path, site: Path) -> None:
    limits = "limits: {failures: 3, failures_minutes: 10}"
    exempt = 'limits: {rings_a_caller: 5, rings_minutes: 60, exempt: ["03-5470-1840"]}'
    flow = site / "data/flow.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace(limits, exempt), encoding="utf-8")
    for line in served(create_app(replace(settings(tmp_path), site=site), check=unproven.found_right)):
        known(line, callers=[hashed(CALLER, KEY.encode()), hashed(RELAY, KEY.encode())])
        assert OVER_LIMIT in calls(line, "CA1").said
        assert OVER_LIMIT not in calls(line, "CA2", RELAY).said
