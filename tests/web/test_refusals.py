"""What a refused request is answered, and the one line that it leaves."""

from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from ivr.web.counters import COUNTERS
from ivr.web.refusals import LINES
from tests.twilio.signing import sign

from .telephone import INSIDE, PASSWORD, PUBLIC_URL, SETTINGS, TOKEN, shipped_app

Logged = list[dict[str, object]]
FORM = {"CallSid": "CA1", "SpeechResult": "三重県の山田です"}
WRONG = {"X-Twilio-Signature": sign("another", f"{PUBLIC_URL}/voice", FORM.items())}


@pytest.fixture(scope="module")
def refusing() -> Flask:
    """Return an application that refuses what is sent here alone, and nothing ten times a minute."""
    return shipped_app()


def send(app: Flask, method: str, path: str, **more: object) -> TestResponse:
    return app.test_client().open(path, method=method, base_url=INSIDE, **more)  # type: ignore[arg-type]


def lines(logged: Logged) -> Logged:
    return [entry for entry in logged if str(entry["event"]).startswith("refused")]


@pytest.mark.parametrize(
    ("asked", "more", "code", "why"),
    [
        ("POST /voice?a=1", {"data": FORM}, 403, "not signed by Twilio"),
        ("POST /voice?a=1", {"data": FORM, "headers": WRONG}, 403, "not signed by Twilio, or for another address"),
        ("POST /voice", {"data": "a" * 70_000, "headers": WRONG}, 413, "the body is too long"),
        ("POST /voice", {"data": {f"{n}": "" for n in range(201)}, "headers": WRONG}, 403, "a form of more than 200"),
        ("GET /voice?CallSid=CA1", {"headers": WRONG}, 405, "not by this method: a number's webhooks are"),
        ("POST /voise", {"data": FORM, "headers": WRONG}, 404, "there is nothing at this address"),
        ("GET /phone", {"auth": ("", "a wrong password")}, 401, "a wrong password"),
        ("GET /readyz", {"auth": ("", "a wrong password")}, 401, "a wrong password"),
        ("POST /phone/call", {"json": "a" * 300_000, "auth": ("", PASSWORD)}, 413, "the body is too long"),
        ("POST /phone/call", {"data": "x", "auth": ("", PASSWORD)}, 403, "only from a page of this service"),
    ],
)
def test_a_refusal_leaves_one_line_that_says_why(
    refusing: Flask, logged: Logged, asked: str, more: dict[str, object], code: int, why: str
) -> None:
    method, _, path = asked.partition(" ")
    before = COUNTERS.totals()["refused"]
    answer = send(refusing, method, path, **more)

    assert (answer.status_code, answer.text.startswith(why)) == (code, True)
    (line,) = lines(logged)
    assert str(line.pop("why")).startswith(why)
    bare = path.partition("?")[0]
    assert line == {
        "event": "refused",
        "log_level": "warning",
        "method": method,
        "path": bare,
        "signed_address": PUBLIC_URL + bare,
        "signature": more.get("headers") == WRONG,
    }
    assert COUNTERS.totals()["refused"] == before + 1


@pytest.mark.parametrize(("method", "path", "code"), [("GET", "/phone", 401), ("GET", "/favicon.ico", 404)])
def test_who_only_looks_in_leaves_none(refusing: Flask, logged: Logged, method: str, path: str, code: int) -> None:
    before = COUNTERS.totals()["refused"]

    assert send(refusing, method, path).status_code == code
    assert lines(logged) == []
    assert COUNTERS.totals()["refused"] == before


def test_nothing_that_was_said_and_no_secret_is_in_it(logged: Logged) -> None:
    app = shipped_app(replace(SETTINGS, public_url="https://me:secret@x.jp:8443/a"))
    send(app, "POST", "/voice/ask_service?service=center", data=FORM, headers=WRONG)

    (line,) = lines(logged)
    assert line["signed_address"] == "https://x.jp/a/voice/ask_service"
    assert [word for word in ("山田", "secret", "center", TOKEN) if word in str(line)] == []


@pytest.mark.parametrize("sent", ["/voice/%1b[2J", "/voice/\x1b[2J", "/voice/é", "/voice/" + "a" * 4000])
def test_a_path_cannot_deceive_a_terminal_or_fill_the_log(refusing: Flask, logged: Logged, sent: str) -> None:
    raw = {"RAW_URI": sent}
    refusing.test_client().post("/voice/x", base_url=INSIDE, environ_overrides=raw)

    (line,) = lines(logged)
    for shown in (str(line["path"]), str(line["signed_address"])):
        assert shown.isascii()
        assert shown.isprintable()
        assert len(shown) <= 200


def test_the_lines_are_limited_for_each_reason_and_all_refusals_are_counted(logged: Logged) -> None:
    app = shipped_app()
    before = COUNTERS.totals()["refused"]
    for _ in range(50):
        send(app, "POST", "/voice")
    send(app, "POST", "/voice", data=FORM, headers=WRONG)

    written = [(line["event"], line["signature"]) for line in lines(logged)]
    last = "refused; further refusals for this reason are not logged until the minute is over"
    assert written == [("refused", False)] * (LINES - 1) + [(last, False), ("refused", True)]
    assert COUNTERS.totals()["refused"] == before + 51


def test_what_breaks_again_and_again_leaves_few_tracebacks(logged: Logged) -> None:
    app = shipped_app()
    for endpoint in ("breaks", "breaks-too"):
        app.add_url_rule(f"/{endpoint}/<name>", endpoint, view_func=lambda name: str(int(bool(name)) // 0))
    assert {send(app, "GET", "/breaks/%1B%5B2J").status_code for _ in range(2 * LINES)} == {500}
    assert send(app, "GET", "/breaks-too/a").status_code == 500
    broken = [entry for entry in logged if entry["event"] == "a request could not be answered"]
    paths = ["/breaks/%1B[2J"] * LINES + ["/breaks-too/a"]
    assert [(entry["path"], bool(entry["exc_info"])) for entry in broken] == [(path, True) for path in paths]
