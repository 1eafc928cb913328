"""The shortest call that breaks a claim.

The walk allows more calls than there are. So what it finds is looked for among real calls, the likeliest first: those
that have come as near to it, in steps of the walk, as any call of their length.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from ivr.call import World

from .answers import Answer
from .play import Played, Player
from .walk import Finding, State, Walk, told_after

_MOST_STEPS = 4_000
"""Real steps after which a search is given up."""

Breaks = Callable[[Played], bool]


@dataclass(frozen=True, slots=True)
class _Way:
    """A step to be tried: the *answer*, in *world*, of a call that was *played* so far."""

    played: Played
    answer: Answer
    world: World


def shortest(walked: Walk, findings: Iterable[Finding], breaks: Breaks) -> Played | None:
    """Return a shortest call that ends with a broken claim, or None where no call of those tried does."""
    last: dict[State, list[Finding]] = {}
    for finding in findings:
        last.setdefault(finding.state, []).append(finding)
    player, order = Player(walked.model), count()
    distance = _distances(walked, last)
    waiting: list[tuple[int, int, _Way]] = []

    def push(played: Played) -> None:
        for length, way in _ways(walked, player.state(played), played, last, distance):
            heappush(waiting, (len(played.lines) + length, next(order), way))

    push(player.begin())
    seen = set[object]()
    for _ in range(_MOST_STEPS):
        if not waiting:
            return None
        _, _, way = heappop(waiting)
        after = player.answer(way.played, way.answer, way.world)
        if after is None:
            continue
        if breaks(after):
            return after
        if after.waits != "end" and after.key not in seen:
            seen.add(after.key)
            push(after)
    return None


def _ways(
    walked: Walk, state: State, played: Played, last: Mapping[State, list[Finding]], distance: Mapping[State | None, int]
) -> Iterable[tuple[int, _Way]]:
    """Yield the next steps towards a finding, each with the fewest steps that it then takes."""
    for finding in sorted(last.get(state, ()), key=lambda one: _troubles(one.world)):
        yield 1, _Way(played, finding.answer, finding.world)
    if state not in distance:
        return
    for answer in walked.model.answers(state.place):
        nearest: dict[World, int] = {}
        for group in walked.model.follow(state.place, answer, served=state.served):
            for found in group:
                told = told_after(state.told, answer, found)
                after = State(found.place, state.served or found.served, told) if found.place else None
                if after in distance:
                    length = 1 + distance[after]
                    nearest[found.world] = min(length, nearest.get(found.world, length))
        late = walked.model.plan.flow.turns if answer.kind in ("late", "last") else 0
        for world in sorted(nearest, key=_troubles):
            yield nearest[world] + late, _Way(played, answer, world)


def _troubles(world: World) -> int:
    """Return how much is wrong in *world*: calls in a world where all is well are easier to make."""
    return bool(world.closed) + bool(world.failing) + world.over_limit


def _distances(walked: Walk, last: Iterable[State]) -> dict[State | None, int]:
    """Return for each state how many steps of the walk it is from breaking the claim."""
    before: dict[State, list[State]] = {}
    for state, follows in walked.follows.items():
        for after in follows:
            before.setdefault(after, []).append(state)
    distance = dict[State | None, int](dict.fromkeys(last, 1))
    waiting = deque(last)
    while waiting:
        state = waiting.popleft()
        for earlier in before.get(state, ()):
            if earlier not in distance:
                distance[earlier] = distance[state] + 1
                waiting.append(earlier)
    return distance
