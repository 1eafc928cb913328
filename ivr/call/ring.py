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
        return Enter(instead or plan.opening, call, came.pending)
    if office is plan.fallback and not call.handed_over:
        call = replace(call, handed_over=True)
    phrase = (plan.flow.shared_line.before_ring,) if office.shared_line and not _was_told(plan, came.call) else ()
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
    """Return what the called desk hears before it is bridged, in the language that desks speak, or None."""
    desk = plan.first
    office = office_of(desk, call, node)
    prompt = plan.flow.shared_line.whisper if office and office.shared_line else node.whisper
    spoken = plan.flow.languages.get(call.language) if call.language != desk.language else None
    said = (prompt, spoken.whisper if spoken else None)
    told = lines(desk, call, tuple(name for name in said if name))
    return told[0] if len(told) == 1 else _as_one(told)


def _as_one(told: tuple[Line, ...]) -> Line | None:
    """Return several lines as one, None where there are none."""
    text, kana = "".join(one.text for one in told), "".join(one.kana for one in told)
    return replace(told[0], text=text, kana=kana, recording=None) if told else None


def diverted(office: Office | None, unless: Unless, conditions: Conditions) -> str | None:
    """Return the node that *conditions* send the call to instead of ringing *office*, or None."""
    if conditions.over_limit and unless.over_limit:
        return unless.over_limit
    if office and office.key in conditions.failing and unless.failing:
        return unless.failing
    if office and office.key in conditions.closed and unless.closed:
        return unless.closed
    return None
