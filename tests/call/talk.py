"""A call folded answer by answer, and what its caller heard."""

from dataclasses import dataclass
from functools import cache

from ivr.call import (
    Answered,
    Ask,
    Call,
    Conditions,
    DialEnded,
    Event,
    HangUp,
    Instruction,
    Keyed,
    Outcome,
    Plan,
    RingNumber,
    Said,
    SayLines,
    Silent,
    begin,
    step,
)

Answer = str | Outcome
"""Keys (``1``), speech (any other text), silence (an empty text), or how ringing ended."""

KEYS = set("0123456789#*")
OPEN = Conditions()


def event(answer: Answer, world: Conditions = OPEN) -> Event:
    match answer:
        case Outcome():
            return DialEnded(answer, world)
        case "":
            return Silent(world)
        case _ if set(answer) <= KEYS:
            return Keyed(answer, world)
        case _:
            return Said(answer, world)


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows from one answer."""

    call: Call
    instructions: tuple[Instruction, ...]

    @property
    def said(self) -> str:
        """Everything that the caller hears before it is his turn, or before it rings."""
        return "".join(line.text for one in self.instructions if isinstance(one, SayLines | Ask) for line in one.lines)

    @property
    def last(self) -> Instruction:
        return self.instructions[-1]

    @property
    def asked(self) -> Ask:
        assert isinstance(self.last, Ask)
        return self.last

    @property
    def rang(self) -> str:
        """The number that rings (E.164), or nothing."""
        return self.last.number if isinstance(self.last, RingNumber) else ""

    @property
    def ended(self) -> bool:
        return isinstance(self.last, HangUp)

    @property
    def service(self) -> str | None:
        return self.call.slot("service")

    @property
    def prefecture(self) -> str | None:
        return self.call.slot("prefecture")


def turns(plan: Plan, *answers: Answer, world: Conditions = OPEN) -> list[Turn]:
    """Return the turns of a call: the greeting, then one for each answer."""
    events = (Answered(world), *(event(answer, world) for answer in answers))
    return [_turn(plan, events[:count]) for count in range(1, len(events) + 1)]


@cache  # hundreds of calls begin alike
def _turn(plan: Plan, events: tuple[Event, ...]) -> Turn:
    call = _turn(plan, events[:-1]).call if events[1:] else begin(plan)
    return Turn(*step(plan, call, events[-1]))


def after(plan: Plan, *answers: Answer, world: Conditions = OPEN) -> Turn:
    """Return what follows the last of *answers* in a call."""
    return turns(plan, *answers, world=world)[-1]
