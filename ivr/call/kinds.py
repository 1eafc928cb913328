"""The kinds of node, one module each, all with the same few functions.

A new kind is a dataclass in `nodes`, a module with these functions, and a line here; if a call continues from it
without an answer, `nodes.leads` says where. Elsewhere the core asks for a node's kind only for what one kind alone has:
a slot that is already filled, a postal code and regions at the place question, an office at a read-back.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from . import branch, choose, end, listen, place, read_back, ring, say
from .events import Conditions, Event
from .interpret import Interpretation
from .lines import Offer
from .moves import Enter, Move, Pending, Play, Wait
from .nodes import AskPlace, Branch, Choose, End, Listen, Node, Playing, Question, ReadBack, Ring, Say
from .plan import Plan
from .ring import is_promised, to_person
from .state import Call

OwnNode = Any
"""A node of the module's own kind; only the table relates the two."""


class NodeKind(Protocol):
    """A kind of node that can be entered."""

    def enter(self, plan: Plan, call: Call, node: OwnNode, came: Enter, conditions: Conditions, /) -> Move:
        """Return what follows when *call* has reached *node* by the move *came*."""


class WaitingKind(NodeKind, Protocol):
    """A kind of node at which a call waits although no question was asked."""

    def resume(self, plan: Plan, call: Call, node: OwnNode, event: Event, /) -> Move:
        """Return what follows when *event* happens to a call that waits at *node*."""


class QuestionKind(NodeKind, Protocol):
    """A kind of node that asks a question."""

    def ask(self, plan: Plan, call: Call, node: OwnNode, pending: Pending, conditions: Conditions, /) -> Wait:
        """Play the question at its present stage, with only the choices that can be kept in these *conditions*."""

    def playing(self, call: Call, node: OwnNode, /) -> Playing:
        """Return the prompts of the present stage."""

    def offered(self, plan: Plan, call: Call, node: OwnNode, /) -> tuple[Offer, ...]:
        """Return the keys that answer the present stage, without the commands that work at every question."""

    def answer(self, plan: Plan, call: Call, node: OwnNode, heard: Interpretation, /) -> Move | None:
        """Return what follows from an answer to the present stage; None if it does not answer it."""

    def revalidate(self, call: Call, node: OwnNode, /) -> Call:
        """Return *call*, which may come from another plan, at a stage that this question has."""


QUESTIONS: Mapping[type[Node], QuestionKind] = {Choose: choose, AskPlace: place, ReadBack: read_back}
WAITING: Mapping[type[Node], WaitingKind] = {Listen: listen, Ring: ring}
KINDS: Mapping[type[Node], NodeKind] = {**QUESTIONS, **WAITING, Say: say, Branch: branch, End: end}


def ask(plan: Plan, play: Play, conditions: Conditions) -> Wait:
    """Play the question as *play* asks; its offer only if the fallback office would ring in these *conditions*."""
    call, pending, offer = play
    node = plan.node(call.node)
    if offer and is_promised(plan, call, to_person(plan, node), conditions):
        pending += offer
    return QUESTIONS[type(node)].ask(plan, call, node, pending, conditions)


def playing(call: Call, node: Question) -> Playing:
    """Return the prompts that the question plays at its present stage."""
    return QUESTIONS[type(node)].playing(call, node)


def offered(plan: Plan, call: Call) -> tuple[Offer, ...]:
    """Return the keys that answer the question *call* is at, with their labels and meanings.

    Everything that shows keys to callers, testers or readers takes them from here. The commands, which work at every
    question, and the key for a postal code have no label and are left out.
    """
    node = plan.flow.nodes.get(call.node)
    question = QUESTIONS.get(type(node)) if node else None
    return question.offered(plan.speaks(call.language), call, node) if question else ()
