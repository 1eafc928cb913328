"""The gazetteer: all places with their names, codes and areas, built once from the texts of its files."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ivr.heard.normal import normal, smooth
from ivr.heard.readings import Readings, reading_row
from ivr.heard.utterance import JAPANESE
from ivr.places.data.names import Index, indexes
from ivr.places.data.postal_codes import PostalCodes, postal_codes, postal_row
from ivr.places.data.rows import Municipality, Prefecture, city_of, familiar, municipality, prefecture
from ivr.places.data.tsv import MalformedError, TableFault, lost_zero, parsed, written_cells
from ivr.places.phonetic_names import PhoneticNames, phonetic_names
from ivr.places.text.latin import Latin, latin, name_in_english, town_in_english
from ivr.translation import N_, _

PREFECTURES = "prefectures.tsv"
MUNICIPALITIES = "municipalities.tsv"
FAMILIAR = "familiar.tsv"
READINGS = "readings.tsv"
PHRASES = "phrases.tsv"
POSTAL = "postal.tsv"
AREA_CODES = "areacodes.tsv"
_AREA = re.compile("0[1-9][0-9]{0,3}(-[0-9])?")
FILES = (PREFECTURES, MUNICIPALITIES, FAMILIAR, READINGS, PHRASES, POSTAL, AREA_CODES)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Gazetteer:
    """All places by code, with every form in which they are written and said. Immutable; build it with `gazetteer()`.

    *areas* are the places that a caller chooses from, by code: all prefectures, unless `divided()` made others.
    """

    prefectures: Mapping[str, Prefecture]
    municipalities: Mapping[str, Municipality] = field(repr=False)
    written: Index = field(repr=False)
    spoken: Index = field(repr=False)
    latin: Latin = field(repr=False)
    kana_prefectures: re.Pattern[str] = field(repr=False)
    phonetic_names: PhoneticNames = field(repr=False)
    readings: Readings = field(repr=False)
    phrases: frozenset[str] = field(repr=False)
    postal: PostalCodes = field(repr=False)
    area_codes: Mapping[str, tuple[str, ...]] = field(repr=False)
    areas: Mapping[str, Prefecture] = field(repr=False)

    @property
    def area_names(self) -> dict[str, str]:
        """The names of the areas, by code."""
        return {code: area.name for code, area in self.areas.items()}

    def name(self, code: str) -> str:
        """Return the name of an area, or else the official name of a 2- or 5-digit code, a ward's with its city.

        KeyError if there is none.
        """
        if code in self.areas:
            return self.areas[code].name
        city = city_of(code)
        return self.name(city) + self._place(code).name if city else self._place(code).name

    def kana(self, code: str) -> str:
        """Return the reading of the name that `name` returns; KeyError if there is none."""
        if code in self.areas:
            return self.areas[code].kana
        city = city_of(code)
        return self.kana(city) + self._place(code).kana if city else self._place(code).kana

    def name_in(self, code: str, language: str) -> str:
        """Return the name of a place in a language (English for any but Japanese): Nagoya in Aichi."""
        if language == JAPANESE:
            return self.name(code)
        town, city = self.municipalities.get(code), self.municipalities.get(city_of(code))
        return name_in_english(self.prefectures[code[:2]], town, city)

    def area_in(self, code: str, language: str) -> str:
        """Return the name of an area, with as much of what it lies in as distinguishes it from the others.

        For two wards of the same name that is the city: Kita ward of Sakai.
        """
        town, city = self.municipalities.get(code), self.municipalities.get(city_of(code))
        if language == JAPANESE or town is None:
            return self.name_in(code, language)
        is_alone = self.areas[code].name == town.name
        if not is_alone and city is None:
            return self.name_in(code, language)
        return town_in_english(self.prefectures[code[:2]], town, None if is_alone else city)

    def prefecture_of(self, code: str) -> str:
        """Return the prefecture's 2-digit code of a 2- or 5-digit code."""
        return code[:2]

    def area_of(self, code: str) -> str:
        """Return the area in which the place of a code (or a county) lies; "" if it lies in none."""
        for around in (code, city_of(code), code[:2]):
            if around in self.areas:
                return around
        return ""

    def areas_in(self, code: str) -> tuple[str, ...]:
        """Return the areas for the place of a code: the one in which it lies, or those that lie in it."""
        area = self.area_of(code)
        return (area,) if area else tuple(one for one in self.areas if self._holds(code, one))

    def _holds(self, code: str, area: str) -> bool:
        town = self.municipalities.get(area)
        county = code[2:] if town and town.county == code[2:] else ""
        return code in (area[:2] + county, city_of(area))

    def _place(self, code: str) -> Prefecture | Municipality:
        return self.prefectures[code] if len(code) == len("23") else self.municipalities[code]


def gazetteer(texts: Mapping[str, str]) -> Gazetteer:
    """Build the gazetteer from the texts of `FILES` by name; raise MalformedError with everything that is wrong."""
    faults: list[TableFault] = []
    prefectures = {
        place.code: place for place in parsed(texts, PREFECTURES, 3, prefecture, faults, N_("the code of a prefecture"))
    }
    codes, places = _known(texts)
    towns = parsed(texts, MUNICIPALITIES, 8, lambda row: _town(row, codes), faults, N_("the code of a municipality"))
    municipalities = {place.code: place for place in towns}
    familiar_names = parsed(texts, FAMILIAR, 5, lambda row: familiar(row, places), faults)
    phrases = parsed(texts, PHRASES, 2, tuple, faults)
    readings = dict(parsed(texts, READINGS, 2, reading_row, faults))
    postal = parsed(texts, POSTAL, 3, lambda row: postal_row(row, places), faults)
    areas = dict(parsed(texts, AREA_CODES, 2, lambda row: _area(row, codes), faults, N_("the area code")))
    if faults:
        raise MalformedError(faults)
    in_writing, spoken = indexes(list(prefectures.values()), list(municipalities.values()), familiar_names)
    return Gazetteer(
        prefectures,
        municipalities,
        in_writing,
        spoken,
        latin(prefectures.values(), sorted(municipalities.values(), key=lambda place: -place.size), familiar_names),
        re.compile("|".join(place.kana for place in prefectures.values())),
        phonetic_names(
            prefectures.values(),
            (place for code, place in municipalities.items() if not city_of(code)),
            [kana for kana, _ in phrases],
        ),
        readings,
        frozenset({form for kana, text in phrases for form in (smooth(kana), normal(text))}),
        postal_codes(postal),
        areas,
        prefectures,
    )


def _known(texts: Mapping[str, str]) -> tuple[Mapping[str, str] | None, Collection[str] | None]:
    """Return the prefectures' codes by name, and all places' codes, as written; None if they cannot be read.

    A fault elsewhere in a row must not hide faults in another table's rows that refer to its code.
    """
    prefectures, towns = written_cells(texts, PREFECTURES, 3), written_cells(texts, MUNICIPALITIES, 1)
    codes = None if prefectures is None else {name: code.zfill(2) for code, name, _kana in prefectures}
    if codes is None or towns is None or not all(_is_code(code) for (code,) in towns):
        return codes, None
    return codes, {*codes.values(), *(code.zfill(5) for (code,) in towns)}


def _is_code(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and len(cell) <= len("01100")


def _town(row: Sequence[str], codes: Mapping[str, str] | None) -> Municipality:
    """Read a municipality; it must lie in one of the prefectures, if their *codes* are known."""
    town = municipality(row)
    if codes is not None and town.code[:2] not in codes.values():
        message = _("no prefecture has the code {code}, with which that of {town} begins")
        raise ValueError(message.format(code=town.code[:2], town=town.name))
    return town


def _area(columns: Sequence[str], codes: Mapping[str, str] | None) -> tuple[str, tuple[str, ...]]:
    """Read an area code, with the next digit if that is more precise, and the prefectures that it covers.

    *codes* are the prefectures' codes by name, None if they are not known.
    """
    area, names = columns
    if not _AREA.fullmatch(area):
        hint = lost_zero(f"0{area}") if _AREA.fullmatch(f"0{area}") else ""
        message = _("an area code begins with 0 and has two to five digits, unlike {area}{hint}")
        raise ValueError(message.format(area=area or _("nothing"), hint=hint))
    if codes is None:
        return area, ()
    for name in names.split("|"):
        if name not in codes:
            raise ValueError(_("no prefecture is called {name}").format(name=name))
    return area.replace("-", ""), tuple(codes[name] for name in names.split("|"))
