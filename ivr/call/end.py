"""The end of a call."""

from .events import Conditions
from .lines import lines
from .moves import Enter, HangUp, Move, SayLines, Wait
from .nodes import End
from .onward import opening_of
from .plan import Plan
from .state import Call


def enter(plan: Plan, call: Call, node: End, came: Enter, _conditions: Conditions) -> Move:
    """Say the last words and hang up."""
    said = came.pending + lines(plan, call, node.says)
    return Wait(call, (*((SayLines(said),) if said else ()), HangUp()))


def resume(plan: Plan, call: Call, _node: End, _event: object) -> Move:
    """Go on at the first open question: a call waits here only if its address was made up."""
    return Enter(opening_of(plan, call), call)
