"""The carrier: takes calls to a line and plays them against a TwiML service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from .call import Call
from .call_context import Exchange, Switchboard
from .carrier_options import Line, Rules
from .clock import Clock
from .hearing import Caller, Desk
from .http.services import Service
from .http.webhooks import Webhooks
from .inputs import Gone
from .journal import Journal
from .leg import Leg
from .sids import Sids

# Twilio ends every call after four hours.
LONGEST_CALL = 14_400
CALLER = "+819012345678"
CALLED = "+815012345678"


def answering(_number: str) -> Desk:
    """Return a desk that answers: what every telephone does unless told otherwise."""
    return Desk()


@dataclass(slots=True)
class Carrier:
    """Connects calls to *service*, signing with *token* where there is one.

    The same *seed* gives the same CallSids, call by call.
    """

    service: Service
    line: Line = field(default_factory=Line)
    rules: Rules = field(default_factory=Rules)
    token: str | None = None
    seed: str = "ivr"
    _calls: Iterator[int] = field(default_factory=count, repr=False)

    def dial(
        self,
        caller: str = CALLER,
        called: str = CALLED,
        desks: Switchboard = answering,
        extra: Mapping[str, str] | None = None,
    ) -> Call:
        """Call *called* from *caller* and return the call: its first document is there, its first words are heard.

        *desks* says how each number behaves that the service dials; *extra* parameters go with every request.
        """
        clock = Clock()
        sids = Sids(f"{self.seed}/{next(self._calls)}")
        journal = Journal(clock)
        exchange = Exchange(
            self.line, self.rules, clock, journal, Webhooks(self.service, self.token, clock, journal, sids), sids, desks
        )
        leg = Leg("caller", sids.call(), self.line.account_sid, caller, called, extra=extra or {})
        leg.expect([Gone(LONGEST_CALL, "limit")])
        return Call(exchange, leg)

    def call(self, caller: Caller, number: str = CALLER, called: str = CALLED) -> Call:
        """Play a whole call of *caller*, who also says how the desks behave, and return it."""
        return self.dial(number, called, caller.desk).play(caller)
