"""The walk through every place that a call can come to, breadth first, and what must hold on the ways between them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ivr.call import Answered, begin, step

from .alphabet import Answer
from .state import Place, place_of, waits_for
from .successors import After, Edge, Follow

LOST = "the call ends, and neither has an office rung nor was a number read out"


class Finding(NamedTuple):
    """A *claim* that is broken by a step from *place*; or at *place* itself, as the answers *then* show."""

    claim: str
    message: str
    place: Place
    then: tuple[Answer, ...] | None = None

    def broken_by(self, after: After) -> bool:
        """Tell whether the claim is broken by what may follow an answer at the place."""
        return after.wrong.get(self.claim) == self.message or (self.claim == "proof-lost" and _loses(after))


class Given(NamedTuple):
    """What every answer at a place leads to, and what they break."""

    edges: frozenset[Edge]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Walk:
    """What was walked: from each place, the ways on, and what was found wrong, by claim."""

    follow: Follow
    first: Place
    serves: bool
    edges: dict[Place, frozenset[Edge]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, findings: Iterable[Finding]) -> None:
        """Add what was found wrong."""
        for finding in findings:
            self.findings.setdefault(finding.claim, []).append(finding)


Give = Callable[[tuple[Place, ...]], Iterable[Given]]
"""Gives every answer at each of some places."""


Tell = Callable[[int, int], None]
"""Hears how many places were walked, of how many that are known so far."""


def in_silence(_walked: int, _known: int) -> None:
    """Tell nobody how far a walk has come."""


def walk(follow: Follow, give: Give, tell: Tell = in_silence) -> Walk:
    """Walk every place that answers lead to."""
    walked = _begun(follow)
    level: tuple[Place, ...] = (walked.first,)
    while level:
        tell(len(walked.edges), len(walked.edges) + len(level))
        for place, given in zip(level, give(level), strict=True):
            walked.edges[place] = given.edges
            walked.add(given.findings)
        found = dict.fromkeys(edge.place for place in level for edge in walked.edges[place])
        level = tuple(place for place in found if place not in walked.edges)
    walked.add(_lost(walked))
    return walked


def _begun(follow: Follow) -> Walk:
    """Return the walk of a call that was just answered."""
    call, instructions = step(follow.plan, begin(follow.plan), Answered())
    told = follow.ear.hears(call, instructions)
    place, _ = place_of(follow.classes, call, waits_for(instructions), told=told.phrase == "in full")
    return Walk(follow, place, place.waits == "ring" or told.number)


def give(follow: Follow, place: Place, share: int = 0, shares: int = 1) -> Given:
    """Give every answer at *place*, or only one share of them."""
    given = [
        (answer, after) for answer in follow.answers(place)[share::shares] for after in follow.afters(place, answer)
    ]
    # What follows a fault is asked of it alone.
    going_on = {after for answer, after in given if answer.kind != "fault" and "proof-error" not in after.wrong}
    edges = frozenset(Edge(after.place, after.serves, after.handed, after.asked) for after in going_on)
    findings = (Finding(claim, message, place) for _, after in given for claim, message in after.wrong.items())
    return Given(edges, tuple(dict.fromkeys(findings)))


def _loses(after: After | Edge) -> bool:
    """Tell whether a caller who was not served before goes away so."""
    return after.place.waits == "end" and not after.serves and not after.handed


def _lost(walked: Walk) -> Iterable[Finding]:
    """Find where calls end in which no office has rung and no number was read out: walk on until somebody is served."""
    waiting = [] if walked.serves else [walked.first]
    unserved = set(waiting)
    while waiting:
        place = waiting.pop()
        if any(map(_loses, walked.edges[place])):
            yield Finding("proof-lost", LOST, place)
        on = {edge.place for edge in walked.edges[place] if not (edge.serves or edge.handed)} - unserved
        unserved |= on
        waiting += on
