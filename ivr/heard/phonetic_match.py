"""Compare what was heard with many names at once, by sound."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from ivr.heard.morae import MORAE, Mora, cost, gap
from ivr.heard.readings import Arc

_WEAK = 35  # hundredths of a mora's weight inside けん, し: the ends of words are swallowed
_NO_SUFFIX = 50  # what a missing けん, し costs
_SHIFT = 1  # morae that a name may be displaced by ones too many or too few before it
_LONGEST = 12  # morae after which all are taken for near
_LARGEST_GAP = 105
FAR = 10**6  # more than any distance

_NUMBER = {mora: number for number, mora in enumerate(MORAE)}
_HALF = [[cost(one, other) for other in MORAE[: at + 1]] for at, one in enumerate(MORAE)]
# A cost is the same in both directions, and every start waits for this table.
_ROWS = [[*row, *(later[at] for later in _HALF[at + 1 :])] for at, row in enumerate(_HALF)]
# A mora's number plus this is the same mora in a suffix, where everything costs less.
_SUFFIX = len(MORAE)
_COSTS = [row + [one * _WEAK // 100 for one in row] for row in _ROWS]
_GAPS = [gap(mora) for mora in MORAE] + [gap(mora) * _WEAK // 100 for mora in MORAE]


@dataclass(frozen=True, slots=True)
class Name:
    """What a caller may say: its key, its morae, those of its 県 or 市, and what speaks against it, in thousandths."""

    key: str
    stem: Sequence[Mora]
    suffix: Sequence[Mora] = ()
    handicap: int = 0

    @property
    def weight(self) -> int:
        """Return how much of it there is, in hundredths of a mora."""
        return 100 * len(self.stem) + _WEAK * len(self.suffix)


@dataclass(slots=True)
class Names:
    """Names by the morae of their stems: those that begin alike share the way."""

    next: dict[int, "Names"] = field(default_factory=dict)
    here: list[tuple[Name, tuple[int, ...]]] = field(default_factory=list)
    heaviest: int = 0  # weight of a name here or further on


def names(said: Iterable[Name]) -> Names:
    """Collect names for comparing."""
    root = Names()
    for name in said:
        numbers = tuple(_NUMBER[mora] for mora in name.stem)
        place = root
        for number in numbers:
            place.heaviest = max(place.heaviest, name.weight)
            place = place.next.setdefault(number, Names())
        place.heaviest = max(place.heaviest, name.weight)
        place.here.append((name, numbers + tuple(_NUMBER[mora] + _SUFFIX for mora in name.suffix)))
    return root


class Heard:
    """The lattice of what was heard, ready to be compared with many names."""

    __slots__ = ("_arcs", "_end", "_least", "_nearby")

    def __init__(self, arcs: Sequence[Arc]) -> None:
        self._arcs = [(arc.start, arc.end, [_NUMBER[mora] for mora in arc.morae]) for arc in arcs]
        self._end = max(arc.end for arc in arcs)
        self._least = self._align((), FAR)[-1]
        self._nearby = [_Nearby(numbers) for numbers in self._windows()]

    def _windows(self) -> list[set[int]]:
        """Return which morae were heard about where the first, second … mora of a name would be."""
        places = {0: (0, 0)}
        windows: dict[int, set[int]] = {}
        for start, end, numbers in self._arcs:
            first, last = places[start]
            for offset, number in enumerate(numbers):
                for place in range(max(0, first + offset - _SHIFT), last + offset + _SHIFT + 1):
                    windows.setdefault(place, set()).add(number)
            shortest, longest = places.get(end, (_LONGEST, 0))
            places[end] = min(shortest, first + len(numbers)), max(longest, last + len(numbers))
        return [windows.get(place, set()) for place in range(_LONGEST)]

    def near(self, among: Names, most: int) -> list[tuple[int, str]]:
        """Return the distance and key of the names at most `most` away, nearest first.

        A distance is in thousandths of a name's weight plus its handicap: 0 is the same, 1000 nothing in common.
        """
        distances = ((self._distance(name, numbers, most), name.key) for name, numbers in self._promising(among, most))
        return sorted((distance, key) for distance, key in distances if distance <= most)

    def _promising(self, among: Names, most: int) -> Iterator[tuple[Name, tuple[int, ...]]]:
        """Yield the names whose morae, each by itself, were heard about where they should be."""
        waiting = [(among, 0, 0)]
        while waiting:
            place, depth, apart = waiting.pop()
            for name, numbers in place.here:
                left_over = self._least - _LARGEST_GAP * len(numbers)
                if max(apart, left_over) <= (most - name.handicap) * name.weight // 1000:
                    yield name, numbers
            nearby = self._nearby[min(depth, _LONGEST - 1)]
            limit = most * place.heaviest // 1000 - apart
            for number, following in place.next.items():
                if (least := nearby[number]) <= limit:
                    waiting.append((following, depth + 1, apart + least))

    def _distance(self, name: Name, numbers: tuple[int, ...], most: int) -> int:
        ends = self._align(numbers, (most - name.handicap) * name.weight // 1000)
        if not ends:
            return FAR
        apart = min(ends[-1], ends[len(name.stem)] + _NO_SUFFIX) if name.suffix else ends[-1]
        return apart * 1000 // name.weight + name.handicap

    def _align(self, numbers: tuple[int, ...], limit: int) -> list[int]:
        """Return the least cost of turning what was heard into each beginning of `numbers`, nothing above `limit`."""
        gaps = [_GAPS[number] for number in numbers]
        reached = {0: list(accumulate(gaps, initial=0))}
        for start, end, heard in self._arcs:
            costs = reached.get(start)
            if costs is None:
                continue
            for number in heard:
                costs = _step(costs, numbers, gaps, _COSTS[number], _GAPS[number])
                if min(costs) > limit:
                    break
            else:
                there = reached.get(end)
                reached[end] = costs if there is None else list(map(min, there, costs))
        return reached.get(self._end, [])


class _Nearby(dict[int, int]):
    """The least cost of a mora of a name against any of some heard morae, or of its being missed; found when asked."""

    __slots__ = ("_rows",)

    def __init__(self, heard: Iterable[int]) -> None:
        super().__init__()
        self._rows = [_COSTS[number] for number in heard]

    def __missing__(self, number: int) -> int:
        least = self[number] = min([row[number] for row in self._rows], default=FAR)
        if _GAPS[number] < least:
            least = self[number] = _GAPS[number]
        return least


def _step(costs: list[int], numbers: Iterable[int], gaps: Iterable[int], row: list[int], extra: int) -> list[int]:
    """Return the costs after one more heard mora: it replaces a mora, or is extra, or one that was said is missing."""
    before = costs[0]
    last = before + extra
    after = [last]
    for number, missed, above in zip(numbers, gaps, costs[1:], strict=True):
        replaced = before + row[number]
        last += missed
        if replaced < last:  # noqa: PLR1730 - min() takes twice the time, and this runs a thousand times an answer
            last = replaced
        if above + extra < last:  # noqa: PLR1730 - as above
            last = above + extra
        after.append(last)
        before = above
    return after
