"""Ringing an office, and what comes of it."""

from dataclasses import replace

from ivr.directory import Office
from ivr.speech import Line

from .conditions import Conditions
from .events import DialEnded, Outcome
from .instructions import Instruction, Ring as RingIt, Say
from .lines import lines
from .moves import Enter, Move, Wait
from .nodes import ReadBack, Ring, Unless
from .plan import Plan
from .state import Call


def enter(plan: Plan, call: Call, node: Ring, came: Enter, conditions: Conditions) -> Move:
    """Ring the office of *node*; a call that has not chosen one yet goes back to its first open question.

    On a shared line the caller hears the phrase first, where no key cuts it, unless he was told it just now.
    """
    office = office_of(plan, call, node)
    instead = diverted(office, node.unless, conditions)
    if instead or office is None:
        return Enter(instead or unanswered(plan, call, node.unless), call, came.pending)
    if office is plan.fallback and not call.handed_over:
        call = replace(call, handed_over=True)
    if node.office in plan.directory.others:
        call = replace(call, rang=node.office)
    phrase = () if _was_told(plan, came.call) else plan.phrase(office, "before_ring")
    said = came.pending + lines(plan, call, (*node.says, *phrase))
    spoken: tuple[Instruction, ...] = (Say(said),) if said else ()
    return Wait(call, (*spoken, RingIt(office.e164, node.timeout, whisper(plan, call, node))))


def _was_told(plan: Plan, before: Call) -> bool:
    """Tell whether the phrase was said to a caller who comes from *before*: a read-back says it, its question not."""
    return isinstance(plan.flow.nodes.get(before.node), ReadBack) and before.asking.stage != "confirm"


def resume(_plan: Plan, call: Call, node: Ring, event: object) -> Enter:
    """Follow the exit of the outcome; anything but the end of the ringing means that its outcome is not known."""
    exits = {
        Outcome.COMPLETED: node.completed,
        Outcome.BUSY: node.busy,
        Outcome.NO_ANSWER: node.no_answer,
        Outcome.FAILED: node.failed,
        Outcome.CANCELED: node.canceled,
    }
    return Enter(exits[event.outcome if isinstance(event, DialEnded) else Outcome.FAILED], call)


def office_of(plan: Plan, call: Call, node: Ring) -> Office | None:
    """Return the office that *node* rings in this *call*."""
    match node.office:
        case "chosen":
            return plan.chosen(call)
        case "fallback":
            return plan.fallback
        case name:
            return plan.directory.others[name]


def whisper(plan: Plan, call: Call, node: Ring) -> Line | None:
    """Return what the called desk hears before it is bridged, or None."""
    office = office_of(plan, call, node)
    shared = plan.phrase(office, "whisper") if office else ()
    prompts = shared or ((node.whisper,) if node.whisper else ())
    return lines(plan, call, prompts)[0] if prompts else None


def diverted(office: Office | None, unless: Unless, conditions: Conditions) -> str | None:
    """Return the node that *conditions* send the call to instead of ringing *office*, or None."""
    if conditions.over_limit and unless.over_limit:
        return unless.over_limit
    if office and office.key in conditions.failing and unless.failing:
        return unless.failing
    if office and office.key in conditions.closed and unless.closed:
        return unless.closed
    return None


def unanswered(plan: Plan, call: Call, unless: Unless) -> str:
    """Return the node for a call without an office: where none answers that area for that service, else a question."""
    return (unless.no_office if plan.about(call) else None) or plan.opening_of(call)
