"""The circumstances that the doctor examines: environment, site, account and service, each read once."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from ivr.call import Plan
from ivr.golive.account_numbers import Number, NumberRoute, needed_route, numbers
from ivr.golive.preflight import Probed, preflight
from ivr.http import HttpReply, NoAnswerError, exchange
from ivr.settings import Settings, StartupError, read_settings, redacted_url, var_of
from ivr.site import Site, load
from ivr.translation import N_, _
from ivr.twilio.rest import Account, read_account

GIGABYTE = 1024**3  # bytes
_NOBODY = "+810000000000"
_NO_READYZ = N_("{url}/readyz answers with status {status}, and not as this service would")
_SILENT = N_("{url} does not answer: {why}")
_SITE = N_("a site without problems")


class UnaskedError(Exception):
    """Something cannot be examined; the message names what is missing."""


class Circumstances:
    """The circumstances of a line: its *environ*, its site in the folder *root*, and the time.

    *stand_in* is asked instead of Twilio, if it is set; *least_free* is how many bytes the disk should have free.
    """

    def __init__(
        self, environ: Mapping[str, str], root: Path, now: datetime, stand_in: str = "", least_free: int = GIGABYTE
    ) -> None:
        self.environ, self.now, self.stand_in, self.least_free = environ, now, stand_in, least_free
        self._root = root
        self.mistakes = ""
        try:
            self.settings = read_settings(environ)
        except StartupError as mistakes:
            self.mistakes = str(mistakes)
            self.settings = Settings(var=var_of(environ))

    def come(self, day: date | None) -> date | None:
        """Return *day*, or None if it is in the future: then it has not been done."""
        return day if day and day <= self.now.date() else None

    @cached_property
    def site(self) -> Site:
        """The site, with its problems."""
        return load(self._root)

    @property
    def plan(self) -> Plan:
        """The plan of the site. Raises UnaskedError."""
        if self.site.plan is None:
            raise UnaskedError(_SITE)
        return self.site.plan

    @property
    def public_url(self) -> str:
        """The public URL. Raises UnaskedError."""
        if not self.settings.public_url:
            raise UnaskedError("IVR_PUBLIC_URL")
        return self.settings.public_url

    @property
    def token(self) -> str:
        """The auth token that requests are signed with. Raises UnaskedError."""
        if not self.settings.tokens:
            raise UnaskedError("TWILIO_AUTH_TOKEN")
        return self.settings.tokens[0]

    @cached_property
    def account(self) -> Account:
        """The account at Twilio. Raises UnaskedError."""
        try:
            return read_account(self.environ, self.stand_in)
        except StartupError as mistakes:
            names = [line.partition(":")[0] for line in str(mistakes).splitlines()]
            raise UnaskedError(_(" and ").join(names)) from None

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the account. Raises UnaskedError and RestError."""
        return tuple(numbers(self.account))

    @property
    def needed(self) -> NumberRoute:
        """The route by which a number's calls reach this service. Raises UnaskedError."""
        return needed_route(self.public_url)

    @property
    def routed(self) -> tuple[Number, ...]:
        """The numbers whose calls reach this service. Raises UnaskedError and RestError."""
        return tuple(number for number in self.numbers if number.route.bare.voice_url == self.needed.voice_url)

    @cached_property
    def round_trip(self) -> tuple[Probed, ...]:
        """The results of signed requests to the three addresses. Raises UnaskedError."""
        called = self.settings.caller_id or _NOBODY
        sid = self.environ.get("TWILIO_ACCOUNT_SID", "")
        return tuple(preflight(self.public_url, self.plan.hash, token=self.token, account=sid, called=called))

    def ask(self, url: str, user: tuple[str, str] | None = None) -> HttpReply:
        """Return what *url* answers. Raises NoAnswerError, which names it."""
        try:
            return exchange("GET", url, user=user)
        except NoAnswerError as why:
            raise NoAnswerError(_(_SILENT).format(url=redacted_url(url), why=why)) from None

    @cached_property
    def ready(self) -> Mapping[str, Any]:
        """The report of /readyz, in detail if IVR_CONSOLE_PASSWORD is set. Raises UnaskedError and NoAnswerError."""
        password = self.settings.console_password
        answer = self.ask(f"{self.public_url}/readyz", ("doctor", password) if password else None)
        try:
            report = json.loads(answer.body)
        except ValueError:
            report = None
        if not isinstance(report, dict):
            raise NoAnswerError(_(_NO_READYZ).format(url=redacted_url(self.public_url), status=answer.status))
        return report
