"""Something long, which any key ends."""

from .conditions import Conditions
from .instructions import Ask
from .lines import lines
from .moves import Enter, Move, Wait
from .nodes import Listen
from .plan import Plan
from .state import Call

_LISTENED = 1
"""Seconds of waiting after something long was heard to its end."""


def enter(plan: Plan, call: Call, node: Listen, came: Enter, _conditions: Conditions) -> Move:
    """Say it, and wait a moment."""
    said = came.pending + lines(plan, call, node.says)
    return Wait(call, (Ask(said, wait=_LISTENED, end_of_speech=_LISTENED, speech=False),))


def resume(_plan: Plan, call: Call, node: Listen, _event: object) -> Move:
    """Go on, whatever ended the listening."""
    return Enter(node.next, call)
