import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask

from ivr.settings import Settings
from ivr.web.app import WATCH
from ivr.web.call_records import RECORDER
from ivr.web.log import configure_log
from tests.check.proof.small import copy

from . import unproven
from .process import Shared, gunicorn, listening
from .receiving import Receiver
from .reloading import Service, started
from .telephone import PASSWORD, SETTINGS, TOKEN, Telephone, shipped_app


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[Any]]:
    """Collect what is logged, and keep it off the screen."""
    configure_log()
    with structlog.testing.capture_logs() as events:
        yield events
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def app() -> Flask:
    configure_log()
    return shipped_app()


@pytest.fixture(scope="session")
def telephone(app: Flask) -> Telephone:
    return Telephone(app)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, small_site: Path) -> Iterator[Shared]:
    """Serve the small site by two workers for all tests that ask no more, in the only folder that it may write to."""
    folder = tmp_path_factory.mktemp("shared")
    folders = {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "IVR_SITE": str(small_site)}
    with gunicorn(folder / "log", TWILIO_AUTH_TOKEN=TOKEN, IVR_CONSOLE_PASSWORD=PASSWORD, **folders) as process:
        yield Shared(folder, listening(folder / "log", process), process)


@pytest.fixture
def address(shared: Shared) -> str:
    return shared.address


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a service that records calls, in a folder of its own."""
    return replace(SETTINGS, var=tmp_path / "var", records=True, hash_key="known to the test")


@pytest.fixture
def recorded(settings: Settings) -> Iterator[Flask]:
    """Return an application of its own for each test, which records its calls."""
    app = shipped_app(settings, check=unproven.found_right)
    yield app
    app.extensions[RECORDER].journal.close()
    app.extensions[WATCH].stop()


@pytest.fixture
def line(recorded: Flask) -> Telephone:
    return Telephone(recorded)


@pytest.fixture
def site_copy(tmp_path: Path) -> Path:
    """Return a copy of the shipped site, to be altered."""
    return copy(tmp_path)


@pytest.fixture
def site(tmp_path: Path, small_site: Path) -> Path:
    """Return a copy of the small site, each change of which is soon proven, in a folder that holds nothing else."""
    return copy(tmp_path / "site", small_site)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def service(site: Path, var: Path) -> Iterator[Service]:
    with started(site, var) as service:
        yield service


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    serving = threading.Thread(target=receiver.server.serve_forever, args=(0.01,))
    serving.start()
    yield receiver
    receiver.server.shutdown()
    serving.join()
    receiver.server.server_close()
