"""A service reached over HTTP, with Twilio's deadlines in real seconds."""

import time
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy

import requests
import urllib3
from requests.adapters import DEFAULT_POOLSIZE, HTTPAdapter

from .addresses import Overrides
from .services import NoReply, Reply, Request, lower, too_slow


@dataclass(slots=True)
class OverHttp:
    """A server at *base_url*.

    A request takes no time on the call's clock, so that a call gives the same transcript every time. Up to
    *connections* connections are kept open for the next requests.
    """

    base_url: str
    connections: int = DEFAULT_POOLSIZE
    _session: requests.Session = field(default_factory=requests.Session, repr=False)

    def __post_init__(self) -> None:
        # No proxy, .netrc or cookie of this machine: only what Twilio would send. `Webhooks` keeps the call's cookie.
        self._session.trust_env = False
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=self.connections))
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def send(self, request: Request, limits: Overrides) -> Reply | NoReply:
        """Send *request*; the deadlines are checked with each packet that arrives."""
        try:
            return self._exchange(request, limits, time.monotonic() + limits.total)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            return _no_reply(error, limits)

    def close(self) -> None:
        """Close the connections that are still open."""
        self._session.close()

    def _exchange(self, request: Request, limits: Overrides, deadline: float) -> Reply | NoReply:
        """Send *request* and read its reply until *deadline*, as many bytes as it may have."""
        with self._session.request(
            request.method,
            request.url,
            headers=dict(request.headers),
            data=request.body,
            # requests has no time-out for the whole exchange; urllib3, on which it is built, has.
            timeout=urllib3.Timeout(limits.total, limits.connect, limits.read),  # type: ignore[arg-type]
            allow_redirects=False,
            stream=True,
        ) as response:
            body = bytearray()
            while len(body) <= request.most_bytes and (packet := response.raw.read1(decode_content=True)):
                if time.monotonic() > deadline:
                    return too_slow(limits)
                body += packet
            if len(body) <= request.most_bytes and response.raw.length_remaining:
                return NoReply(11206, f"{response.raw.length_remaining} bytes of the reply are missing", "rt")
            return Reply(response.status_code, lower(response.headers.items()), bytes(body))


def _no_reply(error: Exception, limits: Overrides) -> NoReply:
    """Translate an exception of the HTTP client into Twilio's error number."""
    cause = str(error)
    match error:
        case requests.ConnectTimeout():
            return NoReply(11201, cause, "ct")
        case requests.ReadTimeout() | urllib3.exceptions.ReadTimeoutError():
            return too_slow(limits)
        case requests.exceptions.SSLError():
            return NoReply(11220, cause, "ct")
        case requests.ConnectionError():
            return NoReply(_refusal(cause), cause, "ct")
        case _:
            return NoReply(11206, cause, "rt")


def _refusal(cause: str) -> int:
    if "NameResolutionError" in cause:
        return 11210
    return 11202 if "refused" in cause else 11205
