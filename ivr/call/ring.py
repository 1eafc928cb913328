"""Ringing an office, and what comes of it."""

from dataclasses import replace

from ivr.directory import Office
from ivr.speech import Line

from .events import Outcome, World
from .instructions import Instruction, Ring as RingIt, Say
from .lines import lines
from .moves import Enter, Move, Said, Wait
from .nodes import Ring, Unless
from .plan import Plan
from .state import Call


def enter(plan: Plan, call: Call, node: Ring, said: Said, *, told: bool) -> Move:
    """Ring the office of *node*; a call that has not chosen one yet goes back to its first open question.

    On a shared line the caller hears the phrase first, where no key cuts it, unless he was *told* just now.
    """
    office = rung(plan, call, node)
    if office is None:
        return Enter(plan.opening, call, said)
    call = replace(call, handed=call.handed or office is plan.fallback)
    phrase = (plan.flow.shared_line.before_ring,) if office.shared_line and not told else ()
    said = said + lines(plan, call, (*node.says, *phrase))
    spoken: tuple[Instruction, ...] = (Say(said),) if said else ()
    return Wait(call, (*spoken, RingIt(office.e164, node.timeout, whisper(plan, call, node))))


def rung(plan: Plan, call: Call, node: Ring) -> Office | None:
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
    office = rung(plan, call, node)
    prompt = plan.flow.shared_line.whisper if office and office.shared_line else node.whisper
    return lines(plan, call, (prompt,))[0] if prompt else None


def ended(call: Call, node: Ring, outcome: Outcome) -> Enter:
    """Follow the exit for *outcome*."""
    exits = {
        Outcome.COMPLETED: node.completed,
        Outcome.BUSY: node.busy,
        Outcome.NO_ANSWER: node.no_answer,
        Outcome.FAILED: node.failed,
        Outcome.CANCELED: node.canceled,
    }
    return Enter(exits[outcome], call)


def steered(office: Office | None, unless: Unless, world: World) -> str | None:
    """Return the node that *world* sends the call to instead of ringing *office*, or None."""
    if world.over_limit and unless.over_limit:
        return unless.over_limit
    if office and office.key in world.failing and unless.failing:
        return unless.failing
    if office and office.key in world.closed and unless.closed:
        return unless.closed
    return None
