"""Access to the pages for people: in demo mode from this machine only, otherwise by password; and their language."""

import hmac
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

from ivr.call import Plan
from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.settings import Settings
from ivr.translation import LANGUAGES, _, current_language

from .counters import COUNTERS, Counters
from .signed_requests import is_local
from .tally import Tally

MOST_FROM_ADDRESS = 10
"""Wrong passwords that one address may try at a worker in five minutes."""
MOST_IN_ALL = 100
"""Wrong passwords that all addresses together may try at the service in five minutes."""
_FIVE_MINUTES = 300  # seconds

_SAME_SITE = ("same-origin", "none")
"""Sec-Fetch-Site of a request made by one of our pages, or by the person at the browser."""
_CHALLENGE = WWWAuthenticate("basic", {"realm": "ivr", "charset": "UTF-8"})


@dataclass(frozen=True, slots=True)
class PageAccess:
    """Who may open pages under *settings*; *counters* and *guesses* count wrong passwords."""

    settings: Settings
    counters: Counters = COUNTERS
    guesses: Tally = field(default_factory=lambda: Tally(_FIVE_MINUTES))

    @property
    def enabled(self) -> bool:
        """Return whether there are any pages for people: in demo mode, or with a password."""
        return self.settings.demo or bool(self.settings.console_password)

    def admit(self, request: Request) -> None:
        """Admit *request* or raise Forbidden, Unauthorized or TooManyRequests."""
        if not self.settings.demo:
            self._ask_password(request)
        elif not is_local(request):
            raise Forbidden(_("in demo mode pages are open to this machine only, and not through a proxy on it"))

    def admit_same_origin(self, request: Request) -> None:
        """Admit *request* like `admit`, but refuse one that a page of another site made the browser send."""
        self.admit(request)
        if _is_cross_site(request, self.settings):
            raise Forbidden(_("only from a page of this service"))

    def may_see_details(self, request: Request) -> bool:
        """Return whether *request* may see the details of /readyz: from this machine, or by the password.

        On a public line the password is needed from this machine too: a proxy's requests come from this machine, and
        some proxies add no header that would show it. Raises Unauthorized or TooManyRequests for a wrong password.
        """
        if not self.settings.public and is_local(request):
            return True
        given = request.authorization  # a token for /metrics is no password
        if not self.settings.console_password or given is None or given.password is None:
            return False
        self._ask_password(request)
        return True

    def _ask_password(self, request: Request) -> None:
        given = request.authorization.password if request.authorization else None
        if given is None:
            raise Unauthorized(_("IVR_CONSOLE_PASSWORD, with any user name"), www_authenticate=_CHALLENGE)
        address = _address(request)
        # Counted before the password is compared: a right guess above the limit must not be let in.
        if self.guesses.count(address, 0) >= MOST_FROM_ADDRESS or self.counters.lately()["guessed"] >= MOST_IN_ALL:
            raise TooManyRequests(_("too many wrong passwords: try again in five minutes"), retry_after=_FIVE_MINUTES)
        if not hmac.compare_digest(given.encode(), self.settings.console_password.encode()):
            self.guesses.count(address)
            self.counters.count("guessed")
            raise Unauthorized(_("a wrong password"), www_authenticate=_CHALLENGE)


def _address(request: Request) -> str:
    """Return the address that the nearest proxy has added to *request*, else that of the connection.

    Without a proxy a client can claim any address here, which is why there is a limit for all addresses together.
    """
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or request.remote_addr or ""


def _is_cross_site(request: Request, settings: Settings) -> bool:
    """Return whether a page of another site made the browser send *request*.

    Browsers send Sec-Fetch-Site, except for old ones and on plain http; these send the page's Origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in _SAME_SITE
    origin = request.headers.get("Origin")
    own_hosts = {request.host, urlsplit(settings.public_url).netloc.rpartition("@")[2]} - {""}
    return origin is not None and urlsplit(origin).netloc not in own_hosts


def page_language(request: Request, plan: Plan | None = None) -> str:
    """Return one of LANGUAGES: the one that the address asks for with `lang`, else the browser's, else the process's.

    The page of a line whose *plan* speaks no Japanese is in English, if its address does not ask for another. What
    such a page asks for itself says in which language it is.
    """
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    if plan and JAPANESE not in plan.languages:
        return ENGLISH
    return request.accept_languages.best_match(LANGUAGES) or current_language()
