"""Rehearsal calls, marked in their address, and the plan that each signed answer names."""

from typing import Any

import pytest
from flask import Flask

from ivr.call import Plan
from ivr.twilio.address import REHEARSAL, with_rehearsal
from ivr.web.counters import COUNTERS

from .telephone import Telephone, answered

PLAN = "X-IVR-Plan"
SAYS = {"SpeechResult": "愛知県の経営改善支援センターをお願いします"}


@pytest.mark.parametrize(
    "path",
    ["/voice", "/voice/ask_service?stage=first", "/voice/ring_office/whisper?service=center", "/voice/fallback"],
)
def test_every_signed_answer_names_the_plan(telephone: Telephone, plan: Plan, path: str) -> None:
    assert telephone.send(path, {}).headers[PLAN] == plan.hash
    assert telephone.send("/voice/status", {"CallStatus": "completed"}).headers[PLAN] == plan.hash


def test_strangers_learn_of_no_plan(telephone: Telephone, app: Flask) -> None:
    assert PLAN not in telephone.send("/voice", {}, X_Twilio_Signature="wrong").headers
    assert PLAN not in app.test_client().post("/voice").headers
    assert PLAN not in app.test_client().get("/voice").headers


def test_the_mark_is_handed_on_to_the_ring_and_its_whisper(telephone: Telephone) -> None:
    asked = telephone.post(f"/voice?{REHEARSAL}")
    read_back = telephone.post(asked.next, **SAYS)
    rung = telephone.post(read_back.next)
    assert all(answer.next.endswith(f"&{REHEARSAL}") for answer in (asked, read_back, rung))
    (desk,) = rung.verbs.iter("Number")
    assert desk.get("url", "").endswith(f"&{REHEARSAL}")


def test_it_is_answered_like_any_other(telephone: Telephone) -> None:
    marked, plain = telephone.post(f"/voice?{REHEARSAL}"), telephone.post("/voice")
    assert marked.text.replace(f"&amp;{REHEARSAL}", "") == plain.text


def test_it_is_not_counted_and_leaves_no_line(telephone: Telephone, logged: list[Any]) -> None:
    before = COUNTERS.totals()["answered"]
    for path in ("/voice", "/voice/ask_service?stage=first", "/voice/status", "/voice/fallback"):
        assert answered(telephone.send(with_rehearsal(path), {})).status < 300
    assert COUNTERS.totals()["answered"] == before
    assert [event for event in logged if event["log_level"] != "info"] == []
    telephone.post("/voice")
    assert COUNTERS.totals()["answered"] == before + 1


@pytest.mark.parametrize("path", ["/voice?rehearsal=", "/voice?norehearsal=1", "/voice?rehearsal=10"])
def test_nothing_else_is_the_mark(telephone: Telephone, path: str) -> None:
    assert REHEARSAL not in telephone.post(path).next


def test_the_fallback_after_a_failure_is_an_error_and_without_one_is_none(
    telephone: Telephone, logged: list[Any]
) -> None:
    telephone.post("/voice/fallback")
    telephone.post("/voice/fallback", ErrorCode="11200", ErrorUrl="https://me:hidden@hotline.example.jp/voice?a=hidden")
    assert [event["log_level"] for event in logged if event["event"] == "fallback asked for"] == ["info", "error"]
    assert "hidden" not in str(logged)


@pytest.mark.parametrize(
    ("url", "marked"),
    [
        ("https://h.example.jp/voice", f"https://h.example.jp/voice?{REHEARSAL}"),
        ("https://h.example.jp/voice?a=1#e=tokyo", f"https://h.example.jp/voice?a=1&{REHEARSAL}#e=tokyo"),
    ],
)
def test_an_address_is_marked(url: str, marked: str) -> None:
    assert with_rehearsal(url) == marked
