"""Where a call can stand, as the proof tells calls apart, and what one answer makes of it.

Turns are left out (they are counted separately), and so are the plan's hash and the language. Of the places that a caller
has refused only their number counts, and not beyond two: what was refused is not heard again, which is one of the other
answers. Beyond two, noises and answers missed are not counted either. Prefectures stand as the first of their class.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from ivr.call import Ask, Call, HangUp, Instruction, Plan, Ring, World
from ivr.call.nodes import Ring as RingNode, Unless
from ivr.call.state import Slots, Stage

from .classes import Classes, Renaming
from .watched import Watched

Waits = Literal["speech", "keys", "ring", "end"]
FIELDS = ("refused", "by", "missed", "noise", "helped", "handed")
_REFUSED = ("98", "99")
"""Places that are nowhere: they stand for whatever a caller has said no to."""
_MOST = 2


@dataclass(frozen=True, slots=True)
class Place:
    """The part of a call that every step looks at, and what it waits for."""

    node: str
    slots: Slots
    stage: Stage
    region: int
    candidates: tuple[str, ...]
    waits: Waits


Values = tuple[Any, ...]
Kept = Values
"""The values of `FIELDS`."""


def call_at(plan: Plan, place: Place, kept: Sequence[object], turn: int = 0) -> Call:
    """Return the call that stands at *place* with the values *kept*."""
    refused, by, missed, noise, helped, handed = cast("tuple[Any, ...]", tuple(kept))
    return Call(
        node=place.node,
        slots=place.slots,
        stage=place.stage,
        region=place.region,
        candidates=place.candidates,
        refused=refused,
        by=by,
        missed=missed,
        noise=noise,
        helped=helped,
        handed=handed,
        turn=turn,
        plan=plan.hash,
    )


def place_of(classes: Classes, call: Call, waits: Waits) -> tuple[Place, Renaming]:
    """Return where *call* stands, and how its prefectures were renamed."""
    slots, candidates, names = classes.canonical(call.slots, call.candidates)
    return Place(call.node, slots, call.stage, call.region, candidates, waits), names


def kept_of(call: Call) -> Kept:
    """Return what a call keeps besides its place: each value, or the `Watched` one that was only carried along."""
    return tuple(_counted(name, getattr(call, name)) for name in FIELDS)


def _counted(name: str, value: Any) -> Any:  # noqa: ANN401  # any field of a call
    if isinstance(value, Watched):
        return value
    if name == "refused":
        return _REFUSED[: len(value)]
    return min(value, _MOST) if name in ("missed", "noise") else value


def plain(call: Call, values: Sequence[object]) -> Call:
    """Return *call* with the watched values replaced by what they stand for."""
    changed: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(call, name)
        if isinstance(value, Watched):
            changed[name] = values[value.place]
    return replace(call, **changed)


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



def worlds(plan: Plan) -> Mapping[str, Values]:
    """Return the worlds in which each step is taken: what is closed, what is failing, and over the limit, by name.

    All are well; all offices, those of prefectures, or the others are closed, or failing; the caller is over his limit.
    No further mixture is another case at one office: of over limit, failing and closed the first with an exit decides.
    """
    none = frozenset[str]()
    others = frozenset(plan.directory.others)
    local = frozenset(office.key for office in plan.directory) - others
    groups = {"every office": local | others}
    if any(node.office != "chosen" and node.unless != Unless() for node in plan.flow.nodes.values() if isinstance(node, RingNode)):
        groups |= {"every prefecture's office": local, "every other office": others}
    found: dict[str, Values] = {"": (none, none, False), "the caller over his limit": (none, none, True)}
    for name, group in groups.items():
        found[f"{name} closed"] = (group, none, False)
        found[f"{name} failing"] = (none, group, False)
    return found


def world_of(values: Sequence[object]) -> World:
    """Return a world of these values, which may be watched."""
    closed, failing, over_limit = cast("tuple[Any, ...]", tuple(values))
    return World(closed=closed, failing=failing, over_limit=over_limit)
