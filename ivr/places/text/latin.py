"""Names of places in Latin letters: every spelling in one folded form, and how an English voice says a place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ivr.heard.romaji import folded, romaji
from ivr.places.data.index import NameKind, Sense, Senses
from ivr.places.data.place import Familiar, Municipality, Prefecture, stem_kana
from ivr.places.text.spellings import senses

KINDS = {
    **dict.fromkeys(("prefecture", "prefectures", "pref", "ken", "fu"), "県府都道"),
    **dict.fromkeys(("city", "shi"), "市区"),  # 新宿区 calls itself Shinjuku City
    **dict.fromkeys(("ward", "ku"), "区"),
    **dict.fromkeys(("town", "cho", "chou", "machi"), "町"),
    **dict.fromkeys(("village", "mura", "son"), "村"),
    **dict.fromkeys(("county", "gun", "district"), "郡"),
}
"""What stands behind a name, or before it with "of", and the last characters of the names that it belongs to."""

_IN_ENGLISH = {"市": "city", "区": "ward", "町": "town", "村": "village"}
_SHORTEST = 4  # letters of a name that no municipality has
Latin = Mapping[str, Mapping[str, Senses]]
"""Folded names to their senses by the last character of the full name ("" for the bare name)."""


def latin(
    prefectures: Iterable[Prefecture], municipalities: Sequence[Municipality], known: Iterable[Familiar]
) -> Latin:
    """Return all names; where a name fits several places, the greater stand first."""
    found: dict[str, dict[str, dict[Sense, None]]] = {}
    for name, last, sense in _names(prefectures, municipalities, known):
        found.setdefault(name, {}).setdefault(last, {})[sense] = None
    return {name: {last: tuple(those) for last, those in by_last.items()} for name, by_last in found.items()}


def _names(
    prefectures: Iterable[Prefecture], municipalities: Iterable[Municipality], known: Iterable[Familiar]
) -> Iterator[tuple[str, str, Sense]]:
    for place in prefectures:
        short, full = folded(romaji(place.short_kana)), Sense(place.code, NameKind.PREFECTURE)
        yield short, place.name[-1], full
        yield short, "", full if place.short == place.name else Sense(place.code, NameKind.SHORT_PREFECTURE)
        yield folded(romaji(place.kana)), "", full
    for town in municipalities:
        full, stem = senses(town)
        name = folded(romaji(stem_kana(town.name, town.kana)))
        yield name, "", stem
        yield name, town.name[-1], full
        yield folded(romaji(town.kana)), "", full
        if town.county:
            county = folded(romaji(town.county_kana).removesuffix("gun"))
            yield county, "郡", Sense(town.code[:2] + town.county, NameKind.COUNTY)
    for one in known:
        yield from _familiar(one)


def _familiar(one: Familiar) -> Iterator[tuple[str, str, Sense]]:
    sense = Sense(one.code, NameKind.FORMER if one.former else NameKind.FAMILIAR)
    whole = folded(romaji(one.kana))
    if len(whole) >= _SHORTEST:
        yield whole, "", sense
    if one.former and one.name[-1] in _IN_ENGLISH:
        stem = folded(romaji(stem_kana(one.name, one.kana)))
        yield stem, one.name[-1], sense
        if len(stem) >= _SHORTEST:
            yield stem, "", sense


def name_in_english(prefecture: Prefecture, town: Municipality | None = None, city: Municipality | None = None) -> str:
    """Return a prefecture's name (Aichi), or a town's in it: Nagoya in Aichi, Naka ward of Nagoya in Aichi."""
    large = romaji(prefecture.short_kana).capitalize()
    if town is None:
        return large
    stem = romaji(stem_kana(town.name, town.kana)).capitalize()
    is_plain = town.name[-1] == "市" and stem != large
    small = stem if is_plain else f"{stem} {_IN_ENGLISH[town.name[-1]]}"
    if city is not None:
        small += f" of {romaji(stem_kana(city.name, city.kana)).capitalize()}"
    return f"{small} in {large}"
