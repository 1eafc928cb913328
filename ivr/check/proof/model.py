"""The steps between states, each taken once and remembered for every state to which it makes no difference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ivr.call import Plan
from ivr.call.nodes import Ring
from ivr.call.ring import rung

from .answers import FAULT, LAST, LATE, PRESSED, RINGING, SILENCE, Answer
from .claims import broken
from .classes import Classes
from .heard import Ear, Phrase
from .sentences import Sentences
from .states import FIELDS, Kept, Place, Values, kept_of, place_of, waits_for, worlds
from .steps import Taken, take
from .watched import Memory, Watched


class Leaf(NamedTuple):
    """What an answer makes of a state.

    *place* is the number of the next place, *kept* what is kept there (`Watched`: as it was before), *forgets* whether
    a place once refused may be out of mind. *told* is the sentence for shared lines, if it was said; *moved* says that
    another office was chosen, *served* that one rings or a number was read out, *shared* that one on a shared line
    rings. *wrong* are the broken claims.
    """

    place: int
    kept: Kept
    carries: bool
    forgets: bool
    told: Phrase
    moved: bool
    served: bool
    shared: bool
    ends: bool
    wrong: Mapping[str, str]


@dataclass(slots=True)
class Model:
    """The places of a plan's calls, numbered, and the steps that lead from one to another."""

    plan: Plan
    classes: Classes
    every: bool = False
    places: list[Place] = field(default_factory=list)
    steps: Memory[Leaf] = field(default_factory=Memory)
    worlds: Mapping[str, Values] = field(init=False)
    _numbers: dict[Place, int] = field(default_factory=dict)
    _asked: dict[int, tuple[tuple[int, Answer], ...]] = field(default_factory=dict)
    _sentences: Sentences = field(init=False)
    ear: Ear = field(init=False)
    _kinds: dict[Answer, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.worlds = worlds(self.plan)
        self._sentences = Sentences(self.plan, self.classes, self.every)
        self.ear = Ear(self.plan)

    def number(self, place: Place) -> int:
        """Return the number of *place*."""
        found = self._numbers.get(place)
        if found is None:
            found = self._numbers[place] = len(self.places)
            self.places.append(place)
        return found

    def answers(self, number: int) -> tuple[tuple[int, Answer], ...]:
        """Return every kind of answer at a place, with the number of the kind."""
        found = self._asked.get(number)
        if found is None:
            kinds = self._kinds
            found = tuple((kinds.setdefault(one, len(kinds)), one) for one in self._possible(self.places[number]))
            self._asked[number] = found
        return found

    def _possible(self, place: Place) -> tuple[Answer, ...]:
        match place.waits:
            case "speech":
                return (SILENCE, *PRESSED, *self._sentences.at(self.plan.node(place.node)), FAULT, LATE, LAST)
            case "keys":
                return (SILENCE, *PRESSED, FAULT, LATE, LAST)
            case "ring":
                return (*RINGING, SILENCE, FAULT)
            case "end":
                return ()

    def outcome(self, number: int, kind: int, answer: Answer, values: Values) -> tuple[Leaf, bool]:
        """Return what *answer* makes of a state, and whether the world made a difference."""

        def taken(watched: tuple[Watched, ...]) -> Leaf:
            return self._leaf(self.places[number], answer, watched)

        leaf, deepest = self.steps.outcome(number << 16 | kind, values, taken)
        return leaf, deepest >= len(FIELDS)

    def _leaf(self, place: Place, answer: Answer, watched: tuple[Watched, ...]) -> Leaf:
        taken, after = take(self.ear, place, answer, watched)
        wrong = broken(self.plan, taken)
        if after is None:
            return Leaf(-1, (), carries=False, forgets=False, told="", moved=False, served=False, shared=False, ends=False, wrong=wrong)
        new, _ = place_of(self.classes, after, waits_for(taken.instructions))
        kept = kept_of(after)
        return Leaf(
            self.number(new),
            kept,
            carries=any(isinstance(value, Watched) for value in kept),
            forgets=taken.after.slot("prefecture") not in (None, taken.before.slot("prefecture")),
            told=taken.heard.phrase,
            moved=self.plan.chosen(taken.before) is not self.plan.chosen(taken.after),
            served=taken.rings is not None or taken.heard.number,
            shared=_rings_shared(self.plan, taken),
            ends=taken.ends,
            wrong=wrong,
        )


def _rings_shared(plan: Plan, taken: Taken) -> bool:
    node = plan.flow.nodes.get(taken.after.node)
    office = rung(plan, taken.after, node) if taken.rings and isinstance(node, Ring) else None
    return office is not None and office.shared_line
