"""One step of a call, of which the whole call is a fold: `step(plan, call, event) -> (call, instructions)`.

Every decision about where a call goes starts here; nothing here uses a clock, a file, a random number or a carrier.
"""

from datetime import datetime

from ivr.translation import _

from .answer import answer, overheard
from .events import OPEN, Answered, Conditions, DialEnded, Event, HungUp, Keyed, Said, Silent
from .interpret import interpret
from .kinds import KINDS, QUESTIONS, WAITING, ask
from .moves import Enter, Instruction, Move, Play, RingNumber, Wait
from .nodes import Overheard, Question, ReadBack, Ring
from .onward import opening_of
from .plan import Plan
from .ring import ringing as ring_at
from .state import MOST, NEW, Call, Mode, without_place
from .timetable import MINUTE

StepResult = tuple[Call, tuple[Instruction, ...]]

LEFT_AFTER_HAND_OVER = 10
"""Answers, after too many turns, that a call may still give: a number can be heard again, but not for ever."""


def begin(plan: Plan, at: datetime | None = None) -> Call:
    """Return a new call in which nothing has been said, answered *at* that local time."""
    first, answered = plan.first, f"{at:{MINUTE}}" if at and plan.hours else ""
    mode: Mode = "" if first.recogniser else "keys"
    return Call(node=plan.flow.start, plan=plan.hash, mode=mode, language=first.language, answered=answered)


def step(plan: Plan, call: Call, event: Event) -> StepResult:
    """Return the call after *event* and what the carrier is to do. Raises nothing on any state that a URL can carry."""
    if isinstance(event, HungUp):
        return call, ()
    return advance(plan, first_move(plan, call, event), event.conditions)


def first_move(plan: Plan, call: Call, event: Answered | Keyed | Said | Silent | DialEnded) -> Move:
    """Return what *event* leads to, before the nodes on the way are entered."""
    if isinstance(event, Answered):
        return Enter(plan.flow.start, begin(plan, event.conditions.now))
    return follow(plan.speaks(call.language), revalidate(plan, call), event)


def follow(plan: Plan, call: Call, event: Keyed | Said | Silent | DialEnded) -> Move:
    """Return what *event* leads to in a *call* that is already valid for this plan."""
    turned = Call(
        call.node,
        call.slots,
        call.asking,
        call.refused,
        call.mode,
        call.handed_over,
        min(call.turn + 1, MOST),
        plan.hash,
        call.language,
        call.rang,
        call.answered,
        call.noticed,
    )
    return _too_long(plan, turned, event) or _next(plan, turned, event)


def _too_long(plan: Plan, call: Call, event: Event) -> Move | None:
    """Hand over a call with too many turns, once; if it still does not end, end it by reading out a number."""
    over = call.turn - plan.flow.turns
    if over < 0 or isinstance(event, DialEnded):
        return None
    if not call.handed_over:
        return Enter(plan.flow.defaults.too_long, call)
    return Enter(plan.flow.defaults.last, call) if over >= LEFT_AFTER_HAND_OVER else None


def _next(plan: Plan, call: Call, event: Keyed | Said | Silent | DialEnded) -> Move:
    node = plan.flow.nodes.get(call.node)
    if isinstance(node, Question):
        return answer(plan, call, node, Silent() if isinstance(event, DialEnded) else event)
    if isinstance(node, Overheard) and isinstance(event, Said):
        return overheard(plan, call, node, lambda asked, question: interpret(plan, asked, question, event))
    kind = WAITING.get(type(node)) if node else None
    # A node that is gone, or at which no call waits: its address was made up, or is one of another release.
    return kind.resume(plan, call, node, event) if kind else Enter(opening_of(plan, call), call)


def revalidate(plan: Plan, call: Call) -> Call:
    """Return *call* without anything that *plan* does not know; what is still valid is kept.

    An unknown node, or a read-back without an office, becomes "". A call may come from another release, or from a
    signed address that somebody edited.
    """
    slots = tuple((name, value) for name, value in call.slots if value in plan.values(name))
    candidates = tuple(
        code for code in call.asking.candidates if code in plan.places.prefectures or code in plan.places.municipalities
    )
    if len(slots) < len(call.slots) or len(candidates) < len(call.asking.candidates):
        call = call._replace(slots=slots, asking=call.asking._replace(candidates=candidates))
    if call.rang and call.rang not in plan.directory.others:
        call = call._replace(rang="")
    if call.noticed and call.plan != plan.hash:  # in another plan the numbers may stand for other notices
        call = call._replace(noticed=())
    node = plan.flow.nodes.get(call.node)
    if call.language not in plan.languages:
        call = call._replace(language=plan.first.language)
    if node is None or (isinstance(node, ReadBack) and plan.chosen(call) is None):
        return call.at("", NEW)
    question = QUESTIONS.get(type(node))
    if question:
        return question.revalidate(call, node)
    return without_place(call, "")


def advance(plan: Plan, move: Move, conditions: Conditions) -> StepResult:
    """Follow *move* until it waits. Raises RecursionError if the flow has a circle without a question."""
    wait, _entered = followed(plan, move, conditions)
    return wait.call, wait.instructions


def followed(plan: Plan, move: Move, conditions: Conditions) -> tuple[Wait, list[str]]:
    """Return where *move* waits in the end, and the nodes entered on the way. Raises RecursionError like `advance`."""
    entered: list[str] = []
    for _move in range(2 * len(plan.flow.nodes)):
        if isinstance(move, Wait):
            return move, entered
        if isinstance(move, Enter):
            entered.append(move.node)
        move = enter(plan, move, conditions)
    raise RecursionError(_('the nodes lead in a circle at "{node}"').format(node=getattr(move, "node", "")))


def enter(plan: Plan, move: Enter | Play, conditions: Conditions) -> Move:
    """Return what follows from *move*; entering a node discards what belonged to the node before."""
    plan = plan.speaks(move.call.language)
    if isinstance(move, Play):
        return ask(plan, move, conditions)
    node = plan.node(move.node)
    return KINDS[type(node)].enter(plan, move.call.at(move.node, NEW), node, move, conditions)


def rescue(plan: Plan, call: Call) -> StepResult:
    """Apologise for a fault of the service and ring the fallback office; if it rang already, read out a number."""
    # In open conditions: after a fault of the service the fallback office is rung even when it is closed.
    in_turn = call._replace(turn=min(call.turn + 1, MOST))  # its ring is none of the step before
    return advance(plan, apologise(plan, revalidate(plan, in_turn)), OPEN)


def apologise(plan: Plan, call: Call) -> Enter:
    """Return where *call* goes after a fault of the service."""
    return Enter(plan.flow.defaults.last if call.handed_over else plan.flow.defaults.error, call)


def ringing(plan: Plan, call: Call) -> RingNumber | None:
    """Return the ring that *call* is waiting for, with what the called desk hears; None when nothing rings."""
    node = plan.flow.nodes.get(call.node)
    return ring_at(plan, revalidate(plan, call), node) if isinstance(node, Ring) else None
