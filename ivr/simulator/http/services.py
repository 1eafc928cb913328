"""Requests, replies, and the interface of a service that the carrier sends requests to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from .addresses import Overrides

# The limit of a document is 64 kB (error 11750); that of a sound is ours, against a reply that never ends.
MOST_BYTES = 64 * 1024
MOST_SOUND_BYTES = 64 * 1024 * 1024

_SUCCESS = 2  # first digit of the status
_REDIRECT = 3  # first digit of the status


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request as it is sent: *url* without fragment and user information, *body* form-encoded or empty.

    The service may stop reading the reply's body after *most_bytes*.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply; header names are in lower case, *seconds* is how long it took on the call's clock."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float = 0.0

    @property
    def is_success(self) -> bool:
        """Whether the status is one of 200 to 299."""
        return self.status // 100 == _SUCCESS

    @property
    def is_redirect(self) -> bool:
        """Whether the status is one of 300 to 399."""
        return self.status // 100 == _REDIRECT


@dataclass(frozen=True, slots=True)
class NoReply:
    """No reply came: Twilio's error *number*, *why* in words, the *phase*: ct (connecting), rt (reading), tt (total).

    It took *seconds* on the call's clock.
    """

    number: int
    why: str
    phase: str
    seconds: float = 0.0


class TwimlService(Protocol):
    """A TwiML service that requests can be sent to."""

    @property
    def base_url(self) -> str:
        """The address that relative ones are resolved against."""
        ...

    def send(self, request: Request, limits: Overrides) -> Reply | NoReply:
        """Send *request* within *limits* and return the reply; redirects are not followed."""
        ...


def lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return *headers* with their names in lower case; the last of several with the same name wins."""
    return {name.lower(): value for name, value in headers}


def too_slow(limits: Overrides) -> NoReply:
    """Return Twilio's error for a reply that did not come within *limits*."""
    if limits.read < limits.total:
        return NoReply(11200, f"no answer within {limits.read:g} s", "rt", limits.read)
    return NoReply(11203, f"no answer within {limits.total:g} s", "tt", limits.total)
