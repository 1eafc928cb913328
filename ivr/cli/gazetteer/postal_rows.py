"""Rows of Japan Post's lists of postal codes (KEN_ALL and the business codes), and the municipalities in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ivr.places.data.rows import DESIGNATED, Municipality, city_of
from ivr.speech import hiragana

_COUNTY = re.compile(r"(?P<county>.+?郡)(?P<name>.+[町村])")
_ISLAND = re.compile(r"(?:三宅島|八丈島)(?P<name>.+)")


@dataclass(frozen=True, slots=True)
class PostalRow:
    """One line of the lists: a code, the municipality's JIS X 0402 code, its name and reading, and the town in it."""

    postal: str
    code: str
    city: str
    city_kana: str
    town: str


def municipalities(rows: Iterable[PostalRow]) -> dict[str, Municipality]:
    """Return every municipality by code, in the order of the codes; the designated cities are added to their wards."""
    places = {row.code: _municipality(row.code, row.city, hiragana(row.city_kana)) for row in rows if row.city_kana}
    wards = [place for place in places.values() if city_of(place.code)]
    for city in DESIGNATED:
        own = [ward for ward in wards if city_of(ward.code) == city]
        if not own:
            continue
        name = own[0].name[: own[0].name.index("市") + 1]
        kana = _common_beginning([ward.kana for ward in own])
        places[city] = Municipality(city, name, kana)
        for ward in own:
            places[ward.code] = Municipality(ward.code, ward.name.removeprefix(name), ward.kana.removeprefix(kana))
    return dict(sorted(places.items()))


def _common_beginning(texts: Sequence[str]) -> str:
    ends = (end for end in range(len(texts[0]), -1, -1) if all(text.startswith(texts[0][:end]) for text in texts))
    return texts[0][: next(ends)]


def _municipality(code: str, city: str, kana: str) -> Municipality:
    if city[-1] not in "町村":
        return Municipality(code, city, kana)
    if island := _ISLAND.fullmatch(city):
        return Municipality(code, island["name"], kana.split("じま", 1)[1])
    if parts := _COUNTY.fullmatch(city):
        end = _county_end(parts["county"], kana)
        return Municipality(code, parts["name"], kana[end:], parts["county"], kana[:end])
    return Municipality(code, city, kana)


def _county_end(county: str, kana: str) -> int:
    """Return where a county's reading ends: at the last ぐん that its name has (北群馬郡 has two)."""
    end = 0
    for _ in range(county.count("郡") + county.count("群")):
        end = kana.index("ぐん", end) + len("ぐん")
    return end
