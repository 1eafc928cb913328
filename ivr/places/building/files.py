"""The text of each made file: lines that a person can read and a diff can show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from ivr.places.building.postal_rows import PostalRow
from ivr.places.place import Municipality, city_of

_MUNICIPALITIES = """\
# Cities, wards, towns and villages: JIS X 0402 code, name, reading, county, its reading, number of postal codes,
# the other prefectures where a postal town begins with this very name, and those with a town or village of its stem.
# Made by `ivr gazetteer`. Source and licence: SOURCES.md
"""
_POSTAL = """\
# Postal codes, business codes too: the first three digits, the municipality's JIS X 0402 code, the last four digits
# (0101-0104 stands for each of the four). A code on two lines belongs to both. Made by `ivr gazetteer`. Source: SOURCES.md
"""


def municipalities_text(places: Mapping[str, Municipality], rows: Sequence[PostalRow]) -> str:
    """Return municipalities.tsv."""
    sizes = Counter(code for _, code in {(row.postal, row.code) for row in rows})
    for ward in [code for code in sizes if city_of(code)]:
        sizes[city_of(ward)] += sizes[ward]
    towns = _towns(rows)
    return _MUNICIPALITIES + "".join(_line(place, sizes[place.code], towns) for place in places.values())


def _line(place: Municipality, size: int, towns: Mapping[str, set[str]]) -> str:
    name, stem = place.name, place.name[:-1]
    same = towns.get(name, set()) if name[-1] in "町村" or city_of(place.code) else set()
    former = {*towns.get(stem + "町 ", ()), *towns.get(stem + "村 ", ())}
    columns = (
        place.code,
        name,
        place.kana,
        place.county,
        place.county_kana,
        str(size),
        ",".join(sorted(same - {place.code[:2]})),
        ",".join(sorted(former - {place.code[:2]})),
    )
    return "\t".join(columns) + "\n"


def _towns(rows: Iterable[PostalRow]) -> dict[str, set[str]]:
    """Return the prefectures where a postal town begins with a name in 町, 村 or 区.

    The same name with a space behind it counts only towns that go on after it, as merged municipalities do (三国町石川).
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for end, mark in enumerate(row.town, 1):
            if mark in "町村区":
                found[row.town[:end]].add(row.code[:2])
                if end < len(row.town):
                    found[row.town[:end] + " "].add(row.code[:2])
    return found


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
