"""The announcement: it is said, and the call goes on without an answer."""

from .events import Conditions
from .lines import lines
from .moves import Enter, Move
from .nodes import Say
from .onward import opening_of
from .opening import openings
from .plan import Plan
from .state import Call


def enter(plan: Plan, call: Call, node: Say, came: Enter, conditions: Conditions) -> Move:
    """Say it, and go on at once."""
    opens = openings(plan, call, conditions)
    return Enter(node.next, call, came.pending + lines(plan, call, node.says, opens=opens))


def resume(plan: Plan, call: Call, _node: Say, _event: object) -> Move:
    """Go on at the first open question: a call waits here only if its address was made up."""
    return Enter(opening_of(plan, call), call)
