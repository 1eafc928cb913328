"""Twilio's REST API: reads and writes one account; refusals are described in words.

Twilio's own client is not used: it has no deadline, and environment variables can redirect it. Its error messages are
never shown: they may repeat what was sent.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from ivr.http import HttpReply, NoAnswerError, exchange
from ivr.settings import StartupError, auth_tokens
from ivr.translation import N_, _

API = "https://api.twilio.com"
MONITOR = "https://monitor.twilio.com"
ROUTES = "https://routes.twilio.com"

_ACCOUNT = re.compile(r"AC[0-9a-f]{32}", re.ASCII)
_KEY = re.compile(r"SK[0-9a-f]{32}", re.ASCII)
_MOST_PAGES = 1_000  # of one list
_CLIENT_ERROR, _SERVER_ERROR = 400, 500  # first HTTP status of its class

_WHY: dict[int, str] = {
    401: N_(
        "Twilio does not accept {credentials}: they must belong to the account in TWILIO_ACCOUNT_SID, and to region us1"
    ),
    403: N_("{credentials} may not do this: the key lacks the permission for {what} (Twilio's Console: API keys)"),
    404: N_("Twilio does not find {what}: is TWILIO_ACCOUNT_SID the right account?"),
    429: N_(
        "Twilio asks us to wait, because there were too many requests; this one was not carried out: try again in a "
        "minute"
    ),
}
_OTHER = N_("Twilio answered {what} with status {status}{code}")
_CODE = N_(", error {code} (https://www.twilio.com/docs/api/errors/{code})")
_SILENT = N_("Twilio did not answer {what}: {why}")
_ENDLESS = N_("{what} does not end after {pages} pages")
_NO_JSON = N_("something other than Twilio answered {what}, with status {status}: is there a proxy in between?")

_MISTAKES: dict[str, str] = {
    "account": N_("TWILIO_ACCOUNT_SID: expected AC and 32 characters of 0-9 and a-f, as in Twilio's Console"),
    "key": N_("TWILIO_API_KEY: expected SK and 32 characters of 0-9 and a-f"),
    "secret": N_("TWILIO_API_SECRET: must be set where TWILIO_API_KEY is; Twilio shows it once, when a key is made"),
    "nothing": N_(
        "TWILIO_API_KEY: must be set with TWILIO_API_SECRET (a restricted key is enough), or TWILIO_AUTH_TOKEN"
    ),
}
_REDIRECTING = ("TWILIO_EDGE", "TWILIO_REGION")
_IGNORED = N_("{name}={value} sends Twilio's own libraries elsewhere; this uses api.twilio.com, which is region us1")


class RestError(OSError):
    """Twilio refused a request, or did not answer (*status* is None); commands report it as they do a file's error."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.status = status

    @property
    def refused(self) -> bool:
        """Return whether Twilio has certainly not carried it out; otherwise that is unknown."""
        return self.status is not None and _CLIENT_ERROR <= self.status < _SERVER_ERROR


@dataclass(frozen=True, slots=True)
class Account:
    """An account at Twilio: its *sid*, and a name and a *secret* to ask as (an API key, or the account itself).

    Everything is asked of *stand_in* instead of Twilio if that is set. What Twilio does not answer because too much
    was asked at once is asked again after each of *waits* (seconds).
    """

    sid: str
    user: str
    secret: str = field(repr=False)
    stand_in: str = ""
    waits: tuple[float, ...] = ()

    def get(self, what: str, host: str, path: str, **query: str) -> dict[str, Any]:
        """Return the resource at *path*; *what* names it in messages. Raises RestError."""
        return self._read(what, self._url(host, path, query))

    def post(self, what: str, host: str, path: str, form: Mapping[str, str]) -> dict[str, Any]:
        """Write *form* to the resource at *path*, once, and return it. Raises RestError."""
        return self._ask("POST", what, self._url(host, path, {}), form)

    def listed(self, what: str, host: str, path: str, name: str, **query: str) -> Iterator[dict[str, Any]]:
        """Yield the entries of the list *name*, from all its pages, which must lie on one host. Raises RestError."""
        url = self._url(host, path, query)
        for _page in range(_MOST_PAGES):
            page = self._read(what, url)
            yield from _entries(page, name, what)
            following = page.get("next_page_uri") or (page.get("meta") or {}).get("next_page_url")
            if not following:
                return
            url, before = urljoin(url, following), url
            if urlsplit(url)[:2] != urlsplit(before)[:2]:  # the secret goes nowhere else
                raise RestError(_(_NO_JSON).format(what=_(what), status=HTTPStatus.OK.value))
        raise RestError(_(_ENDLESS).format(what=_(what), pages=_MOST_PAGES))

    def itself(self, token: str) -> dict[str, Any]:
        """Return what Twilio says about the account, asked with its auth *token*. Raises RestError."""
        return replace(self, user=self.sid, secret=token).get(N_("the account"), API, f"{self.path}.json")

    @property
    def path(self) -> str:
        """The path of the account itself."""
        return f"/2010-04-01/Accounts/{self.sid}"

    @property
    def credentials(self) -> str:
        """The variables that this account is asked with."""
        return _("TWILIO_API_KEY and TWILIO_API_SECRET") if self.user != self.sid else "TWILIO_AUTH_TOKEN"

    def _url(self, host: str, path: str, query: Mapping[str, str]) -> str:
        return f"{self.stand_in or host}{path}{'?' + urlencode(query) if query else ''}"

    def _read(self, what: str, url: str) -> dict[str, Any]:
        for seconds in self.waits:
            try:
                return self._ask("GET", what, url)
            except RestError as error:
                if error.status != HTTPStatus.TOO_MANY_REQUESTS:
                    raise
            time.sleep(seconds)
        return self._ask("GET", what, url)

    def _ask(self, method: str, what: str, url: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
        try:
            answer = exchange(method, url, form, user=(self.user, self.secret))
        except NoAnswerError as error:
            raise RestError(_(_SILENT).format(what=_(what), why=error)) from None
        data = _json(answer)
        if data is None:
            raise RestError(_(_NO_JSON).format(what=_(what), status=answer.status))
        if answer.status >= _CLIENT_ERROR:
            raise RestError(self._refusal(answer.status, data.get("code"), what), answer.status)
        return data

    def _refusal(self, status: int, code: object, what: str) -> str:
        """Return why Twilio refused, in our words: its own may repeat what was sent."""
        shown = _(_CODE).format(code=code) if isinstance(code, int) else ""
        return _(_WHY.get(status, _OTHER)).format(credentials=self.credentials, what=_(what), status=status, code=shown)


def _json(answer: HttpReply) -> dict[str, Any] | None:
    """Return the JSON object that Twilio answered, None if it is none."""
    try:
        data = json.loads(answer.body)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _entries(page: Mapping[str, Any], name: str, what: str) -> list[dict[str, Any]]:
    """Return the list *name* of *page*. Raises RestError if there is none: an empty one would suggest otherwise."""
    entries = page.get(name)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RestError(_(_NO_JSON).format(what=_(what), status=HTTPStatus.OK.value))
    return entries


def read_account(environ: Mapping[str, str], stand_in: str) -> Account:
    """Return the account that the environment names. Raises StartupError with every mistake, and no value of it."""
    names = ("TWILIO_ACCOUNT_SID", "TWILIO_API_KEY", "TWILIO_API_SECRET")
    sid, key, secret = (environ.get(name, "").strip() for name in names)
    token = next(iter(auth_tokens(environ)), "")
    mistaken = {
        "account": not _ACCOUNT.fullmatch(sid),
        "key": bool(key) and not _KEY.fullmatch(key),
        "secret": bool(key) and not secret,
        "nothing": not key and not token,
    }
    if mistakes := [_(_MISTAKES[name]) for name, is_wrong in mistaken.items() if is_wrong]:
        raise StartupError("\n".join(mistakes))
    return Account(sid, key or sid, secret if key else token, stand_in.rstrip("/"))


def ignored(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return a warning for each variable that leads Twilio's own libraries elsewhere."""
    return tuple(_(_IGNORED).format(name=name, value=environ[name]) for name in _REDIRECTING if environ.get(name))
