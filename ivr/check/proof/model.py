"""From a place, by an answer, to all that may follow: decided once and found once, however many calls it is true of."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, cast

from ivr.call import Call, Plan, World
from ivr.call.moves import Enter
from ivr.call.nodes import Ring
from ivr.call.ring import rung
from ivr.call.state import Slots

from .answers import FAULT, LAST, LATE, PRESSED, RINGING, SILENCE, Answer
from .claims import wrong_after, wrong_there
from .classes import Classes
from .heard import Ear, Phrase
from .sentences import Sentences
from .states import FIELDS, REFUSED, Place, call_of, domains, place_of, waits_for, world_domains, world_of
from .steps import Arrival, Decision, arrive, decide
from .watched import Domain, Memory, Watched

Values = dict[int, Hashable]
Judged = tuple[Arrival, Mapping[str, str]]
"""What was found, and the claims that it breaks."""
_SLOTS = FIELDS.index("slots")
_KEPT = tuple(FIELDS.index(name) for name in ("refused", "by", "handed"))
"""What a call carries into the next node, besides its slots."""


class Found(NamedTuple):
    """What may follow: a *place*, and what the caller has had by then.

    *told*: the sentence for shared lines was said. *moved*: another office was chosen. *served*: an office rings or its
    number was read out. *shared*: an office on a shared line rings. *wrong* are the broken claims, *world* where.
    """

    place: int
    told: Phrase
    moved: bool
    served: bool
    shared: bool
    ends: bool
    wrong: Mapping[str, str]
    world: World


class Given(NamedTuple):
    """An answer that was given: where, with which values of `FIELDS`, and on which of them the decision depended."""

    place: Place
    answer: Answer
    now: Sequence[Hashable]
    known: Values
    domains: Sequence[Domain]


@dataclass(slots=True)
class Model:
    """The places of a plan's calls, numbered, and what may follow at each of them."""

    plan: Plan
    classes: Classes
    every: bool = False
    places: list[Place] = field(default_factory=list)
    decisions: Memory[Decision] = field(default_factory=Memory)
    arrivals: Memory[Judged] = field(default_factory=Memory)
    ear: Ear = field(init=False)
    _sentences: Sentences = field(init=False)
    _world: list[Domain] = field(init=False)
    _numbers: dict[Place, int] = field(default_factory=dict)
    _said: dict[str, tuple[Answer, ...]] = field(default_factory=dict)
    _follow: dict[Hashable, tuple[Found, ...]] = field(default_factory=dict)
    _kinds: dict[Answer, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ear = Ear(self.plan)
        self._sentences = Sentences(self.plan, self.classes, self.every)
        self._world = world_domains(self.plan)

    def number(self, place: Place) -> int:
        """Return the number of *place*."""
        found = self._numbers.get(place)
        if found is None:
            found = self._numbers[place] = len(self.places)
            self.places.append(place)
        return found

    def answers(self, number: int) -> tuple[Answer, ...]:
        """Return every kind of answer at a place."""
        place = self.places[number]
        match place.waits:
            case "speech":
                return (SILENCE, *PRESSED, *self._spoken(place.node), FAULT, LATE, LAST)
            case "keys":
                return (SILENCE, *PRESSED, FAULT, LATE, LAST)
            case "ring":
                return (*RINGING, SILENCE, FAULT)
            case "end":
                return ()

    def _spoken(self, node: str) -> tuple[Answer, ...]:
        if node not in self._said:
            self._said[node] = self._sentences.at(self.plan.node(node))
        return self._said[node]

    def follow(self, number: int, answer: Answer, *, served: bool) -> list[tuple[Found, ...]]:
        """Return what may follow *answer* at a place, in groups that are the same objects for the same things."""
        place = self.places[number]
        back = answer.text == "*" or (answer.heard is not None and "back" in answer.heard.names)
        values = domains(place, served=served, turned=self.every or back)
        key = place.node, self._kinds.setdefault(answer, len(self._kinds))
        groups = []
        for decision, known in self.decisions.outcomes(key, values, lambda watched: decide(self.plan, place.node, answer, watched)):
            now = [known.get(at, domain[0]) for at, domain in enumerate(values)]
            groups.append(self._after(decision, Given(place, answer, now, known, values)))
        return groups

    def _after(self, decision: Decision, given: Given) -> tuple[Found, ...]:
        """Return what follows a decision: the same for all calls that carry the same on."""
        call = decision.call
        fields = (_SLOTS, *_KEPT) if decision.enter else range(len(FIELDS))
        carried = tuple(given.now[at] for at in fields if call and isinstance(getattr(call, FIELDS[at]), Watched))
        key: Hashable = id(decision), carried, tuple(given.known.get(at) for at in _KEPT)
        if given.answer.claims_more:
            key = key, given.place, tuple(given.now)
        if key not in self._follow:
            self._follow[key] = tuple(self._find(decision, given))
        return self._follow[key]

    def _find(self, decision: Decision, given: Given) -> Iterator[Found]:
        before = call_of(self.plan, given.place.node, given.now)
        slots = self._slots(decision, given)
        for (arrival, wrong), world in self._arrivals(decision, given, slots):
            more = wrong_after(self.plan, before, given.answer, arrival, world) if given.answer.claims_more else {}
            yield self.found(arrival, {**wrong, **more}, world, moved=self.moved(before.slots, slots))

    def found(self, arrival: Arrival, wrong: Mapping[str, str], world: World, *, moved: bool) -> Found:
        """Return what was found as a place of the walk."""
        place, _ = place_of(self.classes, arrival.after, waits_for(arrival.instructions))
        return Found(
            place=-1 if arrival.error else self.number(place),
            told=arrival.heard.phrase,
            moved=moved,
            served=arrival.rings is not None or arrival.heard.number,
            shared=_rings_shared(self.plan, arrival),
            ends=arrival.ends,
            wrong=wrong,
            world=world,
        )

    def moved(self, before: Slots, after: Slots) -> bool:
        """Tell whether another office was chosen."""
        return self._office(before) != self._office(after)

    def _slots(self, decision: Decision, given: Given) -> Slots:
        slots = decision.call.slots if decision.call else ()
        return cast("Slots", given.now[_SLOTS]) if isinstance(slots, Watched) else slots

    def _office(self, slots: Slots) -> str | None:
        office = self.plan.chosen(Call(slots=slots))
        return office.key if office else None

    def _arrivals(
        self, decision: Decision, given: Given, slots: Slots
    ) -> Iterator[tuple[Judged, World]]:
        if decision.enter:
            yield from self._entered(decision.enter, given, slots)
        elif decision.wait:
            call = decision.wait.call
            fields = {name: getattr(call, name) for name in FIELDS}
            known = {name: now for (name, value), now in zip(fields.items(), given.now, strict=True) if isinstance(value, Watched)}
            after = replace(call, **cast("dict[str, Any]", known))
            arrival = Arrival(after, decision.wait.instructions, self.ear.hears(after, decision.wait.instructions))
            yield (arrival, wrong_there(self.plan, arrival)), World()
        else:
            arrival = Arrival(call_of(self.plan, given.place.node, given.now), error=decision.error)
            yield (arrival, wrong_there(self.plan, arrival)), World()

    def _entered(
        self, enter: Enter, given: Given, slots: Slots
    ) -> Iterator[tuple[Judged, World]]:
        named, _, _ = self.classes.canonical(slots, ())
        values = [self._carried(enter.call, at, given) for at in _KEPT] + self._world

        def take(watched: tuple[Watched, ...]) -> Judged:
            refused, by, handed = cast("tuple[Any, ...]", watched[: len(_KEPT)])
            call = Call(slots=named, refused=refused, by=by, handed=handed, turn=1, plan=self.plan.hash)
            arrival = arrive(self.ear, Enter(enter.node, call, enter.said), watched[len(_KEPT) :])
            return arrival, wrong_there(self.plan, arrival)

        for found, known in self.arrivals.outcomes((enter.node, enter.said, named), values, take):
            yield found, world_of([known.get(at, values[at][0]) for at in range(len(_KEPT), len(values))])

    def _carried(self, call: Call, at: int, given: Given) -> Domain:
        """Return the values that a field may have when the next node is entered."""
        value = getattr(call, FIELDS[at])
        if isinstance(value, Watched):
            return (given.known[at],) if at in given.known else given.domains[at]
        if FIELDS[at] == "refused":
            return (REFUSED if len(value) >= len(REFUSED) else (),)
        return (value,)


def _rings_shared(plan: Plan, arrival: Arrival) -> bool:
    node = plan.flow.nodes.get(arrival.after.node)
    office = rung(plan, arrival.after, node) if arrival.rings and isinstance(node, Ring) else None
    return office is not None and office.shared_line
