"""What goes over the line, and what a service is to the carrier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from .overrides import Overrides

# A document may have 64 kB (error 11750); a sound may be longer.
MOST_BYTES = 64 * 1024
MOST_SOUND_BYTES = 64 * 1024 * 1024

_SUCCESS = 2
_REDIRECT = 3


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request as it goes out: *url* without fragment and user information, *body* form-encoded or empty.

    Not much more than *most_bytes* of the reply's body are wanted.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; header names in lower case, *seconds* that it took on the call's clock."""

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
    """Nothing came back: Twilio's error *number*, *why* in words, in which *phase*: ct (connecting), rt (reading), tt.

    *seconds* have gone by on the call's clock.
    """

    number: int
    why: str
    phase: str
    seconds: float = 0.0


class TwimlService(Protocol):
    """A TwiML service under *base_url*, which relative addresses of a line count from."""

    @property
    def base_url(self) -> str:
        """The address that relative ones are counted from."""
        ...

    def send(self, request: Request, limits: Overrides) -> Reply | NoReply:
        """Send *request* within *limits* and return the reply; a redirect is a reply like another."""
        ...


def lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return *headers* with their names in lower case; of several with one name the last."""
    return {name.lower(): value for name, value in headers}


def too_slow(limits: Overrides) -> NoReply:
    """Return what Twilio makes of a reply that did not come within *limits*."""
    if limits.read < limits.total:
        return NoReply(11200, f"no answer within {limits.read:g} s", "rt", limits.read)
    return NoReply(11203, f"no answer within {limits.total:g} s", "tt", limits.total)
