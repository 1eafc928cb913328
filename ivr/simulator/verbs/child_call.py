"""A child call, which a Dial begins: its leg, its desk, and its status callbacks."""

from dataclasses import dataclass

from ivr.simulator.leg import Leg
from ivr.simulator.people import Desk
from ivr.simulator.transcript import Dialled, Disconnected, PickedUp, Rang

from .dial_attributes import DialTarget
from .verb_step import VerbStep

# A telephone rings this much longer than the Dial's timeout (https://www.twilio.com/docs/voice/twiml/dial#timeout).
EXTRA_SECONDS = 5

_RINGS = frozenset({"answer", "no-answer", "canceled"})


@dataclass(slots=True)
class ChildCall:
    """The call to one target; its desk's *outcome* comes at second *moment*, within the Dial's time-out."""

    step: VerbStep
    target: DialTarget
    leg: Leg
    desk: Desk
    outcome: str
    moment: float
    _sequence_number: int = 0

    @property
    def number(self) -> str:
        """The number that is called, in E.164."""
        return self.leg.called

    @property
    def duration(self) -> int:
        """Whole seconds since the answer, 0 without one."""
        answered = self.leg.answered_at
        return 0 if answered is None else round(self.step.context.clock.now - answered)

    def begin(self) -> None:
        """Begin the call, and ring, unless the desk is busy or the call fails."""
        log, now = self.step.context.log, self.step.context.clock.now
        log.note(Dialled(now, self.number, self.leg.caller, self.leg.sid))
        self._tell("initiated", "initiated")
        if self.outcome in _RINGS:
            log.note(Rang(now, self.number))
            self._tell("ringing", "ringing")

    def answer(self) -> None:
        """Answer the call at the desk."""
        context = self.step.context
        self.leg.answer(context.clock.now)
        context.log.note(PickedUp(context.clock.now, self.number))
        self._tell("answered", "in-progress")

    def hang_up(self, by: str) -> None:
        """End a call that was answered; *by* says who hangs up."""
        self.step.context.log.note(Disconnected(self.step.context.clock.now, "desk", by, "completed"))
        self.end("completed")

    def end(self, status: str) -> None:
        """End the call with its last CallStatus."""
        self.leg.status = status
        self._tell("completed", status)

    def _tell(self, event: str, status: str) -> None:
        """Send the status callback for *event* if the number asks for it."""
        if not self.target.callback or event not in self.target.events:
            return
        extra = {"CallStatus": status, "SequenceNumber": str(self._sequence_number)}
        if event == "completed":
            extra["CallDuration"] = str(self.duration)
        self._sequence_number += 1
        url = self.step.address(self.target.callback)
        self.step.context.callback(self.leg, self.target.callback_method, url, extra)


def child_call(step: VerbStep, target: DialTarget, number: str, caller_id: str, timeout: int) -> ChildCall:
    """Set up the call to *number*, asking the switchboard how its desk will behave."""
    context, parent = step.context, step.leg
    leg = Leg("desk", context.sids.call(), caller_id, number, parent_sid=parent.sid)
    desk = context.desks(number)
    longest = timeout + EXTRA_SECONDS
    in_vain = desk.outcome == "no-answer" or desk.after > longest
    return ChildCall(
        step,
        target,
        leg,
        desk,
        outcome="no-answer" if in_vain else desk.outcome,
        moment=context.clock.now + (longest if in_vain else desk.after),
    )
