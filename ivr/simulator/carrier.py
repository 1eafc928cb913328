"""The carrier, which takes calls to a number and plays them against a TwiML service."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from .call_context import CallContext, Switchboard
from .call_log import CallLog, Sids, VirtualClock
from .carrier_options import CarrierOptions, PhoneNumber
from .http.services import TwimlService
from .http.webhooks import Webhooks
from .leg import HangUpInput, Leg
from .people import Caller, Desk
from .simulated_call import SimulatedCall

# Twilio ends every call after four hours.
LONGEST_CALL = 14_400
CALLER = "+819012345678"
CALLED = "+815012345678"


def answering(_number: str) -> Desk:
    """Return a desk that answers, as every telephone does by default."""
    return Desk()


@dataclass(slots=True)
class Carrier:
    """Connects calls to *service*, signing its requests with *token* if there is one.

    The same *seed* gives the same CallSids, call by call, so that a transcript can be compared with an earlier one.
    """

    service: TwimlService
    number: PhoneNumber = field(default_factory=PhoneNumber)
    options: CarrierOptions = field(default_factory=CarrierOptions)
    token: str | None = None
    seed: str = "ivr"
    _calls: Iterator[int] = field(default_factory=count, repr=False)

    def dial(self, caller: str = CALLER, called: str = CALLED, desks: Switchboard = answering) -> SimulatedCall:
        """Call *called* from *caller*, and return the call at its first playback.

        *desks* says how each number that the service dials behaves.
        """
        clock = VirtualClock()
        sids = Sids(f"{self.seed}/{next(self._calls)}")
        log = CallLog(clock)
        context = CallContext(
            self.number, self.options, clock, log, Webhooks(self.service, self.token, clock, log, sids), sids, desks
        )
        leg = Leg("caller", sids.call(), caller, called)
        leg.expect([HangUpInput(LONGEST_CALL, "limit")])
        return SimulatedCall(context, leg)

    def call(self, caller: Caller, number: str = CALLER, called: str = CALLED) -> SimulatedCall:
        """Play a whole call by *caller*, who also decides how the desks behave, and return it."""
        return self.dial(number, called, caller.desk).play(caller)
