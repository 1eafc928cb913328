"""From a place, by an answer, to all that may follow: decided once and found once, however many calls it is true of."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, cast

from ivr.call import Call, Plan
from ivr.call.moves import Enter
from ivr.call.nodes import Ring
from ivr.call.ring import rung
from ivr.call.state import Slots
from ivr.call.world import OPEN
from ivr.site.calls import TROUBLES

from .answers import FAULT, LAST, LATE, PRESSED, RINGING, SILENCE, Answer
from .claims import UNTOLD, wrong_after, wrong_there
from .classes import Classes
from .places import FIELDS, KEPT, REFUSED, Place, call_of, domains, place_of, waits_for
from .sentences import Sentences
from .steps import Arrival, Decision, arrive, decide
from .told import Ear
from .watched import Domain, Memory, Watched
from .worlds import ANY, Asked, made, world_domains

Known = Mapping[int, Hashable]
_SLOTS, _HANDED = FIELDS.index("slots"), FIELDS.index("handed")


class After(NamedTuple):
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


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """All that may follow one decision: in full, and as ways."""

    afters: tuple[After, ...]
    edges: frozenset[Edge]
    breaks: bool

    @classmethod
    def of(cls, afters: tuple[After, ...]) -> "Group":
        """Group *afters*."""
        going_on = (after for after in afters if "proof-error" not in after.wrong)
        edges = frozenset(Edge(after.place, after.serves, after.handed, after.asked) for after in going_on)
        return cls(afters, edges, any(after.wrong for after in afters))

    def untold(self) -> "Group":
        """Return the same for callers who do not know what to ask for on a shared line."""
        wrong = {"proof-phrase": UNTOLD}
        afters = (one._replace(wrong={**one.wrong, **wrong}) if one.shared else one for one in self.afters)
        return Group.of(tuple(afters))


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer that was given: where, and the values of `FIELDS` then; what is *known* the decision asked for."""

    place: Place
    answer: Answer
    values: Sequence[Hashable]
    known: Known
    domains: Sequence[Domain]


@dataclass(slots=True)
class Follow:
    """What may follow each answer at each place of a plan's calls; *every*, with every word of its lists."""

    plan: Plan
    classes: Classes
    every: bool = False
    ear: Ear = field(init=False)
    _decisions: Memory[Decision] = field(default_factory=Memory)
    _arrivals: Memory[tuple[Arrival, After]] = field(default_factory=Memory)
    _sentences: Sentences = field(init=False)
    _world: list[Domain] = field(init=False)
    _groups: dict[Hashable, Group] = field(default_factory=dict)
    _untold: dict[Group, Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ear = Ear(self.plan)
        self._sentences = Sentences(self.plan, self.classes, self.every)
        self._world = world_domains(self.plan)

    @property
    def taken(self) -> int:
        """Return how many steps were taken, in halves that were remembered."""
        return self._decisions.taken + self._arrivals.taken

    def answers(self, place: Place) -> tuple[Answer, ...]:
        """Return every kind of answer at *place*."""
        match place.waits:
            case "speech":
                return (SILENCE, *PRESSED, *self._sentences.at(place.node), FAULT, LATE, LAST)
            case "keys":
                return (SILENCE, *PRESSED, FAULT, LATE, LAST)
            case "ring":
                return (*RINGING, SILENCE, FAULT)
            case "end":
                return ()

    def groups(self, place: Place, answer: Answer) -> Iterator[Group]:
        """Yield what may follow *answer* at *place*; for the same things the same object."""
        values = domains(self.classes, place, turned=self.every or answer.means_back)
        found = self._decisions.outcomes(
            (place.node, answer), values, lambda watched: decide(self.plan, place.node, answer, watched)
        )
        first = [domain[0] for domain in values]
        for decision, known in found:
            now = first.copy()
            for at, value in known.items():
                now[at] = value
            group = self._group(decision, _Given(place, answer, now, known, values))
            if not place.told and any(after.shared for after in group.afters):
                group = self._untold.setdefault(group, group.untold())
            yield group

    def _group(self, decision: Decision, given: _Given) -> Group:
        """Return what follows a decision: the same for all calls that carry the same on."""
        now, known = given.values, given.known
        key: Hashable = decision, tuple(now[at] for at in decision.carried), tuple(known.get(at) for at in _CARRIED)
        if given.answer.claims_more:
            key = key, given.place, tuple(now)
        if key not in self._groups:
            self._groups[key] = Group.of(tuple(self._afters(decision, given)))
        return self._groups[key]

    def _afters(self, decision: Decision, given: _Given) -> Iterator[After]:
        before = call_of(self.plan, given.place.node, given.values)
        for (arrival, after), asked, handed in self._arrived(decision, given):
            fault = given.answer.kind == "fault"  # of what follows that, nothing is asked but that it helps
            wrong = {name: text for name, text in after.wrong.items() if name == "proof-error" or not fault}
            world = made(asked)
            # Words are compared with keys where nothing stands in the way: what does so is told to both alike.
            if given.answer.claims_more and (given.answer.kind != "speech" or world == OPEN):
                wrong |= wrong_after(self.plan, before, given.answer, arrival, world)
            if after.shared and self.moved(before.slots, arrival.after.slots):
                wrong["proof-phrase"] = UNTOLD
            yield after._replace(handed=handed, asked=asked, wrong=wrong)

    def _arrived(self, decision: Decision, given: _Given) -> Iterator[tuple[tuple[Arrival, After], Asked, bool]]:
        handed = given.known.get(_HANDED) is True
        match decision.move:
            case Enter() as enter:
                yield from self._entered(enter, given)
            case None:
                arrival = Arrival(call_of(self.plan, given.place.node, given.values), error=decision.error)
                yield (arrival, self.found(arrival)), ANY, handed
            case wait:
                carried = {FIELDS[at]: given.values[at] for at in decision.carried}
                after = replace(wait.call, **cast("dict[str, Any]", carried))
                arrival = Arrival(after, wait.instructions, self.ear.hears(after, wait.instructions))
                yield (arrival, self.found(arrival)), ANY, handed

    def _entered(self, enter: Enter, given: _Given) -> Iterator[tuple[tuple[Arrival, After], Asked, bool]]:
        now: object = enter.call.slots
        slots = given.values[_SLOTS] if isinstance(now, Watched) else now
        named, _, _ = self.classes.canonical(cast("Slots", slots), ())
        carried = [_domain(getattr(enter.call, name), name, given) for name in KEPT[1:]]
        values = [(enter.call.node,), *carried, *self._world]

        def take(watched: tuple[Watched, ...]) -> tuple[Arrival, After]:
            node, refused, by, handed, *world = cast("tuple[Any, ...]", watched)
            call = Call(node, named, refused=refused, by=by, handed=handed, turn=1, plan=self.plan.hash)
            arrival = arrive(self.ear, replace(enter, call=call), made(tuple(zip(TROUBLES, world, strict=True))))
            return arrival, self.found(arrival)

        first = len(values) - len(self._world)
        for found, known in self._arrivals.outcomes((enter.node, enter.said, named), values, take):
            asked = tuple((name, known[at]) for at, name in enumerate(TROUBLES, first) if at in known)
            handed = given.known.get(_HANDED) is True or (known.get(first - 1) is True and len(carried[-1]) > 1)
            yield found, asked, handed

    def found(self, arrival: Arrival) -> After:
        """Return what was found as a place of the walk, with the claims that it breaks by itself."""
        told = arrival.told.phrase == "in full"
        place, _ = place_of(self.classes, arrival.after, waits_for(arrival.instructions), told=told)
        serves = arrival.rings is not None or arrival.told.number
        shared = not told and _rings_shared(self.plan, arrival)
        return After(place, serves, handed=False, shared=shared, asked=ANY, wrong=wrong_there(self.plan, arrival))

    def moved(self, before: Slots, after: Slots) -> bool:
        """Tell whether another office was chosen."""
        return before != after and self.plan.chosen(Call(slots=before)) != self.plan.chosen(Call(slots=after))


_CARRIED = tuple(FIELDS.index(name) for name in KEPT)


def _domain(value: Any, name: str, given: _Given) -> Domain:  # noqa: ANN401  # any field of a call
    """Return the values that a field may have when the next node is entered."""
    at = FIELDS.index(name)
    if isinstance(value, Watched):
        return (given.known[at],) if at in given.known else given.domains[at]
    if name == "refused":
        return (REFUSED if len(value) >= len(REFUSED) else (),)
    return (value,)


def _rings_shared(plan: Plan, arrival: Arrival) -> bool:
    node = plan.flow.nodes.get(arrival.after.node)
    office = rung(plan, arrival.after, node) if arrival.rings and isinstance(node, Ring) else None
    return office is not None and office.shared_line
