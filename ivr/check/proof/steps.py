"""One answer at one place: the step, taken once for all states to which it makes no difference."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.call import Call, DialEnded, Instruction, Keyed, Plan, Ring, Said, Silent, World, rescue, step
from ivr.call.understood import understood

from .answers import Answer
from .heard import Ear, Heard
from .states import FIELDS, Place, call_at, plain, waits_for, world_of
from .watched import Watched

_FAR_TOO_MANY = 98
"""A turn after which a flow of at most 89 turns ends whatever is answered."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: *before*, *answer* and *world*, what came *after*, and the *error* where nothing came."""

    before: Call
    answer: Answer
    world: World
    after: Call
    instructions: tuple[Instruction, ...]
    heard: Heard
    error: str = ""

    @property
    def ends(self) -> bool:
        """Tell whether the call was ended."""
        return waits_for(self.instructions) == "end"

    @property
    def rings(self) -> Ring | None:
        """Return the ringing that the step led to."""
        last = self.instructions[-1] if self.instructions else None
        return last if isinstance(last, Ring) else None


def take(ear: Ear, place: Place, answer: Answer, values: Sequence[object]) -> tuple[Taken, Call | None]:
    """Take a step with *values*, which may be watched; return it in plain values, and the call after it as it came."""
    plan = ear.plan
    kept, outside = values[: len(FIELDS)], values[len(FIELDS) :]
    before = call_at(plan, place, kept, _turn(plan, answer))
    seen = [value.peek() if isinstance(value, Watched) else value for value in values]
    known, world = plain(before, seen), world_of(seen[len(FIELDS) :])
    try:
        after, instructions = _step(plan, before, answer, world_of(outside))
    except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
        return Taken(known, answer, world, known, (), Heard(), f"{type(error).__name__}: {error}"), None
    done = plain(after, seen)
    return Taken(known, answer, world, done, instructions, ear.hears(done, instructions)), after


def _turn(plan: Plan, answer: Answer) -> int:
    return {"late": plan.flow.turns - 1, "last": _FAR_TOO_MANY}.get(answer.kind, 0)


def _step(plan: Plan, call: Call, answer: Answer, world: World) -> tuple[Call, tuple[Instruction, ...]]:
    match answer.kind:
        case "key":
            return step(plan, call, Keyed(answer.text, world))
        case "speech" if call.stage == "postal":  # there a digit in a sentence is no choice
            return step(plan, call, Said(answer.line(plan), world))
        case "speech" if answer.heard:
            return understood(plan, call, answer.heard, world)
        case "dial" if answer.outcome:
            return step(plan, call, DialEnded(answer.outcome, world))
        case "fault":
            return rescue(plan, call)
        case _:
            return step(plan, call, Silent(world))
