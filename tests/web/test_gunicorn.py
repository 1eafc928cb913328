"""The service as the Procfile starts it: a gunicorn process, asked over HTTP."""

import json
import os
import re
import signal
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from ivr.web import server
from tests.twilio.signing import sign
from tests.twilio.validity import faults
from tests.waiting import PATIENCE

from .altering import alter
from .process import UNPROVEN, Shared, children, exchange, gunicorn, listening, ready
from .telephone import PASSWORD, TOKEN

FORM = {"CallSid": "CA1", "To": "+815012345678"}
NEW = "f" * 32  # a token that replaces the other one


def post(address: str, path: str, signed: str = "", **headers: str) -> tuple[int, str]:
    """Post to *path* a form signed for the address *signed* and return status and body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if signed:
        named["X-Twilio-Signature"] = sign(TOKEN, signed, FORM.items())
    connection = HTTPConnection(address, timeout=PATIENCE)
    try:
        body = urlencode(FORM)
        connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **named})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "path",
    [
        "/voice",
        "/voice/",
        "/voice?",
        "/voice/ask_service?stage=first&x=%e6%84%9b+%20%FF",
        "/voice/%e6%84%9b%2F//x",
        "/voice/fallback/",
        "/voice/ring_office/whisper?service=center&prefecture=23",
    ],
)
def test_a_signed_request_is_answered(address: str, path: str) -> None:
    status, document = post(address, path, signed=f"http://{address}{path}")
    assert (status, faults(document)) == (200, [])


def test_idle_connections_are_kept_for_longer_than_proxies_keep_them() -> None:
    assert server.keepalive > 60


def test_a_status_callback_is_answered(address: str) -> None:
    assert post(address, "/voice/status/", signed=f"http://{address}/voice/status/") == (204, "")


def test_any_other_is_refused(address: str) -> None:
    assert post(address, "/voice")[0] == 403
    assert post(address, "/voice", signed=f"http://{address}/voice?a=1")[0] == 403
    assert post(address, "/voice", signed=f"http://{address.partition(':')[0]}/voice")[0] == 403
    assert post(address, "/voice", signed="http://x.jp/voice", Host="x.jp")[0] == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ("Content-Length: 60000", 403),
        ("Content-Length: 10000000000", 403),
        ("Transfer-Encoding: chunked", 403),
        (f"Content-Length: {64 * 1024 + 1}\r\nX-Twilio-Signature: x", 413),
    ],
)
def test_a_body_that_is_refused_is_not_waited_for(address: str, headers: str, status: int) -> None:
    kind = "Content-Type: application/x-www-form-urlencoded"
    head = f"POST /voice HTTP/1.1\r\nHost: {address}\r\n{kind}\r\n{headers}\r\n\r\n"
    answer = exchange(address, head.encode())  # which ends when the connection is closed, and nothing follows the head
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"\r\nConnection: close\r\n" in answer


def test_twilios_connection_is_kept(address: str) -> None:
    connection = HTTPConnection(address, timeout=PATIENCE)
    headers = {"X-Twilio-Signature": sign(TOKEN, f"http://{address}/voice", FORM.items())}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.connect()
    used = connection.sock
    for _ in range(2):
        connection.request("POST", "/voice", urlencode(FORM), headers)
        assert (connection.getresponse().read()[:5], connection.sock) == (b"<?xml", used)
    connection.close()


def test_an_absurd_host_breaks_nothing(address: str) -> None:
    assert post(address, "/voice", Host="[:::::]")[0] in (400, 403)


def test_behind_a_proxy_the_public_url_is_what_counts(tmp_path: Path, small_site: Path) -> None:
    public = {
        "IVR_SITE": str(small_site),
        "IVR_PUBLIC_URL": "https://x.jp/line",
        "IVR_ACCEPT_UNVERIFIED": "1",
        "TWILIO_AUTH_TOKEN": f"{NEW},{TOKEN}",
    }
    with gunicorn(tmp_path / "log", workers="1", **public) as process:
        address = listening(tmp_path / "log", process)
        proxied = {"Host": "x.jp", "X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https"}
        status, document = post(address, "/voice?a=1", signed="https://x.jp/line/voice?a=1", **proxied)
        assert (status, faults(document)) == (200, [])
        assert 'action="/line/voice/ask_service?' in document
        assert post(address, "/voice", signed=f"http://{address}/voice", **proxied)[0] == 403
    said = (tmp_path / "log").read_text()
    assert "IVR_ACCEPT_UNVERIFIED=1" in said
    assert {json.loads(line)["level"] for line in said.splitlines()} == {"info", "warning"}  # gunicorn's lines too


def test_what_the_workers_answer_is_counted_together_and_a_killed_one_takes_nothing_along(shared: Shared) -> None:
    address, process = shared.address, shared.process
    before = ready(address, PASSWORD)["since_start"]["answered"]
    for _ in range(2):
        for _ in range(5):
            assert post(address, "/voice", signed=f"http://{address}/voice")[0] == 200
        killed = children(process)
        for worker in killed:
            os.kill(worker, signal.SIGKILL)
        while killed & children(process):
            time.sleep(0.05)
    post(address, "/voice")
    report = ready(address, PASSWORD)
    assert report["since_start"]["answered"] == before + 10
    assert report["last_five_minutes"]["answered"] >= 10
    assert report["since_start"]["dropped"] == 0


def test_with_one_setting_no_call_is_recorded(shared: Shared) -> None:
    assert post(shared.address, "/voice", signed=f"http://{shared.address}/voice")[0] == 200
    assert ready(shared.address, PASSWORD)["records"] is None
    assert {path.name for path in (shared.folder / "var").iterdir()} == {"plans"}


def refused(log: Path, bind: str = "127.0.0.1:0", app: str = UNPROVEN, **environ: str) -> str:
    """Return what the service says when it does not start."""
    with gunicorn(log, bind, app, workers="1", **environ) as process:
        assert process.wait(PATIENCE) == 1
    said = log.read_text()
    assert "Traceback" not in said
    return said


def test_it_refuses_to_start_and_names_the_variable(tmp_path: Path) -> None:
    """Whatever is served: an application is made before that is found, and this one reads no site."""
    said = refused(tmp_path / "log", "0.0.0.0:0", "flask:Flask('any')")
    assert "TWILIO_AUTH_TOKEN: must be set to listen on 0.0.0.0." in said.splitlines()[-1]


def test_it_does_not_start_with_a_broken_site_and_lists_every_problem(tmp_path: Path, site: Path) -> None:
    alter(site, "data/flow.yaml", r"next: ask_service$", "next: ask_servise")
    alter(site, "data/words.yaml", r"^keys:", "keys")
    said = refused(tmp_path / "log", IVR_SITE=str(site))
    for path in ("data/flow.yaml", "data/words.yaml"):
        assert re.search(rf"^{re.escape(str(site / path))}:\d+:\d+: .+ \([\w-]+\)$", said, re.MULTILINE)
