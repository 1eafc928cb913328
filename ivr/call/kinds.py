"""The kinds of node: a module for each kind of question and for the ring, a function for each of the others.

A new kind is a dataclass in `nodes`, such a function or module, and a line here; if a call continues from it without an
answer, `nodes.leads` says where. Elsewhere the core asks for a node's kind only for what one kind alone has: a slot
that is already filled, a postal code and regions at the place question, an office at a read-back, the end of a ring.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from . import choose, place, read_back, ring, unasked
from .events import Conditions
from .interpret import Interpretation
from .lines import Offer
from .moves import Enter, Move, Pending, Play, Wait
from .nodes import AskPlace, Branch, Choose, End, Listen, Node, Playing, Question, ReadBack, Ring, Say
from .plan import Plan
from .ring import is_promised, to_person
from .state import Call

OwnNode = Any
"""A node of the module's own kind; only the table relates the two."""


class QuestionKind(Protocol):
    """A kind of node that asks a question."""

    def enter(self, plan: Plan, call: Call, node: OwnNode, came: Enter, conditions: Conditions, /) -> Move:
        """Return what follows when *call* has reached *node* by the move *came*."""

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
ENTER: Mapping[type[Node], Callable[[Plan, Call, OwnNode, Enter, Conditions], Move]] = {
    **{kind: question.enter for kind, question in QUESTIONS.items()},
    Ring: ring.enter,
    Say: unasked.say,
    Listen: unasked.listen,
    Branch: unasked.branch,
    End: unasked.end,
}
"""What follows when a call has reached a node of each kind."""


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
