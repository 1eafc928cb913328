"""Compares what was heard with many names at once, by sound."""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from ivr.heard.morae import Mora
from ivr.heard.readings import Arc
from ivr.heard.sound_graph import COSTS, FAR, GAPS, LARGEST_GAP, NUMBER, SUFFIX, WEAK, SoundGraph, graph

_NO_SUFFIX = 50  # cost of a missing けん or し
_NONE = -1  # the number of no mora
_SUFFIX_HEARD = 20  # an end with けん must be better by this than one without it to count as heard

Costs = list[tuple[int, int]]
"""Nodes of what was heard, in order, each with the cost of a name, or its beginning, ending there."""


# Named tuples: every start unpickles thousands, and dataclasses would take longer.
class Name(NamedTuple):
    """A name that a caller may say: its key, its morae, those of its 県 or 市, and its handicap in thousandths."""

    key: str
    stem: Sequence[Mora]
    suffix: Sequence[Mora]
    handicap: int
    weight: int  # its length, in hundredths of a mora
    numbers: tuple[int, ...]  # of its morae


def name_of(key: str, stem: Sequence[Mora], suffix: Sequence[Mora] = (), handicap: int = 0) -> Name:
    """Return the name of these morae."""
    numbers = *(NUMBER[mora] for mora in stem), *(NUMBER[mora] + SUFFIX for mora in suffix)
    return Name(key, stem, suffix, handicap, 100 * len(stem) + WEAK * len(suffix), numbers)


class Trie(NamedTuple):
    """A trie of names by the numbers of their morae; a branch with a single name holds the rest of it in one piece."""

    heaviest: int  # greatest weight of the names below
    handicap: int  # the least of the names below
    deepest: int  # most morae still to come
    cheapest: int  # least cost of missing everything still to come
    only: Name | None = None  # the name, if there is only one; nothing is below then
    rest: tuple[int, ...] = ()  # the rest of that name
    here: Sequence[Name] = ()  # names that end here
    stems: Sequence[Name] = ()  # names that end here except for their suffix
    next: Mapping[int, "Trie"] = {}


Onward = tuple[int, int, int, Trie, Costs]
"""A mora that may come next: its least and its greatest cost, its number, the trie behind it, and the costs before
it."""


def names(said: Iterable[Name]) -> Trie:
    """Build the trie of these names."""
    return _trie([(name, _missing(name.numbers, len(name.stem))) for name in said], 0)


def _trie(begun: Sequence[tuple[Name, Sequence[int]]], at: int) -> Trie:
    """Return the trie of names that share their first *at* morae, each with the costs of leaving out the rest."""
    bounds = (
        max([name.weight for name, _ in begun], default=0),
        min([name.handicap for name, _ in begun], default=FAR),
        max([len(missing) for _, missing in begun], default=at + 1) - 1 - at,
        min([missing[at] for _, missing in begun], default=FAR),
    )
    if len(begun) == 1:
        only, _ = begun[0]
        return Trie(*bounds, only=only, rest=only.numbers[at:])
    further: dict[int, list[tuple[Name, Sequence[int]]]] = {}
    for one in begun:
        if at < len(one[0].numbers):
            further.setdefault(one[0].numbers[at], []).append(one)
    here = tuple(name for name, _ in begun if at == len(name.numbers))
    stems = tuple(name for name, _ in begun if at == len(name.stem) < len(name.numbers))
    below = {number: _trie(those, at + 1) for number, those in further.items()}
    return Trie(*bounds, here=here, stems=stems, next=below)


def _missing(numbers: Sequence[int], stem: int) -> list[int]:
    """Return, for each mora, the cost of missing the name from there on; its first *stem* morae precede the suffix."""
    suffix = [*accumulate((GAPS[number] for number in reversed(numbers[stem:])), initial=0)][::-1]
    whole = accumulate((GAPS[number] for number in reversed(numbers[:stem])), initial=min(suffix[0], _NO_SUFFIX))
    return [*reversed([*whole]), *suffix[1:]]


class Heard:
    """A text as heard, ready to be compared with many names.

    `begins` and `ends` are where a name may begin and end, each with its cost in hundredths of a mora; without them a
    name must fill the whole. No name begins or ends within a single sound (のー, ーゅ).
    """

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

    @cached_property
    def _what_follows(self) -> tuple[list[int], list[int]]:
        """Return, for each node, the cost if nothing more was said, and the most morae after it."""
        size = len(self._graph.links)
        behind, left = [self._ends.get(node, FAR) for node in range(size)], [0] * size
        for node in range(size - 1, -1, -1):
            for extra, target in self._graph.extra[node]:
                if behind[target] < FAR:
                    behind[node] = min(behind[node], behind[target] + extra)
                    left[node] = max(left[node], left[target] + 1)
        return behind, left

    def near(self, among: Trie, most: int, clear_by: int = FAR) -> list[tuple[int, str]]:
        """Return the distance and key of the names at most *most* away, nearest first.

        A distance is in thousandths of a name's weight, plus its handicap: 0 is identical, 1000 nothing in common.
        Names more than *clear_by* behind the nearest are left out.
        """
        distances: dict[str, int] = {}
        for distance, key in self.within(among, most, clear_by):
            distances[key] = min(distance, distances.get(key, FAR))
        most = min([most, *(distance + clear_by for distance in distances.values())])
        return sorted((distance, key) for key, distance in distances.items() if distance <= most)

    def within(self, among: Trie, most: int, clear_by: int = FAR) -> Iterator[tuple[int, str]]:
        """Yield the same as `near` in no order, with further distances of some names, for whoever takes the first."""
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
                    yield distance, name.key
                    most = min(most, distance + clear_by)

    def reached(self, name: Name, most: int) -> dict[int, tuple[int, bool]]:
        """Return the positions in the text where a name may have ended.

        Each has its cost, in hundredths of a mora and not above *most*, and whether the suffix was heard.
        """
        stem = self._before
        for number in name.numbers[: len(name.stem)]:
            stem = self._step(stem, number, most)
            if not stem:  # as for most carrier phrases
                return {}
        whole = stem
        for number in name.numbers[len(name.stem) :]:
            whole = self._step(whole, number, most)
        with_suffix, without = dict(whole), {node: cost + _NO_SUFFIX for node, cost in stem if name.suffix}
        ends = {}
        for place, node in self._graph.places.items():
            one, other = with_suffix.get(node, FAR), without.get(node, FAR)
            if min(one, other) <= most:
                ends[place] = min(one, other), one + _SUFFIX_HEARD <= other
        return ends

    def _to_the_end(self, name: Name, rest: tuple[int, ...], costs: Costs, most: int) -> int:
        """Return the cost of a name of which everything but *rest* has been compared."""
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
        """Return the morae that may come next, the likeliest last.

        A branch is left out if all its names would cost more than *most*, judging by what is left to be heard and said.
        The costs after a mora are computed only when its turn comes: by then a nearer name may have been found.
        """
        limit = (most - place.handicap) * place.heaviest // 1000
        deepest, cheapest = limit + LARGEST_GAP * place.deepest, limit - place.cheapest
        behind, left = self._what_follows
        alive = [
            (node, apart)
            for node, apart in costs
            if apart <= limit and apart + behind[node] <= deepest and apart - LARGEST_GAP * left[node] <= cheapest
        ]
        if not alive:
            return []
        heard, least = self._next_heard(alive), min([apart for _, apart in alive])
        at_least, room, onward = self._graph.least, limit - least, list[Onward]()
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
            more = at_least[following.rest[0]] if following.rest else 0  # this alone rules out a third of single names
            if begun + more <= limit:
                onward.append((begun, limit, number, following, alive))
        onward.reverse()  # among equal costs, the first one is taken first
        onward.sort(key=itemgetter(0), reverse=True)
        return onward

    def _at_least(self, name: Name, rest: tuple[int, ...]) -> int:
        """Return the least possible cost of the *rest* of a name: this alone rules out most names."""
        of, stem = self._graph.least.__getitem__, max(0, len(rest) - len(name.suffix))
        return sum(map(of, rest[:stem])) + min(_NO_SUFFIX, sum(map(of, rest[stem:])))

    def _next_heard(self, alive: Costs) -> list[tuple[int, int]]:
        """Return the numbers of the morae that were heard next, each with the least cost before it."""
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
        """Return the costs, none above *limit*, after one more mora of a name.

        The mora replaces one that was heard, or was missed. Written out in full, because it runs a hundred times per
        answer.
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
        """Return the costs together with those after extra morae that were heard."""
        nodes, all_extra = sorted(costs), self._graph.extra
        for node in nodes:  # grows during the loop
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
