"""Compare what was heard with many names at once, by sound."""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from ivr.heard.morae import Mora
from ivr.heard.readings import Arc
from ivr.heard.sound_graph import COSTS, FAR, GAPS, LARGEST_GAP, NUMBER, SUFFIX, WEAK, SoundGraph, graph

_NO_SUFFIX = 50  # what a missing けん, し costs
_NONE = -1  # the number of no mora
_SUFFIX_HEARD = 20  # by so much an end with けん must be better than one without it, to count as heard

Costs = list[tuple[int, int]]
"""Nodes of what was heard, in order, and what it costs that a name, or its beginning, has ended there."""


# A named tuple: every start reads thousands from where they are stored, sooner than frozen dataclasses.
class Name(NamedTuple):
    """What a caller may say: its key, its morae, those of its 県 or 市, and what speaks against it, in thousandths."""

    key: str
    stem: Sequence[Mora]
    suffix: Sequence[Mora]
    handicap: int
    weight: int  # how much of it there is, in hundredths of a mora
    numbers: tuple[int, ...]  # of its morae


def name_of(key: str, stem: Sequence[Mora], suffix: Sequence[Mora] = (), handicap: int = 0) -> Name:
    """Return the name of these morae."""
    numbers = *(NUMBER[mora] for mora in stem), *(NUMBER[mora] + SUFFIX for mora in suffix)
    return Name(key, stem, suffix, handicap, 100 * len(stem) + WEAK * len(suffix), numbers)


@dataclass(slots=True)
class Trie:
    """What names begin with, by the numbers of their morae: names that begin alike share the way, others go alone."""

    heaviest: int  # weight of any that begins so
    handicap: int  # the least of any
    deepest: int  # morae further on, at most
    cheapest: int  # what it costs at least to miss all that is further on
    only: Name | None = None  # the name, if only one begins so; nothing stands below then
    rest: tuple[int, ...] = ()  # what is left of that one
    here: Sequence[Name] = ()  # names that end here
    stems: Sequence[Name] = ()  # names that end here but for their suffix
    next: Mapping[int, "Trie"] = field(default_factory=dict)


Onward = tuple[int, int, int, Trie, Costs]
"""A mora that names may go on with: what it costs at least, and at most, its number, what begins so, and the costs
before it."""


def names(said: Iterable[Name]) -> Trie:
    """Collect names for comparing."""
    return _trie([(name, _missing(name.numbers, len(name.stem))) for name in said], 0)


def _trie(begun: Sequence[tuple[Name, Sequence[int]]], at: int) -> Trie:
    """Return how names go on whose first *at* morae are alike, each with what it costs to miss the rest from a mora."""
    trie = Trie(
        max([name.weight for name, _ in begun], default=0),
        min([name.handicap for name, _ in begun], default=FAR),
        max([len(missing) for _, missing in begun], default=at + 1) - 1 - at,
        min([missing[at] for _, missing in begun], default=FAR),
    )
    if len(begun) == 1:
        trie.only = begun[0][0]
        trie.rest = trie.only.numbers[at:]
        return trie
    further: dict[int, list[tuple[Name, Sequence[int]]]] = {}
    for one in begun:
        if at < len(one[0].numbers):
            further.setdefault(one[0].numbers[at], []).append(one)
    trie.here = [name for name, _ in begun if at == len(name.numbers)]
    trie.stems = [name for name, _ in begun if at == len(name.stem) < len(name.numbers)]
    trie.next = {number: _trie(those, at + 1) for number, those in further.items()}
    return trie


def _missing(numbers: Sequence[int], stem: int) -> list[int]:
    """Return by mora what it costs to miss all of a name from that one on; its first *stem* are before the suffix."""
    suffix = [*accumulate((GAPS[number] for number in reversed(numbers[stem:])), initial=0)][::-1]
    whole = accumulate((GAPS[number] for number in reversed(numbers[:stem])), initial=min(suffix[0], _NO_SUFFIX))
    return [*reversed([*whole]), *suffix[1:]]


class Heard:
    """What was heard, ready to be compared with many names.

    `begins` and `ends` are where a name may begin and end, each with what that costs in hundredths of a mora; without
    them it takes up the whole. None begins or ends within what is one sound (のー, ーゅ).
    """

    __slots__ = ("_before", "_behind", "_ends", "_graph", "_left")

    def __init__(
        self,
        heard: Sequence[Arc] | SoundGraph,
        begins: Mapping[int, int] | None = None,
        ends: Mapping[int, int] | None = None,
    ) -> None:
        self._graph = heard if isinstance(heard, SoundGraph) else graph(heard)
        places = self._graph.places
        firsts, lasts = begins or {min(places): 0}, ends or {max(places): 0}
        begun = {places[place]: extra for place, extra in firsts.items() if place in places}
        self._before = self._with_extra(begun, FAR)
        self._ends = {places[place]: extra for place, extra in lasts.items() if place in places}
        self._behind, self._left = self._what_follows()

    def _what_follows(self) -> tuple[list[int], list[int]]:
        """Return by node what it costs if nothing behind it was said, and how many morae there are at most."""
        size = len(self._graph.links)
        behind, left = [self._ends.get(node, FAR) for node in range(size)], [0] * size
        for node in range(size - 1, -1, -1):
            for extra, target in self._graph.extra[node]:
                if behind[target] < FAR:
                    behind[node] = min(behind[node], behind[target] + extra)
                    left[node] = max(left[node], left[target] + 1)
        return behind, left

    def near(self, among: Trie, most: int, clear_by: int = FAR) -> list[tuple[int, str]]:
        """Return the distance and key of the names at most `most` away, nearest first.

        A distance is in thousandths of a name's weight plus its handicap: 0 is the same, 1000 nothing in common. Names
        further than `clear_by` behind the nearest are left out.
        """
        found: dict[str, int] = {}
        waiting: list[Onward] = [(0, FAR, _NONE, among, self._before)]
        while waiting:
            least, limit, number, place, costs = waiting.pop()
            limit = min(limit, ((most - place.handicap + 1) * place.heaviest - 1) // 1000)
            if place.only:
                least += self._at_least(place.only, place.rest)
            if least > limit:
                continue
            if number != _NONE:
                costs = self._step(costs, number, limit)
            if place.only:
                named = [(place.only, self._to_the_end(place.only, place.rest, costs, most))]
            else:
                apart = self._at_end(costs) if place.here or place.stems else FAR
                named = [(name, apart) for name in place.here]
                named += [(name, apart + _NO_SUFFIX) for name in place.stems]
                waiting += self._further(place, costs, most)
            for name, apart in named:
                distance = apart * 1000 // name.weight + name.handicap
                if distance <= most:
                    found[name.key] = min(distance, found.get(name.key, FAR))
                    most = min(most, distance + clear_by)
        return sorted((distance, key) for key, distance in found.items() if distance <= most)

    def reached(self, name: Name, most: int) -> dict[int, tuple[int, bool]]:
        """Return the places of the text where a name may have ended.

        Each with what it costs, in hundredths of a mora and not above `most`, and whether its suffix was heard.
        """
        stem = self._before
        for number in name.numbers[: len(name.stem)]:
            stem = self._step(stem, number, most)
        whole = stem
        for number in name.numbers[len(name.stem) :]:
            whole = self._step(whole, number, most)
        with_suffix, without = dict(whole), {node: cost + _NO_SUFFIX for node, cost in stem if name.suffix}
        found = {}
        for place, node in self._graph.places.items():
            one, other = with_suffix.get(node, FAR), without.get(node, FAR)
            if min(one, other) <= most:
                found[place] = min(one, other), one + _SUFFIX_HEARD <= other
        return found

    def _to_the_end(self, name: Name, rest: tuple[int, ...], costs: Costs, most: int) -> int:
        """Return what a name costs of which all but its *rest* has been compared."""
        limit = (most - name.handicap) * name.weight // 1000
        stem, apart = len(rest) - len(name.suffix), FAR
        for at, number in enumerate(rest):
            if at == stem:
                apart = self._at_end(costs) + _NO_SUFFIX
            costs = self._step(costs, number, limit)
            if not costs:
                return apart
        return min(apart, self._at_end(costs))

    def _further(self, place: Trie, costs: Costs, most: int) -> list[Onward]:
        """Return how names may go on; the likeliest last.

        What is left out costs more than `most` of each name that begins so, by what is left to be heard and said. The
        step itself waits until it is taken: by then another name may have been found that is nearer.
        """
        limit = (most - place.handicap) * place.heaviest // 1000
        deepest, cheapest = limit + LARGEST_GAP * place.deepest, limit - place.cheapest
        behind, left = self._behind, self._left
        alive = [
            (node, apart)
            for node, apart in costs
            if apart <= limit and apart + behind[node] <= deepest and apart - LARGEST_GAP * left[node] <= cheapest
        ]
        if not alive:
            return []
        heard, least = self._next_heard(alive), min([apart for _, apart in alive])
        at_least, room, found = self._graph.least, limit - least, list[Onward]()
        for number, following in place.next.items():
            if at_least[number] > room:
                continue
            begun, row = least + GAPS[number], COSTS[number]
            for other, apart in heard:
                if apart >= begun:
                    break
                if apart + row[other] < begun:  # noqa: PLR1730 - a call takes longer than all else here
                    begun = apart + row[other]
            limit = (most - following.handicap) * following.heaviest // 1000
            if begun <= limit:
                found.append((begun, limit, number, following, alive))
        found.reverse()  # of those that cost the same, the first one is taken first
        found.sort(key=itemgetter(0), reverse=True)
        return found

    def _at_least(self, name: Name, rest: tuple[int, ...]) -> int:
        """Return what the *rest* of a name costs at least; by that alone most names are left out that nobody meant."""
        of, stem = self._graph.least.__getitem__, max(0, len(rest) - len(name.suffix))
        return sum(map(of, rest[:stem])) + min(_NO_SUFFIX, sum(map(of, rest[stem:])))

    def _next_heard(self, alive: Costs) -> list[tuple[int, int]]:
        """Return the numbers of the morae that were heard next, each with the least that was to be paid before it."""
        heard: dict[int, int] = {}
        for node, apart in alive:
            for _, number in self._graph.links[node]:
                if number not in heard or apart < heard[number]:
                    heard[number] = apart
        return sorted(heard.items(), key=itemgetter(1))

    def _at_end(self, costs: Costs) -> int:
        ends = self._ends
        return min([apart + ends[node] for node, apart in costs if node in ends], default=FAR)

    def _step(self, costs: Costs, number: int, limit: int) -> Costs:
        """Return the costs, none above `limit`, after one more mora of a name.

        It replaces one that was heard, or was missed. This runs a hundred times an answer, so it is spelled out.
        """
        missed, row, links = GAPS[number], COSTS[number], self._graph.links
        after: dict[int, int] = {}
        for node, before in costs:
            room = limit - before
            if missed <= room and (node not in after or before + missed < after[node]):
                after[node] = before + missed
            for target, heard in links[node]:
                apart = row[heard]
                if apart <= room and (target not in after or before + apart < after[target]):
                    after[target] = before + apart
        return self._with_extra(after, limit) if after else []

    def _with_extra(self, costs: dict[int, int], limit: int) -> Costs:
        """Return the costs together with those after morae that were heard besides."""
        nodes, all_extra = sorted(costs), self._graph.extra
        for node in nodes:  # grows while it is gone through
            apart = costs[node]
            for extra, target in all_extra[node]:
                if apart + extra > limit:
                    break
                if target not in costs:
                    insort(nodes, target)
                    costs[target] = apart + extra
                elif apart + extra < costs[target]:
                    costs[target] = apart + extra
        return [(node, costs[node]) for node in nodes]
