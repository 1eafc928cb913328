"""The successors of a state by an answer: each is decided and found once, for all calls for which it holds."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, NamedTuple, cast

from ivr.call import Asking, Call, Plan
from ivr.call.events import OPEN
from ivr.call.moves import Enter, Move, Play
from ivr.call.ring import ringing_office
from ivr.call.state import Slots
from ivr.translation import _

from .alphabet import FAULT, LAST, LATE, PRESSED, RINGING, SILENCE, Answer, keyed_codes, pressed
from .claims import UNTOLD, ClaimAfter, claims_at, wrong_after, wrong_there
from .classes import Classes
from .conditions import ANY, Asked, agrees, asked_of, condition_domains, conditions_with
from .lazy import Domain, cases, domain_of, seen
from .sentences import Sentences
from .state import (
    REFUSED,
    State,
    Where,
    call_with,
    carried,
    carrying,
    domains,
    is_lazy,
    positions_of,
    state_of,
    states_of,
    waits_for,
    where_now,
)
from .step import Arrival, Ear, arrive, decide, played

_NOTHING: Mapping[str, str] = {}
_HANDED = -1
"""The index, among the domains of a call, of whether the fallback office has rung."""


class Edge(NamedTuple):
    """A transition from one state to the next.

    *serves*: an office rings, its number is read out, or the caller wants neither. *handed*: only a call that has rung
    the fallback office gets there. *asked* is what the step looks at of the conditions.
    """

    state: State
    serves: bool
    handed: bool
    asked: Asked


class Successor(NamedTuple):
    """A possible next state: the edge to it, and what is *wrong* with that, by claim."""

    edge: Edge
    wrong: Mapping[str, str]


class _JudgedArrival(NamedTuple):
    """The result of a decision, and what is *wrong* with it, whatever the answer was.

    *shared*: an office on a shared line rings, and this step did not tell the caller what to ask for. *edge*: None if
    it depends on where the call was before.
    """

    arrival: Arrival
    wrong: Mapping[str, str]
    shared: bool
    edge: Edge | None = None

    @property
    def open(self) -> bool:
        """Return whether it is reached when nothing hinders a ring."""
        return self.edge is None or agrees(self.edge.asked, OPEN)


class StateGroup(NamedTuple):
    """States whose calls are given the same answers: their `domains`, in order and with slots *turned*."""

    states: Sequence[State]
    straight: list[Domain]
    turned: list[Domain]


class _Given(NamedTuple):
    """An *answer* given in the call *before*, what it decides, and whether its caller has heard what to ask for."""

    before: Call
    phrase_heard: bool
    answer: Answer
    claims: Mapping[str, ClaimAfter]
    decision: Move | str


@dataclass(slots=True)
class Successors:
    """The next states after each answer in each state of a plan's calls; *every*: with every word of its lists.

    *taken* counts the half steps that were taken and remembered.
    """

    plan: Plan
    classes: Classes
    every: bool = False
    taken: int = 0
    ear: Ear = field(init=False)
    _arrivals: dict[Hashable, tuple[_JudgedArrival, ...]] = field(default_factory=dict)
    _playings: dict[Hashable, dict[Hashable, Arrival | None]] = field(default_factory=dict)
    _sentences: Mapping[str, Sentences] = field(init=False)
    _codes: Callable[[], tuple[Answer, ...]] = field(init=False)
    _domains: list[Domain] = field(init=False)
    _claims: Callable[[str, Answer], Mapping[str, ClaimAfter]] = field(init=False)
    _edges_at: dict[Hashable, Collection[tuple[int, Edge]]] = field(default_factory=dict)
    _known: dict[tuple[State, Answer], tuple[Successor, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ear = Ear(self.plan)
        spoken = [name for name in self.plan.languages if name not in self.classes.keypad]
        self._sentences = {name: Sentences(self.plan.speaks(name), self.classes, self.every) for name in spoken}
        self._codes = cache(partial(keyed_codes, self.plan, self.classes))
        self._domains = condition_domains(self.plan)
        self._claims = cache(partial(claims_at, self.plan))

    def answers(self, state: State) -> tuple[Answer, ...]:
        """Return every kind of answer in *state*."""
        keys = PRESSED if self.every else pressed(self.plan.node(state.node), state.stage)
        keys = (*keys, *self._codes()) if state.stage == "postal" else keys
        match state.waits:
            case "answer":
                sentences = self._sentences.get(state.language)
                said = sentences.at(state.node, state.stage) if sentences else ()
                return (SILENCE, *keys, *said, FAULT, LATE, LAST)
            case "ring":
                return (*RINGING, SILENCE, FAULT)
            case "end":
                return ()

    def after(self, state: State, answer: Answer) -> tuple[Successor, ...]:
        """Return everything that may follow *answer* in *state*."""
        if (state, answer) not in self._known:
            self._known[state, answer] = tuple(after for _, after in self.after_all(self.group((state,)), answer))
        return self._known[state, answer]

    def group(self, states: Sequence[State]) -> StateGroup:
        """Return *states*, which are of one group, with the possible values of their calls."""
        straight, turned = (domains(self.classes, states, turned=turned or self.every) for turned in (False, True))
        return StateGroup(states, straight, turned)

    def after_all(self, group: StateGroup, answer: Answer) -> Iterator[tuple[Collection[int], Successor]]:
        """Yield everything that may follow *answer* in a *group*, with the numbers of the states in which it does."""
        following = self._after_all(group, answer)
        if not answer.declines:
            return following
        return ((alike, Successor(one.edge._replace(serves=True), one.wrong)) for alike, one in following)

    def _after_all(self, group: StateGroup, answer: Answer) -> Iterator[tuple[Collection[int], Successor]]:
        first = group.states[0]
        here = group.turned if answer.means_back else group.straight
        claims = self._claims(first.node, answer)
        for following, values in cases(here, partial(self._followed, first, answer, claims)):
            self.taken += 1
            handed, alike = values[_HANDED] == (True,), states_of(values)
            for judged, wrong in following:
                if judged.edge or not is_lazy(judged.arrival.after):
                    yield alike, Successor(judged.edge or self.edge(judged.arrival, handed=handed), wrong)
                else:
                    edges = self._edges(judged.arrival, values[0], handed=handed)
                    yield from (((at,), Successor(edge, wrong)) for at, edge in edges)

    def _edges(self, arrival: Arrival, origins: Domain, *, handed: bool) -> Collection[tuple[int, Edge]]:
        """Return the edges to an arrival from the states, by number, of a lazy call with the domain *origins*.

        They are made once for all answers that leave the call at the same positions and say the same: most leave it
        where it was.
        """
        call, announced = arrival.after, arrival.announced
        positions = tuple(map(where_now(call), origins))
        heard = announced.phrase == "in full", announced.number, arrival.rings is None, waits_for(arrival.instructions)
        key = call.language, call.node, call.asking.stage, call.rang, origins, positions, handed, heard
        if key not in self._edges_at:
            where = cast("tuple[Where, ...]", origins)
            self._edges_at[key] = {(one[-1], self.edge(arrival, handed=handed, where=one)): None for one in where}
        return self._edges_at[key]

    def edge(self, arrival: Arrival, *, handed: bool = False, asked: Asked = ANY, where: Where | None = None) -> Edge:
        """Return the edge to an arrival; for a lazy call, from the call that was at *where*."""
        heard = arrival.announced.phrase == "in full"
        state = state_of(self.classes, arrival.after, waits_for(arrival.instructions), phrase_heard=heard, where=where)
        return Edge(state, arrival.rings is not None or arrival.announced.number, handed, asked)

    def _followed(
        self, state: State, answer: Answer, claims: Mapping[str, ClaimAfter], values: Sequence[Any]
    ) -> list[tuple[_JudgedArrival, Mapping[str, str]]]:
        """Return what follows *answer*, and is wrong, in a call with *values* in states of the group of *state*."""
        before = call_with(self.plan.hash, state, values)
        decision = decide(self.plan, answer, before)
        given = _Given(before, state.phrase_heard, answer, claims, decision)
        return [(judged, self._wrong(given, judged)) for judged in self._arrived(decision, before)]

    def _wrong(self, given: "_Given", judged: _JudgedArrival) -> Mapping[str, str]:
        """Return what is wrong with what follows this very answer."""
        before, answer, decision = given.before, given.answer, given.decision
        if not (judged.wrong or judged.shared or given.claims or answer.same_as):
            return _NOTHING
        fault = answer.kind == "fault"  # an apology looks at no conditions, and only has to help
        if fault and not judged.open:
            return {}
        wrong = {name: text for name, text in judged.wrong.items() if name == "proof-error" or not fault}
        # Words are compared with keys only when nothing hinders a ring: a hindrance would change both alike.
        if (given.claims or answer.same_as) and (answer.kind != "speech" or judged.open):
            by_key = partial(self._by_key, before, answer)
            wrong |= wrong_after(given.claims, self.plan, before, answer, judged.arrival, by_key)
        if judged.shared and (
            not given.phrase_heard or (isinstance(decision, Enter) and self.moved(before, decision.call))
        ):
            wrong["proof-phrase"] = _(UNTOLD)
        return wrong

    def _by_key(self, before: Call, answer: Answer) -> Call:
        """Return the call after the key that a word replaces, where nothing hinders a ring."""
        decision = decide(self.plan, Answer("key", answer.same_as), before)
        return next(judged.arrival.after for judged in self._arrived(decision, before) if judged.open)

    def _arrived(self, decision: Move | str, before: Call) -> tuple[_JudgedArrival, ...]:
        match decision:
            case Enter() as enter:
                return self._entered(enter)
            case Play() as play:
                return (self.judged(self._played(play)),)
            case str() as error:
                return (self.judged(Arrival(before, error=error)),)
            case wait:
                announced = self.ear.hears(wait.call, wait.instructions)
                return (self.judged(Arrival(wait.call, wait.instructions, announced)),)

    def _played(self, play: Play) -> Arrival:
        """Return what is heard where a question is played, without looking if that cannot matter."""
        # What is said first is only said: lines that tell nothing are all the same.
        call, said = play.call, (*play.pending, *play.offer)
        pending = tuple(line for line in said if self.ear.listens(line))
        play, positions = Play(call, pending), positions_of(call)
        key = call.language, call.node, call.asking.stage, call.rang, pending, domain_of(call.refused)
        heard_there = self._playings.setdefault(key, {})
        if positions not in heard_there:
            if new := tuple(one for one in positions if one not in heard_there):
                heard_there.update(self._heard(play, new))
            heard_there[positions] = _alike([heard_there[one] for one in positions])
        if (heard := heard_there[positions]) is None:
            return played(self.ear, play)
        return Arrival(call, heard.instructions, heard.announced, heard.error)

    def _heard(self, play: Play, positions: Domain) -> Iterator[tuple[Hashable, Arrival | None]]:
        """Yield what is heard in each of the positions of a call, whatever else it carries; None if that matters."""
        heard: dict[Hashable, list[Arrival]] = {one: [] for one in positions}
        here = [positions, *carried(play.call)]
        for arrival, values in cases(
            here, lambda lazy: played(self.ear, Play(carrying(play.call, lazy), play.pending))
        ):
            for one in values[0]:
                heard[one].append(arrival)
        return ((one, _alike(arrivals)) for one, arrivals in heard.items())

    def _entered(self, enter: Enter) -> tuple[_JudgedArrival, ...]:
        """Return what *enter* leads to, remembered by what the step looks at: mostly not where the call came from."""
        call = enter.call
        named, _, _ = self.classes.canonical(seen(call.slots), ())
        carried = [_refused(call.refused), domain_of(call.mode), domain_of(call.handed_over)]
        key = call.language, enter.node, enter.pending, enter.guessed, named, call.rang, *carried
        left = call.node, call.asking.stage
        judged = self._arrivals.get(key) or self._arrivals.get((*key, left))
        if judged is None:
            looked, judged = self._judge_arrivals(enter, named, carried)
            self._arrivals[(*key, left) if looked else key] = judged
        return judged

    def _judge_arrivals(
        self, enter: Enter, slots: Slots, carried: list[Domain]
    ) -> tuple[bool, tuple[_JudgedArrival, ...]]:
        """Return whether the step looks at the question that was left, and what is found."""
        left, stage, rang = enter.call.node, enter.call.asking.stage, enter.call.rang

        def take(lazy: Sequence[Any]) -> Arrival:
            left, stage, refused, mode, handed, *conditions = lazy
            hash_, language = self.plan.hash, enter.call.language
            call = Call(left, slots, Asking(stage), refused, mode, handed, 1, hash_, language=language, rang=rang)
            return arrive(self.ear, enter._replace(call=call), conditions_with(conditions))

        # A question with no name represents every other one: does it make a difference?
        elsewhere: list[Domain] = [(left, ""), (stage, "") if stage else ("",)]
        looked, judged = False, list[_JudgedArrival]()
        for arrival, values in cases([*elsewhere, *carried, *self._domains], take):
            looked = looked or values[:2] != elsewhere
            if left in values[0] and stage in values[1]:
                self.taken += 1
                first = len(values) - len(self._domains)
                asked = asked_of(values[first:], self._domains)
                edge = self.edge(arrival, handed=values[first - 1] == (True,), asked=asked)
                judged.append(self.judged(arrival)._replace(edge=edge))
        return looked, tuple(judged)

    def judged(self, arrival: Arrival) -> _JudgedArrival:
        """Return an arrival with the claims that it breaks on its own."""
        shared = arrival.announced.phrase != "in full" and _rings_shared(self.plan, arrival)
        return _JudgedArrival(arrival, wrong_there(self.plan, arrival), shared)

    def moved(self, before: Call, after: Call) -> bool:
        """Return whether another office was chosen."""
        return before.slots != after.slots and self.plan.chosen(before) != self.plan.chosen(after)


def _alike(heard: Sequence[Arrival | None]) -> Arrival | None:
    """Return the first of *heard* if all of them are equal, else None."""
    first, *others = heard
    same = first and all(one and (one.announced, one.error) == (first.announced, first.error) for one in others)
    return first if same else None


def _refused(refused: tuple[str, ...]) -> Domain:
    """Return the places that a caller may have refused when the next node is entered: none, or enough."""
    domain = domain_of(refused)
    return domain if len(domain) > 1 else (REFUSED if len(refused) >= len(REFUSED) else (),)


def _rings_shared(plan: Plan, arrival: Arrival) -> bool:
    if arrival.rings is None:
        return False
    office = ringing_office(plan, arrival.after)
    return office is not None and office.shared_line
