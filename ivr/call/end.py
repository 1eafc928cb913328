"""The end of a call."""

from .events import Conditions
from .lines import lines
from .moves import Enter, HangUp, Move, SayLines, Wait
from .nodes import End
from .plan import Plan
from .state import Call


def enter(plan: Plan, call: Call, node: End, came: Enter, _conditions: Conditions) -> Move:
    """Say the last words and hang up."""
    said = came.pending + lines(plan, call, node.says)
    return Wait(call, (*((SayLines(said),) if said else ()), HangUp()))
