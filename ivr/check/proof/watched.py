"""What a step looks at, and so what cannot matter to it.

A step is taken with *watched* values in the call. What it did not look at cannot have mattered: for every call that
differs only there the outcome is the same. No knowledge of the core goes into this, and a way of looking that is not
listed here is an error, never a miss.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Outcome = TypeVar("Outcome")
Domain = tuple[Hashable, ...]
"""The values that a field may have."""


class Watched:
    """Stand for the value of the field number *place*, and note in *looked* when somebody looks at it."""

    __slots__ = ("_looked", "_value", "place")

    def __init__(self, place: int, value: Any, looked: list[int]) -> None:  # noqa: ANN401  # any field of a call
        self.place, self._value, self._looked = place, value, looked

    def peek(self) -> Any:  # noqa: ANN401  # the value itself
        """Return the value without noting it."""
        return self._value

    def _look(self) -> Any:  # noqa: ANN401  # the value itself
        if self.place not in self._looked:
            self._looked.append(self.place)
        return self._value

    def __bool__(self) -> bool:
        return bool(self._look())

    def __len__(self) -> int:
        return len(self._look())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._look())

    def __contains__(self, item: object) -> bool:
        return item in self._look()

    def __getitem__(self, item: slice | int) -> Any:  # noqa: ANN401  # a part of the value
        return self._look()[item]

    def __eq__(self, other: object) -> bool:
        return bool(self._look() == other)

    def __hash__(self) -> int:
        return hash(self._look())

    def __lt__(self, other: Any) -> bool:  # noqa: ANN401  # whatever the value compares with
        return bool(self._look() < other)

    def __gt__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        return bool(self._look() > other)

    def __le__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        return bool(self._look() <= other)

    def __ge__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        return bool(self._look() >= other)

    def __add__(self, other: Any) -> Any:  # noqa: ANN401  # the same
        return self._look() + other

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401  # the same
        return self._look() - other


def plain(value: Any) -> Any:  # noqa: ANN401  # any field of a call
    """Return what a watched value stands for; any other value is itself."""
    return value.peek() if isinstance(value, Watched) else value


@dataclass(slots=True)
class _Branch(Generic[Outcome]):
    """What comes next depends on the value of the field number *place*."""

    place: int
    ways: "dict[Hashable, _Branch[Outcome] | Outcome]" = field(default_factory=dict)


@dataclass(slots=True)
class Memory(Generic[Outcome]):
    """Outcomes by what had to be looked at to find them; *taken* counts how many had to be found.

    The first field that a step looks at is the same for all calls with one key, the second depends on the value of the
    first, and so on: a tree of decisions.
    """

    taken: int = 0
    _roots: "dict[Hashable, _Branch[Outcome] | Outcome]" = field(default_factory=dict)

    def outcomes(
        self, key: Hashable, domains: Sequence[Domain], take: Callable[[tuple[Watched, ...]], Outcome]
    ) -> list[tuple[Outcome, dict[int, Hashable]]]:
        """Return every outcome at *key* for fields of these *domains*, each with the values it depends on."""
        found: list[tuple[Outcome, dict[int, Hashable]]] = []
        waiting: list[tuple[dict[Hashable, _Branch[Outcome] | Outcome], Hashable, dict[int, Hashable]]]
        waiting = [(self._roots, key, {})]
        while waiting:
            ways, way, known = waiting.pop()
            if way not in ways:
                self._find(ways, way, domains, known, take)
            here = ways[way]
            if isinstance(here, _Branch):
                place = here.place
                waiting += [(here.ways, value, {**known, place: value}) for value in domains[place]]
            else:
                found.append((here, known))
        return found

    def _find(
        self,
        ways: "dict[Hashable, _Branch[Outcome] | Outcome]",
        way: Hashable,
        domains: Sequence[Domain],
        known: dict[int, Hashable],
        take: Callable[[tuple[Watched, ...]], Outcome],
    ) -> None:
        looked: list[int] = []
        values = [known.get(place, domain[0]) for place, domain in enumerate(domains)]
        outcome = take(tuple(Watched(place, value, looked) for place, value in enumerate(values)))
        self.taken += 1
        for place in looked:
            if place not in known:
                branch = _Branch[Outcome](place)
                ways[way] = branch
                ways, way = branch.ways, values[place]
        ways[way] = outcome
