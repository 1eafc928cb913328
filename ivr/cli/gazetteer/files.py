"""The text of each generated file: lines that a person can read and a diff can show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from ivr.cli.gazetteer.postal_rows import PostalRow
from ivr.places.data.rows import Municipality, city_of

_PREFECTURES = """\
# The 47 prefectures: JIS X 0401 code, name, official reading. Made by `ivr gazetteer`. Source and licence: SOURCES.md
"""
_MUNICIPALITIES = """\
# Cities, wards, towns and villages: JIS X 0402 code, name, reading, county, its reading, number of postal codes,
# the other prefectures where a postal town begins with this very name, and those where one may be meant by the name
# without its last character: for a city where towns or villages of that name were merged, else where any begins so.
# Made by `ivr gazetteer`. Source and licence: SOURCES.md
"""
_GOING_ON = "…"
_POSTAL = """\
# Postal codes, business codes too: the first three digits, the municipality's JIS X 0402 code, the last four digits
# (0101-0104 stands for each of the four). A code on two lines belongs to both. Made by `ivr gazetteer`. See SOURCES.md
"""


def prefectures_text(rows: Iterable[tuple[str, str, str]]) -> str:
    """Return prefectures.tsv from (code, name, reading)."""
    return _PREFECTURES + "".join("\t".join(row) + "\n" for row in sorted(set(rows)))


def municipalities_text(places: Mapping[str, Municipality], rows: Sequence[PostalRow]) -> str:
    """Return municipalities.tsv."""
    sizes = Counter(code for _, code in {(row.postal, row.code) for row in rows})
    for ward in [code for code in sizes if city_of(code)]:
        sizes[city_of(ward)] += sizes[ward]
    towns = _towns(rows)
    return _MUNICIPALITIES + "".join(_line(place, sizes[place.code], towns) for place in places.values())


def _line(place: Municipality, size: int, towns: defaultdict[str, set[str]]) -> str:
    """Return the line of a municipality, with the prefectures that have one of the same name."""
    name, stem = place.name, place.name[:-1]
    same = towns[name] if name[-1] in "町村" or city_of(place.code) else set()
    bare = {*towns[stem + "町" + _GOING_ON], *towns[stem + "村" + _GOING_ON]} if name[-1] in "市区" else towns[stem]
    columns = (
        place.code,
        name,
        place.kana,
        place.county,
        place.county_kana,
        str(size),
        ",".join(sorted(same - {place.code[:2]})),
        ",".join(sorted(bare - {place.code[:2]})),
    )
    return "\t".join(columns) + "\n"


def _towns(rows: Iterable[PostalRow]) -> defaultdict[str, set[str]]:
    """Return, for each beginning of a postal town's name, the prefectures that have such a town.

    A beginning followed by `_GOING_ON` stands only for towns that go on after it, as merged ones do (三国町石川).
    """
    towns: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for end in range(1, len(row.town) + 1):
            towns[row.town[:end]].add(row.code[:2])
            if end < len(row.town):
                towns[row.town[:end] + _GOING_ON].add(row.code[:2])
    return towns


def postal_text(rows: Iterable[PostalRow]) -> str:
    """Return postal.tsv."""
    pairs = sorted({(row.postal[:3], row.code, int(row.postal[3:])) for row in rows})
    lines = []
    for (prefix, code), group in groupby(pairs, key=lambda pair: pair[:2]):
        lines.append(f"{prefix}\t{code}\t{' '.join(_runs([last for _, _, last in group]))}\n")
    return _POSTAL + "".join(lines)


def _runs(numbers: Sequence[int]) -> Iterable[str]:
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        first, *rest = [number for _, number in run]
        yield f"{first:04}-{rest[-1]:04}" if rest else f"{first:04}"
