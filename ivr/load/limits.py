"""Limits of a load: how many calls it may make, and to which services."""

from dataclasses import dataclass
from math import ceil
from urllib.parse import urlsplit

from ivr.settings import is_loopback
from ivr.simulator import TwimlService
from ivr.simulator.http.addresses import Overrides
from ivr.simulator.http.services import NoReply, Reply, Request
from ivr.translation import _

MOST_A_SECOND = 100  # calls
MOST_SECONDS = 600
MOST_CALLS = 20_000
MOST_AT_ONCE = 2_000  # calls
LONGEST_CALL = 300
"""Seconds after which a call that is not over is broken off; the longest route to an office takes a third of it."""
MOST_DOCUMENTS = 60
"""Documents of one call, after which the carrier ends it: a service may redirect in a circle."""


@dataclass(frozen=True, slots=True)
class Demand:
    """The load asked for: *rate* calls a second for *seconds*, by callers *pace* times as quick as people.

    Raises ValueError if that is more than MOST_CALLS.
    """

    rate: float
    seconds: float
    pace: float = 1.0

    def __post_init__(self) -> None:
        if self.calls > MOST_CALLS:
            raise ValueError(
                _("expected at most {most_calls} calls, found {rate:g} x {seconds:g}").format(
                    most_calls=MOST_CALLS, rate=self.rate, seconds=self.seconds
                )
            )

    @property
    def calls(self) -> int:
        """The number of calls: the first at once, and no more when the *seconds* are over."""
        return ceil(round(self.rate * self.seconds, 6))


def stranger(url: str) -> str:
    """Return the host of *url* where that is not this machine itself, else ""."""
    host = urlsplit(url).hostname or ""
    return "" if is_loopback(host) else host


@dataclass(frozen=True, slots=True)
class OnlyThere:
    """Sends requests to a *service* at its own host and port only, wherever its documents point."""

    service: TwimlService

    @property
    def base_url(self) -> str:
        """The service's address."""
        return self.service.base_url

    def send(self, request: Request, limits: Overrides) -> Reply | NoReply:
        """Send *request*, or refuse one to another address."""
        if urlsplit(request.url)[:2] != urlsplit(self.base_url)[:2]:
            return NoReply(11205, _("{url} is not the service under load").format(url=request.url), "ct")
        return self.service.send(request, limits)
