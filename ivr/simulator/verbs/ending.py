"""Redirect, Hangup and Reject: verbs that play nothing and always leave the document."""

from ivr.simulator.leg import Course

from .verb_step import Attributes, LegEnd, NextDocument, VerbStep

# The CallStatus that each reason leaves (https://www.twilio.com/docs/voice/twiml/reject).
_REJECTED = {"rejected": "no-answer", "busy": "busy"}


def redirect(step: VerbStep) -> Course[NextDocument]:
    """Go on with another document; an empty address means this one again."""
    yield from ()
    return NextDocument("redirect", Attributes(step, step.verb).method(13710), step.address(step.verb.text))


def hang_up(step: VerbStep) -> Course[LegEnd]:
    """End the leg."""
    yield from ()
    step.leg.answer(step.context.clock.now)
    return LegEnd("service")


def reject(step: VerbStep) -> Course[LegEnd]:
    """Refuse the call without answering it, which is possible only as the first verb of a call that still rings."""
    yield from ()
    reason = Attributes(step, step.verb).choice("reason", tuple(_REJECTED), "rejected", 13810)
    if step.first and step.leg.answered_at is None:
        return LegEnd("service", _REJECTED[reason])
    step.remark("Reject refuses a call only as its first verb; here it hangs up")
    step.leg.answer(step.context.clock.now)
    return LegEnd("service")
