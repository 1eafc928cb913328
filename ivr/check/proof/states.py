"""Where a call can stand, as the proof tells calls apart.

A place is what a caller could tell: the question, what is known, what is asked about, and whether speech is heard. All
else that a call carries (how many places were refused, how the first answer was given, what was missed, whether there
was help, whether the fallback office has rung) and the world may have any value at any step: more calls than there are,
and none fewer. Prefectures stand as the first of their class.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from ivr.call import Ask, Call, HangUp, Instruction, Plan, Ring, World
from ivr.call.nodes import Ring as RingNode, Unless
from ivr.call.state import SLOTS, Slots, Stage

from .classes import Classes, Renaming
from .watched import Domain, plain

Waits = Literal["speech", "keys", "ring", "end"]
FIELDS = ("slots", "stage", "region", "candidates", "refused", "by", "missed", "noise", "helped", "handed")
KEPT = tuple(FIELDS.index(name) for name in ("slots", "refused", "by", "handed"))
"""The numbers of those that a call carries into the next node."""
REFUSED = ("98", "99")
"""Places that are nowhere: they stand for what a caller has said no to. Two of them are as good as more."""
_NOISY = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call stands and what it waits for."""

    node: str
    slots: Slots
    stage: Stage
    region: int
    candidates: tuple[str, ...]
    waits: Waits


def domains(place: Place, *, served: bool, turned: bool) -> list[Domain]:
    """Return the values that `FIELDS` may have at *place*.

    The fallback office has rung only in a call in which some office has (*served*). *turned*: the slots may have been
    filled in either order.
    """
    slots: Domain = (place.slots, place.slots[::-1]) if turned and len(place.slots) > 1 else (place.slots,)
    by: Domain = ("keys", "voice") if place.slots else ("", "keys", "voice")
    noise: Domain = (_NOISY,) if place.waits == "keys" and place.stage else (0, 1)
    return [
        slots,
        (place.stage,),
        (place.region,),
        (place.candidates,),
        ((), REFUSED),
        by,
        (0, 1),
        noise,
        (False, True),
        (False, True) if served else (False,),
    ]


def call_of(plan: Plan, node: str, values: Sequence[object], turn: int = 0) -> Call:
    """Return the call at *node* with *values*, which may be watched, in its `FIELDS`."""
    fields = cast("dict[str, Any]", dict(zip(FIELDS, values, strict=True)))
    return Call(node=node, turn=turn, plan=plan.hash, **fields)


def unwatched(call: Call) -> Call:
    """Return *call* in plain values."""
    return replace(call, **{name: plain(getattr(call, name)) for name in FIELDS})


def place_of(classes: Classes, call: Call, waits: Waits) -> tuple[Place, Renaming]:
    """Return where *call* stands, and how its prefectures were renamed for that."""
    slots, candidates, names = classes.canonical(call.slots, call.candidates)
    ordered = tuple(sorted(slots, key=lambda slot: SLOTS.index(slot[0])))
    return Place(call.node, ordered, call.stage, call.region, candidates, waits), names


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


WORLD = ("over_limit", "failing", "closed")


def world_domains(plan: Plan) -> list[Domain]:
    """Return the values that the world may have: nobody or everybody is over his limit, failing, closed.

    Where an office is steered around that the caller did not choose, also that only such offices are, or only others.
    """
    none, others = frozenset[str](), frozenset(plan.directory.others)
    every = frozenset(office.key for office in plan.directory)
    rings = (node for node in plan.flow.nodes.values() if isinstance(node, RingNode))
    apart = any(node.office != "chosen" and node.unless != Unless() for node in rings)
    offices: Domain = (none, every, every - others, others) if apart else (none, every)
    return [(False, True), offices, offices]


def world_of(values: Sequence[object]) -> World:
    """Return the world of these values, which may be watched."""
    return World(**cast("dict[str, Any]", dict(zip(WORLD, values, strict=True))))


def in_words(plan: Plan, world: World) -> str:
    """Return what is said of *world*: "" where all is well."""
    every = len(frozenset(office.key for office in plan.directory))
    found = ["the caller is over his limit"] if world.over_limit else []
    for offices, what in ((world.failing, "failing"), (world.closed, "closed")):
        if offices:
            found.append(f"{'every office is' if len(offices) == every else 'some offices are'} {what}")
    return " and ".join(found)


