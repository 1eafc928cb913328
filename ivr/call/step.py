"""The fold of a call: `step(plan, call, event) -> (call, instructions)`.

Everything that decides where a call goes starts here, and nothing here knows a clock, a file, a random number or a
carrier.
"""

from dataclasses import replace

from ivr.speech import Line

from .answer import answer
from .events import Answered, DialEnded, Event, HungUp, Keyed, Outcome, Said, Silent
from .fit import fit
from .moves import Enter, Move
from .nodes import AskPlace, Choose, End, Listen, ReadBack, Ring, Say
from .plan import Plan
from .ring import ended, whisper as told_desk
from .state import MOST, Call
from .walk import Step, walk

_LEFT_AFTER_HAND_OVER = 10
"""The answer after too many that ends a call: until then a number may be heard again, but not without end."""


def begin(plan: Plan) -> Call:
    """Return a call that has not said a word."""
    return Call(node=plan.flow.start, plan=plan.hash)


def step(plan: Plan, call: Call, event: Event) -> Step:
    """Return the call after *event* and what the carrier is to do. Raises nothing on any state that a URL can carry."""
    if isinstance(event, HungUp):
        return call, ()
    return walk(plan, first_move(plan, call, event), event.world)


def first_move(plan: Plan, call: Call, event: Answered | Keyed | Said | Silent | DialEnded) -> Move:
    """Return what *event* leads to, before the nodes on the way are entered."""
    if isinstance(event, Answered):
        return Enter(plan.flow.start, begin(plan))
    known = fit(plan, call)
    turned = replace(known, turn=min(known.turn + 1, MOST), plan=plan.hash)
    return _too_long(plan, turned, event) or _next(plan, turned, event)


def rescue(plan: Plan, call: Call) -> Step:
    """Apologise for a fault of ours and ring the fallback office; where that has rung already, tell a number."""
    known = fit(plan, call)
    node = plan.flow.nodes.get(known.node)
    rang = known.handed or (isinstance(node, Ring) and node.office == "fallback")
    return walk(plan, Enter(plan.flow.defaults.last if rang else plan.flow.defaults.error, known), Answered().world)


def _too_long(plan: Plan, call: Call, event: Event) -> Move | None:
    """Hand over a call of too many turns, once; end it with a number when even then it does not end."""
    over = call.turn - plan.flow.turns
    if over < 0 or isinstance(event, DialEnded):
        return None
    if not call.handed:
        return Enter(plan.flow.defaults.too_long, call)
    return Enter(plan.flow.defaults.last, call) if over >= _LEFT_AFTER_HAND_OVER else None


def _next(plan: Plan, call: Call, event: Keyed | Said | Silent | DialEnded) -> Move:
    match plan.flow.nodes.get(call.node):
        case None | Say() | End():  # none of them waits for an answer
            return Enter(plan.opening, call)
        case Ring() as node:
            # Only the end of the ringing is asked for there: anything else means that its outcome is not known.
            return ended(call, node, event.outcome if isinstance(event, DialEnded) else Outcome.FAILED)
        case Choose() | AskPlace() | ReadBack() as node:
            return answer(plan, call, node, Silent() if isinstance(event, DialEnded) else event)
        case Listen() as node:
            return Enter(node.next, call)


def whisper(plan: Plan, call: Call) -> Line | None:
    """Return what the called desk hears when *call* rings it, or None."""
    node = plan.flow.nodes.get(call.node)
    return told_desk(plan, fit(plan, call), node) if isinstance(node, Ring) else None
