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
import yaml

from ivr.golive.deploy import TEXTS, deploy_text
from ivr.settings import Settings
from ivr.web import create_app
from tests.serving import listening
from tests.twilio.rest.stand_in import TOKEN
from tests.twilio.signing import sign
from tests.twilio.validity import faults
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
    socket = tmp_path / "hotline.socket"
    socket.write_text(deploy_text("socket"), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit, socket], capture_output=True, text=True, check=False)
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (verified.returncode, str(tmp_path) in verified.stderr) == (0, False)
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
    assert "return 301 https://keiei.example.jp$request_uri;" in shown.out  # and to no host that a stranger names
    assert data["place"].startswith("/etc/nginx/")


def test_a_text_needs_no_more_than_the_address_that_is_in_it(desk: Desk) -> None:
    desk.environ = {"IVR_PUBLIC_URL": "https://keiei.example.jp"}
    assert "server_name keiei.example.jp;" in desk.ivr("deploy", "show", "nginx").out

    for url, mistake in (("keiei.example.jp", "an address like"), ("https://keiei.example.jp/voice", "without /voice")):
        desk.environ = {"IVR_PUBLIC_URL": url}
        ran = desk.ivr("deploy", "show", "nginx")
        assert (ran.code, ran.err.startswith("IVR_PUBLIC_URL: expected"), mistake in ran.err) == (1, True, True)


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
    service = create_app(Settings(site=small_site, tokens=(TOKEN,), public_url=url))
    with listening(service) as served, proxy(tmp_path, url, served) as address:
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


SERIES = {
    "HotlineDown": ['up{job="hotline"}', "0"],
    "RefusalsOverAnswers": ["ivr_refusals_total", "0+10x20", "ivr_answers_total", "0+1x20"],
    "NoCalls": ["ivr_calls_usual", "5", 'ivr_calls_last_hour{disposition="connected"}', "0"],
    "OfficeDead": ['ivr_office_failing{office="22-center"}', "1"],
    "SlowToRing": [
        *('ivr_seconds_to_ring{quantile="0.5"}', "80", "ivr_seconds_to_ring_allowed", "55"),
        *("ivr_rung_last_hour", "5"),
    ],
    "ChangeRefused": ["ivr_change_refused", "1"],
    "RecordsNotShipped": ["ivr_database_ok", "0"],
}
"""For each rule a line on which it fires: its series, and what each is over twenty minutes."""
QUIET = [
    *('up{job="hotline"}', "1", "ivr_refusals_total", "0+10x20", "ivr_answers_total", "0+11x20"),
    *("ivr_calls_usual", "5", 'ivr_calls_last_hour{disposition="connected"}', "1", "ivr_database_ok", "1"),
    *('ivr_calls_last_hour{disposition="busy"}', "0", 'ivr_office_failing{office="22-center"}', "0"),
    *('ivr_seconds_to_ring{quantile="0.5"}', "80", 'ivr_seconds_to_ring{quantile="0.95"}', "90"),
    *("ivr_seconds_to_ring_allowed", "55", "ivr_rung_last_hour", "4", "ivr_change_refused", "0"),
    *("ivr_shipped_seconds", "0+60x20"),
]
"""A line on which none does."""


@pytest.mark.skipif(shutil.which("promtool") is None, reason="Prometheus is not installed")
def test_each_rule_of_prometheus_fires_on_its_cause_and_none_without(tmp_path: Path) -> None:
    (tmp_path / "alerts.yml").write_text(deploy_text("alerts"), encoding="utf-8")
    rules = tmp_path / "tests.yml"
    tests = [
        {
            "interval": "1m",
            "input_series": [
                {"series": one, "values": values if "x" in values else f"{values}x20"}
                for one, values in zip(series[::2], series[1::2], strict=True)
            ],
            "promql_expr_test": [
                {
                    "expr": f'count(ALERTS{{alertname="{name}",alertstate="firing"}})',
                    "eval_time": "20m",
                    "exp_samples": [{"labels": "{}", "value": 1}] if fires else [],
                }
            ],
        }
        for name in SERIES
        for series, fires in ((SERIES[name], True), (QUIET, False))
    ]
    rules.write_text(yaml.safe_dump({"rule_files": ["alerts.yml"], "tests": tests}), encoding="utf-8")
    for command in (["check", "rules", "alerts.yml"], ["test", "rules", "tests.yml"]):
        done = subprocess.run(["promtool", *command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
