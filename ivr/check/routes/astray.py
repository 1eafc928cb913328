"""Answers that lead a call off its route to an office: what was said, where it led, and where it should have."""

from dataclasses import dataclass
from typing import Literal, get_args

from ivr.call import Call, Plan, Said
from ivr.call.events import OPEN
from ivr.call.interpret import Interpretation, interpret
from ivr.call.moves import Enter
from ivr.call.nodes import AskPlace, Choose, Question
from ivr.call.onward import opening_of
from ivr.call.state import put
from ivr.call.step import advance
from ivr.directory import Office

from .routes import RouteKind, Turn, followed

Fault = Literal["unknown", "round", "guess"]
"""The ways for a call to go astray: an answer is not understood, leads in a circle, or is only guessed."""


@dataclass(frozen=True, slots=True)
class Astray:
    """A call that does not reach its office: its *turns*, the last of which went astray.

    What was *said* at *node* led to the node *went* instead of *should* (the same node if the call only stays). *words*
    are the words by which it was misunderstood as *meaning*; *wanted* is the service that was meant.
    """

    fault: Fault
    turns: tuple[Turn, ...]
    said: str
    node: str
    went: str
    should: str
    words: tuple[str, ...] = ()
    meaning: str = ""
    wanted: str = ""


def astray(plan: Plan, office: Office, kind: RouteKind) -> Astray | None:
    """Return where a spoken call leaves its route to *office*, else None.

    It does so by the first of these: it is not understood, it goes in a circle, or its service is only guessed, so that
    nothing rings without a yes.
    """
    turns: list[Turn] = []
    first: dict[Fault, Astray] = {}
    for turn, after in followed(plan, office, kind):
        turns.append(turn)
        heard = _heard(plan, turn)
        wanted = _wanted(plan, turn, office)
        if not _knows(after, wanted):
            fault: Fault | None = "unknown"
        elif after.node in {earlier.call.node for earlier in turns[:-1]}:
            fault = "round"
        else:
            fault = "guess" if heard and heard.is_guess else None
        if fault:
            meaning = (heard.service or heard.meaning) if heard else ""
            went = turn.call.node, after.node, _next(plan, wanted)
            why = heard.why if heard else ()
            first.setdefault(fault, Astray(fault, tuple(turns), turn.typed, *went, why, meaning, office.service or ""))
    return next((first[fault] for fault in get_args(Fault) if fault in first), None)


def _heard(plan: Plan, turn: Turn) -> Interpretation | None:
    """Return what was heard in the answer of *turn*; None if nothing was said."""
    node = plan.node(turn.call.node)
    if not isinstance(turn.answer, Said) or not isinstance(node, Question):
        return None
    return interpret(plan, turn.call, node, turn.answer)


def _wanted(plan: Plan, turn: Turn, office: Office) -> Call:
    """Return the call after *turn* as if everything said in it about *office* had been understood."""
    call, said = turn.call, turn.typed
    service = plan.directory.services.get(office.service or "")
    if service and service.name in said:
        call = put(call, "service", service.id)
    if office.prefecture and plan.places.name(office.prefecture) in said:
        call = put(call, "prefecture", office.prefecture)
    return call


def _next(plan: Plan, call: Call) -> str:
    """Return the question that *call* comes to next."""
    node = plan.node(call.node)
    if call.asking.stage == "yes_no" or not isinstance(node, Choose | AskPlace) or not call.slots:
        return call.node
    try:
        return advance(plan, Enter(opening_of(plan, call), call), OPEN)[0].node
    except (KeyError, RecursionError):  # a flow that leads in a circle
        return call.node


def _knows(after: Call, wanted: Call) -> bool:
    """Return whether *after* knows what was said, or asks whether that place was meant."""
    asked = {code[:2] for code in after.asking.candidates}
    return all(after.slot(name) == value or value in asked for name, value in wanted.slots)
