"""Dial, after https://www.twilio.com/docs/voice/twiml/dial ."""

from ivr.simulator.http.webhooks import WebhookRequest
from ivr.simulator.inputs import first_hang_up
from ivr.simulator.leg import Course
from ivr.simulator.people import Playback
from ivr.simulator.transcript import DialFinished

from .dial_attributes import dial_attributes
from .listening import leg_end, schedule
from .ringing import DialResult, ring
from .step import AfterVerb, NextDocument, VerbStep


def play(step: VerbStep) -> Course[AfterVerb]:
    """Ring, whisper, put through, and go on with the action, or with the document if there is none."""
    context, leg = step.context, step.leg
    dial = dial_attributes(step)
    if not (dial.answer_on_bridge and step.first):
        leg.answer(context.clock.now)
    if dial.answer_on_bridge and leg.answered_at is not None:
        step.remark("answerOnBridge does nothing once the call has been answered")
    playback = Playback(context.clock.now, ringing=tuple(target.number for target in dial.targets))
    schedule(context, leg, playback, (yield playback))
    result = ring(step, dial)
    seconds = result.call.duration if result.call else 0
    context.journal.note(DialFinished(context.clock.now, result.status, result.bridged, seconds))
    action = (
        None
        if dial.action is None
        else NextDocument("dial", dial.method, step.address(dial.action), _parameters(result))
    )
    if first_hang_up(leg.pending).at > context.clock.now:
        return action
    if action and context.options.action_after_hangup:
        _tell(step, action)
    return leg_end(leg)


def _parameters(result: DialResult) -> dict[str, str]:
    """Return the parameters of the action; ErrorCode, for a Dial that Twilio refuses, is not documented."""
    parameters = {"DialCallStatus": result.status, "DialBridged": "true" if result.bridged else "false"}
    if result.error:
        parameters["ErrorCode"] = str(result.error)
    if result.call:
        parameters["DialCallSid"] = result.call.leg.sid
        if result.call.leg.answered_at is not None:
            parameters["DialCallDuration"] = str(result.call.duration)
    return parameters


def _tell(step: VerbStep, action: NextDocument) -> None:
    """Request the action although the caller has hung up; the reply is not played."""
    step.leg.status = "completed"
    parameters = {**step.leg.parameters(), **action.parameters}
    step.context.webhooks.fetch(
        WebhookRequest("caller", action.why, action.method, action.url, parameters), waits=False
    )
