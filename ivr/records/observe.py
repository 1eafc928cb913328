"""Events of a webhook: only what it knows already, in terms of the call, and nothing that a caller said.

This runs while a call waits, for a few microseconds. Conclusions from several events are left to `fold`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ivr.call import Answered, Ask, Call, DialEnded, Event, HangUp, Instruction, Keyed, Plan, RingNumber, Said, Silent
from ivr.call.lines import lines
from ivr.call.ring import ringing_office
from ivr.call.timetable import is_closed
from ivr.call.trace import hindered
from ivr.heard.utterance import JAPANESE, utterance
from ivr.places.text.mentions import mentions
from ivr.twilio import LegStatus

from .events import DOUBT, CallEvent, Kind

_HOW: Mapping[type, str] = {
    Answered: "answered",
    Keyed: "keys",
    Said: "speech",
    Silent: "silence",
    DialEnded: "dial",
}
_IN_WORDS = ("first", "again")
_LONGEST = 64
"""The most characters of a name."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the service at *node*: what was answered instead of the step to *turn*.

    That is a ring of *office* at *number* (E.164), or none if these are "".
    """

    node: str
    turn: int
    office: str = ""
    number: str = ""


@dataclass(frozen=True)
class ObservedStep:
    """One step of a call under *plan*: *event* led from *before* to *after*, and *instructions* were the answer.

    Many calls may take it; what it shows is found once.
    """

    plan: Plan
    before: Call
    event: Event
    after: Call
    instructions: tuple[Instruction, ...]

    @cached_property
    def shows(self) -> Mapping[str, Any]:
        """What the step shows, whoever's call it is."""
        before, after = self.before, self.after
        data: dict[str, Any] = {
            "how": _HOW[type(self.event)],
            "node": _name(before.node),
            "to": _name(after.node),
            "turn": after.turn,
            "plan": after.plan,
            "language": after.language,
        }
        if slots := _slots(self.plan, after):
            data["slots"] = slots
        if before.asking.stage:
            data["stage"] = before.asking.stage
        if after.asking.stage:
            data["asks"] = after.asking.stage
        return data | _heard(self) | _answered(self)


def note_step(sid: str, at: int, step: ObservedStep, caller: str, called: str, dial: LegStatus | None) -> CallEvent:
    """Return the event for a *step* of the call *sid* from *caller* (a hash) to the number *called*.

    *dial* is the dial that ended with it, if one did.
    """
    data = {**step.shows, "caller": [caller, ".".join(step.event.conditions.near), called]}
    if dial:
        data["dial"] = [step.before.turn, dial.leg, dial.status, dial.seconds, dial.error]
    return CallEvent(sid, sid, f"step {step.after.turn}", at, Kind.STEP, data)


def _slots(plan: Plan, call: Call) -> dict[str, str]:
    """Return what is known of a call by its slots, without questions that it has passed."""
    return {name: value for name, value in call.slots if name not in plan.in_front}


def note_status(sid: str, at: int, status: LegStatus, turn: int | None = None) -> CallEvent:
    """Return the event for the carrier's report on a leg of the call *sid*: its own, or that of the ring at *turn*."""
    number = "-" if status.sequence is None else status.sequence
    data: dict[str, Any] = {"status": status.status, "sequence": status.sequence, "seconds": status.seconds}
    if turn is not None:
        data["turn"] = turn
    if status.at is not None:
        data["told"] = status.at
    return CallEvent(sid, status.leg, f"status {number} {status.status}", at, Kind.STATUS, data)


def note_fault(sid: str, at: int, fault: Fault, error: str = "") -> CallEvent:
    """Return the event for a *fault* in the call *sid*; *error* is the carrier's number, if it asked."""
    name, turn = _name(fault.node), fault.turn
    rung = {"number": fault.number, "office": fault.office} if fault.number else {}
    return CallEvent(sid, sid, f"fault {error} {name} {turn}", at, Kind.FAULT, {"node": name, "turn": turn, **rung})


@lru_cache(maxsize=1_000)
def _name(node: str) -> str:
    """Return *node* without characters that no name has: a stranger may have made up the address it comes from."""
    return "".join(letter for letter in node[:_LONGEST] if letter.isalnum() or letter in "_-")


def _heard(step: ObservedStep) -> dict[str, Any]:
    """Return how the caller was understood."""
    was, asks = step.before.asking, step.after.asking
    data: dict[str, Any] = {}
    if is_missed(step):
        data["missed"] = 1
    if asked := _asked_back(step):
        data["asked"] = _name(asked)
    if asks.helped and not was.helped:
        data["helped"] = 1
    if len(step.after.refused) > len(step.before.refused):
        data["refused"] = 1
    if asks.stage in DOUBT and asks.candidates != was.candidates and isinstance(step.event, Said):
        data["sound"] = int(step.before.language == JAPANESE and _is_by_sound(step.plan, step.event.text))
    return data


def is_missed(step: ObservedStep) -> bool:
    """Return whether an answer was not understood.

    If that loses the question, it shows only in where the call goes.
    """
    before, after, was, asks = step.before, step.after, step.before.asking, step.after.asking
    if after.node != before.node or after.slots != before.slots or not isinstance(step.event, Keyed | Said):
        return False
    in_vain = asks.stage == was.stage and asks.tries > was.tries
    return asks.no_matches > was.no_matches or in_vain or (was.stage in _IN_WORDS and asks.stage == "menu")


def _asked_back(step: ObservedStep) -> str:
    """Return the caller's question that was answered before the call's own was asked again, "" if there was none."""
    answered = step.instructions[-1] if step.instructions else None
    if not isinstance(step.event, Said) or not isinstance(answered, Ask) or step.after.slots != step.before.slots:
        return ""
    answers = step.plan.answers.items()
    return next((name for name, said in answers if answered.lines[:1] == lines(step.plan, step.after, (said,))[:1]), "")


def _is_by_sound(plan: Plan, text: str) -> bool:
    """Return whether a place was found by the sound of an answer that names none."""
    return not mentions(plan.places, utterance(text).clear)


def _answered(step: ObservedStep) -> dict[str, Any]:
    """Return which office is rung (perhaps although it is closed), or why none is, and whether the call ends."""
    data: dict[str, Any] = {}
    for instruction in step.instructions:
        if isinstance(instruction, RingNumber):
            office = ringing_office(step.plan, step.after)
            data["number"] = instruction.number
            data["office"] = office.key if office else ""
            data["timeout"] = instruction.timeout
            if office and is_closed(step.plan, step.after, office, step.event.conditions):
                data["closed"] = 1
        elif isinstance(instruction, HangUp):
            data["ends"] = 1
    came = "number" not in data and step.after.node != step.before.node
    if came and (reason := hindered(step.plan, step.after, step.event.conditions)):
        data["hindered"] = reason
    return data
