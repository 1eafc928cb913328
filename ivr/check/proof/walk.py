"""The walk through every state that a call can come to, breadth first."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ivr.call import Answered, World, begin, step

from .answers import Answer
from .heard import Phrase
from .model import Found, Model
from .states import place_of, waits_for

Wanted = Callable[[Answer], bool]
LOST = "the call ends, and neither has an office rung nor was a number read out"
UNTOLD = "an office on a shared line rings, and the sentence to ask for it was not heard in full"


class State(NamedTuple):
    """A state of the walk: the number of its place, and what the caller has had so far.

    *served*: an office has rung, or a number was read out. *told*: the sentence for shared lines was said since the
    office was chosen; "cuttable" until the next answer shows whether a key has cut it.
    """

    place: int
    served: bool
    told: Phrase


class Finding(NamedTuple):
    """A claim that *answer* may break at *state* in *world*."""

    claim: str
    message: str
    state: State
    answer: Answer
    world: World


@dataclass(slots=True)
class Walk:
    """What was walked: each state with the states that may follow it, and what was found wrong."""

    model: Model
    first: State
    follows: dict[State, set[State]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)


def walk(model: Model, wanted: Wanted = lambda _answer: True) -> Walk:
    """Walk every state that the *wanted* answers lead to."""
    call, instructions = step(model.plan, begin(model.plan), Answered())
    place, _ = place_of(model.classes, call, waits_for(instructions))
    heard = model.ear.hears(call, instructions)
    first = State(model.number(place), place.waits == "ring" or heard.number, heard.phrase)
    walked = Walk(model, first)
    waiting = deque([first])
    walked.follows[first] = set()
    while waiting:
        state = waiting.popleft()
        for after in _answered(walked, state, wanted):
            if after not in walked.follows:
                walked.follows[after] = set()
                waiting.append(after)
            walked.follows[state].add(after)
    return walked


def _answered(walked: Walk, state: State, wanted: Wanted) -> Iterator[State]:
    """Give every answer at *state*; yield the states that may follow."""
    seen = set[tuple[int, bool]]()
    for answer in walked.model.answers(state.place):
        if not wanted(answer):
            continue
        for group in walked.model.follow(state.place, answer, served=state.served):
            key = id(group), answer.kind == "key"
            if key not in seen:
                seen.add(key)
                yield from _states(walked, state, answer, group)


def _states(walked: Walk, state: State, answer: Answer, group: tuple[Found, ...]) -> Iterator[State]:
    for found in group:
        told = told_after(state.told, answer, found)
        served = state.served or found.served
        wrong = dict(found.wrong)
        if found.ends and not served:
            wrong["proof-lost"] = LOST
        if found.shared and told != "in full":
            wrong["proof-phrase"] = UNTOLD
        for claim, message in wrong.items():
            walked.findings.setdefault(claim, []).append(Finding(claim, message, state, answer, found.world))
        if found.place >= 0 and not found.ends and answer.kind != "fault":
            yield State(found.place, served, told)


def told_after(before: Phrase, answer: Answer, found: Found) -> Phrase:
    """Return whether the sentence for shared lines was heard: a key cuts what a question says."""
    told: Phrase = before
    if before == "cuttable":
        told = "" if answer.kind == "key" else "in full"
    if found.moved:
        told = ""
    return found.told if found.told == "in full" or not told else told
