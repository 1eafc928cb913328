"""Telephones ring until one is answered, the caller gives up, or time is over; then the two talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from ivr.simulator.hearing import Deed, Heard
from ivr.simulator.inputs import Key, leaving
from ivr.simulator.leg import run
from ivr.simulator.transcript import Bridged

from .child import Child, child
from .dial_attributes import Dial, Target, e164, may_show
from .listening import ended, wait_until
from .play import tone_seconds
from .step import Ended, Go, Step


@dataclass(frozen=True, slots=True)
class Result:
    """How a Dial ended: Twilio's DialCallStatus, the call it speaks of, whether the two could talk, and the error."""

    status: str
    call: Child | None = None
    bridged: bool = False
    error: int = 0


def ring(step: Step, dial: Dial) -> Result:
    """Ring the targets, all at once or one after another, until one is answered."""
    result = Result("failed")
    if not may_show(step, dial.caller_id):
        step.warn(13214, dial.caller_id)
        return Result("failed", error=13214)
    for group in [(target,) for target in dial.targets] if dial.sequential else [dial.targets]:
        result = _ring_at_once(step, dial, group)
        if result.status == "completed" or _caller_left(step):
            break
    return result


def _ring_at_once(step: Step, dial: Dial, group: Sequence[Target]) -> Result:
    """Ring *group*: the first answer wins, and without one the telephone that gives up last decides the status."""
    calls = sorted((call for target in group if (call := _call(step, dial, target))), key=lambda call: call.moment)
    for call in calls:
        call.begin()
    result = Result("failed", error=13223 if group and not calls else 0)
    for place, call in enumerate(calls):
        _wait_until(step, min(call.moment, leaving(step.leg.pending).at))
        if _caller_left(step):
            _cancel(calls[place:])
            return Result("canceled", call)
        if call.outcome == "answer":
            _cancel(calls[place + 1 :])
            return _answered(step, dial, call)
        call.end(call.outcome)
        result = Result(call.outcome, call)
    return result


def _call(step: Step, dial: Dial, target: Target) -> Child | None:
    number = e164(target.number)
    if number is None:
        step.warn(13223, target.number or "no number")
        return None
    return child(step, target, number, dial.caller_id, dial.timeout)


def _cancel(calls: Sequence[Child]) -> None:
    for call in calls:
        call.end("canceled")


def _answered(step: Step, dial: Dial, call: Child) -> Result:
    """Whisper to the desk that answers, and put the two through until one of them has enough."""
    call.answer()
    step.exchange.clock.wait(tone_seconds(call.target.tones))
    declined = _whisper(step, call)
    _wait_until(step, step.exchange.clock.now)
    if declined or _caller_left(step):
        call.hang_up((declined or ended(step.leg)).by)
        return Result("completed", call)
    now = step.exchange.clock.now
    step.leg.answer(now)
    step.exchange.journal.note(Bridged(now, call.number))
    end, by = _end_of_talk(step, dial, call)
    _wait_until(step, end)
    call.hang_up(by)
    return Result("completed", call, bridged=True)


def _whisper(step: Step, call: Child) -> Ended | None:
    """Play the number's own document to the desk; return how its leg ended, None where it is to be put through."""
    if not call.target.url:
        return None
    # When the caller hangs up, the desk's leg ends too.
    call.leg.expect([leaving(step.leg.pending)])
    start = Go("whisper", call.target.method, step.address(call.target.url))
    return run(step.perform(step.exchange, call.leg, start), call.desk.hears or _listens)


def _listens(_heard: Heard) -> Sequence[Deed]:
    return ()


def _end_of_talk(step: Step, dial: Dial, call: Child) -> tuple[float, str]:
    """Return when the talk ends, and by whom."""
    now, gone = step.exchange.clock.now, leaving(step.leg.pending)
    stars = (act.at for act in step.leg.pending if isinstance(act, Key) and act.key == "*")
    return min(
        (now + call.desk.talks, "desk"),
        (now + dial.time_limit, "limit"),
        (gone.at, gone.by),
        (min(stars, default=inf) if dial.hangup_on_star else inf, "caller"),
    )


def _wait_until(step: Step, second: float) -> None:
    wait_until(step.exchange, step.leg, second)


def _caller_left(step: Step) -> bool:
    return leaving(step.leg.pending).at <= step.exchange.clock.now
