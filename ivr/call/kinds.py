"""The kinds of node, one module each, all with the same few functions.

A new kind is a dataclass in `nodes`, a module with these functions, and a line here; where a call goes on from it
without an answer, `nodes.leads` says so. Elsewhere the core asks what kind a node is only for what one kind alone has:
a slot that is filled already, a postal code and regions at the place question, an office at a read-back.
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

Its = Any
"""A node of the module's own kind: which it is only the table knows."""


class Entered(Protocol):
    """A kind of node that can be entered."""

    def enter(self, plan: Plan, call: Call, node: Its, came: Enter, conditions: Conditions, /) -> Move:
        """Return what follows when *call* has come to *node* by *came*."""


class Passed(Entered, Protocol):
    """A kind of node that asks nothing."""

    def resume(self, plan: Plan, call: Call, node: Its, event: Event, /) -> Move:
        """Return what follows when *event* happens to a call that waits there."""


class Asked(Entered, Protocol):
    """A kind of node that asks a question."""

    def ask(self, plan: Plan, call: Call, node: Its, pending: Pending, conditions: Conditions, /) -> Wait:
        """Play the question as it stands; of its choices those that can be kept in these *conditions*."""

    def playing(self, call: Call, node: Its, /) -> Playing:
        """Return the prompts of the present stage."""

    def offered(self, plan: Plan, call: Call, node: Its, /) -> tuple[Offer, ...]:
        """Return the keys that answer the present stage; the commands of every question are none of them."""

    def answer(self, plan: Plan, call: Call, node: Its, heard: Interpretation, /) -> Move | None:
        """Return what follows from an answer to the present stage; None where it is none."""

    def revalidate(self, call: Call, node: Its, /) -> Call:
        """Return a call that may come from another plan at a stage that the question has."""


QUESTIONS: Mapping[type[Node], Asked] = {Choose: choose, AskPlace: place, ReadBack: read_back}
PASSED: Mapping[type[Node], Passed] = {Say: say, Listen: listen, Branch: branch, Ring: ring, End: end}
KINDS: Mapping[type[Node], Entered] = {**QUESTIONS, **PASSED}


def ask(plan: Plan, play: Play, conditions: Conditions) -> Wait:
    """Play the question as *play* says; its offer only if the fallback office would ring in these *conditions*."""
    call, pending, offer = play
    node = plan.node(call.node)
    if offer and is_promised(plan, call, to_person(plan, node), conditions):
        pending += offer
    return QUESTIONS[type(node)].ask(plan, call, node, pending, conditions)


def playing(call: Call, node: Question) -> Playing:
    """Return the prompts that the question plays at its present stage."""
    return QUESTIONS[type(node)].playing(call, node)


def offered(plan: Plan, call: Call) -> tuple[Offer, ...]:
    """Return which keys answer the question where *call* stands, under which labels, and what they mean there.

    Whatever tells callers, testers or readers of keys takes them from here. The commands, which work at every question,
    and the key for a postal code have no label and are left out.
    """
    node = plan.flow.nodes.get(call.node)
    question = QUESTIONS.get(type(node)) if node else None
    return question.offered(plan.speaks(call.language), call, node) if question else ()
