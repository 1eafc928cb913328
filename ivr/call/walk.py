"""From node to node, until the carrier has something to do."""

from dataclasses import replace

from . import choose, place, read_back, ring
from .events import World
from .instructions import Ask, HangUp, Instruction, Say as SayIt
from .lines import lines
from .moves import Enter, Move, Said, Wait, to_stage
from .nodes import AskPlace, Choose, End, Listen, ReadBack, Ring, Say
from .plan import Plan
from .state import Call

Step = tuple[Call, tuple[Instruction, ...]]

_LISTENED = 1
"""Seconds of waiting after something long was heard to its end."""


def walk(plan: Plan, move: Move, world: World) -> Step:
    """Follow *move* until it waits. RecursionError where the flow's nodes lead in a circle without a question."""
    for _ in range(2 * len(plan.flow.nodes)):
        if isinstance(move, Wait):
            return move.call, move.instructions
        move = enter(plan, move, world)
    raise RecursionError(f'the nodes lead in a circle at "{getattr(move, "node", "")}"')


def enter(plan: Plan, move: Enter, world: World) -> Move:
    """Return what follows where *move* leads."""
    call = _arrived(move.call, move.node)
    said = move.said
    match plan.node(move.node):
        case Say() | Listen() | End() as node:
            return _say(call, node, said + lines(plan, call, node.says))
        case Choose() as node:
            return choose.enter(plan, call, node, said)
        case AskPlace() as node:
            return place.enter(plan, call, node, said)
        case ReadBack() as node:
            return _read_back(plan, call, node, move, world)
        case Ring() as node:
            return _ring(plan, call, node, move, world)


def _say(call: Call, node: Say | Listen | End, said: Said) -> Move:
    match node:
        case Say():
            return Enter(node.next, call, said)
        case Listen():
            return Wait(call, (Ask(said, wait=_LISTENED, end_of_speech=_LISTENED, speech=False),))
        case End():
            return Wait(call, (*((SayIt(said),) if said else ()), HangUp()))


def _ring(plan: Plan, call: Call, node: Ring, move: Enter, world: World) -> Move:
    instead = ring.steered(ring.rung(plan, call, node), node.unless, world)
    if instead:
        return Enter(instead, call, move.said)
    read_back = isinstance(plan.flow.nodes.get(move.call.node), ReadBack) and move.call.stage != "confirm"
    return ring.enter(plan, call, node, move.said, told=read_back)


def _read_back(plan: Plan, call: Call, node: ReadBack, move: Enter, world: World) -> Move:
    office = plan.chosen(call)
    if office is None:
        return Enter(plan.opening, call, move.said)
    instead = ring.steered(office, node.unless, world)
    return Enter(instead, call, move.said) if instead else read_back.ask(plan, call, node, move.said)


def _arrived(call: Call, node: str) -> Call:
    """Leave behind what belonged to the node before."""
    return replace(to_stage(call, ""), node=node, noise=0)
