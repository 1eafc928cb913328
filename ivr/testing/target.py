"""What calls go to: a site's own application in this process, or any TwiML service over HTTP."""

import logging
import os
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from ivr.call import World
from ivr.call.world import OPEN
from ivr.callscript import TROUBLES, Trouble, world_of
from ivr.clock import JAPAN, japanese_time
from ivr.rehearsal import MORNING, CallClock
from ivr.settings import CannotStart, Settings
from ivr.simulator import Call, Carrier, Desk, InProcess, Line, OverHttp, Rules, Service
from ivr.site import Site, as_text, load, readings, shipped
from ivr.site.recordings import spoken_in
from ivr.web import create_app
from ivr.web.log import configure_log

Switchboard = Callable[[str], Desk]
"""How the telephone at a number (E.164) behaves."""


@dataclass(frozen=True, slots=True)
class Target:
    """A TwiML service and how to call it.

    *clock* is that of a service in this process; elsewhere its own counts. *site* is None where nothing is known of it.
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

    def began(self, at: datetime | str | None) -> datetime:
        """Return the local time at which a call comes in that is to come in *at* that time (None: any).

        Raises ValueError for a time of a service elsewhere, where its own clock counts.
        """
        if self.clock is None:
            if at is not None:
                raise ValueError("the time of a call cannot be chosen here: the service's own clock counts")
            return japanese_time().replace(tzinfo=None)
        return datetime.fromisoformat(at) if isinstance(at, str) else at or MORNING

    def world(self, troubles: Collection[Trouble]) -> World:
        """Return the world in which a call meets *troubles*, whose names are those of a script's `world`.

        Raises ValueError for a service elsewhere, and for a trouble that there is not.
        """
        if unknown := set(troubles).difference(TROUBLES):
            raise ValueError(f"expected some of {', '.join(TROUBLES)}, found {', '.join(sorted(unknown))}")
        if troubles and self.clock is None:
            raise ValueError("the world of a call cannot be chosen here: the service knows its own")
        directory = self.site.directory if self.site else None
        return world_of(troubles, directory) if directory else OPEN

    def dial(
        self,
        carrier: Carrier,
        numbers: tuple[str, str],
        began: datetime,
        desks: Switchboard,
        world: World = OPEN,
    ) -> Call:
        """Call from the first of *numbers* to the second through *carrier*; the local time is *began*."""
        if self.clock:
            self.clock.follow(None, began, world)
        carrier.rules = replace(self.rules, began=began.replace(tzinfo=JAPAN))
        call = carrier.dial(*numbers, desks)
        if self.clock:
            self.clock.follow(call, began, world)
        return call

    def printed(self, number: str) -> str:
        """Return *number* (E.164) as the directory prints it; one that it does not hold stays as it is."""
        directory = self.site.directory if self.site else None
        return directory.printed(number) if directory else number

    def answering(self, number: str) -> str:
        """Return the names of the offices that *number* (E.164) reaches, empty where it reaches none."""
        directory = self.site.directory if self.site else None
        return " / ".join(office.printed_name for office in directory.dialled(number)) if directory else ""


def site_target(root: Path | None = None) -> Target:
    """Return the application of the site in the folder *root* (None: the shipped one), called as Twilio calls it.

    Raises CannotStart with every problem of the site.
    """
    if not structlog.is_configured():
        configure_log(logging.ERROR)
    token, clock = secrets.token_hex(16), CallClock()
    application = create_app(Settings(site=root, tokens=(token,)), clock, outlook=clock.outlook)
    line = Line(fallback_url="/voice/fallback", status_url="/voice/status")
    site = _site(root or shipped())
    return Target(InProcess(application), line, _rules(site), token, clock, site)


def url_target(url: str, root: Path | None = None) -> Target:
    """Return the service whose voice URL is *url*, signing with the first token of TWILIO_AUTH_TOKEN, if there is one.

    *root* is the folder of the site behind it, where it is one of ours. Raises ValueError for what is no http address,
    and CannotStart for a site with problems.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"expected an address like http://127.0.0.1:8000/voice, found {url}")
    token = os.environ.get("TWILIO_AUTH_TOKEN", "").split(",")[0].strip()
    site = _site(root) if root else None
    return Target(OverHttp(url), Line(voice_url=url), _rules(site), token or None, site=site)


def _site(root: Path) -> Site:
    site = load(root)
    if site.plan is None:
        raise CannotStart(as_text(site.problems))
    return site


def _rules(site: Site | None) -> Rules:
    """Return rules by which spoken lengths are counted from the site's own readings, and its recordings understood."""
    if site is None or site.plan is None:
        return Rules()
    return Rules(known=readings(site.plan), recorded=dict(spoken_in(site.plan.prompts, site.plan.facts)))
