"""Where a call can stand, as the proof tells calls apart.

A place is what a caller could tell: the question, what is known, what is asked about, whether speech is heard, and
whether he has just been told what to ask for on a shared line. All else that a call carries (how many places were
refused, how the first answer was given, what was missed, whether there was help, whether the fallback office has rung)
and the world may have any value at any step: more calls than there are, and none fewer. Prefectures stand as the first
of their class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ivr.call import Ask, Call, HangUp, Instruction, Ring
from ivr.call.state import SLOTS, Slots, Stage

from .classes import Classes, Renaming
from .watched import Domain, plain

Waits = Literal["speech", "keys", "ring", "end"]
FIELDS = ("slots", "stage", "region", "candidates", "refused", "by", "missed", "noise", "helped", "handed")
KEPT = ("slots", "refused", "by", "handed")
"""Those of the `FIELDS` that a call carries into the next node."""
REFUSED = ("98", "99")
"""Places that are nowhere: they stand for what a caller has said no to. Two of them are as good as more."""
_NOISY = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call stands and what it waits for.

    *told*: what the caller heard last told him what to ask for on a shared line, where no key cuts it.
    """

    node: str
    slots: Slots
    stage: Stage
    region: int
    candidates: tuple[str, ...]
    waits: Waits
    told: bool

    def __hash__(self) -> int:  # asked for very often
        return hash((self.node, self.slots, self.stage, self.region, self.candidates, self.waits))


def domains(classes: Classes, place: Place, *, turned: bool) -> list[Domain]:
    """Return the values that `FIELDS` may have at *place*; *turned*, the slots may have been filled in either order."""
    slots: Domain = (place.slots, place.slots[::-1]) if turned and len(place.slots) > 1 else (place.slots,)
    asked: Domain = classes.asked_about(place.slots, place.candidates, one_by_one=place.stage == "yes_no")
    by: Domain = ("keys", "voice") if place.slots else ("", "keys", "voice")
    noise: Domain = (_NOISY,) if place.waits == "keys" else (0, 1)
    whole: list[Domain] = [slots, (place.stage,), (place.region,), asked]
    return [*whole, ((), REFUSED), by, (0, 1), noise, (False, True), (False, True)]


def call_of(plan: str, node: str, values: Sequence[object], turn: int = 0) -> Call:
    """Return the call at *node* with *values*, which may be watched, in its `FIELDS`."""
    fields: Any = values
    return Call(node, *fields, turn, plan)  # type: ignore[call-arg]  # the order is that of FIELDS


def unwatched(call: Call) -> Call:
    """Return *call* in plain values."""
    return call_of(call.plan, call.node, [plain(getattr(call, name)) for name in FIELDS], call.turn)


def place_of(classes: Classes, call: Call, waits: Waits, *, told: bool = False) -> tuple[Place, Renaming]:
    """Return where *call* stands, and how its prefectures were renamed for that."""
    slots, candidates, names = classes.canonical(call.slots, call.candidates)
    ordered = tuple(sorted(slots, key=lambda slot: SLOTS.index(slot[0])))
    return Place(call.node, ordered, call.stage, call.region, candidates, waits, told), names


def waits_for(instructions: tuple[Instruction, ...]) -> Waits:
    """Return what the caller can do after *instructions*."""
    match instructions[-1] if instructions else HangUp():
        case Ask(speech=True):
            return "speech"
        case Ask():
            return "keys"
        case Ring():
            return "ring"
        case _:
            return "end"
