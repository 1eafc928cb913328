"""Ring an office, and follow the outcome."""

from ivr.directory import NONE, Office
from ivr.speech import Line

from .events import Conditions, DialEnded, Hindrance, Outcome
from .lines import lines
from .moves import Enter, Instruction, Move, Pending, RingNumber, SayLines, Wait
from .nodes import Choose, Node, NodeName, ReadBack, Ring, Unless
from .onward import opening_of
from .plan import Plan
from .state import Call
from .timetable import is_closed, remember, sentences, untold, with_notices


def enter(plan: Plan, call: Call, node: Ring, came: Enter, conditions: Conditions) -> Move:
    """Ring the office of *node*; a call that has not chosen one yet goes back to its first open question.

    On a shared line the caller hears the phrase first, uninterrupted by keys, unless a read-back has just said it.
    """
    call, noticed = _with_notices(plan, call, node, conditions)
    office = office_of(plan, call, node)
    if office and office.number == plan.fallback.number and not call.handed_over:
        call = call._replace(handed_over=True)  # even if it is not rung: from now on the caller is told a number
    if node.office in plan.directory.others:
        call = call._replace(rang=node.office)  # even if it does not ring: the number read out instead is its own
    instead = diverted(plan, call, office, node.unless, conditions)
    if instead or office is None:
        return Enter(instead or node_without_office(plan, call, node.unless), call, came.pending + noticed)
    phrase = plan.phrase(office, "before_ring")
    phrase = () if phrase and _has_heard_phrase(plan, came.call) else phrase
    said = came.pending + noticed + lines(plan, call, (*node.says, *phrase))
    spoken: tuple[Instruction, ...] = (SayLines(said),) if said else ()
    return Wait(call, (*spoken, _ring(plan, call, node, office)))


def _has_heard_phrase(plan: Plan, before: Call) -> bool:
    """Return whether a caller from *before* has heard the phrase: a read-back says it, its yes/no question does not."""
    return isinstance(plan.flow.nodes.get(before.node), ReadBack) and before.asking.stage != "confirm"


def resume(_plan: Plan, call: Call, node: Ring, event: object) -> Enter:
    """Follow the exit for the outcome; any event but the end of the ringing counts as failed, its outcome unknown."""
    return Enter(after(node, event.outcome if isinstance(event, DialEnded) else Outcome.FAILED), call)


def after(node: Ring, outcome: Outcome) -> NodeName:
    """Return the node after *outcome*, which is a field of `Ring`."""
    to: NodeName = getattr(node, outcome)
    return to


def office_of(plan: Plan, call: Call, node: Ring) -> Office | None:
    """Return the office that *node* rings in this *call*."""
    match node.office:
        case "chosen":
            return plan.chosen(call)
        case "fallback":
            return plan.fallback
        case name:
            return plan.directory.others[name]


def ringing_office(plan: Plan, call: Call) -> Office | None:
    """Return the office that rings at the node where *call* is; None if that node rings none."""
    node = plan.flow.nodes.get(call.node)
    return office_of(plan, call, node) if isinstance(node, Ring) else None


def ringing(plan: Plan, call: Call, node: Ring) -> RingNumber | None:
    """Return the ring that *call* waits for at *node*; None if there is no office to ring."""
    office = office_of(plan, call, node)
    return _ring(plan, call, node, office) if office else None


def _ring(plan: Plan, call: Call, node: Ring, office: Office) -> RingNumber:
    desk = plan.first  # desks speak the first language
    usual = next(iter(plan.phrase(office, "whisper")), node.whisper)
    spoken = plan.flow.languages.get(call.language) if call.language != desk.language else None
    whisper = _for_desk(desk, call, office.whisper, usual, spoken.whisper if spoken else None)
    return RingNumber(office.e164, node.timeout, whisper, _for_desk(desk, call, office.accept, node.accept))


def _for_desk(desk: Plan, call: Call, own: str | None, usual: str | None, more: str | None = None) -> Line | None:
    """Return what the called desk hears: the office's *own* prompt, or else the *usual* one, then *more*."""
    prompt = None if own == NONE else own or usual
    spoken = lines(desk, call, tuple(name for name in (prompt, more) if name))
    return spoken[0] if len(spoken) == 1 else _as_one(spoken)


def _as_one(spoken: tuple[Line, ...]) -> Line | None:
    """Return several lines as one; None if there are none."""
    text, kana = "".join(one.text for one in spoken), "".join(one.kana for one in spoken)
    return spoken[0]._replace(text=text, kana=kana, recording=None) if spoken else None


def diverted(plan: Plan, call: Call, office: Office | None, unless: Unless, conditions: Conditions) -> str | None:
    """Return the node that *conditions* send the call to instead of ringing *office*, or None."""
    reason = hindrance(plan, call, office, unless, conditions)
    return getattr(unless, reason) if reason else None


def hindrance(
    plan: Plan, call: Call, office: Office | None, unless: Unless, conditions: Conditions
) -> Hindrance | None:
    """Return which of *conditions* sends the call elsewhere instead of ringing *office*, or None."""
    if conditions.over_limit and unless.over_limit:
        return "over_limit"
    if office and unless.closed and is_closed(plan, call, office, conditions):
        return "closed"  # before `failing`, which passes in minutes: this lasts until the office opens
    if office and office.key in conditions.failing and unless.failing:
        return "failing"
    return None


def is_promised(plan: Plan, call: Call, to: str, conditions: Conditions) -> bool:
    """Return whether a choice that leads *call* to the node *to* may promise a connection at this moment.

    It may not if it leads, through announcements alone, to an office that would not ring now.
    """
    node = plan.node(plan.flow.ahead(to))
    match node:
        case Ring():
            office = office_of(plan, call, node)
        case ReadBack():
            office = plan.chosen(call)
        case _:
            return True
    return not diverted(plan, call, office, node.unless, conditions)


def to_person(plan: Plan, node: Node) -> str:
    """Return the node for a caller at *node* who wants a person: its own choice of the fallback office, if any.

    That choice serves callers who have heard that the fallback office is closed and still want it.
    """
    own = node.choices if isinstance(node, Choose) else ()
    targets = (one.to for one in own if one.to and not one.value and not one.other and _rings_fallback(plan, one.to))
    return next(targets, plan.flow.defaults.person)


def _rings_fallback(plan: Plan, to: str) -> bool:
    """Return whether the node *to* leads, through announcements alone, to a ring of the fallback office."""
    return plan.flow.rings_fallback(plan.node(plan.flow.ahead(to)))


def node_without_office(plan: Plan, call: Call, unless: Unless) -> str:
    """Return the node for a call without an office: `no_office` if none serves area and service, else a question."""
    return (unless.no_office if plan.about(call) else None) or opening_of(plan, call)


def _with_notices(plan: Plan, call: Call, node: Ring, conditions: Conditions) -> tuple[Call, Pending]:
    """Return *call*, moved to another office if a notice says so, and the notices that it has not heard yet."""
    if not plan.notices or (node.office == "chosen" and plan.reads_back):
        return call, ()
    if node.office == "chosen":
        call, before, after = with_notices(plan, call, conditions)
        return call, before + after
    office = office_of(plan, call, node)
    if office is None:
        return call, ()
    new = untold(plan, call, office, conditions)
    return remember(plan, call, office, new), sentences(plan, call, new)
