"""The places themselves: built once from the text of files, then never changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from ivr.places import spellings
from ivr.places.index import Index, index
from ivr.places.normal import normal, smooth
from ivr.places.place import Municipality, Prefecture, city_of, prefecture
from ivr.places.postal_codes import PostalCodes, postal_codes
from ivr.places.readings import Readings, readings
from ivr.places.sayable import Sayable, sayable

PREFECTURES = "prefectures.tsv"
MUNICIPALITIES = "municipalities.tsv"
FAMILIAR = "familiar.tsv"
READINGS = "readings.tsv"
PHRASES = "phrases.tsv"
POSTAL = "postal.tsv"
AREA_CODES = "areacodes.tsv"
FILES = (PREFECTURES, MUNICIPALITIES, FAMILIAR, READINGS, PHRASES, POSTAL, AREA_CODES)


class MalformedError(ValueError):
    """A file of the gazetteer is missing or has a bad line; carries the file, the line (1 if missing) and the reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places by code, and every way they are written and said. Immutable; build it with `gazetteer()`."""

    prefectures: Mapping[str, Prefecture]
    municipalities: Mapping[str, Municipality] = field(repr=False)
    written: Index = field(repr=False)
    spoken: Index = field(repr=False)
    sayable: Sayable = field(repr=False)
    readings: Readings = field(repr=False)
    phrases: frozenset[str] = field(repr=False)
    postal: PostalCodes = field(repr=False)
    areas: Mapping[str, tuple[str, ...]] = field(repr=False)

    def name(self, code: str) -> str:
        """Return the official name of a 2- or 5-digit code, a ward's with its city; KeyError if there is none."""
        city = city_of(code)
        return self.name(city) + self._place(code).name if city else self._place(code).name

    def kana(self, code: str) -> str:
        """Return the official reading of a 2- or 5-digit code, a ward's with its city; KeyError if there is none."""
        city = city_of(code)
        return self.kana(city) + self._place(code).kana if city else self._place(code).kana

    def prefecture_of(self, code: str) -> str:
        """Return the prefecture's 2-digit code of a 2- or 5-digit code."""
        return code[:2]

    def _place(self, code: str) -> Prefecture | Municipality:
        return self.prefectures[code] if len(code) == len("23") else self.municipalities[code]


def gazetteer(texts: Mapping[str, str]) -> Gazetteer:
    """Build the gazetteer from the text of each of `FILES` by its name; raise MalformedError at what is wrong."""
    prefectures = {row[0]: prefecture(*row) for row in _rows(texts, PREFECTURES, 3)}
    municipalities = {row[0]: _municipality(row) for row in _rows(texts, MUNICIPALITIES, 8)}
    by_size = sorted(municipalities.values(), key=lambda place: -place.size)
    familiar = [tuple(row[:4]) for row in _rows(texts, FAMILIAR, 5)]
    phrases = list(_rows(texts, PHRASES, 2))
    codes = {place.name: code for code, place in prefectures.items()}
    return Gazetteer(
        prefectures,
        municipalities,
        index(
            chain(
                spellings.written_prefectures(prefectures.values()),
                spellings.written_municipalities(by_size),
                spellings.written_familiar(familiar),
            )
        ),
        index(
            chain(
                spellings.spoken_prefectures(prefectures.values()),
                spellings.spoken_municipalities(by_size),
                spellings.spoken_familiar(familiar),
            ),
            besides=spellings.misread_municipalities(by_size),
        ),
        sayable(prefectures.values(), municipalities.values(), [kana for kana, _ in phrases]),
        readings(tuple(_rows(texts, READINGS, 2))),
        frozenset({form for kana, text in phrases for form in (smooth(kana), normal(text))}),
        postal_codes(_rows(texts, POSTAL, 3)),
        {area: tuple(codes[name] for name in names.split("|")) for area, names in _rows(texts, AREA_CODES, 2)},
    )


def _municipality(row: list[str]) -> Municipality:
    code, name, kana, county, county_kana, size, same, former = row
    return Municipality(
        code,
        name,
        kana,
        county,
        county_kana,
        int(size),
        tuple(same.split(",")) if same else (),
        tuple(former.split(",")) if former else (),
    )


def _rows(texts: Mapping[str, str], file: str, columns: int) -> Iterator[list[str]]:
    if file not in texts:
        raise MalformedError(file, 1, "the file is missing")
    for number, line in enumerate(texts[file].splitlines(), 1):
        if line and not line.startswith("#"):
            row = line.split("\t")
            if len(row) != columns:
                raise MalformedError(file, number, f"expected {columns} columns separated by tabs, found {len(row)}")
            yield row
