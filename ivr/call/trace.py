"""The trace of a step, for tests and call records: its nodes, what it understood, what prevented a ring."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

from ivr.places import explain_postal

from .events import Answered, Conditions, DialEnded, Hindrance, Keyed, Said, Silent
from .interpret import Interpretation, interpret
from .moves import Instruction
from .nodes import AskPlace, Choose, Question, ReadBack, Ring
from .plan import Plan
from .postcode import given, is_whole
from .ring import hindrance, office_of
from .state import Call
from .step import first_move, followed, revalidate


@dataclass(frozen=True, slots=True)
class Trace:
    """One step: *event* happened to the call *before*, which went through the nodes *entered* and became *after*.

    *entered* ends with the node that now waits; it is empty if the call stays at its question. *choice* is what the
    caller chose: a key of a `Choose`; ``region 3``, ``postal``, ``pick``, ``yes`` or ``no`` of an `AskPlace`; ``yes``
    or ``no`` of a `ReadBack`; empty if nothing was chosen. *heard* is what an answer to a question contained,
    *instructions* are what the carrier was then told to do.
    """

    before: Call
    event: Answered | Keyed | Said | Silent | DialEnded
    entered: tuple[str, ...]
    after: Call
    choice: str = ""
    heard: Interpretation | None = None
    instructions: tuple[Instruction, ...] = ()


def trace(plan: Plan, call: Call, event: Answered | Keyed | Said | Silent | DialEnded) -> Trace:
    """Take the same step as `step`, and return its trace. Raises RecursionError like `advance`."""
    wait, names = followed(plan, first_move(plan, call, event), event.conditions)
    if wait.call.node != (names[-1] if names else call.node):  # a doubtful place is asked about where places are asked
        names.append(wait.call.node)
    heard = _heard(plan, call, event)
    traced = Trace(call, event, tuple(names), wait.call, heard=heard, instructions=wait.instructions)
    return replace(traced, choice=_choice(plan, traced))


def _heard(plan: Plan, call: Call, event: object) -> Interpretation | None:
    """Return what an answer to a question contained; None if nothing was asked or answered."""
    known = revalidate(plan, call)
    node = plan.flow.nodes.get(known.node)
    if not isinstance(node, Question) or not isinstance(event, Keyed | Said):
        return None
    plan = plan.speaks(known.language)
    heard = interpret(plan, known, node, event)
    if known.asking.stage == "postal" and (code := given(heard.mode, heard.literally, plan.language)):
        explained = explain_postal(plan.places, code if is_whole(code) else "", frozenset(known.refused))
        return Interpretation(heard.mode, place=explained.outcome, rule=explained.rule)
    return heard


def _choice(plan: Plan, traced: Trace) -> str:
    """Return what was chosen, as traces name it: "" if the answer chose nothing."""
    # Each kind of node names its choices differently, and only traces need the names: so all kinds are handled here.
    if not isinstance(traced.event, Keyed | Said):
        return ""
    first = traced.entered[0] if traced.entered else ""
    match plan.flow.nodes.get(traced.before.node):
        case Choose() as node:
            return _taken(node, traced)
        case AskPlace() as node:
            return _place(plan, traced.before, traced.after, node.slot)
        case ReadBack() as node:
            return {node.next: "yes", node.wrong: "no"}.get(first, "")
        case _:
            return ""


def _taken(node: Choose, traced: Trace) -> str:
    """Return the key of the choice that was taken; if several lead to the same node, the one that was named."""
    slot = node.slot or ""
    filled = traced.after.slot(slot) if traced.after.slot(slot) != traced.before.slot(slot) else None
    spoken = traced.after.language if traced.after.language != traced.before.language else None
    taken = [
        choice
        for choice in node.choices
        if (choice.value and choice.value == filled)
        or (choice.to and choice.to in traced.entered[:1])
        or (choice.language and choice.language == spoken)
    ]
    if isinstance(traced.event, Said):
        names = traced.heard.names if traced.heard else frozenset()
        taken.sort(key=lambda one: one.words not in names)
        return taken[0].key if taken else ""
    return next((one.key for one in taken if isinstance(traced.event, Keyed) and one.key == traced.event.keys), "")


def _place(plan: Plan, before: Call, after: Call, slot: str) -> str:
    if after.asking.stage == "region" and before.asking.stage != "region":
        return f"region {after.asking.region}"
    if after.asking.stage == "postal" and before.asking.stage != "postal":
        return "postal"
    if before.asking.stage == "pick" and after.slot(slot):
        return "pick"
    if before.asking.stage != "yes_no" or not before.asking.candidates:
        return ""
    asked = before.asking.candidates[0]
    if asked in after.refused:
        return "no"
    return "yes" if after.slot(slot) == plan.places.area_of(asked) else ""


def hindered(plan: Plan, call: Call, conditions: Conditions) -> Hindrance | None:
    """Return why *call* came to its node instead of ringing an office; None if nothing prevented a ring."""
    for name, ends in _exits(plan).items():
        if call.node not in ends:
            continue
        node = plan.flow.nodes[name]
        assert isinstance(node, ReadBack | Ring)
        office = office_of(plan, call, node) if isinstance(node, Ring) else plan.chosen(call)
        reason = hindrance(plan, call, office, node.unless, conditions)
        if reason and call.node in plan.flow.waits(getattr(node.unless, reason)):
            return reason
    return None


@lru_cache(maxsize=8)
def _exits(plan: Plan) -> dict[str, frozenset[str]]:
    """Return, by the node that would ring or read back, where calls go that do not ring."""
    exits = {}
    for name, node in plan.flow.nodes.items():
        if isinstance(node, ReadBack | Ring):
            instead = (getattr(node.unless, reason) for reason in get_args(Hindrance))
            exits[name] = frozenset(end for first in instead if first for end in plan.flow.waits(first))
    return exits
