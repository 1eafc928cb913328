"""The nodes that ask nothing and ring nobody: what follows when a call has reached one."""

from .events import Conditions
from .lines import lines, office
from .moves import Ask, Enter, HangUp, Move, SayLines, Wait
from .nodes import Branch, End, Listen, Say
from .opening import is_closed, openings
from .plan import Plan
from .state import Call

_LISTENED = 1
"""Seconds after each prompt of a long announcement during which the caller may begin to speak."""


def say(plan: Plan, call: Call, node: Say, came: Enter, conditions: Conditions) -> Move:
    """Say an announcement, and go on at once."""
    opens = openings(plan, call, conditions)
    return Enter(node.next, call, came.pending + lines(plan, call, node.says, opens=opens))


def listen(plan: Plan, call: Call, node: Listen, came: Enter, _conditions: Conditions) -> Move:
    """Say one prompt of a long announcement after another, and listen briefly after each: any key or word ends it."""
    first, *rest = lines(plan, call, node.says)
    parts = ((*came.pending, first), *((line,) for line in rest))
    end_of_speech = plan.flow.listening.end_of_speech
    return Wait(call, tuple(Ask(part, wait=_LISTENED, end_of_speech=end_of_speech) for part in parts))


def branch(plan: Plan, call: Call, node: Branch, came: Enter, conditions: Conditions) -> Move:
    """Go on silently, depending on the slot's value, or on what is true at this moment."""
    return Enter(_exit(plan, call, node, conditions), call, came.pending, came.guessed)


def _exit(plan: Plan, call: Call, node: Branch, conditions: Conditions) -> str:
    match node.slot:
        case "hours":
            value = "closed" if is_closed(plan, call, office(plan, call), conditions) else "open"
            return node.to.get(value, node.otherwise)
        case "notice":
            return next((to for name, to in node.to.items() if name in conditions.notices), node.otherwise)
        case _:
            return plan.exit(node, call)


def end(plan: Plan, call: Call, node: End, came: Enter, _conditions: Conditions) -> Move:
    """Say the last words and hang up."""
    said = came.pending + lines(plan, call, node.says)
    return Wait(call, (*((SayLines(said),) if said else ()), HangUp()))
