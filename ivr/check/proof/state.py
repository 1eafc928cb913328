"""The states of a call, as far as the proof distinguishes them.

A state is what a caller could tell: the question, what is known, what is asked about, whether speech is accepted, and
whether the caller has just been told what to ask for on a shared line. Everything else that a call carries (how many
places were refused, how the first answer was given, what was missed, whether there was help, whether the fallback
office has rung), and the conditions, may have any value at any step. This allows more calls than can happen, and no
fewer.
A prefecture is represented by the first of its class (see `classes`).
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, cast

from ivr.call import Ask, Asking, Call, HangUp, Instruction, RingNumber, SayLines
from ivr.call.asking import NOISY, TRIES
from ivr.call.state import SLOTS, Slots, Stage

from .classes import Classes
from .lazy import Domain, View, domain_of, one_of, parts, together, values_at

_TRIES, _NOISES = tuple(range(TRIES + 1)), tuple(range(NOISY + 1))
_TRIED, _NOISED = _TRIES[:-1], _NOISES[:-1]
"""Failed tries that a call may carry after an answer, and before one: more of them count as the last number."""

WaitsFor = Literal["answer", "ring", "end"]
"""What a call waits for: an answer, the end of a ring, or nothing more."""
REFUSED = ("98", "99")
"""Codes of no place: they represent places that a caller has refused. Two of them are as good as more."""

_POSITION_FIELDS = 3  # fields of a `Where` that are of the call
Where = tuple[Slots, int, tuple[str, ...], int]
"""The slots, the region and the places of a call in a state, and the number of that state in its group."""


class State(NamedTuple):
    """The node of a call, and what it waits for.

    *phrase_heard*: the last sentences told the caller what to ask for on a shared line, and no key cuts them. *rang* is
    the office under ``others`` that the call is about.
    """

    node: str
    slots: Slots
    stage: Stage
    region: int
    candidates: tuple[str, ...]
    waits: WaitsFor
    phrase_heard: bool
    language: str
    rang: str = ""


def group_of(state: State) -> tuple[Any, ...]:
    """Return what states have in common if their calls are given the same answers, in one lazy call."""
    return state.language, state.node, state.stage, state.waits, state.phrase_heard, bool(state.slots), state.rang


def domains(classes: Classes, states: Sequence[State], *, turned: bool) -> list[Domain]:
    """Return the values that calls in *states* of one group may have: `Where`, and what else `call_with` takes.

    *turned*: any of the slots may have been filled last.
    """
    first = states[0]
    where = tuple(one for at, state in enumerate(states) for one in _where(classes, state, at, turned=turned))
    mode: Domain = ("keys", "voice") if first.slots else ("", "keys", "voice")
    if first.language in classes.keypad:
        mode = ("keys",)
    return [where, ((), REFUSED), mode, _TRIED, _NOISED, (False, True), (False, True)]


def _where(classes: Classes, state: State, at: int, *, turned: bool) -> Iterator[Where]:
    orders = _orders(state.slots) if turned and len(state.slots) > 1 else (state.slots,)
    for candidates in classes.asked_about(state.slots, state.candidates, one_by_one=state.stage == "yes_no"):
        yield from ((slots, state.region, candidates, at) for slots in orders)


def _orders(slots: Slots) -> Iterator[Slots]:
    """Yield *slots* with each of them filled last: "back" takes back the last one."""
    for at, last in enumerate(slots):
        yield (*slots[:at], *slots[at + 1 :], last)


def call_with(plan: str, state: State, values: Sequence[Any]) -> Call:
    """Return a call in *state*, and in all states of its group, with *values* of its `domains`, which may be lazy."""
    where, refused, mode, tries, no_matches, helped, handed_over = values
    slots, region, candidates = parts(where, _POSITION_FIELDS)
    asking = Asking(state.stage, region, candidates, tries, no_matches, helped)
    return Call(
        state.node, slots, asking, refused, mode, handed_over, 1, plan, language=state.language, rang=state.rang
    )


def states_of(values: Sequence[Domain]) -> Collection[int]:
    """Return the numbers of the states of calls with *values* of their domains."""
    return {where[-1] for where in cast("tuple[Where, ...]", values[0])}


def positions_of(call: Call) -> Domain:
    """Return the possible positions of a lazy call, without looking at it: slots, region and places of each."""
    return together((call.slots, call.asking.region, call.asking.candidates))


def where_now(call: Call) -> Callable[[Any], Hashable]:
    """Return a function that gives the new position of a lazy call (slots, region, places) for a `Where` before."""
    return values_at((call.slots, call.asking.region, call.asking.candidates))


def carried(call: Call) -> list[Domain]:
    """Return everything that a call may carry after an answer; what it has refused stays as it is."""
    return [domain_of(call.refused), ("", "keys", "voice"), _TRIES, _NOISES, (False, True), (False, True)]


def carrying(call: Call, values: Sequence[Any]) -> Call:
    """Return *call* with *values*, which may be lazy: one of `positions_of`, and of what is `carried`."""
    position, refused, mode, tries, no_matches, helped, handed_over = values
    slots, region, candidates = parts(position, _POSITION_FIELDS)
    asking = Asking(call.asking.stage, region, candidates, tries, no_matches, helped)
    return call._replace(slots=slots, asking=asking, refused=refused, mode=mode, handed_over=handed_over)


def settled(call: Call) -> Call:
    """Return *call* with one of the possible values of each field that it has carried along."""
    refused, mode, handed_over = map(one_of, (call.refused, call.mode, call.handed_over))
    return call._replace(refused=refused, mode=mode, handed_over=handed_over)


def same_question(one: Call, other: Call) -> bool:
    """Return whether two calls are at the same node, in the same region."""
    return (one.node, one.asking.region) == (other.node, other.asking.region)


def without_turn(call: Call) -> Call:
    """Return *call* without the count of its turns."""
    return call._replace(turn=0)


def state_of(
    classes: Classes, call: Call, waits: WaitsFor, *, phrase_heard: bool = False, where: Where | None = None
) -> State:
    """Return the state of *call*; for a lazy call, that of the call that came from *where*."""
    now = call.asking
    slots, region, candidates = (_value_at(value, where) for value in (call.slots, now.region, now.candidates))
    slots, candidates, _ = classes.canonical(slots, candidates)
    ordered = slots if len(slots) <= 1 else tuple(sorted(slots, key=_in_order))
    region = classes.regions.get((call.node, region), region)
    return State(call.node, ordered, now.stage, region, candidates, waits, phrase_heard, call.language, call.rang)


def _in_order(slot: tuple[str, str]) -> tuple[int, str]:
    """Return the sort key of slots: those of every site first, then a site's own."""
    name, _ = slot
    return (SLOTS.index(name), "") if name in SLOTS else (len(SLOTS), name)


def is_lazy(call: Call) -> bool:
    """Return whether the position of *call* depends on which call it was before."""
    return any(isinstance(value, View) for value in (call.slots, call.asking.region, call.asking.candidates))


def _value_at(value: Any, where: Where | None) -> Any:  # noqa: ANN401  # any field of a call
    return value.of(where) if isinstance(value, View) else value


def waits_for(instructions: tuple[Instruction, ...]) -> WaitsFor:
    """Return what the caller can do after *instructions*."""
    match instructions[-1] if instructions else HangUp():
        case Ask():
            return "answer"
        case RingNumber():
            return "ring"
        case SayLines() | HangUp():
            return "end"
