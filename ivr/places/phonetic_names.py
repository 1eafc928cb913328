"""Names prepared for comparison by sound: prefectures, cities, and callers' phrases that are not places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from ivr.heard.morae import placed_sounds, sounds
from ivr.heard.phonetic_match import Name, Trie, name_of, names
from ivr.places.data.rows import Municipality, Prefecture, stem_kana

_SHORT_HANDICAP, _USUAL = 20, 4  # for each mora that a name is short of: short names match by chance
_TOWN_HANDICAP = 20
_LARGEST = 1300  # postal codes, about what 京都市 has
_CITY_HANDICAP, _SMALL_HANDICAP = 20, 15  # thousandths: prefectures are asked for, and large cities have more callers


@dataclass(frozen=True, slots=True)
class PhoneticNames:
    """Names and phrases ready for comparing; a phrase has the empty key.

    *cities* are cities and Tokyo's wards, *municipalities* these and all towns and villages, *within* the same by
    prefecture, without handicaps. *named* is each name by its code.
    """

    prefectures: Trie
    cities: Trie
    municipalities: Trie
    phrases: Trie
    within: Mapping[str, Trie]
    named: Mapping[str, Name]


def phonetic_names(
    prefectures: Iterable[Prefecture], places: Iterable[Municipality], phrases: Iterable[str] = ()
) -> PhoneticNames:
    """Prepare the names of prefectures, of municipalities, and phrases given by their reading in kana."""
    wholes = {place.code: _prefecture(place) for place in prefectures}
    towns = [_municipality(place) for place in places]
    within: dict[str, list[Name]] = {}
    for name, place in towns:
        within.setdefault(place.code[:2], []).append(name._replace(handicap=0))
    return PhoneticNames(
        names(wholes.values()),
        names(name for name, place in towns if place.name[-1] in "市区"),
        names(name._replace(handicap=name.handicap + _short(name)) for name, _ in towns),
        names(name_of("", sounds(kana)) for kana in phrases),
        {code: names(those) for code, those in within.items()},
        {name.key: name for name in [*wholes.values(), *(name for name, _ in towns)]},
    )


def _prefecture(place: Prefecture) -> Name:
    stem = place.short_kana.removesuffix("どう")  # the end of 北海道 is swallowed like that of the others
    return _name(place.code, place.kana, stem, 0)


def _municipality(place: Municipality) -> tuple[Name, Municipality]:
    handicap = _CITY_HANDICAP + round(_SMALL_HANDICAP * log(_LARGEST / (place.size + 20)))
    if place.name[-1] not in "市区":
        handicap += _TOWN_HANDICAP
    return _name(place.code, place.kana, stem_kana(place.name, place.kana), handicap), place


def _short(name: Name) -> int:
    """Return the handicap of a short name: other words sound like it by chance."""
    return _SHORT_HANDICAP * max(0, _USUAL - len(name.stem))


def _name(code: str, kana: str, stem: str, handicap: int) -> Name:
    placed = placed_sounds(kana)
    morae, length = tuple(mora for _, mora in placed), sum(place < len(stem) for place, _ in placed)
    return name_of(code, morae[:length], morae[length:], handicap)
