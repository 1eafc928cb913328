"""`ivr load` against the real service, and against services that go wrong after the first call."""

import json
import os
import pty
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from ivr.settings import Settings
from ivr.web import create_app
from tests.serving import listening
from tests.testing.stranger import write_site
from tests.web.process import gunicorn, listening as address_of
from tests.web.telephone import TOKEN

from .command import Command
from .serving import served

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

QUICK = ("--pace", "60")
LITTLE = ("--rate", "10", "--seconds", "0.3", *QUICK)

Spoil = Callable[[str, bytes], bytes]


class Spoilt:
    """The hotline of *site*, of which *spoil* makes something else from the second call on, given path and document."""

    def __init__(self, site: Path) -> None:
        self.spoil: Spoil = misdials
        self.calls = 0
        self._hotline = create_app(Settings(site=site))

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.calls += path == "/voice"
        good = b"".join(self._hotline(environ, start_response))
        yield good if self.calls < 2 else self.spoil(path, good)


def misdials(_path: str, document: bytes) -> bytes:
    return re.sub(rb"\+81\d+(?=</Number>)", b"+81312345678", document)


@pytest.fixture
def ivr(ivr: Command, small_site: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Use the small site unless a command names another, as the services do: it is read and judged sooner."""
    monkeypatch.setenv("IVR_SITE", str(small_site))
    return ivr


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, small_site: Path) -> Iterator[str]:
    log = tmp_path_factory.mktemp("load") / "log"
    with gunicorn(log, workers="1", TWILIO_AUTH_TOKEN=TOKEN, IVR_SITE=str(small_site)) as process:
        yield f"http://{address_of(log, process)}/voice"


@pytest.fixture(scope="module")
def listens(small_site: Path) -> Iterator[tuple[str, Spoilt]]:
    application = Spoilt(small_site)
    with listening(application) as address:
        url = f"{address}/voice"
        yield url, application


@pytest.fixture
def spoilt(listens: tuple[str, Spoilt]) -> tuple[str, Spoilt]:
    """Return the voice URL of a service that was not called yet, and the service."""
    listens[1].calls = 0
    return listens


def test_every_call_to_the_real_service_rings_right(ivr: Command, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    ran = ivr("load", url, "--rate", "40", "--seconds", "0.5", *QUICK, "--json")

    assert ran.err == ""
    assert ran.code == 0
    found = json.loads(ran.out)
    assert found["calls"] | {"most_at_once": 0} == {
        "asked_for": 20,
        "made": 20,
        "right": 20,
        "wrong": 0,
        "broken_off": 0,
        "hanging": 0,
        "most_at_once": 0,
    }
    assert found["webhooks"]["made"] > 100
    assert found["webhooks"]["failed"] == {}
    assert found["wrong"] == []
    assert found["slowest"]["path"].startswith("/voice")
    assert found["slowest"]["seconds"] == found["latency"]["worst"]
    assert found["slowest"]["call"].startswith("CA")
    assert list(found["late"]) == ["p50", "p95", "p99", "worst"]


@pytest.mark.unmeasured
def test_calls_that_go_wrong_are_reported(ivr: Command, spoilt: tuple[str, Spoilt]) -> None:
    url, service = spoilt
    service.spoil = misdials
    ran = ivr("load", url, *LITTLE)
    assert ran.code == 1
    assert "0 rung right, 3 wrong" in ran.out
    assert "rang +81312345678, not +81" in ran.out


def test_ctrl_c_ends_the_load_and_the_figures_are_printed(ivr: Command, spoilt: tuple[str, Spoilt]) -> None:
    url, service = spoilt

    def interrupts(path: str, document: bytes) -> bytes:
        if (path, service.calls) == ("/voice", 2):
            os.kill(os.getpid(), signal.SIGINT)
        return document

    service.spoil = interrupts
    ran = ivr("load", url, "--rate", "2", "--seconds", "600")
    assert ran.code == 130
    assert re.search(r"0 rung right, [12] broken off, 119[89] not made", ran.out)
    assert ran.err == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("https://hotline.example.jp/voice",), "hotline.example.jp is not this machine, so nothing was sent to it."),
        (("http://192.0.2.1:8000/voice", "--json"), "192.0.2.1 is not this machine, so nothing was sent to it."),
        (("127.0.0.1:8000",), "expected an address like http://127.0.0.1:8000/voice, found 127.0.0.1:8000\n"),
        (("--rate", "101"), "Invalid value for '--rate'"),
        (("--rate", "0"), "Invalid value for '--rate'"),
        (("--seconds", "601"), "Invalid value for '--seconds'"),
        (("--rate", "100", "--seconds", "600"), "expected at most 20000 calls, found 100 x 600"),
        (("--pace", "0.5"), "Invalid value for '--pace'"),
    ],
)
def test_what_is_no_load_is_refused(ivr: Command, arguments: tuple[str, ...], expected: str) -> None:
    ran = ivr("load", *arguments)
    assert ran.code == 2
    assert expected in ran.err
    assert ran.out == ""


def test_a_stranger_is_asked_nothing_unless_it_is_forced(ivr: Command) -> None:
    """This machine by the one address that does not say so."""
    with served({"/voice": "<Say>Hello.</Say>"}) as (url, pages):
        stranger = url.replace("127.0.0.1", "0.0.0.0")  # noqa: S104 - nothing listens there

        assert ivr("load", stranger).code == 2
        assert pages.asked == []

        ran = ivr("load", stranger, "--force")
        assert ran.code == 1
        assert ran.err.startswith("No load was generated, because a first single call went wrong: rang nobody, not +81")
        assert [urlsplit(asked.url).path for asked in pages.asked] == ["/voice", "/voice/status"]


def test_a_site_that_leads_nowhere_has_no_callers(ivr: Command, tmp_path: Path) -> None:
    write_site(tmp_path)
    ran = ivr("load", "--site", str(tmp_path))
    assert ran.code == 1
    assert ran.err == "No load was generated: no route of the site leads to the office of a prefecture.\n"


def test_a_terminal_sees_a_bar(ivr: Command, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    master, slave = pty.openpty()
    shown = b""
    with os.fdopen(slave, "w") as terminal, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", terminal)
        assert ivr("load", url, *LITTLE).code == 0
    with suppress(OSError), os.fdopen(master, "rb", buffering=0) as screen:  # what a terminal shows arrives in parts;
        while more := screen.read(65536):  # the error is Linux's way to say that there is no more
            shown += more
    assert b"calls" in shown
    assert b"100%" in shown
