"""Which way a step took: for whoever wants to know what a call has passed, as tests and records do."""

from dataclasses import dataclass

from ivr.places import explain_postal

from .events import Answered, DialEnded, Keyed, Said, Silent
from .fit import fit
from .hearing import Heard, hear_keys, hear_words
from .instructions import Instruction
from .meaning import hear
from .moves import Enter
from .nodes import AskPlace, Choose, ReadBack
from .plan import Plan
from .postcode import given, is_whole
from .state import Call
from .step import first_move
from .walk import enter


@dataclass(frozen=True, slots=True)
class Trace:
    """One step: *event* happened to the call *before*, which went through the nodes *entered* and became *after*.

    *entered* ends with the node that now waits; it is empty where the call stays at its question. *choice* is what the
    caller took there: a key of a `Choose`; ``region 3``, ``postal``, ``pick``, ``yes`` or ``no`` of an `AskPlace`;
    ``yes`` or ``no`` of a `ReadBack`; empty where he took nothing. *heard* is what an answer to a question contained,
    *instructions* are what the carrier was then to do.
    """

    before: Call
    event: Answered | Keyed | Said | Silent | DialEnded
    entered: tuple[str, ...]
    after: Call
    choice: str = ""
    heard: Heard | None = None
    instructions: tuple[Instruction, ...] = ()


def trace(plan: Plan, call: Call, event: Answered | Keyed | Said | Silent | DialEnded) -> Trace:
    """Take the step that `step` takes, and return its way."""
    move = first_move(plan, call, event)
    names: list[str] = []
    while isinstance(move, Enter):
        names.append(move.node)
        move = enter(plan, move, event.world)
    if move.call.node != (names[-1] if names else call.node):  # a doubtful place is asked about where places are asked
        names.append(move.call.node)
    entered = tuple(names)
    taken = _choice(plan, call, event, entered, move.call)
    return Trace(call, event, entered, move.call, taken, _heard(plan, call, event), move.instructions)


def _heard(plan: Plan, call: Call, event: object) -> Heard | None:
    """Return what an answer to a question contained, None where nobody asked or answered."""
    known = fit(plan, call)
    node = plan.flow.nodes.get(known.node)
    if not isinstance(node, Choose | AskPlace | ReadBack) or not isinstance(event, Keyed | Said):
        return None
    if known.stage == "postal" and (code := _code(event)):
        found = explain_postal(plan.places, code if is_whole(code) else "", frozenset(known.refused))
        return Heard("keys" if isinstance(event, Keyed) else "voice", place=found.outcome, rule=found.rule)
    return hear_keys(event.keys) if isinstance(event, Keyed) else hear(plan, known, node, event)


def _code(event: Keyed | Said) -> str:
    return given("keys", event.keys) if isinstance(event, Keyed) else given("voice", event.text)


def _choice(plan: Plan, before: Call, event: object, entered: tuple[str, ...], after: Call) -> str:
    if not isinstance(event, Keyed | Said):
        return ""
    first = entered[0] if entered else ""
    match plan.flow.nodes.get(before.node):
        case Choose() as node:
            return _taken(plan, node, Trace(before, event, entered, after))
        case AskPlace() as node:
            return _place(plan, before, after, node.slot)
        case ReadBack() as node:
            return {node.next: "yes", node.wrong: "no"}.get(first, "")
        case _:
            return ""


def _taken(plan: Plan, node: Choose, way: Trace) -> str:
    """Return the key of the choice that was taken; of several that lead the same way, the one that was named."""
    slot = node.slot or ""
    filled = way.after.slot(slot) if way.after.slot(slot) != way.before.slot(slot) else None
    taken = [
        one for one in node.choices if (one.value and one.value == filled) or (one.to and one.to in way.entered[:1])
    ]
    if isinstance(way.event, Said):
        names = hear_words(plan.words, way.event.text).names
        taken.sort(key=lambda one: one.words not in names)
        return taken[0].key if taken else ""
    return next((one.key for one in taken if isinstance(way.event, Keyed) and one.key == way.event.keys), "")


def _place(plan: Plan, before: Call, after: Call, slot: str) -> str:
    if after.stage == "region" and before.stage != "region":
        return f"region {after.region}"
    if after.stage == "postal" and before.stage != "postal":
        return "postal"
    if before.stage == "pick" and after.slot(slot):
        return "pick"
    if before.stage != "yes_no" or not before.candidates:
        return ""
    asked = before.candidates[0]
    if asked in after.refused:
        return "no"
    return "yes" if after.slot(slot) == plan.places.prefecture_of(asked) else ""
