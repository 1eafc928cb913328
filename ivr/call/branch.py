"""The branch: goes on silently, depending on what is known about the call."""

from .events import Conditions
from .lines import office
from .moves import Enter, Move
from .nodes import Branch
from .plan import Plan
from .state import Call
from .timetable import is_closed


def enter(plan: Plan, call: Call, node: Branch, came: Enter, conditions: Conditions) -> Move:
    """Go on depending on the slot's value, or on what is true at this moment."""
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
