"""A call that a Dial begins: its leg, its desk, and what the service is told of it."""

from dataclasses import dataclass

from ivr.simulator.leg import Leg
from ivr.simulator.people import Desk
from ivr.simulator.transcript import Dialled, Disconnected, PickedUp, Rang

from .dial_attributes import DialTarget
from .step import VerbStep

# A telephone rings this much longer than a Dial's timeout says (https://www.twilio.com/docs/voice/twiml/dial#timeout).
EXTRA_SECONDS = 5

_RINGS = frozenset({"answer", "no-answer", "canceled"})


@dataclass(slots=True)
class ChildCall:
    """The call to one target; *outcome* and *moment* are what its desk will do and when, within the Dial's time-out."""

    step: VerbStep
    target: DialTarget
    leg: Leg
    desk: Desk
    outcome: str
    moment: float
    _told: int = 0

    @property
    def number(self) -> str:
        """The number that is called, in E.164."""
        return self.leg.called

    @property
    def duration(self) -> int:
        """Whole seconds since the answer, 0 without one."""
        answered = self.leg.answered_at
        return 0 if answered is None else round(self.step.exchange.clock.now - answered)

    def begin(self) -> None:
        """Call, and ring where the desk's telephone rings at all."""
        journal, now = self.step.exchange.journal, self.step.exchange.clock.now
        journal.note(Dialled(now, self.number, self.leg.caller, self.leg.sid))
        self._tell("initiated", "initiated")
        if self.outcome in _RINGS:
            journal.note(Rang(now, self.number))
            self._tell("ringing", "ringing")

    def answer(self) -> None:
        """Lift the receiver."""
        exchange = self.step.exchange
        self.leg.answer(exchange.clock.now)
        exchange.journal.note(PickedUp(exchange.clock.now, self.number))
        self._tell("answered", "in-progress")

    def hang_up(self, by: str) -> None:
        """End a call that was answered."""
        self.step.exchange.journal.note(Disconnected(self.step.exchange.clock.now, "desk", by, "completed"))
        self.end("completed")

    def end(self, status: str) -> None:
        """Leave the call with its last CallStatus."""
        self.leg.status = status
        self._tell("completed", status)

    def _tell(self, event: str, status: str) -> None:
        """Send the status callback for *event* where the number wants it."""
        if not self.target.callback or event not in self.target.events:
            return
        extra = {"CallStatus": status, "SequenceNumber": str(self._told)}
        if event == "completed":
            extra["CallDuration"] = str(self.duration)
        self._told += 1
        url = self.step.address(self.target.callback)
        self.step.exchange.callback(self.leg, self.target.callback_method, url, extra)


def child_call(step: VerbStep, target: DialTarget, number: str, caller_id: str, timeout: int) -> ChildCall:
    """Set up the call to *number*, and ask the switchboard how its telephone will behave."""
    exchange, parent = step.exchange, step.leg
    leg = Leg("desk", exchange.sids.call(), parent.account_sid, caller_id, number, parent_sid=parent.sid)
    desk = exchange.desks(number)
    longest = timeout + EXTRA_SECONDS
    in_vain = desk.outcome == "no-answer" or desk.after > longest
    return ChildCall(
        step,
        target,
        leg,
        desk,
        outcome="no-answer" if in_vain else desk.outcome,
        moment=exchange.clock.now + (longest if in_vain else desk.after),
    )
