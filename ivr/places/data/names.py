"""Names of places: every form in which one is written or said, and an index that finds the longest in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cache
from itertools import chain, product
from typing import NamedTuple

from ivr.heard.normal import lengths_by_first, normal, smooth
from ivr.places.data.rows import Familiar, Municipality, Prefecture, city_of, stem_kana, suffixes

# 鎌ケ谷, 鎌ヶ谷, 鎌が谷, 鎌谷; 西ノ島, 西之島: the particle between two kanji has several spellings.
_LINKS = {"け": ("け", "が", "か", ""), "が": ("が", "け", ""), "の": ("の", "之"), "之": ("之", "の")}
_SHORT = 3  # kana: names up to this length cannot be told from other words


class NameKind(IntEnum):  # numbers, because sets and tables are asked for kinds twenty times an answer
    """The kinds of name, by how completely they name their place."""

    PREFECTURE = auto()  # 愛知県
    SHORT_PREFECTURE = auto()  # 愛知
    CITY = auto()  # 豊田市, 新宿区
    TOWN = auto()  # 東郷町, 豊根村
    WARD = auto()  # 中村区 of a designated city
    COUNTY = auto()  # 愛知郡
    CITY_STEM = auto()  # 豊田, 新宿
    TOWN_STEM = auto()  # 東郷
    WARD_STEM = auto()  # 中村
    FORMER = auto()  # 浦和市: a city that no longer exists
    FAMILIAR = auto()  # 浦和, 湘南, 新大阪: in use although no municipality has that name


class Sense(NamedTuple):  # a dataclass would take a third of a start: there are twenty thousand
    """One place that a name can mean (a county: its prefecture's code and its name), and how completely it names it."""

    code: str
    kind: NameKind


Senses = tuple[Sense, ...]

Spelling = tuple[str, Sense]


@dataclass(frozen=True, slots=True)
class Index:
    """Names in normal form with their senses, and the lengths to try by first character, longest first."""

    senses: Mapping[str, Senses]
    lengths: Mapping[str, tuple[int, ...]]

    def longest(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest name in *text* that begins at *start* and ends by *end*, 0 if none does."""
        for length in self.lengths.get(text[start], ()):
            if start + length <= end and text[start : start + length] in self.senses:
                return length
        return 0


def indexes(
    prefectures: Sequence[Prefecture], municipalities: Sequence[Municipality], familiar: Sequence[Familiar]
) -> tuple[Index, Index]:
    """Return names as written and as spoken; if one fits several places, the greater come first."""
    by_size = sorted(municipalities, key=lambda place: -place.size)
    written = chain(_written_prefectures(prefectures), _written_municipalities(by_size), _written_familiar(familiar))
    spoken = chain(_spoken_prefectures(prefectures), _spoken_municipalities(by_size), _spoken_familiar(familiar))
    return _index(written), _index(spoken, besides=_misread_municipalities(by_size))


def _index(spellings: Iterable[tuple[str, Sense]], besides: Iterable[tuple[str, Sense]] = ()) -> Index:
    """Collect (name, sense) pairs, the senses of a name in order; *besides* only adds names not in *spellings*.

    Names in *besides* count only if *spellings* has no such name.
    """
    senses = _senses(spellings)
    senses |= _senses((name, sense) for name, sense in besides if name not in senses)
    return Index({name: tuple(of_name) for name, of_name in senses.items()}, lengths_by_first(senses))


def _senses(spellings: Iterable[tuple[str, Sense]]) -> dict[str, list[Sense]]:
    by_name: dict[str, list[Sense]] = {}
    for name, sense in spellings:
        those = by_name.setdefault(name, [])
        if sense not in those:
            those.append(_shared(sense))
    return by_name


@cache
def _shared(sense: Sense) -> Sense:
    """Return equal senses as one shared object, so that a start unpickles a third as many."""
    return sense


def _written_prefectures(places: Iterable[Prefecture]) -> Iterator[Spelling]:
    """Yield each prefecture as written: 愛知県, 愛知, and half in kana, あいち県."""
    for place in places:
        full = Sense(place.code, NameKind.PREFECTURE)
        yield normal(place.name), full
        if place.short != place.name:
            yield place.short_kana + place.name[-1], full
            yield normal(place.short), Sense(place.code, NameKind.SHORT_PREFECTURE)


def _spoken_prefectures(places: Iterable[Prefecture]) -> Iterator[Spelling]:
    """Yield each prefecture in smooth kana: あいちけん, あいち."""
    for place in places:
        yield smooth(place.kana), Sense(place.code, NameKind.PREFECTURE)
        if place.short != place.name:
            yield smooth(place.short_kana), Sense(place.code, NameKind.SHORT_PREFECTURE)


def _written_municipalities(places: Iterable[Municipality]) -> Iterator[Spelling]:
    """Yield each municipality as written: 豊田市, とよた市, 豊田 (never a stem in kana alone), and each county."""
    for place in places:
        full, stem = senses(place)
        kana = stem_kana(place.name, place.kana)
        for name in _variants(place.name):
            yield name, full
            if _has_kanji(name[:-1]):
                yield name[:-1], stem
        yield kana + place.name[-1], full
        if place.county:
            for county in _variants(place.county):
                yield county, _county(place)


def _spoken_municipalities(places: Iterable[Municipality]) -> Iterator[Spelling]:
    """Yield each municipality in smooth kana: とよたし, とよた; and each county."""
    for place in places:
        full, stem = senses(place)
        yield smooth(place.kana), full
        yield smooth(stem_kana(place.name, place.kana)), stem
        if place.county:
            yield smooth(place.county_kana), _county(place)


def _misread_municipalities(places: Iterable[Municipality]) -> Iterator[Spelling]:
    """Yield towns with まち for ちょう and villages with むら for そん, and the reverse, as strangers read them."""
    for place in places:
        full, _ = senses(place)
        stem = stem_kana(place.name, place.kana)
        for suffix in suffixes(place.name):
            if stem + suffix != place.kana:
                yield smooth(stem + suffix), full


def _written_familiar(names: Iterable[Familiar]) -> Iterator[Spelling]:
    """Yield names that no municipality has today, except those written only in kana."""
    for name in names:
        for variant in _variants(name.name):
            if _has_kanji(variant):
                yield variant, _sense(name)


def _spoken_familiar(names: Iterable[Familiar]) -> Iterator[Spelling]:
    """Yield the same names in smooth kana, unless too short to tell from other words (おき, とか)."""
    for name in names:
        if len(name.kana) > _SHORT:
            yield smooth(name.kana), _sense(name)


def senses(place: Municipality) -> tuple[Sense, Sense]:
    """Return what a municipality's full name and its stem mean."""
    if city_of(place.code):
        return Sense(place.code, NameKind.WARD), Sense(place.code, NameKind.WARD_STEM)
    if place.name[-1] == "区":
        return Sense(place.code, NameKind.WARD), Sense(place.code, NameKind.CITY_STEM)
    if place.name[-1] == "市":
        return Sense(place.code, NameKind.CITY), Sense(place.code, NameKind.CITY_STEM)
    return Sense(place.code, NameKind.TOWN), Sense(place.code, NameKind.TOWN_STEM)


def _county(place: Municipality) -> Sense:
    return Sense(place.code[:2] + place.county, NameKind.COUNTY)


def _variants(name: str) -> Iterator[str]:
    parts = re.split(r"(?<=[一-鿿])([けがの]|之)(?=[一-鿿])", normal(name))
    for choice in product(*(_LINKS[part] if position % 2 else (part,) for position, part in enumerate(parts))):
        yield "".join(choice)


def _has_kanji(name: str) -> bool:
    return any("一" <= char <= "鿿" for char in name)


def _sense(name: Familiar) -> Sense:
    return Sense(name.code, NameKind.FORMER if name.former else NameKind.FAMILIAR)
