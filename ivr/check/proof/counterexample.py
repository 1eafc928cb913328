"""The shortest call that breaks a claim.

The walk allows more calls than there are. So what it finds is looked for among real calls, the likeliest first: those
that have come as near to it, in steps of the walk, as any call of their length. A world that stays as it is from the
first word to the last is preferred, for such a call can be played.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from itertools import count

from ivr.call import World

from .alphabet import Answer
from .explore import Finding, Walk
from .play import Played, Player
from .state import Place
from .successors import After
from .worlds import ANY, Asked, agrees, made, worlds

_MOST_STEPS = 3_000
"""Real steps after which a search is given up."""

_NEVER = 10**6
"""Steps to what cannot be reached."""

Breaks = Callable[[Played], bool]
_Try = Callable[[], Played | None]
Distances = Mapping[Place, int]


def shortest(walked: Walk, findings: Sequence[Finding], breaks: Breaks) -> Played | None:
    """Return a shortest call that ends with a broken claim, or None where no call of those tried does."""
    asked = {finding: _asked(walked, finding) for finding in findings}
    best: Played | None = None
    for world in worlds(walked.follow.plan):
        here = [one for one in findings if any(agrees(need, world) for need in asked[one])]
        most = len(best.lines) if best else _NEVER
        found = _Search(walked, here, breaks, _distances(walked, here, world), world, most).run()
        best = found if found and len(found.lines) < most else best
    return best or _Search(walked, findings, breaks, _distances(walked, findings, None), None).run()


def _asked(walked: Walk, finding: Finding) -> list[Asked]:
    """Return what a claim's breaking asks of the world, in each way in which it breaks."""
    if finding.then is not None:
        return [ANY]
    afters = (
        after
        for answer in walked.follow.answers(finding.place)
        for after in walked.follow.afters(finding.place, answer)
    )
    return [after.asked for after in afters if finding.broken_by(after)]


@dataclass(frozen=True, slots=True)
class _Search:
    """A search for a call in *world*, or (None) in one that changes as it needs; given up at *most* answers."""

    walked: Walk
    findings: Sequence[Finding]
    breaks: Breaks
    distances: Distances
    world: World | None
    most: int = _NEVER

    def run(self) -> Played | None:
        """Return the call, or None."""
        player, order, seen = Player(self.walked.follow), count(), set[object]()
        waiting: list[tuple[int, int, _Try]] = []

        def reached(played: Played | None) -> Played | None:
            if played is None:
                return None
            if shown := self._shown(player, played):
                return shown
            if played.key in seen:
                return None
            seen.add(played.key)
            for length, answer, world in self._ways(player.place(played)):
                way: _Try = partial(player.answer, played, answer, world)
                heappush(waiting, (len(played.lines) + length, next(order), way))
            return None

        if self.walked.first not in self.distances:
            return None
        shown = reached(player.begin(self.world or World()))
        for _ in range(_MOST_STEPS):
            if shown or not waiting or waiting[0][0] >= self.most:
                break
            shown = reached(heappop(waiting)[2]())
        return shown

    def _shown(self, player: Player, played: Played) -> Played | None:
        """Return the call with what shows a finding at the place to which it has come; None where it shows none."""
        place = player.place(played)
        ends = [played] if any(finding.then is None for finding in self.findings) else []
        here = (one.then for one in self.findings if one.then is not None and one.place == place)
        ends += [self._then(player, played, then) for then in here]
        return next(filter(self.breaks, ends), None)

    def _then(self, player: Player, played: Played, answers: Iterable[Answer]) -> Played:
        for answer in answers:
            played = player.answer(played, answer, self.world or World()) or played
        return played

    def _ways(self, place: Place) -> Iterator[tuple[int, Answer, World]]:
        """Yield the answers that lead towards a finding, each with the fewest answers that it then takes."""
        here = [finding for finding in self.findings if finding.place == place and finding.then is None]
        if place.waits == "end" or not (here or place in self.distances):
            return
        for answer in self.walked.follow.answers(place):
            nearest: dict[World, int] = {}
            for after in self.walked.follow.afters(place, answer):
                if self.world is None or agrees(after.asked, self.world):
                    world = self.world or made(after.asked)
                    length = self._length(here, answer, after)
                    nearest[world] = min(length, nearest.get(world, _NEVER))
            yield from ((length, answer, world) for world, length in nearest.items() if length < _NEVER)

    def _length(self, here: Iterable[Finding], answer: Answer, after: After) -> int:
        """Return how many answers it takes to break a claim by *answer*, or on the way to which that leads."""
        if any(finding.broken_by(after) for finding in here):
            return 1
        on = answer.kind != "fault" and "proof-error" not in after.wrong
        return 1 + self.distances.get(after.place, _NEVER) if on else _NEVER


def _distances(walked: Walk, findings: Iterable[Finding], world: World | None) -> Distances:
    """Return for each place the fewest steps to one at which a claim is broken, by ways that *world* opens, or any."""
    before: dict[Place, list[Place]] = {}
    for place, edges in walked.edges.items():
        for edge in edges:
            if world is None or agrees(edge.asked, world):
                before.setdefault(edge.place, []).append(place)
    distance = dict.fromkeys((finding.place for finding in findings), 1)
    waiting = deque(distance)
    while waiting:
        place = waiting.popleft()
        for earlier in before.get(place, ()):
            if earlier not in distance:
                distance[earlier] = distance[place] + 1
                waiting.append(earlier)
    return distance
