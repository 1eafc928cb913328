"""Callers who say nothing: somebody is connected in the end, and no telephone rings twice unasked.

Here each state stands for real calls, with nothing missed so far; what follows is played by the core's own `step`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ivr.call import Call, Conditions, DialEnded, Outcome, Plan, RingNumber, Silent, step
from ivr.call.nodes import Ring
from ivr.call.ring import office_of
from ivr.translation import N_, _

from .alphabet import RINGING, SILENCE, Answer
from .claims import UNASKED
from .explore import Explored, Finding
from .lazy import Domain, cases
from .state import State, Waits, call_with, domains, untimed, waits_for
from .successors import Successors
from .world import Asked, agrees, asked_of, world_domains, world_with, worlds_of_silence

KEPT_WAITING = N_("a caller who says nothing is asked for ever: no office rings, no number ends the call")


def findings(explored: Explored) -> Iterator[Finding]:
    """Find what is wrong with the states that were explored."""
    plan = explored.successors.plan
    silences, worlds = Silences(plan), worlds_of_silence(plan)
    for state in explored.edges:
        for call in _calls(explored.successors, state):
            if state.waits == "ring":
                yield from _unasked(plan, call, state)
                continue
            for world in worlds:
                if silences.kept_waiting(call, world):
                    then = (SILENCE,) * silences.until_repeated(call, world)
                    yield Finding("proof-silence", _(KEPT_WAITING), state, then=then)


def _calls(successors: Successors, state: State) -> Iterator[Call]:
    """Return the calls that a state stands for here: one before the fallback office has rung, and one after."""
    if state.waits != "end":
        values = [domain[0] for domain in domains(successors.classes, (state,), turned=False)]
        call = untimed(call_with(successors.plan.hash, state, values))
        yield from (call, replace(call, handed_over=True))


_After = tuple[Call, Waits]


@dataclass(slots=True)
class Silences:
    """What callers of a *plan* come to who say nothing; of every call on the way it is remembered what comes of it."""

    plan: Plan
    _world: list[Domain] = field(init=False)
    _steps: dict[Call, list[tuple[Asked, _After]]] = field(default_factory=dict)
    _for_ever: dict[tuple[Conditions, Call], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._world = world_domains(self.plan)

    def kept_waiting(self, call: Call, world: Conditions) -> bool:
        """Tell whether a caller who says nothing more is never connected."""
        way = dict[tuple[Conditions, Call], None]()
        waits: Waits = "answer"
        while (at := (world, call)) not in self._for_ever and at not in way and waits == "answer":
            way[at] = None
            call, waits = self._after(call, world)
        for_ever = waits == "answer" and self._for_ever.get(at, True)
        self._for_ever.update(dict.fromkeys(way, for_ever))
        return for_ever

    def until_repeated(self, call: Call, world: Conditions) -> int:
        """Return after how many silences a call stands where it stood before."""
        seen = list[Call]()
        while call not in seen:
            seen.append(call)
            call, _waits = self._after(call, world)
        return len(seen)

    def _after(self, call: Call, world: Conditions) -> _After:
        """Return what one silence leads to: the step is taken once for all worlds in which it sees the same."""
        steps = self._steps.get(call)
        if steps is None:
            taken = cases(self._world, lambda values: _silent(self.plan, call, world_with(values)))
            steps = self._steps[call] = [(asked_of(values, self._world), after) for after, values in taken]
        return next(after for asked, after in steps if agrees(asked, world))


def _silent(plan: Plan, call: Call, world: Conditions) -> _After:
    try:
        after, instructions = step(plan, call, Silent(world))
    except Exception:  # noqa: BLE001  # found by the exploration, as what it is
        return call, "end"
    return untimed(after), waits_for(instructions)


def _unasked(plan: Plan, call: Call, state: State) -> Iterator[Finding]:
    """Find the ends of a ringing after which the same number rings once more although the caller does nothing."""
    node = plan.node(call.node)
    office = office_of(plan, call, node) if isinstance(node, Ring) else None
    for answer in RINGING:
        silences = _until_ring(plan, call, answer)
        if silences is not None and office and silences[1] == office.e164:
            yield Finding("proof-unasked", _(UNASKED), state, then=(answer, *silences[0]))


def _until_ring(plan: Plan, call: Call, answer: Answer) -> tuple[tuple[Answer, ...], str] | None:
    """Return how often a caller says nothing until a telephone rings, and its number; None where none does."""
    try:
        after, instructions = step(plan, call, DialEnded(answer.outcome or Outcome.FAILED))
        seen: list[Call] = []
        while waits_for(instructions) == "answer" and after not in seen:
            seen.append(after)
            after, instructions = step(plan, untimed(after), Silent())
    except Exception:  # noqa: BLE001  # found by the exploration, as what it is
        return None
    last = instructions[-1] if instructions else None
    return ((SILENCE,) * len(seen), last.number) if isinstance(last, RingNumber) else None
