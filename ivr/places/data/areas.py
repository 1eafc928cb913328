"""The areas into which a site divides the country, or part of it: prefectures, municipalities, wards, or none."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.rows import DESIGNATED, Municipality, Prefecture, city_of
from ivr.places.phonetic_names import phonetic_names

AreaKind = Literal["prefectures", "municipalities", "wards", "none"]


def divided(places: Gazetteer, kind: AreaKind, within: Collection[str] = ()) -> Gazetteer:
    """Return the same *places* with other areas: of a *kind*, *within* prefectures or cities (codes) if any are given.

    A city with wards is one municipality. A ward is one of such a city, or of Tokyo.
    """
    if kind == "prefectures" and not within:
        return places
    inside = [code for code in _of_kind(places, kind) if not within or {code, code[:2], city_of(code)} & {*within}]
    areas = _named(places, inside)
    whole = [places.prefectures[code] for code in inside if code in places.prefectures]
    divided = replace(places, areas=areas)
    parts = [place for code, place in places.municipalities.items() if divided.area_of(code) and _is_said(code, areas)]
    sounds = phonetic_names(whole, parts)
    return replace(divided, phonetic_names=replace(sounds, phrases=places.phonetic_names.phrases))


def holders(places: Gazetteer) -> dict[str, str]:
    """Return what areas may lie in, as codes by full names: prefectures, and cities with wards."""
    cities = {place.name: code for code in DESIGNATED if (place := places.municipalities.get(code))}
    return {place.name: code for code, place in places.prefectures.items()} | cities


def _of_kind(places: Gazetteer, kind: AreaKind) -> Iterator[str]:
    match kind:
        case "prefectures":
            yield from places.prefectures
        case "municipalities":
            yield from (code for code in places.municipalities if not city_of(code))
        case "wards":
            yield from (code for code, place in places.municipalities.items() if place.name[-1] == "区")


def _is_said(code: str, areas: Mapping[str, Prefecture]) -> bool:
    """Return whether a municipality is looked for by its sound: wards, often alike in name, only if they are areas."""
    return code in areas or not city_of(code)


def _named(places: Gazetteer, codes: Collection[str]) -> dict[str, Prefecture]:
    """Return the areas with their names; a name that two areas share includes what the area lies in (横浜市緑区)."""
    areas = {code: places.prefectures.get(code) or _area(places.municipalities[code]) for code in codes}
    count = Counter(area.name for area in areas.values())
    return {code: area if count[area.name] == 1 else _in_full(places, area) for code, area in areas.items()}


def _area(place: Municipality) -> Prefecture:
    return Prefecture(place.code, place.name, place.kana, place.name, place.kana)


def _in_full(places: Gazetteer, area: Prefecture) -> Prefecture:
    around = city_of(area.code) or area.code[:2]
    name, kana = places.name(around) + area.name, places.kana(around) + area.kana
    return Prefecture(area.code, name, kana, name, kana)
