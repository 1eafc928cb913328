"""The long announcement, which any key or spoken word ends."""

from .events import Conditions
from .lines import lines
from .moves import Ask, Enter, Move, Wait
from .nodes import Listen
from .plan import Plan
from .state import Call

_LISTENED = 1
"""Seconds after each prompt during which the caller may begin to speak."""


def enter(plan: Plan, call: Call, node: Listen, came: Enter, _conditions: Conditions) -> Move:
    """Say one prompt after another, and listen briefly after each."""
    first, *rest = lines(plan, call, node.says)
    parts = ((*came.pending, first), *((line,) for line in rest))
    end_of_speech = plan.flow.listening.end_of_speech
    return Wait(call, tuple(Ask(part, wait=_LISTENED, end_of_speech=end_of_speech) for part in parts))


def resume(_plan: Plan, call: Call, node: Listen, _event: object) -> Move:
    """Go on, whatever ended the listening; speech may already have been an answer (see `answer.overheard`)."""
    return Enter(node.next, call)
