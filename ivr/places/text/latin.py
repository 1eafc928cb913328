"""Names of places in Latin letters: all spellings in one folded form, and how an English voice says a place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

from ivr.heard.romaji import folded, romaji
from ivr.places.data.names import NameKind, Sense, Senses, senses
from ivr.places.data.rows import Familiar, Municipality, Prefecture, stem_kana, suffixes

PLACE_WORDS = {
    **dict.fromkeys(("prefecture", "prefectures", "pref", "ken", "fu"), "県府都道"),
    **dict.fromkeys(("city", "shi"), "市区"),  # 新宿区 calls itself Shinjuku City
    **dict.fromkeys(("ward", "ku"), "区"),
    **dict.fromkeys(("town", "cho", "chou", "machi"), "町"),
    **dict.fromkeys(("village", "mura", "son"), "村"),
    **dict.fromkeys(("county", "gun", "district"), "郡"),
}
"""Words after a name, or before it with "of", and the last characters of the names that they belong to."""

_IN_ENGLISH = {"市": "city", "区": "ward", "町": "town", "村": "village"}
_ALSO = {"ibaraki": "ibaragi"}
"""Names of prefectures as many people say them."""
_SHORTEST = 4  # letters that a name must have if it is not a municipality's
Latin = Mapping[str, Mapping[str, Senses]]
"""Folded names, each with its senses by the last character of the full name ("" for the bare name)."""


def latin(
    prefectures: Iterable[Prefecture], municipalities: Sequence[Municipality], familiar: Iterable[Familiar]
) -> Latin:
    """Return all names; if a name fits several places, the greater come first."""
    names: dict[str, dict[str, Senses]] = {}
    for name, last, sense in _names(prefectures, municipalities, familiar):
        by_last = names.setdefault(name, {})
        if sense not in (those := by_last.get(last, ())):
            by_last[last] = (*those, sense)
    return names


def _names(
    prefectures: Iterable[Prefecture], municipalities: Iterable[Municipality], familiar: Iterable[Familiar]
) -> Iterator[tuple[str, str, Sense]]:
    """Yield each name in folded Latin letters, the word that may follow it (県, 市, 郡), and what both mean."""
    for place in prefectures:
        short, full = folded_kana(place.short_kana), Sense(place.code, NameKind.PREFECTURE)
        yield short, place.name[-1], full
        yield short, "", full if place.short == place.name else Sense(place.code, NameKind.SHORT_PREFECTURE)
        yield folded_kana(place.kana), "", full
        if also := _ALSO.get(short):
            yield also, "", Sense(place.code, NameKind.SHORT_PREFECTURE)
            yield also, place.name[-1], full
    for town in municipalities:
        full, stem = senses(town)
        kana = stem_kana(town.name, town.kana)
        name = folded_kana(kana)
        yield name, "", stem
        yield name, town.name[-1], full
        yield name + folded_kana(town.kana.removeprefix(kana)), "", full
        if town.county:
            yield (
                folded_kana(town.county_kana.removesuffix("ぐん")),
                "郡",
                Sense(town.code[:2] + town.county, NameKind.COUNTY),
            )
    for one in familiar:
        yield from _familiar(one)


def _familiar(name: Familiar) -> Iterator[tuple[str, str, Sense]]:
    sense = Sense(name.code, NameKind.FORMER if name.former else NameKind.FAMILIAR)
    whole = folded_kana(name.kana)
    if len(whole) >= _SHORTEST:
        yield whole, "", sense
    if name.former and name.name[-1] in _IN_ENGLISH:
        stem = folded_kana(stem_kana(name.name, name.kana))
        yield stem, name.name[-1], sense
        if len(stem) >= _SHORTEST:
            yield stem, "", sense


@lru_cache(maxsize=512)
def folded_kana(kana: str) -> str:
    """Return a reading as `folded` returns every spelling of it in Latin letters."""
    return folded(romaji(kana))


def spelled(word: str, places: Iterable[Prefecture | Municipality]) -> tuple[str, ...]:
    """Return the names of *places* that *word* spells in Latin letters: Tokyo, Minato-ku, Nagoya City."""
    parts = re.split("[^a-z]+", "".join(filter(str.isascii, normalize("NFKD", word.lower()))))  # also Kōbe
    bare = folded("".join(part for part in parts if part not in PLACE_WORDS))
    ends = "".join(PLACE_WORDS.get(part, "") for part in parts)
    named = (place for place in places if bare and bare in _spellings(place))
    return tuple(place.name for place in named if not ends or place.name[-1] in ends)


def _spellings(place: Prefecture | Municipality) -> Iterator[str]:
    yield folded_kana(place.kana)
    if isinstance(place, Prefecture):
        yield folded_kana(place.short_kana)
    if place.name[-1] in _IN_ENGLISH:
        yield from (folded_kana(place.kana.removesuffix(last)) for last in suffixes(place.name))


def name_in_english(prefecture: Prefecture, town: Municipality | None, city: Municipality | None) -> str:
    """Return a prefecture's name (Aichi), or a town's in it: Nagoya in Aichi, Naka ward of Nagoya in Aichi."""
    large = romaji(prefecture.short_kana).capitalize()
    if town is None:
        return large
    return f"{town_in_english(prefecture, town, city)} in {large}"


def town_in_english(prefecture: Prefecture, town: Municipality, city: Municipality | None) -> str:
    """Return a town's name alone: Nagoya; Hiroshima city (not the prefecture); Naka ward (without its city)."""
    stem = romaji(stem_kana(town.name, town.kana)).capitalize()
    is_plain = town.name[-1] == "市" and stem != romaji(prefecture.short_kana).capitalize()
    small = stem if is_plain else f"{stem} {_IN_ENGLISH[town.name[-1]]}"
    return f"{small} of {romaji(stem_kana(city.name, city.kana)).capitalize()}" if city else small
