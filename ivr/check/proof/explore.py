"""Every state that a call can come to, breadth first, by several processes; and what must hold on the ways between."""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ivr.call import Answered, begin, step
from ivr.translation import _

from .alphabet import Answer
from .claims import LOST
from .pool import shared
from .state import State, group_of, state_of, waits_for
from .successors import Edge, Successor, Successors
from .world import ANY, Asked


class Finding(NamedTuple):
    """A *claim* broken by a step from *state* in a world as *asked* for; or there, as the answers *then* show."""

    claim: str
    message: str
    state: State
    asked: Asked = ANY
    then: tuple[Answer, ...] | None = None

    def broken_by(self, after: Successor) -> bool:
        """Tell whether the claim is broken by what may follow an answer at the state."""
        return after.wrong.get(self.claim) == self.message or (self.claim == "proof-lost" and _loses(after.edge))


class Expanded(NamedTuple):
    """What every answer at a state leads to, and what they break."""

    edges: tuple[Edge, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Explored:
    """What was explored: from each state, the ways on, and what was found wrong, by claim."""

    successors: Successors
    first: State
    serves: bool
    edges: dict[State, Collection[Edge]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    steps: int = 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Add what was found wrong."""
        for finding in findings:
            self.findings.setdefault(finding.claim, []).append(finding)


_States = tuple[State, ...]
_Share = tuple[list[Expanded], int]
"""What a share of the answers at some states leads to, and how many steps that share has taken so far."""
Tell = Callable[[int, int], None]
"""Hears how many states were explored, of how many that are known so far."""


def in_silence(_explored: int, _known: int) -> None:
    """Tell nobody how far it has come."""


def explore(successors: Successors, processes: int = 1, tell: Tell = in_silence) -> Explored:
    """Explore every state that answers lead to, in so many *processes* with this one; alone where none can fork."""
    explored = _begun(successors)
    level: _States = (explored.first,)
    with shared(partial(_expand, successors), processes) as expand:
        while level:
            tell(len(explored.edges), len(explored.edges) + len(level))
            shares = expand(level)
            explored.steps = sum(steps for _, steps in shares)
            for state, *parts in zip(level, *(expanded for expanded, _ in shares), strict=True):
                explored.edges[state] = dict.fromkeys(edge for part in parts for edge in part.edges)
                explored.add(dict.fromkeys(finding for part in parts for finding in part.findings))
            found = dict.fromkeys(edge.state for state in level for edge in explored.edges[state])
            level = tuple(state for state in found if state not in explored.edges)
    explored.add(_lost(explored))
    return explored


def _begun(successors: Successors) -> Explored:
    """Return what is explored of a call that was just answered."""
    call, instructions = step(successors.plan, begin(successors.plan), Answered())
    told = successors.ear.hears(call, instructions)
    state = state_of(successors.classes, call, waits_for(instructions), told=told.phrase == "in full")
    return Explored(successors, state, state.waits == "ring" or told.number)


def _expand(successors: Successors, share: int, shares: int, states: _States) -> _Share:
    """Give one share of all answers at each of *states*, those of a group together."""
    edges: dict[State, dict[Edge, None]] = {state: {} for state in states}
    findings: dict[State, dict[Finding, None]] = {state: {} for state in states}
    groups: dict[Hashable, list[State]] = {}
    for state in states:
        groups.setdefault(group_of(state), []).append(state)
    for group in groups.values():
        for answer in successors.answers(group[0])[share::shares]:
            for state, after in successors.after_all(group, answer):
                # What follows a fault is asked of it alone.
                if answer.kind != "fault" and "proof-error" not in after.wrong:
                    edges[state][after.edge] = None
                for claim, message in after.wrong.items():
                    findings[state][Finding(claim, message, state, after.edge.asked)] = None
    expanded = [Expanded(tuple(edges[state]), tuple(findings[state])) for state in states]
    return expanded, successors.taken


def _loses(edge: Edge) -> bool:
    """Tell whether a caller who was not served before goes away so."""
    return edge.state.waits == "end" and not edge.serves and not edge.handed


def _lost(explored: Explored) -> Iterable[Finding]:
    """Find where calls end in which no office has rung and no number was read out: go on until somebody is served."""
    waiting = [] if explored.serves else [explored.first]
    unserved = set(waiting)
    while waiting:
        state = waiting.pop()
        yield from (Finding("proof-lost", _(LOST), state, edge.asked) for edge in explored.edges[state] if _loses(edge))
        on = {edge.state for edge in explored.edges[state] if not (edge.serves or edge.handed)} - unserved
        unserved |= on
        waiting += on
