"""The two halves of a step: what an answer decides, and what is found at the node that it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.call import Call, DialEnded, Instruction, Keyed, Outcome, Plan, Ring, Said, Silent, rescue
from ivr.call.answer import answer as answered
from ivr.call.moves import Enter, Move, Wait
from ivr.call.nodes import AskPlace, Choose, ReadBack
from ivr.call.step import first_move
from ivr.call.understood import understood
from ivr.call.walk import walk

from .answers import Answer
from .heard import Ear, Heard
from .states import FIELDS, KEPT, call_of, unwatched, waits_for, world_of
from .watched import Watched

_FAR_TOO_MANY = 98
"""A turn after which a flow of at most 89 turns ends, whatever is answered."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What an answer decides: a node to *enter*, or that the call waits where it is; or the *error* it raises.

    *carried* are the numbers of the `FIELDS` that are as they were before, and still matter.
    """

    enter: Enter | None = None
    wait: Wait | None = None
    error: str = ""
    carried: tuple[int, ...] = ()

    @property
    def call(self) -> Call | None:
        """Return the call as it goes on."""
        move = self.enter or self.wait
        return move.call if move else None


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """What a caller hears and can do after a step: the call *after* it, in plain values, or the *error* it raises."""

    after: Call
    instructions: tuple[Instruction, ...] = ()
    heard: Heard = Heard()
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


def decide(plan: Plan, node: str, answer: Answer, values: Sequence[object]) -> Decision:
    """Return what *answer* decides at *node*, for a call with these values of `FIELDS`, which may be watched."""
    try:
        move = _move(plan, call_of(plan, node, values), answer)
    except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
        return Decision(error=f"{type(error).__name__}: {error}")
    fields = KEPT if isinstance(move, Enter) else range(len(FIELDS))
    carried = tuple(at for at in fields if isinstance(getattr(move.call, FIELDS[at]), Watched))
    if isinstance(move, Enter):
        return Decision(enter=move, carried=carried)
    return Decision(wait=move, carried=carried)


def _move(plan: Plan, call: Call, answer: Answer) -> Move:
    turn, node = call.turn + 1, plan.flow.nodes[call.node]
    match answer.kind:
        case "dial":
            return first_move(plan, call, DialEnded(answer.outcome or Outcome.FAILED))
        case "late" | "last":
            turns = plan.flow.turns - 1 if answer.kind == "late" else _FAR_TOO_MANY
            return first_move(plan, _turned(call, turns), Silent())
        case "fault":
            return Wait(*rescue(plan, call))
        case _ if not isinstance(node, Choose | AskPlace | ReadBack):
            return first_move(plan, call, Silent())
        case "key":
            return answered(plan, _turned(call, turn), node, Keyed(answer.text))
        case "speech" if answer.heard and call.stage != "postal":
            return understood(plan, _turned(call, turn), node, answer.heard)
        case "speech":
            return answered(plan, _turned(call, turn), node, Said(answer.line(plan)))
        case _:
            return answered(plan, _turned(call, turn), node, Silent())


def _turned(call: Call, turn: int) -> Call:
    values = {name: getattr(call, name) for name in FIELDS}
    return Call(node=call.node, plan=call.plan, turn=turn, **values)


def arrive(ear: Ear, move: Move, world: Sequence[object]) -> Arrival:
    """Return what is found where *move* leads in a world of these values; the call in it may be watched."""
    try:
        after, instructions = walk(ear.plan, move, world_of(world))
    except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
        return Arrival(unwatched(move.call), error=f"{type(error).__name__}: {error}")
    after = unwatched(after)
    return Arrival(after, instructions, ear.hears(after, instructions))
