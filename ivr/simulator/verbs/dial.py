"""Dial, after https://www.twilio.com/docs/voice/twiml/dial .

Desks are rung until one answers, the caller gives up, or the time is over; then the two talk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from ivr.simulator.http.webhooks import WebhookRequest
from ivr.simulator.leg import Course, KeyInput, first_hang_up, run
from ivr.simulator.people import Action, Playback, PressKeys
from ivr.simulator.transcript import Bridged, DialFinished

from .child_call import ChildCall, child_call
from .dial_attributes import Dial, DialTarget, dial_attributes, e164, may_show
from .listening import leg_end, schedule, wait_until
from .play import tone_seconds
from .verb_step import AfterVerb, LegEnd, NextDocument, VerbStep


@dataclass(frozen=True, slots=True)
class DialResult:
    """The result of a Dial: DialCallStatus, the child call that decided it, whether it was bridged, and the error."""

    status: str
    call: ChildCall | None = None
    bridged: bool = False
    error: int = 0


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
    context.log.note(DialFinished(context.clock.now, result.status, result.bridged, seconds))
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


def ring(step: VerbStep, dial: Dial) -> DialResult:
    """Ring the targets, all at once or one after another, until one answers."""
    result = DialResult("failed")
    if not may_show(step, dial.caller_id):
        step.warn(13214, dial.caller_id)
        return DialResult("failed", error=13214)
    for group in [(target,) for target in dial.targets] if dial.sequential else [dial.targets]:
        result = _ring_at_once(step, dial, group)
        if result.status == "completed" or _caller_left(step):
            break
    return result


def _ring_at_once(step: VerbStep, dial: Dial, group: Sequence[DialTarget]) -> DialResult:
    """Ring *group*: the first answer wins; without one, the call that ends last decides the status."""
    calls = sorted((call for target in group if (call := _call(step, dial, target))), key=lambda call: call.moment)
    for call in calls:
        call.begin()
    result = DialResult("failed", error=13223 if group and not calls else 0)
    for place, call in enumerate(calls):
        _wait_until(step, min(call.moment, first_hang_up(step.leg.pending).at))
        if _caller_left(step):
            _cancel(calls[place:])
            return DialResult("canceled", call)
        if call.outcome == "answer":
            _cancel(calls[place + 1 :])
            return _answered(step, dial, call)
        call.end(call.outcome)
        result = DialResult(call.outcome, call)
    return result


def _call(step: VerbStep, dial: Dial, target: DialTarget) -> ChildCall | None:
    number = e164(target.number)
    if number is None:
        step.warn(13223, target.number or "no number")
        return None
    return child_call(step, target, number, dial.caller_id, dial.timeout)


def _cancel(calls: Sequence[ChildCall]) -> None:
    for call in calls:
        call.end("canceled")


def _answered(step: VerbStep, dial: Dial, call: ChildCall) -> DialResult:
    """Whisper to the desk that has answered, and let the two talk until one hangs up."""
    call.answer()
    step.context.clock.wait(tone_seconds(call.target.tones))
    declined = _whisper(step, call)
    _wait_until(step, step.context.clock.now)
    if declined or _caller_left(step):
        call.hang_up((declined or leg_end(step.leg)).by)
        return DialResult("completed", call)
    now = step.context.clock.now
    step.leg.answer(now)
    step.context.log.note(Bridged(now, call.number))
    end, by = _end_of_talk(step, dial, call)
    _wait_until(step, end)
    call.hang_up(by)
    return DialResult("completed", call, bridged=True)


def _whisper(step: VerbStep, call: ChildCall) -> LegEnd | None:
    """Play the whisper to the desk; return how its leg ended, None if the caller is to be put through."""
    if not call.target.url:
        return None
    # When the caller hangs up during the whisper, the desk's leg ends too.
    call.leg.expect([first_hang_up(step.leg.pending)])
    start = NextDocument("whisper", call.target.method, step.address(call.target.url))
    return run(step.perform(step.context, call.leg, start), call.desk.hears or _listens)


def _listens(heard: Playback) -> Sequence[Action]:
    """Do what a person does: listen, and press a key if one is asked for."""
    return (PressKeys("1"),) if heard.asked else ()


def _end_of_talk(step: VerbStep, dial: Dial, call: ChildCall) -> tuple[float, str]:
    """Return at which second the talk ends, and by whom."""
    now, gone = step.context.clock.now, first_hang_up(step.leg.pending)
    stars = (entry.at for entry in step.leg.pending if isinstance(entry, KeyInput) and entry.key == "*")
    return min(
        (now + call.desk.talks, "desk"),
        (now + dial.time_limit, "limit"),
        (gone.at, gone.by),
        (min(stars, default=inf) if dial.hangup_on_star else inf, "caller"),
    )


def _wait_until(step: VerbStep, second: float) -> None:
    wait_until(step.context, step.leg, second)


def _caller_left(step: VerbStep) -> bool:
    return first_hang_up(step.leg.pending).at <= step.context.clock.now
