"""The walk through every state that a call can come to, breadth first: the first way to a state is a shortest one."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ivr.call import Answered, begin, step

from .answers import SILENCE, Answer
from .heard import Phrase
from .model import Leaf, Model
from .states import Kept, kept_of, place_of, waits_for
from .watched import Watched

Wanted = Callable[[Answer], bool]
AFTERWARDS = ("late", "last")
"""Kinds of answers after many others: ways through them are no short ones, and are walked last."""
_MOST_SHOWN = 20


class State(NamedTuple):
    """A state of the walk: the number of its place, what is kept besides, and what the caller has had so far.

    *served*: an office has rung, or a number was read out. *told*: the sentence for shared lines was said since the
    office was chosen; "cuttable" until the next answer shows whether a key has cut it.
    """

    place: int
    kept: Kept
    served: bool
    told: Phrase


class Edge(NamedTuple):
    """How a state was first reached: from which one, by which answer, in which world."""

    origin: State
    answer: Answer
    world: str


class Finding(NamedTuple):
    """A claim that *answer* breaks at *state* in *world*."""

    claim: str
    message: str
    state: State
    answer: Answer
    world: str


@dataclass(slots=True)
class Walk:
    """What was walked: how each state was first reached, where silence and ringing led, and what was found wrong."""

    model: Model
    reached: dict[State, Edge | None] = field(default_factory=dict)
    silence: dict[tuple[State, str], State] = field(default_factory=dict)
    rung: dict[tuple[State, str, str], State] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    answers: int = 0

    def found(self, finding: Finding) -> None:
        """Keep *finding*, unless there are many of its claim already."""
        listed = self.findings.setdefault(finding.claim, [])
        if len(listed) < _MOST_SHOWN:
            listed.append(finding)


def walk(model: Model, wanted: Wanted = lambda _answer: True) -> Walk:
    """Walk every state that the *wanted* answers lead to."""
    walked = Walk(model)
    first = _first(model)
    walked.reached[first] = None
    _spread(walked, deque([first]), lambda answer: wanted(answer) and answer.kind not in AFTERWARDS)
    late = deque[State]()
    for state in tuple(walked.reached):
        late += _answered(walked, state, lambda answer: wanted(answer) and answer.kind in AFTERWARDS)
    _spread(walked, late, wanted)
    return walked


def _first(model: Model) -> State:
    """Return the state of a call that was just answered; RecursionError where it is never asked anything."""
    call, instructions = step(model.plan, begin(model.plan), Answered())
    place, _ = place_of(model.classes, call, waits_for(instructions))
    heard = model.ear.hears(call, instructions)
    return State(model.number(place), kept_of(call), served=place.waits == "ring" or heard.number, told=heard.phrase)


def _spread(walked: Walk, waiting: deque[State], wanted: Wanted) -> None:
    while waiting:
        waiting += _answered(walked, waiting.popleft(), wanted)


def _answered(walked: Walk, state: State, wanted: Wanted) -> list[State]:
    """Give every answer at *state* in every world; return the states that are new."""
    model, new = walked.model, list[State]()
    for kind, answer in model.answers(state.place):
        if not wanted(answer):
            continue
        for world, values in model.worlds.items():
            leaf, worldly = model.outcome(state.place, kind, answer, state.kept + values)
            walked.answers += 1
            for after in _after(walked, state, answer, world, leaf):
                if after not in walked.reached:
                    walked.reached[after] = Edge(state, answer, world)
                    new.append(after)
            if not worldly:
                break
    return new


def _after(walked: Walk, state: State, answer: Answer, world: str, leaf: Leaf) -> Iterator[State]:
    """Yield the states that an answer leads to, and keep what it breaks."""
    told = _told(state.told, answer, leaf)
    served = state.served or leaf.served
    for claim, message in leaf.wrong.items():
        walked.found(Finding(claim, message, state, answer, world))
    if leaf.ends and not served:
        walked.found(Finding("proof-lost", LOST, state, answer, world))
    if leaf.shared and told != "in full":
        walked.found(Finding("proof-phrase", UNTOLD, state, answer, world))
    if leaf.place < 0 or leaf.ends or answer.kind == "fault":
        return
    kept = tuple(state.kept[value.place] if isinstance(value, Watched) else value for value in leaf.kept) if leaf.carries else leaf.kept
    after = State(leaf.place, kept, served, told)
    if answer is SILENCE:
        walked.silence[state, world] = after
    elif answer.kind == "dial":
        walked.rung[state, answer.text, world] = after
    yield after
    if leaf.forgets and kept[0]:
        yield after._replace(kept=(kept[0][1:], *kept[1:]))


def _told(before: Phrase, answer: Answer, leaf: Leaf) -> Phrase:
    """Return whether the sentence for shared lines was heard: a key cuts what a question says."""
    told: Phrase = before
    if before == "cuttable":
        told = "" if answer.kind == "key" else "in full"
    if leaf.moved:
        told = ""
    return leaf.told if leaf.told == "in full" or not told else told


LOST = "the call ends, and neither has an office rung nor was a number read out"
UNTOLD = "an office on a shared line rings, and the sentence to ask for it was not heard in full"
