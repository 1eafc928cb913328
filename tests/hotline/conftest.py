"""The whole service as in production: gunicorn with its workers, asked by a carrier that signs its requests."""

from collections.abc import Iterator

import pytest

from ivr.simulator import Carrier, PhoneNumber
from ivr.simulator.http.over_http import OverHttp
from ivr.testing.targets import site_target
from tests.web.process import gunicorn, listening

TOKEN = "12345"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the shipped site on a free port of this machine and return its address."""
    log = tmp_path_factory.mktemp("service") / "log"
    with gunicorn(log, TWILIO_AUTH_TOKEN=TOKEN) as process:
        yield f"http://{listening(log, process)}"


@pytest.fixture
def carrier(service: str) -> Carrier:
    """Return a carrier whose line is the service."""
    line = PhoneNumber(voice_url="/voice", fallback_url="/voice/fallback", status_url="/voice/status")
    return Carrier(OverHttp(service), number=line, token=TOKEN)


@pytest.fixture(scope="session")
def in_process() -> Carrier:
    """Return a carrier whose line is the shipped site's application in this process."""
    return site_target().carrier()
