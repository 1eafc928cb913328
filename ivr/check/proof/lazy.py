"""What a step looks at, and so what cannot matter to it: lazily split values, as in Lazy SmallCheck (narrowing).

A step is taken with *lazy* fields in the call, each of which may have several values. Who looks at one sees the same
for some of its values: those are what it may have from then on, and the step is taken again for the others. So one
case is true of every call whose fields have values that are left. No knowledge of the core goes into this, and a way
of looking that is not listed here is an error, never a miss.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeVar

Taken = TypeVar("Taken")
Domain = tuple[Hashable, ...]
"""The values that a field may have."""


class Lazy:
    """Stand for a field that may have any of *values*; *others* gets what is to be tried once one has looked."""

    __slots__ = ("_fields", "_others", "values")

    def __init__(self, values: Domain, fields: list[Any], others: list[list[Domain]]) -> None:
        self.values, self._fields, self._others = values, fields, others

    def _look(self, how: Callable[[Any], Any]) -> Any:  # noqa: ANN401  # whatever is seen
        seen = how(self.values[0])
        alike = tuple(value for value in self.values if how(value) == seen)
        if len(alike) < len(self.values):
            rest = tuple(value for value in self.values if value not in alike)
            self._others.append([rest if field is self else domain_of(field) for field in self._fields])
            self.values = alike
        return seen

    def __bool__(self) -> bool:
        return bool(self._look(bool))

    def __len__(self) -> int:
        return int(self._look(len))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._look(tuple))

    def __contains__(self, item: object) -> bool:
        return bool(self._look(lambda value: item in value))

    def __getitem__(self, item: slice | int) -> Any:  # noqa: ANN401  # a part of the value
        return self._look(lambda value: value[item])

    def __eq__(self, other: object) -> bool:
        return bool(self._look(lambda value: value == other))

    def __hash__(self) -> int:
        return int(self._look(hash))

    def __lt__(self, other: Any) -> bool:  # noqa: ANN401  # whatever the value compares with
        return bool(self._look(lambda value: value < other))

    def __gt__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        return bool(self._look(lambda value: value > other))

    def __le__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        return bool(self._look(lambda value: value <= other))

    def __ge__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        return bool(self._look(lambda value: value >= other))

    def __add__(self, other: Any) -> Any:  # noqa: ANN401  # the same
        return self._look(lambda value: value + other)

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401  # the same
        return self._look(lambda value: value - other)


def sample(value: Any) -> Any:  # noqa: ANN401  # any field of a call
    """Return one of the values that a lazy one stands for; any other value is itself."""
    return value.values[0] if isinstance(value, Lazy) else value


def domain_of(value: Any) -> Domain:  # noqa: ANN401  # any field of a call
    """Return the values that a lazy one stands for; any other value is its only one."""
    return value.values if isinstance(value, Lazy) else (value,)


def cases(domains: Sequence[Domain], take: Callable[[Sequence[Any]], Taken]) -> Iterator[tuple[Taken, list[Domain]]]:
    """Take a step in as many ways as it can turn out; yield each result with the values for which it is true.

    Lazy values may be looked at until the next case is asked for.
    """
    waiting = [[*domains]]
    while waiting:
        fields: list[Any] = []
        for values in waiting.pop():
            fields.append(Lazy(values, fields, waiting) if len(values) > 1 else values[0])
        yield take(fields), [field.values if type(field) is Lazy else (field,) for field in fields]
        fields.clear()  # each holds the list that holds it: without a collector (see `explore`) they would all stay
