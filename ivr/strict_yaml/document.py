"""A YAML file as read: its data, and the position of each key and value."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from ivr.problem import Problem

Loc = tuple[str | int, ...]
"""The path to a value within a file: keys, and indices of lists."""

Data = None | str | list["Data"] | dict[str, "Data"]

T = TypeVar("T")


class Null(str):
    """The text of a plain `null` or `~`: as an optional value it counts as left out, as a key or a word it is text."""

    __slots__ = ()


# A named tuple: a site has twenty thousand.
class Position(NamedTuple):
    """A position in a file; *line* and *column* count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A file as read: its data, the position of each key and value, and its problems.

    *data* consists of dicts (with text keys), lists, text, and None for an empty value; *texts* is each of its texts
    with the path to it. *broken* means that some line is not valid YAML, so that *data* lacks or misreads it.
    """

    path: str
    data: Data = None
    keys: Mapping[Loc, Position] = field(default_factory=dict)
    values: Mapping[Loc, Position] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    texts: Sequence[tuple[Loc, str]] = field(default=(), repr=False)
    _made: dict[Hashable, tuple[Data, Any]] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[..., T], *of: Hashable) -> T:
        """Return what *make* makes of this document and *of*, computed only once for the same text.

        Few files of a site change at a time. Nobody may change what was made.
        """
        kept = self._made.get((make, *of))
        if kept is None or kept[0] is not self.data:  # a document that replaces this one may have other data
            kept = self._made[make, *of] = self.data, make(self, *of)
        made: T = kept[1]
        return made

    def place(self, loc: Loc) -> Position:
        """Return the position of a key or a list item, or of the nearest parent that is in the file."""
        position = self.keys.get(loc) or self.values.get(loc)
        return position or (self.place(loc[:-1]) if loc else Position(1, 1))

    def place_of_value(self, loc: Loc) -> Position:
        """Return the position of a key's value; if it has none, that of the key."""
        return self.values.get(loc) or self.place(loc)

    def problem(self, loc: Loc, message: str, rule: str, *, at_key: bool = False, warning: bool = False) -> Problem:
        """Return a problem at a value, or at its key."""
        place = self.place(loc) if at_key else self.place_of_value(loc)
        keys = ".".join(key for key in loc if isinstance(key, str))
        return Problem(self.path, place.line, place.column, message, rule, warning, keys)


def at(data: Data, *keys: str | int) -> Data:
    """Return what is under the nested *keys*, or numbers in lists; None if nothing, or `null`, is there."""
    for key in keys:
        if isinstance(data, dict):
            data = data.get(str(key))
        else:
            data = data[key] if isinstance(data, list) and isinstance(key, int) and key < len(data) else None
    return None if isinstance(data, Null) else data


def entries_at(data: Data, *keys: str | int) -> dict[str, Data]:
    """Return the entries under the nested *keys*; none if there is anything else, or nothing."""
    entries = at(data, *keys)
    return entries if isinstance(entries, dict) else {}


def texts_of(data: Data, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield every text of *data*, which is at *loc* of its file, with the path to it."""
    within: Iterable[tuple[str | int, Data]] = ()
    match data:
        case str():
            yield loc, data
        case dict():
            within = data.items()
        case list():
            within = enumerate(data)
    for key, value in within:
        if isinstance(value, str):  # at once: most values are texts, and a call for each takes three times as long
            yield (*loc, key), value
        else:
            yield from texts_of(value, (*loc, key))
