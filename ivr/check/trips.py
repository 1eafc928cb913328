"""From the first word to the ring: the ways to each office, played by the core's own `step`, answer by answer.

By one sentence, by two spoken answers, and by the keypad with the fewest keys. A doubtful place is confirmed, a read-back is
left to ring.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ivr.call import Answered, Ask, Call, Event, Instruction, Keyed, Plan, Ring, Said, Silent, begin, step
from ivr.call.nodes import AskPlace, Choose, Listen, ReadBack
from ivr.directory import Office

Kind = Literal["one sentence", "two answers", "keypad"]
KINDS: tuple[Kind, ...] = ("one sentence", "two answers", "keypad")
_MOST_ANSWERS = 12
_KEYS = "1234567890*#"


@dataclass(frozen=True, slots=True)
class Leg:
    """What was said at one time, in the call as it then stood, and the answer to it."""

    call: Call
    instructions: tuple[Instruction, ...]
    answer: Event


@dataclass(frozen=True, slots=True)
class Trip:
    """A way to an office: its *legs*, and the *ringing* at its end, with what is said before it."""

    kind: Kind
    office: Office
    legs: tuple[Leg, ...]
    ringing: tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class _Here:
    call: Call
    instructions: tuple[Instruction, ...]
    legs: tuple[Leg, ...] = ()

    def answer(self, plan: Plan, event: Event) -> "_Here":
        after, instructions = step(plan, self.call, event)
        return _Here(after, instructions, (*self.legs, Leg(self.call, self.instructions, event)))

    @property
    def ring(self) -> Ring | None:
        last = self.instructions[-1] if self.instructions else None
        return last if isinstance(last, Ring) else None


def trips(plan: Plan) -> Iterator[Trip]:
    """Yield each way to each office of a prefecture, as far as there is one; the offices in the order of the directory."""
    keyed = by_keys(plan)
    for office in plan.directory.offices.values():
        for trip in (_spoken(plan, office, "one sentence"), _spoken(plan, office, "two answers"), keyed.get(office.key)):
            if trip:
                yield trip


def missing(plan: Plan, found: Iterable[Trip]) -> Iterator[tuple[Office, Kind]]:
    """Yield the offices that a way of some kind does not lead to."""
    there = {(trip.office.key, trip.kind) for trip in found}
    for office in plan.directory.offices.values():
        yield from ((office, kind) for kind in KINDS if (office.key, kind) not in there)


def _first(plan: Plan) -> _Here:
    return _Here(*step(plan, begin(plan), Answered()))


def _spoken(plan: Plan, office: Office, kind: Kind) -> Trip | None:
    """Play a call in which every question is answered in words; None where that does not ring *office*."""
    here = _first(plan)
    for _ in range(_MOST_ANSWERS):
        if here.ring:
            return Trip(kind, office, here.legs, here.instructions) if here.ring.number == office.e164 else None
        event = _words(plan, here, office, kind)
        if event is None:
            return None
        here = here.answer(plan, event)
    return None


def _words(plan: Plan, here: _Here, office: Office, kind: Kind) -> Event | None:
    """Return what the caller says now; silence where nothing is to be said, None where he has no words."""
    service = plan.directory.services[office.service or ""].name
    place = plan.places.name(office.prefecture or "")
    node = plan.flow.nodes.get(here.call.node)
    match node:
        case ReadBack() | Listen():
            return Silent()
        case AskPlace() if here.call.stage == "yes_no":
            return Said(plan.words.lists["yes"][0])
        case Choose(slot="service") | AskPlace() if kind == "one sentence" and not here.legs:
            return Said(f"{place}の{service}をお願いします")
        case Choose(slot="service"):
            return Said(f"{service}です")
        case AskPlace():
            return Said(f"{place}です")
        case _:
            return None


def by_keys(plan: Plan) -> dict[str, Trip]:
    """Return for each office, by its key, the way with the fewest keys; silence only where it goes on by itself."""
    offices = {office.key: office for office in plan.directory.offices.values()}
    found: dict[str, Trip] = {}
    seen: set[Call] = set()
    level = [_first(plan)]
    while level and len(found) < len(offices):
        following: list[_Here] = []
        for here in level:
            for after in _pressed(plan, here):
                office = plan.chosen(after.call)
                if after.ring and office and after.ring.number == office.e164:
                    found.setdefault(office.key, Trip("keypad", office, after.legs, after.instructions))
                elif not after.ring and replace(after.call, turn=0) not in seen and isinstance(_last(after), Ask):
                    seen.add(replace(after.call, turn=0))
                    following.append(after)
        level = following
    return found


def _pressed(plan: Plan, here: _Here) -> Iterator[_Here]:
    """Yield what each key leads to; at a read-back, and after an explanation, what silence does."""
    if isinstance(plan.flow.nodes.get(here.call.node), ReadBack | Listen):
        yield here.answer(plan, Silent())
        return
    yield from (here.answer(plan, Keyed(key)) for key in _KEYS)


def _last(here: _Here) -> Instruction | None:
    return here.instructions[-1] if here.instructions else None
