"""From a place, by an answer, to all that may follow: decided once and found once, however many calls it is true of."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from ivr.call import Call, Plan, World
from ivr.call.moves import Enter, Move
from ivr.call.nodes import ReadBack, Ring
from ivr.call.ring import rung
from ivr.call.state import Slots
from ivr.call.world import OPEN
from ivr.site.calls import TROUBLES

from .alphabet import FAULT, LAST, LATE, PRESSED, RINGING, SILENCE, Answer, keyed_codes
from .claims import UNTOLD, wrong_after, wrong_there
from .lazy import Domain, Watched, domain_of, outcomes, plain
from .sentences import Sentences
from .state import FIELDS, KEPT, REFUSED, Classes, Place, call_of, domains, place_of, unwatched, waits_for
from .step import Arrival, Ear, arrive, decide
from .worlds import ANY, Asked, made, world_domains

_HANDED, _HELPED = FIELDS.index("handed"), FIELDS.index("helped")


@dataclass(frozen=True, slots=True, eq=False)
class After:
    """What may follow: a *place*, and how a call comes to it.

    *serves*: an office rings, or its number is read out. *handed*: only a call that has rung the fallback office comes
    there. *shared*: an office on a shared line rings, of which the caller was not told by this step. *asked* is what
    the step looks at in the world. *wrong* are the claims that it breaks, by name.
    """

    place: Place
    serves: bool
    handed: bool
    shared: bool
    asked: Asked
    wrong: Mapping[str, str]


class Edge(NamedTuple):
    """A way from one place to the next, without why; the fields are those of `After`."""

    place: Place
    serves: bool
    handed: bool
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer that was given where, by calls whose `FIELDS` have any of these *values*; the *first* of each."""

    place: Place
    answer: Answer
    values: Sequence[Domain]
    first: Sequence[Hashable]


_Found = tuple[Arrival, After]


@dataclass(slots=True)
class Follow:
    """What may follow each answer at each place of a plan's calls; *every*, with every word of its lists.

    *taken* counts the steps, in halves that were remembered.
    """

    plan: Plan
    classes: Classes
    every: bool = False
    taken: int = 0
    ear: Ear = field(init=False)
    _arrivals: dict[Hashable, tuple[_Found, ...]] = field(default_factory=dict)
    _sentences: Sentences = field(init=False)
    _codes: tuple[Answer, ...] = field(init=False)
    _world: list[Domain] = field(init=False)
    _known: dict[tuple[Place, Answer], tuple[After, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ear = Ear(self.plan)
        self._sentences = Sentences(self.plan, self.classes, self.every)
        self._codes = keyed_codes(self.plan, self.classes)
        self._world = world_domains(self.plan)

    def answers(self, place: Place) -> tuple[Answer, ...]:
        """Return every kind of answer at *place*."""
        pressed = (*PRESSED, *self._codes) if place.stage == "postal" else PRESSED
        match place.waits:
            case "speech":
                return (SILENCE, *pressed, *self._sentences.at(place.node), FAULT, LATE, LAST)
            case "keys":
                return (SILENCE, *pressed, FAULT, LATE, LAST)
            case "ring":
                return (*RINGING, SILENCE, FAULT)
            case "end":
                return ()

    def afters(self, place: Place, answer: Answer) -> tuple[After, ...]:
        """Return all that may follow *answer* at *place*."""
        if (place, answer) not in self._known:
            self._known[place, answer] = tuple(self._decided(place, answer))
        return self._known[place, answer]

    def _decided(self, place: Place, answer: Answer) -> Iterator[After]:
        domains_here = domains(self.classes, place, turned=self.every or answer.means_back)
        for decision, values in outcomes(domains_here, partial(decide, self.plan, place.node, answer)):
            self.taken += 1
            yield from self._afters(decision, _Given(place, answer, values, [domain[0] for domain in values]))

    def _afters(self, decision: Move | str, given: _Given) -> Iterator[After]:
        for arrival, after in self._arrived(decision, given):
            read_back = isinstance(self.plan.flow.nodes.get(given.place.node), ReadBack)
            of_help = arrival.keeps_help or arrival.after.helped
            claims = given.answer.claims_more or read_back or of_help or after.shared
            wrong = self._wrong(given, arrival, after) if claims else after.wrong
            yield after if wrong == after.wrong else replace(after, wrong=wrong)

    def _wrong(self, given: _Given, arrival: Arrival, after: After) -> dict[str, str]:
        """Return what is wrong with what follows this very answer."""
        fault = given.answer.kind == "fault"  # of what follows that, nothing is asked but that it helps
        wrong = {name: text for name, text in after.wrong.items() if name == "proof-error" or not fault}
        before, world = call_of(self.plan.hash, given.place.node, given.first), made(after.asked)
        # Words are compared with keys where nothing stands in the way: what does so is told to both alike.
        if given.answer.kind != "speech" or world == OPEN:
            for helped in map(bool, given.values[_HELPED]):  # what the step itself has not looked at
                kept = replace(arrival.after, helped=helped) if arrival.keeps_help else arrival.after
                call, found = replace(before, helped=helped), replace(arrival, after=kept)
                wrong |= wrong_after(self.plan, call, given.answer, found, world)
        if after.shared and (not given.place.told or self.moved(before.slots, arrival.after.slots)):
            wrong["proof-phrase"] = UNTOLD
        return wrong

    def _arrived(self, decision: Move | str, given: _Given) -> tuple[_Found, ...]:
        handed = given.values[_HANDED] == (True,)
        match decision:
            case Enter() as enter:
                return self._entered(enter)
            case str() as error:
                arrival = Arrival(call_of(self.plan.hash, given.place.node, given.first), error=error)
                return ((arrival, self.found(arrival, handed=handed)),)
            case wait:
                after = unwatched(wait.call)
                told, keeps = self.ear.hears(after, wait.instructions), isinstance(wait.call.helped, Watched)
                arrival = Arrival(after, wait.instructions, told, keeps_help=keeps)
                return ((arrival, self.found(arrival, handed=handed)),)

    def _entered(self, enter: Enter) -> tuple[_Found, ...]:
        named, _, _ = self.classes.canonical(plain(enter.call.slots), ())
        carried = [_domain(enter.call, name) for name in KEPT[1:]]
        key = enter.node, enter.said, enter.call.node, enter.call.stage, named, *carried
        if key not in self._arrivals:
            self._arrivals[key] = tuple(self._found(enter, named, carried))
        return self._arrivals[key]

    def _found(self, enter: Enter, slots: Slots, carried: list[Domain]) -> Iterator[_Found]:
        def take(watched: Sequence[Any]) -> Arrival:
            refused, by, handed, *world = watched
            left = Call(enter.call.node, slots, enter.call.stage, turn=1, plan=self.plan.hash)
            call = replace(left, refused=refused, by=by, handed=handed)
            return arrive(self.ear, replace(enter, call=call), World(**dict(zip(TROUBLES, world, strict=True))))

        for arrival, (*_, handed, closed, failing, over_limit) in outcomes([*carried, *self._world], take):
            self.taken += 1
            asked = zip(TROUBLES, (closed, failing, over_limit), self._world, strict=True)
            looked = tuple((name, values) for name, values, every in asked if values != every)
            yield arrival, self.found(arrival, handed=handed == (True,), asked=looked)

    def found(self, arrival: Arrival, *, handed: bool = False, asked: Asked = ANY) -> After:
        """Return what was found as a place of the walk, with the claims that it breaks by itself."""
        told = arrival.told.phrase == "in full"
        place, _ = place_of(self.classes, arrival.after, waits_for(arrival.instructions), told=told)
        serves = arrival.rings is not None or arrival.told.number
        shared = not told and _rings_shared(self.plan, arrival)
        return After(place, serves, handed=handed, shared=shared, asked=asked, wrong=wrong_there(self.plan, arrival))

    def moved(self, before: Slots, after: Slots) -> bool:
        """Tell whether another office was chosen."""
        return before != after and self.plan.chosen(Call(slots=before)) != self.plan.chosen(Call(slots=after))


def _domain(call: Call, name: str) -> Domain:
    """Return the values that a field may have when the next node is entered."""
    value = getattr(call, name)
    if name == "refused" and not isinstance(value, Watched):
        return (REFUSED if len(value) >= len(REFUSED) else (),)
    return domain_of(value)


def _rings_shared(plan: Plan, arrival: Arrival) -> bool:
    node = plan.flow.nodes.get(arrival.after.node)
    office = rung(plan, arrival.after, node) if arrival.rings and isinstance(node, Ring) else None
    return office is not None and office.shared_line
