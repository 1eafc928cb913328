"""The whole service as in production: gunicorn with its workers, asked by a carrier that signs its requests."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from ivr.simulator import Carrier, PhoneNumber
from ivr.simulator.http.over_http import OverHttp
from ivr.testing.targets import site_target
from tests.web.process import served

TOKEN = "12345"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the shipped site on a free port of this machine and return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with served(tmp_path_factory.mktemp("service"), subprocess.DEVNULL, address, TWILIO_AUTH_TOKEN=TOKEN) as process:
        wait_for(f"http://{address}/readyz", process)
        yield f"http://{address}"


@pytest.fixture
def carrier(service: str) -> Carrier:
    """Return a carrier whose line is the service."""
    line = PhoneNumber(voice_url="/voice", fallback_url="/voice/fallback", status_url="/voice/status")
    return Carrier(OverHttp(service), number=line, token=TOKEN)


@pytest.fixture(scope="session")
def in_process() -> Carrier:
    """Return a carrier whose line is the shipped site's application in this process."""
    return site_target().carrier()


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 300) -> None:
    """Wait until *url* answers; AssertionError when the process ends or time runs out first."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, "the service ended before it was ready"
        try:
            with urllib.request.urlopen(url, timeout=30):  # noqa: S310 - an address of this machine
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"{url} did not answer within {seconds} s")
