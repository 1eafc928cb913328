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
from .states import FIELDS, KEPT, REFUSED, Place, call_of, domains, place_of, waits_for, world_domains, world_of
from .steps import Arrival, Decision, arrive, decide
from .watched import Domain, Memory, Watched

Values = dict[int, Hashable]
class Found(NamedTuple):
    """What may follow: a *place* (None after an error), and what the caller has had by then.

    *told*: the sentence for shared lines was said. *moved*: another office was chosen. *served*: an office rings or its
    number was read out. *shared*: an office on a shared line rings. *wrong* are the broken claims, *world* where.
    """

    place: Place | None
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
    """What may follow each answer at each place of a plan's calls."""

    plan: Plan
    classes: Classes
    every: bool = False
    decisions: Memory[Decision] = field(default_factory=Memory)
    arrivals: Memory[tuple[Arrival, Found]] = field(default_factory=Memory)
    ear: Ear = field(init=False)
    _sentences: Sentences = field(init=False)
    _world: list[Domain] = field(init=False)
    _said: dict[str, tuple[Answer, ...]] = field(default_factory=dict)
    _follow: dict[Hashable, tuple[Found, ...]] = field(default_factory=dict)
    _kinds: dict[Answer, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ear = Ear(self.plan)
        self._sentences = Sentences(self.plan, self.classes, self.every)
        self._world = world_domains(self.plan)

    @property
    def taken(self) -> int:
        """Return how many steps were taken, in halves that were remembered."""
        return self.decisions.taken + self.arrivals.taken

    def answers(self, place: Place) -> tuple[Answer, ...]:
        """Return every kind of answer at *place*."""
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

    def follow(self, place: Place, answer: Answer, *, served: bool) -> list[tuple[Found, ...]]:
        """Return what may follow *answer* at *place*, in groups that are the same objects for the same things."""
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
        now, known = given.now, given.known
        carried = tuple(now[at] for at in decision.carried)
        key: Hashable = id(decision), carried, tuple(known.get(at) for at in KEPT)
        if given.answer.claims_more:
            key = key, given.place, tuple(now)
        if key not in self._follow:
            self._follow[key] = tuple(self._find(decision, given))
        return self._follow[key]

    def _find(self, decision: Decision, given: Given) -> Iterator[Found]:
        before = call_of(self.plan, given.place.node, given.now)
        slots = self._slots(decision, given)
        moved = self.moved(before.slots, slots)
        for (arrival, found), world in self._arrivals(decision, given, slots):
            wrong = wrong_after(self.plan, before, given.answer, arrival, world) if given.answer.claims_more else {}
            yield found._replace(moved=moved, world=world, wrong={**found.wrong, **wrong} if wrong else found.wrong)

    def found(self, arrival: Arrival) -> Found:
        """Return what was found as a place of the walk, with the claims that it breaks by itself."""
        place, _ = place_of(self.classes, arrival.after, waits_for(arrival.instructions))
        return Found(
            place=None if arrival.error else place,
            told=arrival.heard.phrase,
            moved=False,
            served=arrival.rings is not None or arrival.heard.number,
            shared=_rings_shared(self.plan, arrival),
            ends=arrival.ends,
            wrong=wrong_there(self.plan, arrival),
            world=World(),
        )

    def moved(self, before: Slots, after: Slots) -> bool:
        """Tell whether another office was chosen."""
        return before != after and self._office(before) != self._office(after)

    def _office(self, slots: Slots) -> str | None:
        office = self.plan.chosen(Call(slots=slots))
        return office.key if office else None

    def _slots(self, decision: Decision, given: Given) -> Slots:
        call = decision.call
        slots = call.slots if call else given.now[_SLOTS]
        return cast("Slots", given.now[_SLOTS] if isinstance(slots, Watched) else slots)

    def _arrivals(
        self, decision: Decision, given: Given, slots: Slots
    ) -> Iterator[tuple[tuple[Arrival, Found], World]]:
        if decision.enter:
            yield from self._entered(decision.enter, given, slots)
            return
        if decision.wait:
            known = {FIELDS[at]: given.now[at] for at in decision.carried}
            after = replace(decision.wait.call, **cast("dict[str, Any]", known))
            arrival = Arrival(after, decision.wait.instructions, self.ear.hears(after, decision.wait.instructions))
        else:
            arrival = Arrival(call_of(self.plan, given.place.node, given.now), error=decision.error)
        yield (arrival, self.found(arrival)), World()

    def _entered(self, enter: Enter, given: Given, slots: Slots) -> Iterator[tuple[tuple[Arrival, Found], World]]:
        named, _, _ = self.classes.canonical(slots, ())
        values = [self._carried(enter.call, at, given) for at in KEPT[1:]] + self._world

        def take(watched: tuple[Watched, ...]) -> tuple[Arrival, Found]:
            refused, by, handed, *world = cast("tuple[Any, ...]", watched)
            call = Call(slots=named, refused=refused, by=by, handed=handed, turn=1, plan=self.plan.hash)
            arrival = arrive(self.ear, Enter(enter.node, call, enter.said), world)
            return arrival, self.found(arrival)

        first = len(values) - len(self._world)
        for found, known in self.arrivals.outcomes((enter.node, enter.said, named), values, take):
            yield found, world_of([known.get(at, values[at][0]) for at in range(first, len(values))])

    def _carried(self, call: Call, at: int, given: Given) -> Domain:
        """Return the values that a field may have when the next node is entered."""
        value = getattr(call, FIELDS[at])
        if isinstance(value, Watched):
            return (given.known[at],) if at in given.known else given.domains[at]
        if FIELDS[at] == "refused":
            return (REFUSED if len(value) >= len(REFUSED) else (),)
        return (value,)


_SLOTS = FIELDS.index("slots")


def _rings_shared(plan: Plan, arrival: Arrival) -> bool:
    node = plan.flow.nodes.get(arrival.after.node)
    office = rung(plan, arrival.after, node) if arrival.rings and isinstance(node, Ring) else None
    return office is not None and office.shared_line
