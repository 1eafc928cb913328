"""The texts that run the service: read by the programs that they are for, and calls through the proxy."""

import json
import re
import shutil
import ssl
import subprocess
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from ivr.golive.deploy import TEXTS, deploy_text
from tests.twilio.rest.stand_in import TOKEN
from tests.twilio.signing import sign
from tests.twilio.validity import faults
from tests.web.process import gunicorn, listening
from tests.web.telephone import Answer

from .conftest import Desk
from .proxy import PATIENCE, proxy

FORM = {"CallSid": "CA1", "To": "+815012345678"}
PUBLIC_URL = "https://127.0.0.1"

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


@needs_systemd
def test_systemd_finds_nothing_wrong_with_its_unit_and_little_that_is_open(tmp_path: Path) -> None:
    unit = tmp_path / "hotline.service"
    unit.write_text(deploy_text("systemd"), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (verified.returncode, str(unit) in verified.stderr) == (0, False)
    assert judged.returncode == 0, judged.stdout


@pytest.mark.parametrize("name", TEXTS)
def test_no_gap_is_left(name: str) -> None:
    for url in ("", "https://h.example.jp", "https://h.example.jp/hotline"):
        assert re.findall(r"@[A-Z]+@", deploy_text(name, url)) == []


def test_a_text_is_shown_with_the_name_of_this_service(desk: Desk) -> None:
    desk.environ["IVR_PUBLIC_URL"] = "https://keiei.example.jp/hotline"
    shown = desk.ivr("deploy", "show", "nginx", "--port", "8123")
    data = json.loads(desk.ivr("deploy", "show", "nginx", "--json").out)

    assert shown.code == 0
    assert "server_name keiei.example.jp;" in shown.out
    assert "location /hotline/ {" in shown.out
    assert "proxy_pass http://hotline/;" in shown.out
    assert "server 127.0.0.1:8123;" in shown.out
    assert data["place"].startswith("/etc/nginx/")


def post(address: str, path: str, signed: str, body: str | None = None, **more: str) -> tuple[int, str]:
    """Post a form signed for the address *signed* to the proxy at *address*."""
    connection = HTTPSConnection(address, timeout=PATIENCE, context=ssl._create_unverified_context())  # noqa: S323, SLF001 - its own certificate
    try:
        headers = {"X-Twilio-Signature": sign(TOKEN, signed, (FORM | more).items())}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", path, body or urlencode(FORM | more), headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def step(address: str, url: str, base: str, document: str, **answer: str) -> str:
    """Take the next step of a call whose last *document* was this, and return the document that comes."""
    path = Answer(200, "", document).next
    status, following = post(address, path, url.removesuffix(base) + path, **answer)
    assert status == 200
    return following


@pytest.mark.parametrize("base", ["", "/hotline"])
def test_a_signed_call_passes_the_proxy_and_a_forged_one_does_not(tmp_path: Path, small_site: Path, base: str) -> None:
    url = PUBLIC_URL + base
    log = tmp_path / "log"
    with (
        gunicorn(log, TWILIO_AUTH_TOKEN=TOKEN, IVR_PUBLIC_URL=url, IVR_SITE=str(small_site)) as process,
        proxy(tmp_path, url, listening(log, process)) as address,
    ):
        status, document = post(address, f"{base}/voice", f"{url}/voice")
        odd = "/voice/ask_service?stage=first&x=%e6%84%9b+%20%FF"
        assert (status, faults(document)) == (200, [])
        read_back = step(address, url, base, document, SpeechResult="愛知県の経営改善支援センターです")
        rung = step(address, url, base, read_back)
        assert Answer(200, "", rung).rang == "+81522236953"
        assert post(address, base + odd, url + odd)[0] == 200
        assert post(address, f"{base}/voice", f"{url}/voices")[0] == 403
        assert post(address, f"{base}/voice", f"{url}/voice", "x=" + 300_000 * "a")[0] == 413
    assert "stage=first" not in (tmp_path / "access.log").read_text()
