"""The exploration of every state that a call can reach, breadth first, by several processes.

Claims about more than one step are checked here too: along the edges between states, and for callers who say nothing.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ivr.call import Answered, Call, Conditions, DialEnded, Outcome, Plan, RingNumber, Silent, begin, step
from ivr.call.ring import ringing_office
from ivr.translation import N_, _

from .alphabet import RINGING, SILENCE, Answer
from .claims import LOST, UNASKED
from .conditions import ANY, Asked, agrees, asked_of, condition_domains, conditions_of_silence, conditions_with
from .lazy import Domain, cases
from .pool import shared
from .state import State, WaitsFor, call_with, domains, group_of, state_of, waits_for, without_turn
from .successors import Edge, Successor, Successors

KEPT_WAITING = N_("a caller who says nothing is asked for ever: no office rings, no number ends the call")

_States = tuple[State, ...]

Tell = Callable[[int, int], None]
"""Receives how many states are explored, and how many are known so far."""

_After = tuple[Call, WaitsFor]


class Finding(NamedTuple):
    """A *claim* broken by a step from *state* where conditions agree with *asked*; or later, by the answers *then*."""

    claim: str
    message: str
    state: State
    asked: Asked = ANY
    then: tuple[Answer, ...] | None = None

    def broken_by(self, after: Successor) -> bool:
        """Return whether this possible successor of the state breaks the claim."""
        return after.wrong.get(self.claim) == self.message or (self.claim == "proof-lost" and _loses(after.edge))


class Expanded(NamedTuple):
    """An explored state: what every answer leads to and breaks, and what *silent* callers meet there."""

    edges: tuple[Edge, ...]
    findings: tuple[Finding, ...]
    silent: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Explored:
    """The result of the exploration: the edges from each state, and the findings, by claim."""

    successors: Successors
    first: State
    serves: bool
    edges: dict[State, Collection[Edge]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    steps: int = 0
    _before: dict[Conditions | None, dict[State, list[State]]] = field(default_factory=dict)

    def before(self, conditions: Conditions | None) -> Mapping[State, Sequence[State]]:
        """Return from which states each state is come to, by edges that *conditions* allow (None: any)."""
        if conditions not in self._before:
            earlier = self._before[conditions] = {}
            for state, edges in self.edges.items():
                for edge in edges:
                    if conditions is None or agrees(edge.asked, conditions):
                        earlier.setdefault(edge.state, []).append(state)
        return self._before[conditions]

    def add(self, findings: Iterable[Finding]) -> None:
        """Add findings."""
        for finding in findings:
            self.findings.setdefault(finding.claim, []).append(finding)


_Share = tuple[list[Expanded], int]
"""What a share of the answers in some states leads to, and how many steps that share has taken so far."""


def show_no_progress(_explored: int, _known: int) -> None:
    """Show no progress."""


def explore(successors: Successors, processes: int = 1, tell: Tell = show_no_progress) -> Explored:
    """Explore every state that answers lead to, in this many *processes*, this one included; alone if none can fork."""
    explored = _begun(successors)
    level: _States = (explored.first,)
    silent: list[Finding] = []
    with shared(partial(_expand, successors, Silences(successors.plan)), processes) as expand:
        while level:
            tell(len(explored.edges), len(explored.edges) + len(level))
            shares = expand(level)
            explored.steps = sum(steps for _, steps in shares)
            for state, *parts in zip(level, *(expanded for expanded, _ in shares), strict=True):
                explored.edges[state] = dict.fromkeys(edge for part in parts for edge in part.edges)
                explored.add(dict.fromkeys(finding for part in parts for finding in part.findings))
                silent += (finding for part in parts for finding in part.silent)
            reached = dict.fromkeys(edge.state for state in level for edge in explored.edges[state])
            level = tuple(state for state in reached if state not in explored.edges)
    explored.add(_lost(explored))
    explored.add(silent)
    return explored


def _begun(successors: Successors) -> Explored:
    """Return an exploration that has only the call that was just answered."""
    call, instructions = step(successors.plan, begin(successors.plan), Answered())
    announced = successors.ear.hears(call, instructions)
    state = state_of(successors.classes, call, waits_for(instructions), phrase_heard=announced.phrase == "in full")
    return Explored(successors, state, state.waits == "ring" or announced.number)


def _expand(successors: Successors, silences: "Silences", share: int, shares: int, states: _States) -> _Share:
    """Explore *states*, group by group: one share of all that may be answered in them, and of the silences.

    A share is a piece of the list of all groups, by language and node: so a process meets few of them, and what it has
    found in one serves it in the next.
    """
    groups: dict[Hashable, list[State]] = {}
    for state in sorted(states, key=group_of):
        groups.setdefault(group_of(state), []).append(state)
    works = [10 * (len(group) + 1) if group[0].waits == "answer" else 1 for group in groups.values()]
    first, last = (sum(works) * at // shares for at in (share, share + 1))
    expanded = dict.fromkeys(states, Expanded((), ()))
    for group, work in zip(groups.values(), works, strict=True):
        start, end = max(first, 0), min(last, work)
        if start < end:
            answers = successors.answers(group[0])
            here = answers[len(answers) * start // work : len(answers) * end // work]
            expanded.update(zip(group, _of_group(successors, group, here), strict=True))
        for state in group if start == 0 < end else ():
            silent = tuple(_silent_at(successors, silences, state))
            expanded[state] = expanded[state]._replace(silent=silent)
        first, last = first - work, last - work
    return [expanded[state] for state in states], successors.taken


def _of_group(successors: Successors, states: Sequence[State], answers: Sequence[Answer]) -> Iterator[Expanded]:
    """Yield for each of *states*, which are of one group, what *answers* lead to."""
    numbers: dict[Edge, int] = {}  # a number is looked up faster than an edge, which contains a state
    edges: list[dict[int, None]] = [{} for _ in states]
    findings: list[dict[Finding, None]] = [{} for _ in states]
    group = successors.group(states)
    for answer in answers:
        for alike, after in successors.after_all(group, answer):
            # After a fault only the fault itself is examined.
            if answer.kind != "fault" and "proof-error" not in after.wrong:
                number = numbers.setdefault(after.edge, len(numbers))
                for at in alike:
                    edges[at][number] = None
            for claim, message in after.wrong.items():
                for at in alike:
                    findings[at][Finding(claim, message, states[at], after.edge.asked)] = None
    numbered = tuple(numbers)
    return (
        Expanded(tuple(numbered[number] for number in of_state), tuple(wrong))
        for of_state, wrong in zip(edges, findings, strict=True)
    )


def _loses(edge: Edge) -> bool:
    """Return whether a caller who was not served before is left unserved here."""
    return edge.state.waits == "end" and not edge.serves and not edge.handed


def _lost(explored: Explored) -> Iterable[Finding]:
    """Find calls that end though no office rang and no number was read out: follow each until it serves its caller."""
    waiting = [] if explored.serves else [explored.first]
    unserved = set(waiting)
    while waiting:
        state = waiting.pop()
        yield from (Finding("proof-lost", _(LOST), state, edge.asked) for edge in explored.edges[state] if _loses(edge))
        on = {edge.state for edge in explored.edges[state] if not (edge.serves or edge.handed)} - unserved
        unserved |= on
        waiting += on


def _silent_at(successors: Successors, silences: "Silences", state: State) -> Iterator[Finding]:
    """Find whether silent callers in a state are kept waiting for ever, or have a telephone ring unasked.

    The state is turned into real calls, with nothing missed so far; the core's own `step` plays what follows.
    """
    for call in _calls(successors, state):
        if state.waits == "ring":
            yield from _unasked(successors.plan, call, state)
            continue
        for conditions in silences.conditions:
            if silences.kept_waiting(call, conditions):
                then = (SILENCE,) * silences.until_repeated(call, conditions)
                yield Finding("proof-silence", _(KEPT_WAITING), state, then=then)


def _calls(successors: Successors, state: State) -> Iterator[Call]:
    """Return the calls that a state is turned into: one before the fallback office has rung, and one after."""
    if state.waits != "end":
        values = [domain[0] for domain in domains(successors.classes, (state,), turned=False)]
        call = without_turn(call_with(successors.plan.hash, state, values))
        yield from (call, call._replace(handed_over=True))


@dataclass(slots=True)
class Silences:
    """The calls of silent callers of a *plan*; what happens to them is remembered for every call on the way."""

    plan: Plan
    conditions: tuple[Conditions, ...] = field(init=False)
    _domains: list[Domain] = field(init=False)
    _steps: dict[Call, list[tuple[Asked, _After]]] = field(default_factory=dict)
    _for_ever: dict[tuple[Conditions, Call], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.conditions, self._domains = conditions_of_silence(self.plan), condition_domains(self.plan)

    def kept_waiting(self, call: Call, conditions: Conditions) -> bool:
        """Return whether a caller who says nothing more is never connected."""
        path = dict[tuple[Conditions, Call], None]()
        waits: WaitsFor = "answer"
        while (at := (conditions, call)) not in self._for_ever and at not in path and waits == "answer":
            path[at] = None
            call, waits = self._after(call, conditions)
        for_ever = waits == "answer" and self._for_ever.get(at, True)
        self._for_ever.update(dict.fromkeys(path, for_ever))
        return for_ever

    def until_repeated(self, call: Call, conditions: Conditions) -> int:
        """Return after how many silences a call returns to an earlier state."""
        seen = list[Call]()
        while call not in seen:
            seen.append(call)
            call, _waits = self._after(call, conditions)
        return len(seen)

    def _after(self, call: Call, conditions: Conditions) -> _After:
        """Return what one silence leads to: the step is taken once for all conditions in which it sees the same."""
        steps = self._steps.get(call)
        if steps is None:
            taken = cases(self._domains, lambda values: _silent(self.plan, call, conditions_with(values)))
            steps = self._steps[call] = [(asked_of(values, self._domains), after) for after, values in taken]
        return next(after for asked, after in steps if agrees(asked, conditions))


def _silent(plan: Plan, call: Call, conditions: Conditions) -> _After:
    try:
        after, instructions = step(plan, call, Silent(conditions))
    except Exception:  # noqa: BLE001  # found by the exploration, as what it is
        return call, "end"
    return without_turn(after), waits_for(instructions)


def _unasked(plan: Plan, call: Call, state: State) -> Iterator[Finding]:
    """Find the ends of a ring after which the same number rings again although the caller does nothing."""
    office = ringing_office(plan, call)
    for answer in RINGING:
        silences = _until_ring(plan, call, answer)
        if silences is not None and office and silences[1] == office.e164:
            yield Finding("proof-unasked", _(UNASKED), state, then=(answer, *silences[0]))


def _until_ring(plan: Plan, call: Call, answer: Answer) -> tuple[tuple[Answer, ...], str] | None:
    """Return the silences after *answer* until a telephone rings, and its number; None if none rings."""
    try:
        after, instructions = step(plan, call, DialEnded(answer.outcome or Outcome.FAILED))
        seen: list[Call] = []
        while waits_for(instructions) == "answer" and after not in seen:
            seen.append(after)
            after, instructions = step(plan, without_turn(after), Silent())
    except Exception:  # noqa: BLE001  # found by the exploration, as what it is
        return None
    last = instructions[-1] if instructions else None
    return ((SILENCE,) * len(seen), last.number) if isinstance(last, RingNumber) else None
