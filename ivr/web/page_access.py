"""Who may open the pages for people: in demo mode this machine alone, elsewhere whoever knows the password."""

import hmac
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

from ivr.settings import Settings

from .counters import SERVICE, Counters
from .signed_requests import is_local
from .tally import Tally

FROM_ONE = 10
"""Wrong passwords that one address may give a worker in five minutes."""
IN_ALL = 100
"""Wrong passwords that all addresses together may give the service in five minutes."""
_FIVE_MINUTES = 300

_OWN = ("same-origin", "none")
"""Sec-Fetch-Site of a request that a page of ours, or the person at the browser, has made."""
_CHALLENGE = WWWAuthenticate("basic", {"realm": "ivr", "charset": "UTF-8"})


@dataclass(frozen=True, slots=True)
class Visitors:
    """Those who open pages under *settings*; *counters* and *guesses* count the wrong passwords."""

    settings: Settings
    counters: Counters = SERVICE
    guesses: Tally = field(default_factory=lambda: Tally(_FIVE_MINUTES))

    @property
    def are_served(self) -> bool:
        """Tell whether there are pages for people at all."""
        return self.settings.demo or bool(self.settings.console_password)

    def admit(self, request: Request) -> None:
        """Let a visitor in who may enter. Raises Forbidden, Unauthorized or TooManyRequests."""
        if not self.settings.demo:
            self._ask_password(request)
        elif not is_local(request):
            raise Forbidden("in demo mode pages are for this machine alone, and for no proxy on it")

    def admit_own(self, request: Request) -> None:
        """Let a visitor in who may enter and whose browser does not ask for the page of another site.

        Raises as `admit` does.
        """
        self.admit(request)
        if _is_from_elsewhere(request, self.settings):
            raise Forbidden("only from a page of this service")

    def know(self, request: Request) -> bool:
        """Tell whether a visitor may see how the service stands: from this machine, or by the password if one is given.

        Where strangers can call, those who come through a proxy on this machine come from this machine too, and some
        proxies add nothing by which they could be told. Raises Unauthorized or TooManyRequests for a wrong password.
        """
        if not self.settings.public and is_local(request):
            return True
        if not self.settings.console_password or not request.authorization:
            return False
        self._ask_password(request)
        return True

    def _ask_password(self, request: Request) -> None:
        given = request.authorization.password if request.authorization else None
        if given is None:
            raise Unauthorized("IVR_CONSOLE_PASSWORD, with any user name", www_authenticate=_CHALLENGE)
        address = _address(request)
        # Whoever guesses too often is not told whether he was right: else the limit would limit nothing.
        if self.guesses.count(address, 0) >= FROM_ONE or self.counters.lately()["guessed"] >= IN_ALL:
            raise TooManyRequests("too many wrong passwords: try again in five minutes", retry_after=_FIVE_MINUTES)
        if not hmac.compare_digest(given.encode(), self.settings.console_password.encode()):
            self.guesses.count(address)
            self.counters.count("guessed")
            raise Unauthorized("a wrong password", www_authenticate=_CHALLENGE)


def _address(request: Request) -> str:
    """Return where *request* comes from: what the nearest proxy has added, else who has connected.

    A stranger who reaches the service without one can claim any address; the limit in all holds for him too.
    """
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or request.remote_addr or ""


def _is_from_elsewhere(request: Request, settings: Settings) -> bool:
    """Tell whether a page of another site made the browser send *request*.

    Browsers say so themselves in Sec-Fetch-Site, but older ones and those on plain http; these name the page's origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in _OWN
    origin = request.headers.get("Origin")
    own = {request.host, urlsplit(settings.public_url).netloc} - {""}
    return origin is not None and urlsplit(origin).netloc not in own
