"""Follows a call from node to node until the carrier has something to do."""

from ivr.translation import _

from .conditions import Conditions
from .instructions import Instruction
from .kinds import KINDS, ask
from .moves import Enter, Move, Play, Wait
from .plan import Plan
from .state import NEW, Call

Step = tuple[Call, tuple[Instruction, ...]]


def advance(plan: Plan, move: Move, conditions: Conditions) -> Step:
    """Follow *move* until it waits. RecursionError where the flow's nodes lead in a circle without a question."""
    for _move in range(2 * len(plan.flow.nodes)):
        if isinstance(move, Wait):
            return move.call, move.instructions
        move = enter(plan, move, conditions)
    raise RecursionError(_('the nodes lead in a circle at "{node}"').format(node=getattr(move, "node", "")))


def enter(plan: Plan, move: Enter | Play, conditions: Conditions) -> Move:
    """Return what follows where *move* leads; what belonged to a node before is left behind where one is entered."""
    plan = plan.speaks(move.call.language)
    if isinstance(move, Play):
        return ask(plan, move, conditions)
    node = plan.node(move.node)
    return KINDS[type(node)].enter(plan, move.call.at(move.node, NEW), node, move, conditions)
