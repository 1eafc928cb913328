"""The last day's errors at Twilio, by call."""

import json
from datetime import UTC, datetime, timedelta

from ivr.golive.twilio_errors import Alert
from ivr.simulator.twiml.faults import FAULTS
from tests.twilio.rest.stand_in import CALL, alert, at, refusal

from .conftest import Desk

OTHER = "CA" + "f" * 32


def test_no_errors_are_fine(desk: Desk) -> None:
    ran = desk.ivr("provision", "alerts")

    assert (ran.code, ran.out) == (0, "no errors at Twilio in the last day\n")


def test_errors_are_listed_by_call_with_what_they_mean_and_where_to_look(desk: Desk) -> None:
    desk.twilio.alerts = [
        alert(11200, at="2026-11-27T05:00:00Z", url="https://user:hidden@h.example.jp/voice/ask?plan=hidden"),
        alert(13214, OTHER, at="2026-11-27T06:00:00Z"),
        alert(13227, CALL, at="2026-11-27T05:00:30Z"),
        alert(99999, "ACx", at="2026-11-26T05:00:30Z"),
    ]
    ran = desk.ivr("provision", "alerts")
    lines = ran.out.splitlines()

    assert ran.code == 1
    assert [line for line in lines if not line.startswith(" ")][1:] == [OTHER, CALL, "outside a call"]
    assert "  11-27 14:00:00  11200  the document could not be retrieved" in lines
    assert "      at https://…@h.example.jp/voice/ask?…" in lines
    assert any("IVR_CALLER_ID" in line for line in lines)
    assert "hidden" not in ran.out
    assert sum(line.startswith("      at") for line in lines) == 1
    assert lines[-1] == "      https://www.twilio.com/docs/api/errors/99999"


def test_the_same_as_json(desk: Desk) -> None:
    desk.twilio.alerts = [alert(11200), alert(12100)]
    (call,) = json.loads(desk.ivr("provision", "alerts", "--json").out)

    assert (call["call"], [one["code"] for one in call["errors"]]) == (CALL, [11200, 12100])


def test_an_error_without_number_or_time_is_reported_all_the_same(desk: Desk) -> None:
    desk.twilio.alerts = [{"error_code": None, "date_generated": None, "request_url": None}]
    ran = desk.ivr("provision", "alerts")

    assert (ran.code, ran.out.splitlines()[1:3]) == (1, ["outside a call", "  01-01 09:00:00  0  "])


def test_a_missing_permission_is_named(desk: Desk) -> None:
    desk.twilio.forbidden = ("/v1/Alerts",)
    ran = desk.ivr("provision", "alerts")

    assert (ran.code, "lacks the permission for the list of errors" in ran.err) == (1, True)


def test_too_many_requests_are_reported(desk: Desk) -> None:
    desk.twilio.breaks = [at("GET /v1/Alerts", refusal(429, 20429))]

    assert "try again in a minute" in desk.ivr("provision", "alerts").err


def test_every_error_that_a_line_meets_has_a_meaning_and_a_place() -> None:
    codes = [*FAULTS, 10003, 10004, 11235, 11236, 11237, 13224, 13225, 13227]
    alerts = [Alert(code, CALL, datetime.now(UTC) - timedelta(hours=1), "") for code in codes]

    assert [one.code for one in alerts if not (one.meaning and one.where)] == []
