"""What a step looks at, and so what cannot matter to it.

A step is taken once with *watched* values in the call. What it never looked at cannot have mattered: for every other
state that differs only there, the outcome is the same, with those values carried over where the step carried them. No
knowledge of the core goes into this, and a way of looking that is not listed here is an error, never a miss.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Outcome = TypeVar("Outcome")
Values = tuple[Hashable, ...]


class Watched:
    """Stand for one value of a call, and note in *looked* when somebody looks at it."""

    __slots__ = ("_looked", "_value", "place")

    def __init__(self, place: int, value: Any, looked: list[int]) -> None:  # noqa: ANN401  # any field of a call
        self.place, self._value, self._looked = place, value, looked

    def look(self) -> Any:  # noqa: ANN401  # the value itself
        """Return the value, and note it."""
        if self.place not in self._looked:
            self._looked.append(self.place)
        return self._value

    def peek(self) -> Any:  # noqa: ANN401  # the value itself
        """Return the value without noting it."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self.look())

    def __len__(self) -> int:
        return len(self.look())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.look())

    def __contains__(self, item: object) -> bool:
        return item in self.look()

    def __getitem__(self, item: slice | int) -> Any:  # noqa: ANN401  # a part of the value
        return self.look()[item]

    def __eq__(self, other: object) -> bool:
        return bool(self.look() == other)

    def __hash__(self) -> int:
        return hash(self.look())

    def __lt__(self, other: Any) -> bool:  # noqa: ANN401  # whatever the value compares with
        return bool(self.look() < other)

    def __gt__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        return bool(self.look() > other)

    def __ge__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        return bool(self.look() >= other)

    def __add__(self, other: Any) -> Any:  # noqa: ANN401  # the same
        return self.look() + other


def watch(values: Sequence[object]) -> tuple[tuple[Watched, ...], list[int]]:
    """Return *values* watched, and the list of the places that were looked at, in their order."""
    looked: list[int] = []
    return tuple(Watched(place, value, looked) for place, value in enumerate(values)), looked


@dataclass(slots=True)
class _Branch(Generic[Outcome]):
    """What comes next depends on the value at *place*."""

    place: int
    ways: "dict[Hashable, _Branch[Outcome] | Outcome]" = field(default_factory=dict)


@dataclass(slots=True)
class Memory(Generic[Outcome]):
    """Outcomes by what had to be looked at to find them.

    The first value that a step looks at is the same for all states with one key, the second depends on the first, and
    so on: a tree of decisions.
    """

    taken: int = 0
    _roots: "dict[Hashable, _Branch[Outcome] | Outcome]" = field(default_factory=dict)

    def outcome(
        self, key: Hashable, values: Values, take: Callable[[tuple[Watched, ...]], Outcome]
    ) -> tuple[Outcome, int]:
        """Return the outcome at *key* with *values*, by *take* where it is not known; and the last place looked at."""
        ways, branch_key, deepest = self._roots, key, -1
        while (found := ways.get(branch_key)) is not None:
            if not isinstance(found, _Branch):
                return found, deepest
            deepest = max(deepest, found.place)
            ways, branch_key = found.ways, values[found.place]
        watched, looked = watch(values)
        outcome = take(watched)
        self.taken += 1
        self._remember(key, values, looked, outcome)
        return outcome, max(looked, default=-1)

    def _remember(self, key: Hashable, values: Values, looked: list[int], outcome: Outcome) -> None:
        ways, branch_key = self._roots, key
        for place in looked:
            branch = ways.setdefault(branch_key, _Branch(place))
            assert isinstance(branch, _Branch)
            ways, branch_key = branch.ways, values[place]
        ways[branch_key] = outcome
