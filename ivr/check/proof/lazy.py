"""Lazily split values: what a step does not look at cannot matter to it (narrowing, as in Lazy SmallCheck).

A step is taken with *lazy* fields in the call, each of which may have several values. A look at a field has the same
answer for some of its values: the field keeps those from then on, and the step is taken again for the others. So one
case holds for every call whose fields have the values that are left. Fields that depend on each other are `parts` of
one field, so that only combinations that can occur do occur. This module knows nothing about the core; a way of looking
that is not listed here is an error, never a miss.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import compress
from operator import index, itemgetter, not_
from typing import Any, TypeVar

Taken = TypeVar("Taken")
Domain = tuple[Hashable, ...]
"""The values that a field may have."""


class Lazy:
    """A field that may have any of *values*; *others* receives the cases still to be taken after each look."""

    __slots__ = ("_fields", "_others", "values")

    def __init__(self, values: Domain, fields: list[Any], others: list[list[Domain]]) -> None:
        self.values, self._fields, self._others = values, fields, others

    def look(self, how: Callable[[Any], Any] = lambda value: value) -> Any:  # noqa: ANN401  # whatever is seen
        """Return what *how* sees of the value; by default all of it."""
        first, *others = map(how, self.values)
        if others.count(first) == len(others):  # usually nothing differs any more
            return first
        alike = [True, *(one == first for one in others)]
        seen_alike, rest = tuple(compress(self.values, alike)), tuple(compress(self.values, map(not_, alike)))
        self.values = rest  # for a moment: a case to be taken has all other fields as they are now
        self._others.append([field.values if type(field) is Lazy else (field,) for field in self._fields])
        self.values = seen_alike
        return first

    def __bool__(self) -> bool:
        return bool(self.look(bool))

    def __len__(self) -> int:
        return int(self.look(len))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.look(tuple))

    def __contains__(self, item: object) -> bool:
        return bool(self.look(lambda value: item in value))

    def __getitem__(self, item: slice | int) -> Any:  # noqa: ANN401  # a part of the value
        part = itemgetter(item)
        return self.view(part) if isinstance(item, slice) else self.look(part)

    def __eq__(self, other: object) -> bool:
        other = seen(other)
        return bool(self.look(lambda value: value == other))

    def __hash__(self) -> int:
        return int(self.look(hash))

    def __lt__(self, other: Any) -> bool:  # noqa: ANN401  # whatever the value compares with
        other = seen(other)
        return bool(self.look(lambda value: value < other))

    def __gt__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        other = seen(other)
        return bool(self.look(lambda value: value > other))

    def __le__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        other = seen(other)
        return bool(self.look(lambda value: value <= other))

    def __ge__(self, other: Any) -> bool:  # noqa: ANN401  # the same
        other = seen(other)
        return bool(self.look(lambda value: value >= other))

    def __index__(self) -> int:
        return index(self.look())

    def __add__(self, other: Any) -> "View":  # noqa: ANN401  # the same
        return self.view(lambda value: value + other)

    def __sub__(self, other: Any) -> "View":  # noqa: ANN401  # the same
        return self.view(lambda value: value - other)

    def view(self, of: Callable[[Any], Any]) -> "View":
        """Return what *of* makes of the value, without looking."""
        return View(self, of)


class View(Lazy):
    """A value computed by *of* from the values of a lazy *whole*: looking at it narrows the whole."""

    __slots__ = ("of", "whole")

    def __init__(self, whole: Lazy, of: Callable[[Any], Any]) -> None:
        self.whole, self.of = whole, of

    def look(self, how: Callable[[Any], Any] = lambda value: value) -> Any:  # noqa: ANN401  # whatever is seen
        """Return what *how* sees of it; by default all of it."""
        return self.whole.look(lambda value: how(self.of(value)))

    def view(self, of: Callable[[Any], Any]) -> "View":
        """Return what *of* makes of it, without looking."""
        return View(self.whole, lambda value: of(self.of(value)))


def parts(field: Any, count: int) -> list[Any]:  # noqa: ANN401  # a lazy field, or the only value of one
    """Return the first *count* parts of a field whose values are tuples: lazy if they differ."""
    if not isinstance(field, Lazy):
        return list(field[:count])
    columns = list(zip(*field.values, strict=True))[:count]
    return [
        View(field, itemgetter(at)) if column.count(column[0]) < len(column) else column[0]
        for at, column in enumerate(columns)
    ]


def seen(value: Any) -> Any:  # noqa: ANN401  # any field of a call
    """Return a value, after looking at all of it if it is lazy."""
    return value.look() if isinstance(value, Lazy) else value


def one_of(value: Any) -> Any:  # noqa: ANN401  # any field of a call
    """Return one of the values of a lazy field, without looking; return any other value itself."""
    return value.values[0] if type(value) is Lazy else value


def domain_of(value: Any) -> Domain:  # noqa: ANN401  # any field of a call
    """Return the possible values of a lazy field; any other value is its own only one."""
    if isinstance(value, View):
        return tuple(dict.fromkeys(map(value.of, value.whole.values)))
    return value.values if isinstance(value, Lazy) else (value,)


def together(fields: Sequence[Any]) -> Domain:
    """Return the possible values of several fields as tuples: views of one lazy field, or plain values."""
    whole = next((field.whole for field in fields if isinstance(field, View)), None)
    return tuple(dict.fromkeys(map(values_at(fields), whole.values if whole else ((),))))


def values_at(fields: Sequence[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function from the value of a lazy field to those of several *fields*, its views or plain values."""
    first, second, third = map(_way, fields)
    return lambda value: (first(value), second(value), third(value))


def _way(field: Any) -> Callable[[Any], Any]:  # noqa: ANN401  # a view, or any value
    return field.of if isinstance(field, View) else lambda _value: field


def cases(domains: Sequence[Domain], take: Callable[[Sequence[Any]], Taken]) -> Iterator[tuple[Taken, list[Domain]]]:
    """Take a step in as many cases as can turn out differently; yield each result with the values for which it holds.

    Lazy values may be looked at until the next case is requested.
    """
    waiting = [[*domains]]
    while waiting:
        fields: list[Any] = []
        for values in waiting.pop():
            fields.append(Lazy(values, fields, waiting) if len(values) > 1 else values[0])
        yield take(fields), [field.values if type(field) is Lazy else (field,) for field in fields]
        fields.clear()  # each holds the list that holds it: without a collector (see `explore`) they would all stay
