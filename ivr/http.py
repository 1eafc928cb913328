"""One HTTP exchange with a deadline and without redirects; failures are described in words."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3

from ivr.settings import is_loopback
from ivr.translation import N_, _

SECONDS = 10.0
"""The longest exchange; Twilio itself would wait 15 s for a webhook."""
_MOST_BYTES = 4 * 1024 * 1024  # of an answer

_NO_NAME = N_("its name cannot be resolved (DNS)")
_REFUSED = N_("the connection was refused: nothing is listening there")
_TLS = N_("TLS failed: the certificate has expired, is for another name, or is not from a public authority")
_SLOW = N_("no answer within {seconds:g} s")
_LONG = N_("the answer is longer than {bytes} bytes")
_BROKEN = N_("the connection broke")


@dataclass(frozen=True, slots=True)
class HttpReply:
    """An answer: its *status*, its *headers* with names in lower case, its *body*, and the *seconds* that it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        """The body as text; what is not UTF-8 is replaced."""
        return self.body.decode(errors="replace")


class NoAnswerError(Exception):
    """No answer came; the message says why."""


def exchange(
    method: str,
    url: str,
    body: Mapping[str, str] | bytes | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    user: tuple[str, str] | None = None,
    patience: float = SECONDS,
) -> HttpReply:
    """Send one request, never a second one, and return the answer.

    *body* is a form, or sent unchanged; *user* is a name and a password, *patience* the seconds that the exchange may
    take. Beyond this machine the environment's proxy and certificates count (HTTPS_PROXY, REQUESTS_CA_BUNDLE), a .netrc
    never does. Raises NoAnswerError.
    """
    began = time.monotonic()
    try:
        with requests.Session() as session:
            session.auth = user or _no_credentials
            session.trust_env = not is_loopback(urlsplit(url).hostname or "")
            request = requests.Request(method, url, data=body, headers=dict(headers or {}))
            return _answer(session, request, began, patience)
    except (requests.RequestException, urllib3.exceptions.HTTPError, UnicodeError) as error:
        raise NoAnswerError(_why(error, patience)) from None


def _answer(session: requests.Session, request: requests.Request, began: float, patience: float) -> HttpReply:
    """Return the reply, read whole. Raises NoAnswerError if it is too long, and the exceptions of requests."""
    prepared = session.prepare_request(request)
    settings = session.merge_environment_settings(prepared.url or "", {}, True, None, None)
    # requests has no time-out for the whole exchange; urllib3 below it has.
    timeout: Any = urllib3.Timeout(patience)
    with session.send(prepared, timeout=timeout, allow_redirects=False, **settings) as response:
        body = bytearray()
        while packet := response.raw.read1(decode_content=True):
            body += packet
            if time.monotonic() - began > patience:
                raise requests.ReadTimeout
            if len(body) > _MOST_BYTES:
                raise NoAnswerError(_(_LONG).format(bytes=_MOST_BYTES))
        if response.raw.length_remaining:
            raise requests.ConnectionError
    headers = {name.lower(): value for name, value in response.headers.items()}
    return HttpReply(response.status_code, headers, bytes(body), time.monotonic() - began)


def _no_credentials(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Add no name and password: otherwise those of a .netrc would be sent."""
    return request


def _why(error: Exception, patience: float) -> str:
    """Return in words why no answer came. The library's own words are left out: they repeat addresses and queries."""
    match error:
        case requests.exceptions.SSLError():
            return _(_TLS)
        case requests.Timeout() | urllib3.exceptions.TimeoutError():
            return _(_SLOW).format(seconds=patience)
        case _ if "NameResolutionError" in str(error):
            return _(_NO_NAME)
        case _ if "refused" in str(error):
            return _(_REFUSED)
        case _:
            return _(_BROKEN)
