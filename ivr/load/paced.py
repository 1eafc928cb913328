"""A service for one call of a load test: each request waits for its moment by the wall clock, and is measured."""

import threading
import time
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import urlsplit

from ivr.simulator import SimulatedCall, TwimlService
from ivr.simulator.http.addresses import Overrides
from ivr.simulator.http.services import NoReply, Reply, Request
from ivr.simulator.twiml.faults import FAULTS

from .limits import LONGEST_CALL


class BrokenOffError(Exception):
    """The load is over before the call is."""


class NotOverError(Exception):
    """The call has gone on for longer than any call should."""


@dataclass(frozen=True, slots=True)
class TimedRequest:
    """One request: *path* that was asked, *second* of the call, *seconds* until the reply was there.

    *at* is its moment by the monotonic clock; *late* is how many seconds after that it was sent, for which the client
    alone is to blame. *failed* says what came instead of a good reply, "" if nothing did.
    """

    path: str
    at: float
    second: float
    seconds: float
    late: float
    failed: str = ""


@dataclass(slots=True)
class Paced:
    """Sends the requests of one call to *service*, at the moments of the call's clock.

    The call *began* at that moment of the monotonic clock, and its people are *pace* times as quick as people are. Once
    *over* is set nothing is sent any more.
    """

    service: TwimlService
    began: float
    pace: float
    over: threading.Event
    call: SimulatedCall | None = None
    asked: list[TimedRequest] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        """The service's address."""
        return self.service.base_url

    def send(self, request: Request, limits: Overrides) -> Reply | NoReply:
        """Wait for the moment of *request*, send it, and advance the call's clock by the time that it takes.

        Raises BrokenOffError once the load is over, NotOverError if the call goes on for too long.
        """
        second = self.call.second if self.call else self.pace * sum(asked.seconds for asked in self.asked)
        at = self.wait(second)
        sent = time.monotonic()
        outcome = self.service.send(request, limits)
        seconds = time.monotonic() - sent
        self.asked.append(
            TimedRequest(urlsplit(request.url).path, at, second, seconds, max(0.0, sent - at), _failed(outcome))
        )
        return replace(outcome, seconds=seconds * self.pace)

    def wait(self, second: float) -> float:
        """Wait until *second* of the call and return that moment; raises what `send` does."""
        if second > LONGEST_CALL:
            raise NotOverError
        at = self.began + second / self.pace
        if self.over.wait(max(0.0, at - time.monotonic())):
            raise BrokenOffError
        return at


def _failed(outcome: Reply | NoReply) -> str:
    if isinstance(outcome, NoReply):
        return FAULTS[outcome.number][1]
    return "" if outcome.status < HTTPStatus.BAD_REQUEST else f"status {outcome.status}"
