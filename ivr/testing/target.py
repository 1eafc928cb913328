"""What calls go to: a site's own application in this process, or any TwiML service over HTTP."""

import logging
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from ivr.settings import Settings
from ivr.simulator import Call, Carrier, InProcess, Line, OverHttp, Rules, Service
from ivr.site import Site, load, readings, shipped
from ivr.web import create_app
from ivr.web.app import JAPAN
from ivr.web.log import configure_log

MORNING = datetime(2026, 1, 5, 10, 0)  # noqa: DTZ001 - local time, as in a script
"""When a call comes in that does not say: a Monday morning, the same one every day, so that tests can be repeated."""


@dataclass(slots=True)
class CallClock:
    """The local time at which the service believes to be: that of the call's beginning, and the call's own seconds."""

    began: datetime = MORNING
    call: Call | None = None

    def __call__(self) -> datetime:
        """Return the local time."""
        second = self.call.second if self.call else 0.0
        return (self.began + timedelta(seconds=second)).replace(tzinfo=JAPAN)


@dataclass(frozen=True, slots=True)
class Target:
    """A TwiML service and how to call it.

    *clock* and *site* are known where the service runs in this process; elsewhere its own clock counts.
    """

    service: Service
    line: Line
    rules: Rules = field(default_factory=Rules)
    token: str | None = None
    clock: CallClock | None = None
    site: Site | None = None

    def carrier(self, seed: str = "ivr") -> Carrier:
        """Return a carrier that makes its calls anew from the first one."""
        return Carrier(self.service, self.line, self.rules, self.token, seed)

    def printed(self, number: str) -> str:
        """Return *number* (E.164) as the directory prints it; one that it does not hold stays as it is."""
        directory = self.site.directory if self.site else None
        return next((office.number for office in directory or () if office.e164 == number), number)

    def answering(self, number: str) -> str:
        """Return the names of the offices that *number* (E.164) reaches, empty where it reaches none."""
        directory = self.site.directory if self.site else None
        return " / ".join(office.printed_name for office in directory or () if office.e164 == number)


def site_target(root: Path | None = None) -> Target:
    """Return the application of the site in the folder *root* (None: the shipped one), called as Twilio calls it.

    Raises CannotStart with every problem of the site.
    """
    if not structlog.is_configured():
        configure_log(logging.ERROR)
    token, clock = secrets.token_hex(16), CallClock()
    application = create_app(Settings(site=root, tokens=(token,)), clock)
    site = load(root or shipped())
    return Target(
        InProcess(application),
        Line(fallback_url="/voice/fallback", status_url="/voice/status"),
        Rules(known=readings(site.plan) if site.plan else {}),
        token,
        clock,
        site,
    )


def url_target(url: str) -> Target:
    """Return the service whose voice URL is *url*, signing with the first token of TWILIO_AUTH_TOKEN, if there is one.

    Raises ValueError for what is no http address.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"expected an address like http://127.0.0.1:8000/voice, found {url}")
    token = os.environ.get("TWILIO_AUTH_TOKEN", "").split(",")[0].strip()
    return Target(OverHttp(url), Line(voice_url=url), token=token or None)
