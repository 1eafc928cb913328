"""A file of a site as it was read: its data, and where each key and value stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.problem import Problem

Loc = tuple[str | int, ...]
"""The way to a value within a file: keys, and positions in lists from 0."""

Data = None | str | list["Data"] | dict[str, "Data"]


class Null(str):
    """The text of a plain `null` or `~`: where a value may be left out, it is; a key or a word of that name is text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Point into a file; `line` and `column` count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one file that was read: its data, where each key and value stands, and what is wrong with it.

    `data` is made of dicts (with text keys), lists, text, and None where nothing stands. `broken` tells that the file
    is not the YAML it was meant to be at some place, so that `data` lacks or misreads what stands there.
    """

    path: str
    data: Data = None
    keys: Mapping[Loc, Place] = field(default_factory=dict)
    values: Mapping[Loc, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: bool = False

    def place(self, loc: Loc) -> Place:
        """Point at a key or a list's item, or at the nearest thing around it that stands in the file."""
        found = self.keys.get(loc) or self.values.get(loc)
        return found or (self.place(loc[:-1]) if loc else Place(1, 1))

    def place_of_value(self, loc: Loc) -> Place:
        """Point at what stands behind a key; where nothing does, at the key."""
        return self.values.get(loc) or self.place(loc)

    def problem(self, loc: Loc, message: str, rule: str, *, at_key: bool = False, warning: bool = False) -> Problem:
        """Make a problem at a value, or at its key."""
        place = self.place(loc) if at_key else self.place_of_value(loc)
        keys = ".".join(key for key in loc if isinstance(key, str))
        return Problem(self.path, place.line, place.column, message, rule, warning, keys)
