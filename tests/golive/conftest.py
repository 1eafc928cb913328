"""Twilio's stand-in, the service itself on a port, and commands that ask both."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import structlog

from ivr.settings import Settings
from ivr.site import load
from ivr.web import create_app
from ivr.web.log import configure_log
from tests.cli.command import Command, Ran
from tests.serving import listening
from tests.twilio.rest.stand_in import ACCOUNT, KEY, NUMBER, SECRET, SID, TOKEN, Twilio, served

PASSWORD = "open, for whoever works here"
SECRETS = (SECRET, TOKEN, PASSWORD)


@dataclass
class Desk:
    """An operator's place of work: a folder, with *environ* set and *twilio* in place of Twilio."""

    twilio: Twilio
    folder: Path
    site: Path
    plan: str
    public_url: str
    environ: dict[str, str]
    command: Command
    patch: pytest.MonkeyPatch

    @contextmanager
    def sitting(self) -> Iterator[None]:
        """Set the environment, and go to the folder."""
        with self.patch.context() as patch:
            for name in [name for name in os.environ if name.startswith(("IVR_", "TWILIO_"))]:
                patch.delenv(name)
            for name, value in self.environ.items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            yield

    def ivr(self, *arguments: str, stdin: str | None = "") -> Ran:
        """Run a command; none may print a secret."""
        with self.sitting():
            ran = self.command(*arguments, stdin=stdin)
        for secret in SECRETS:
            assert secret not in ran.out + ran.err
        return ran

    def provision(self, *arguments: str) -> Ran:
        return self.ivr("provision", NUMBER, *arguments, "--site", str(self.site))

    @property
    def number(self) -> dict[str, str]:
        return self.twilio.numbers[SID]


@pytest.fixture
def twilio() -> Twilio:
    return Twilio()


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    """Keep what the service logs apart from what a command prints, whatever ran in this process before."""
    configure_log()
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def service(small_site: Path) -> Iterator[str]:
    """Serve the small site, and give its public URL."""
    settings = Settings(site=small_site, tokens=(TOKEN,), console_password=PASSWORD)
    with listening(create_app(settings)) as address:
        yield address


@cache
def plan_of(site: Path) -> str:
    """Return the hash of the plan of *site*, which no test changes."""
    plan = load(site).plan
    assert plan
    return plan.hash


@pytest.fixture
def desk(
    twilio: Twilio,
    service: str,
    small_site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Desk]:
    environ = {
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_API_KEY": KEY,
        "TWILIO_API_SECRET": SECRET,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "IVR_PUBLIC_URL": service,
    }
    with served(twilio) as address:
        environ["IVR_TWILIO_API"] = address
        command = Command(monkeypatch, capsys)
        yield Desk(twilio, tmp_path, small_site, plan_of(small_site), service, environ, command, monkeypatch)
