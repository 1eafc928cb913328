"""The announcement: it is said, and the call goes on without an answer."""

from .events import Conditions
from .lines import lines
from .moves import Enter, Move
from .nodes import Say
from .plan import Plan
from .state import Call
from .timetable import openings


def enter(plan: Plan, call: Call, node: Say, came: Enter, conditions: Conditions) -> Move:
    """Say it, and go on at once."""
    opens = openings(plan, call, conditions)
    return Enter(node.next, call, came.pending + lines(plan, call, node.says, opens=opens), came.guessed)
