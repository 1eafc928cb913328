"""A fork in the way, which nobody hears: the call goes on by what is known of it."""

from .conditions import Conditions
from .moves import Enter, Move
from .nodes import Branch
from .plan import Plan
from .state import Call


def enter(plan: Plan, call: Call, node: Branch, came: Enter, _conditions: Conditions) -> Move:
    """Go on by what fills the slot."""
    return Enter(plan.exit(node, call), call, came.pending, came.guessed)


def resume(plan: Plan, call: Call, _node: Branch, _event: object) -> Move:
    """Go on at the first open question: only an address from elsewhere makes a call wait here."""
    return Enter(plan.opening_of(call), call)
