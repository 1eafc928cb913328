"""From a state, by an answer, to all that may follow: decided once and found once, however many calls it is true of."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from ivr.call import Call, Conditions, Plan
from ivr.call.conditions import OPEN
from ivr.call.moves import Enter, Move
from ivr.call.nodes import Ring
from ivr.call.ring import office_of
from ivr.call.state import Slots

from .alphabet import FAULT, LAST, LATE, PRESSED, RINGING, SILENCE, Answer, Sentences, keyed_codes
from .claims import UNTOLD, ClaimAfter, claims_at, keyed, wrong_after, wrong_there
from .lazy import Domain, Lazy, cases, domain_of, sample
from .state import (
    ANY,
    FIELDS,
    KEPT,
    REFUSED,
    Asked,
    Classes,
    State,
    asked_of,
    call_of,
    domains,
    field_of,
    made,
    settled,
    state_of,
    waits_for,
    with_help,
    world_domains,
    world_with,
)
from .step import Arrival, Ear, arrive, decide

_HANDED, _HELPED = FIELDS.index("handed_over"), FIELDS.index("helped")


@dataclass(frozen=True, slots=True, eq=False)
class Successor:
    """What may follow: a *state*, and how a call comes to it.

    *serves*: an office rings, or its number is read out. *handed*: only a call that has rung the fallback office comes
    there. *shared*: an office on a shared line rings, of which the caller was not told by this step. *asked* is what
    the step looks at in the world. *wrong* are the claims that it breaks, by name.
    """

    state: State
    serves: bool
    handed: bool
    shared: bool
    asked: Asked
    wrong: Mapping[str, str]


class Edge(NamedTuple):
    """A way from one state to the next, without why; the fields are those of `Successor`."""

    state: State
    serves: bool
    handed: bool
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer that was given where, by calls whose `FIELDS` have any of these *values*, and what is claimed of it."""

    state: State
    answer: Answer
    values: Sequence[Domain]
    claims: Mapping[str, ClaimAfter]

    @property
    def claimed(self) -> bool:
        """Tell whether more must hold than where it leads."""
        return bool(self.claims or self.answer.same_as)

    @property
    def first(self) -> list[Hashable]:
        """One of the values of each field."""
        return [domain[0] for domain in self.values]


_Found = tuple[Arrival, Successor]


@dataclass(slots=True)
class Successors:
    """What may follow each answer at each state of a plan's calls; *every*, with every word of its lists.

    *taken* counts the steps, in halves that were remembered.
    """

    plan: Plan
    classes: Classes
    every: bool = False
    taken: int = 0
    ear: Ear = field(init=False)
    _arrivals: dict[Hashable, tuple[_Found, ...] | None] = field(default_factory=dict)
    _sentences: Sentences = field(init=False)
    _codes: tuple[Answer, ...] = field(init=False)
    _world: list[Domain] = field(init=False)
    _known: dict[tuple[State, Answer], tuple[Successor, ...]] = field(default_factory=dict)
    _keyed: dict[tuple[Call, str, Conditions], Call] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ear = Ear(self.plan)
        self._sentences = Sentences(self.plan, self.classes, self.every)
        self._codes = keyed_codes(self.plan, self.classes)
        self._world = world_domains(self.plan)

    def answers(self, state: State) -> tuple[Answer, ...]:
        """Return every kind of answer at *state*."""
        pressed = (*PRESSED, *self._codes) if state.stage == "postal" else PRESSED
        match state.waits:
            case "speech":
                return (SILENCE, *pressed, *self._sentences.at(state.node), FAULT, LATE, LAST)
            case "keys":
                return (SILENCE, *pressed, FAULT, LATE, LAST)
            case "ring":
                return (*RINGING, SILENCE, FAULT)
            case "end":
                return ()

    def after(self, state: State, answer: Answer) -> tuple[Successor, ...]:
        """Return all that may follow *answer* at *state*."""
        if (state, answer) not in self._known:
            self._known[state, answer] = tuple(self._decided(state, answer))
        return self._known[state, answer]

    def _decided(self, state: State, answer: Answer) -> Iterator[Successor]:
        claims = claims_at(self.plan, state.node, answer)
        here = domains(self.classes, state, turned=self.every or answer.means_back)
        for decision, values in cases(here, partial(decide, self.plan, state.node, answer)):
            self.taken += 1
            given = _Given(state, answer, values, claims)
            for arrival, after in self._arrived(decision, given):
                wrong = self._wrong(given, arrival, after) if given.claimed or after.shared else after.wrong
                served = after.serves or answer.declines
                yield (
                    after
                    if (wrong, served) == (after.wrong, after.serves)
                    else replace(after, wrong=wrong, serves=served)
                )

    def _wrong(self, given: _Given, arrival: Arrival, after: Successor) -> dict[str, str]:
        """Return what is wrong with what follows this very answer."""
        fault = given.answer.kind == "fault"  # of what follows that, nothing is asked but that it helps
        wrong = {name: text for name, text in after.wrong.items() if name == "proof-error" or not fault}
        # Words are compared with keys where nothing stands in the way: what does so is told to both alike.
        world = made(after.asked)
        if given.claimed and (given.answer.kind != "speech" or world == OPEN):
            wrong |= self._wrong_after(given, arrival, world)
        if after.shared and (not given.state.told or self.moved(given.state.slots, arrival.after.slots)):
            wrong["proof-phrase"] = UNTOLD
        return wrong

    def _wrong_after(self, given: _Given, arrival: Arrival, world: Conditions) -> dict[str, str]:
        """Return what is wrong by the claims, whatever the step itself has not looked at of help given before."""
        before, wrong = call_of(self.plan.hash, given.state.node, given.first), dict[str, str]()
        for helped in map(bool, given.values[_HELPED]):
            call = before if before.asking.helped == helped else with_help(before, helped=helped)
            found = arrival
            if arrival.keeps_help and arrival.after.asking.helped != helped:
                found = replace(arrival, after=with_help(arrival.after, helped=helped))
            by_key = partial(self._by_key, call, given.answer, world)
            wrong |= wrong_after(given.claims, self.plan, call, given.answer, found, by_key)
        return wrong

    def _by_key(self, call: Call, answer: Answer, world: Conditions) -> Call:
        """Return the call after the key that a word stands for: many words stand for the same one."""
        known = call, answer.same_as, world
        if known not in self._keyed:
            self._keyed[known] = keyed(self.plan, call, answer, world)
        return self._keyed[known]

    def _arrived(self, decision: Move | str, given: _Given) -> tuple[_Found, ...]:
        handed = given.values[_HANDED] == (True,)
        match decision:
            case Enter() as enter:
                return self._entered(enter)
            case str() as error:
                arrival = Arrival(call_of(self.plan.hash, given.state.node, given.first), error=error)
                return ((arrival, self.found(arrival, handed=handed)),)
            case wait:
                after = settled(wait.call)
                told, keeps = self.ear.hears(after, wait.instructions), isinstance(wait.call.asking.helped, Lazy)
                arrival = Arrival(after, wait.instructions, told, keeps_help=keeps)
                return ((arrival, self.found(arrival, handed=handed)),)

    def _entered(self, enter: Enter) -> tuple[_Found, ...]:
        """Return what is found where *enter* leads, remembered by what the step looks at: mostly not where it left."""
        named, _, _ = self.classes.canonical(sample(enter.call.slots), ())
        carried = [_domain(enter.call, name) for name in KEPT[1:]]
        key = enter.node, enter.pending, named, *carried
        left = enter.call.node, enter.call.asking.stage
        found = self._arrivals.get(key) or self._arrivals.get((*key, left))
        if found is None:
            looked, found = self._found(enter, named, carried)
            self._arrivals[(*key, left) if looked else key] = found
        return found

    def _found(self, enter: Enter, slots: Slots, carried: list[Domain]) -> tuple[bool, tuple[_Found, ...]]:
        """Return whether the step looks at the question that was left, and what is found."""
        left, stage = enter.call.node, enter.call.asking.stage

        def take(lazy: Sequence[Any]) -> Arrival:
            left, stage, refused, mode, handed, *world = lazy
            call = call_of(self.plan.hash, left, (slots, stage, 0, (), refused, mode, 0, 0, False, handed), turn=1)
            return arrive(self.ear, replace(enter, call=call), world_with(world))

        # A question that is none stands for every other one: does it make a difference?
        elsewhere: list[Domain] = [(left, ""), (stage, "") if stage else ("",)]
        looked, found = False, list[_Found]()
        for arrival, values in cases([*elsewhere, *carried, *self._world], take):
            looked = looked or values[:2] != elsewhere
            if left in values[0] and stage in values[1]:
                self.taken += 1
                found.append((arrival, self._successor(arrival, values[2:])))
        return looked, tuple(found)

    def _successor(self, arrival: Arrival, values: Sequence[Domain]) -> Successor:
        *_, handed = values[: -len(self._world)]
        asked = asked_of(values[-len(self._world) :], self._world)
        return self.found(arrival, handed=handed == (True,), asked=asked)

    def found(self, arrival: Arrival, *, handed: bool = False, asked: Asked = ANY) -> Successor:
        """Return what was found as a state, with the claims that it breaks by itself."""
        told = arrival.told.phrase == "in full"
        state, _ = state_of(self.classes, arrival.after, waits_for(arrival.instructions), told=told)
        serves = arrival.rings is not None or arrival.told.number
        shared = not told and _rings_shared(self.plan, arrival)
        return Successor(state, serves, handed, shared, asked, wrong_there(self.plan, arrival))

    def moved(self, before: Slots, after: Slots) -> bool:
        """Tell whether another office was chosen."""
        return before != after and self.plan.chosen(Call(slots=before)) != self.plan.chosen(Call(slots=after))


def _domain(call: Call, name: str) -> Domain:
    """Return the values that a field may have when the next node is entered."""
    value = field_of(call, name)
    if name == "refused" and not isinstance(value, Lazy):
        return (REFUSED if len(value) >= len(REFUSED) else (),)
    return domain_of(value)


def _rings_shared(plan: Plan, arrival: Arrival) -> bool:
    node = plan.flow.nodes.get(arrival.after.node)
    office = office_of(plan, arrival.after, node) if arrival.rings and isinstance(node, Ring) else None
    return office is not None and office.shared_line
