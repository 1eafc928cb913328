"""Index of names: the longest one at a position of a text, and the places it can mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple


class NameKind(Enum):
    """How completely a name names its place."""

    PREFECTURE = auto()  # 愛知県
    SHORT_PREFECTURE = auto()  # 愛知
    CITY = auto()  # 豊田市, 新宿区
    TOWN = auto()  # 東郷町, 豊根村
    WARD = auto()  # 中村区 of a designated city
    COUNTY = auto()  # 愛知郡
    CITY_STEM = auto()  # 豊田, 新宿
    TOWN_STEM = auto()  # 東郷
    WARD_STEM = auto()  # 中村
    FORMER = auto()  # 浦和市: a city that is no more
    FAMILIAR = auto()  # 浦和, 湘南, 新大阪: what people say though no municipality is called so


class Sense(NamedTuple):  # a dataclass would take a third of a start: there are twenty thousand
    """One place that a name can mean (a county: its prefecture's code and its name), and how completely it does."""

    code: str
    kind: NameKind


Senses = tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Names in normal form to their senses, and the lengths to try, longest first, by a name's first character."""

    senses: Mapping[str, Senses]
    lengths: Mapping[str, tuple[int, ...]]

    def longest(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest name in `text` that begins at `start` and ends by `end`, 0 if none does."""
        for length in self.lengths.get(text[start], ()):
            if start + length <= end and text[start : start + length] in self.senses:
                return length
        return 0


def index(spellings: Iterable[tuple[str, Sense]], besides: Iterable[tuple[str, Sense]] = ()) -> Index:
    """Collect (name, sense) pairs; a name's senses keep the order in which they came.

    Names in `besides` count only where `spellings` has no such name.
    """
    senses = _senses(spellings)
    lengths: dict[str, set[int]] = {}
    senses |= _senses((name, sense) for name, sense in besides if name not in senses)
    for name in senses:
        lengths.setdefault(name[0], set()).add(len(name))
    return Index(
        {name: tuple(found) for name, found in senses.items()},
        {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
    )


def _senses(spellings: Iterable[tuple[str, Sense]]) -> dict[str, list[Sense]]:
    found: dict[str, list[Sense]] = {}
    for name, sense in spellings:
        those = found.setdefault(name, [])
        if sense not in those:
            those.append(sense)
    return found
