"""The walk through every state that a call can come to, breadth first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ivr.call import Answered, World, begin, step

from .answers import Answer
from .heard import Phrase
from .model import Found, Model
from .states import Place, place_of, waits_for

LOST = "the call ends, and neither has an office rung nor was a number read out"
UNTOLD = "an office on a shared line rings, and the sentence to ask for it was not heard in full"


class State(NamedTuple):
    """A state of the walk: a place, and what the caller has had so far.

    *served*: an office has rung, or a number was read out. *told*: the sentence for shared lines was said since the
    office was chosen; "cuttable" until the next answer shows whether a key has cut it.
    """

    place: Place
    served: bool
    told: Phrase


class Finding(NamedTuple):
    """A claim that *answer* may break at *state* in *world*."""

    claim: str
    message: str
    state: State
    answer: Answer
    world: World


class Given(NamedTuple):
    """What every answer at a state leads to, and what they break."""

    follows: frozenset[State]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Walk:
    """What was walked: each state with the states that may follow it, and what was found wrong, by claim."""

    model: Model
    first: State
    follows: dict[State, frozenset[State]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Add what was found wrong."""
        self.findings.setdefault(finding.claim, []).append(finding)


Give = Callable[[tuple[State, ...]], Iterable[Given]]
"""Gives every answer at each of some states."""


def walk(model: Model, give: Give) -> Walk:
    """Walk every state that answers lead to."""
    walked = Walk(model, first(model))
    level: tuple[State, ...] = (walked.first,)
    while level:
        for state, given in zip(level, give(level), strict=True):
            walked.follows[state] = given.follows
            for finding in given.findings:
                walked.add(finding)
        found = dict.fromkeys(after for state in level for after in walked.follows[state])
        level = tuple(state for state in found if state not in walked.follows)
    return walked


def first(model: Model) -> State:
    """Return the state of a call that was just answered."""
    call, instructions = step(model.plan, begin(model.plan), Answered())
    place, _ = place_of(model.classes, call, waits_for(instructions))
    heard = model.ear.hears(call, instructions)
    return State(place, place.waits == "ring" or heard.number, heard.phrase)


def give(model: Model, state: State, share: int = 0, shares: int = 1) -> Given:
    """Give every answer at *state*, or only one share of them."""
    follows, findings = set[State](), list[Finding]()
    seen = set[tuple[int, bool]]()
    for answer in model.answers(state.place)[share::shares]:
        for group in model.follow(state.place, answer, served=state.served):
            key = id(group), answer.kind == "key"
            if key not in seen:
                seen.add(key)
                for after, wrong in _after(state, answer, group):
                    follows.update(after)
                    findings += wrong
    return Given(frozenset(follows), tuple(findings))


def _after(
    state: State, answer: Answer, group: tuple[Found, ...]
) -> Iterator[tuple[tuple[State, ...], list[Finding]]]:
    for found in group:
        told = told_after(state.told, answer, found)
        served = state.served or found.served
        wrong = {**found.wrong, **wrong_so_far(found, told, served=served)}
        goes_on = found.place and not found.ends and answer.kind != "fault"
        after = (State(found.place, served, told),) if goes_on and found.place else ()
        yield after, [Finding(claim, text, state, answer, found.world) for claim, text in wrong.items()]


def wrong_so_far(found: Found, told: Phrase, *, served: bool) -> dict[str, str]:
    """Return what is wrong with a call of which this is the end, or the ringing; by claim."""
    wrong = {}
    if found.ends and not served:
        wrong["proof-lost"] = LOST
    if found.shared and told != "in full":
        wrong["proof-phrase"] = UNTOLD
    return wrong


def told_after(before: Phrase, answer: Answer, found: Found) -> Phrase:
    """Return whether the sentence for shared lines was heard: a key cuts what a question says."""
    told: Phrase = before
    if before == "cuttable":
        told = "" if answer.kind == "key" else "in full"
    if found.moved:
        told = ""
    return found.told if found.told == "in full" or not told else told
