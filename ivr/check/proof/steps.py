"""The two halves of a step: what an answer decides, and what is found at the node that it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.call import Call, DialEnded, Instruction, Outcome, Plan, Ring, Silent, World, rescue
from ivr.call.answer import answer as answered, understood
from ivr.call.hearing import hear_keys
from ivr.call.meaning import meant
from ivr.call.moves import Enter, Move, Wait
from ivr.call.nodes import AskPlace, Choose, Question, ReadBack
from ivr.call.step import first_move
from ivr.call.walk import walk

from .answers import Answer
from .places import call_of, unwatched, waits_for
from .told import NOTHING, Ear, Told

_FAR_TOO_MANY = 98
"""A turn after which a flow of at most 89 turns ends, whatever is answered."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """What a caller hears and can do after a step: the call *after* it, in plain values, or the *error* it raises."""

    after: Call
    instructions: tuple[Instruction, ...] = ()
    told: Told = NOTHING
    error: str = ""

    @property
    def ends(self) -> bool:
        """Tell whether the call is over."""
        return not self.error and waits_for(self.instructions) == "end"

    @property
    def rings(self) -> Ring | None:
        """Return the ringing that the step led to."""
        last = self.instructions[-1] if self.instructions else None
        return last if isinstance(last, Ring) else None


def decide(plan: Plan, node: str, answer: Answer, values: Sequence[object]) -> Move | str:
    """Return what *answer* decides at *node*, for a call with these values of `FIELDS`, which may be watched.

    That is to enter a node or to wait where the call is; or the error that is raised, in words.
    """
    try:
        return _move(plan, node, answer, values)
    except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
        return f"{type(error).__name__}: {error}"


def _move(plan: Plan, name: str, answer: Answer, values: Sequence[object]) -> Move:
    node, call = plan.flow.nodes[name], call_of(plan.hash, name, values, turn=1)
    match answer.kind:
        case "dial":
            return first_move(plan, call, DialEnded(answer.outcome or Outcome.FAILED))
        case "late" | "last":
            turns = plan.flow.turns - 1 if answer.kind == "late" else _FAR_TOO_MANY
            return first_move(plan, call_of(plan.hash, name, values, turns), Silent())
        case "fault":
            return Wait(*rescue(plan, call))
        case _ if isinstance(node, Choose | AskPlace | ReadBack):
            return _answered(plan, call, node, answer)
        case _:
            return first_move(plan, call_of(plan.hash, name, values), Silent())


def _answered(plan: Plan, call: Call, node: Question, answer: Answer) -> Move:
    """Answer a question as `first_move` does, but with words that are heard already."""
    match answer.kind:
        case "key":
            return understood(plan, call, node, hear_keys(answer.text), answer.text)
        case "speech":
            denied = call.candidates[0] if call.stage == "yes_no" and "no" in answer.heard.names else ""
            heard = meant(plan, call, node, answer.heard, answer.place(denied))
            return understood(plan, call, node, heard, answer.line(plan))
        case _:
            return answered(plan, call, node, Silent())


def arrive(ear: Ear, enter: Enter, world: World) -> Arrival:
    """Return what is found where *enter* leads in *world*, which may be watched."""
    try:
        after, instructions = walk(ear.plan, enter, world)
    except Exception as error:  # noqa: BLE001  # the same
        return Arrival(unwatched(enter.call), error=f"{type(error).__name__}: {error}")
    after = unwatched(after)
    return Arrival(after, instructions, ear.hears(after, instructions))
