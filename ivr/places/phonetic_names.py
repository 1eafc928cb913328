"""Names prepared for comparison by sound: prefectures, cities, and phrases of callers that are no place."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from ivr.heard.morae import sounds
from ivr.heard.phonetic_match import Name, Names, names
from ivr.places.data.place import Municipality, Prefecture, city_of, stem_kana

_LARGEST = 1300  # postal codes, about what 京都市 has
_CITY_HANDICAP, _SMALL_HANDICAP = 20, 15  # thousandths: prefectures are asked for, and large cities have more callers


@dataclass(frozen=True, slots=True)
class PhoneticNames:
    """Names and phrases ready for comparing; a phrase has the empty key."""

    prefectures: Names
    cities: Names
    phrases: Names


def phonetic_names(
    prefectures: Iterable[Prefecture], places: Iterable[Municipality], phrases: Iterable[str]
) -> PhoneticNames:
    """Prepare the names of prefectures, of cities and Tokyo's wards, and phrases given by their reading in kana."""
    return PhoneticNames(
        names(_prefecture(place) for place in prefectures),
        names(_city(place) for place in places if place.name[-1] in "市区" and not city_of(place.code)),
        names(Name("", sounds(kana)) for kana in phrases),
    )


def _prefecture(place: Prefecture) -> Name:
    stem = place.short_kana.removesuffix("どう")  # 北海道 is swallowed at its end like the others
    return _name(place.code, place.kana, stem, 0)


def _city(place: Municipality) -> Name:
    handicap = _CITY_HANDICAP + round(_SMALL_HANDICAP * log(_LARGEST / (place.size + 20)))
    return _name(place.code, place.kana, stem_kana(place.name, place.kana), handicap)


def _name(code: str, kana: str, stem: str, handicap: int) -> Name:
    morae, length = sounds(kana), len(sounds(stem))
    return Name(code, morae[:length], morae[length:], handicap)
