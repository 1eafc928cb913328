"""Prefectures, municipalities, and familiar names, as read from their tables."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ivr.places.data.tsv import exact_digits, lost_zero
from ivr.translation import N_, _

_SUFFIX_KANA = {
    "県": ("けん",),
    "府": ("ふ",),
    "都": ("と",),
    "市": ("し",),
    "区": ("く",),
    "町": ("ちょう", "まち"),
    "村": ("むら", "そん"),
    "郡": ("ぐん",),
}
# The cities with wards: a city's code is below those of all its wards and above those of earlier cities (JIS X 0402).
DESIGNATED = (
    *("01100", "04100", "11100", "12100", "14100", "14130", "14150", "15100", "22100", "22130"),
    *("23100", "26100", "27100", "27140", "28100", "33100", "34100", "40100", "40130", "43100"),
)

_DIGITS = {"prefecture": 2, "municipality": 5}  # of a code
_CODE = {"prefecture": N_("the code of a prefecture"), "municipality": N_("the code of a municipality")}
_KANA = re.compile("[ぁ-ゖー]+")


@dataclass(frozen=True, slots=True)
class Prefecture:
    """One of the 47: JIS X 0401 code, name and official reading, with and without 県, 府, 都."""

    code: str
    name: str
    kana: str
    short: str
    short_kana: str


# A named tuple, because every start unpickles all of them (like `Name`).
class Municipality(NamedTuple):
    """A city, ward, town or village, by its JIS X 0402 code of five digits.

    *name* and *kana* exclude the county and a ward's city; *size* is its number of postal codes. *elsewhere* are the
    other prefectures (codes) with a postal town that begins with this exact name, *bare_elsewhere* those with one that
    may be meant by the name without its last character.
    """

    code: str
    name: str
    kana: str
    county: str = ""
    county_kana: str = ""
    size: int = 0
    elsewhere: tuple[str, ...] = ()
    bare_elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Familiar:
    """A name that callers use although no municipality has it: a region, a quarter, or a *former* municipality."""

    code: str
    name: str
    kana: str
    former: bool


def prefecture(row: Sequence[str]) -> Prefecture:
    """Read code, name and reading, and derive the short forms (北海道 has none shorter); ValueError at a bad row."""
    code, name, kana = row
    _check("prefecture", code, kana)
    short = name if name == "北海道" else name[:-1]
    return Prefecture(code, name, kana, short, stem_kana(name, kana) if short != name else kana)


def municipality(row: Sequence[str]) -> Municipality:
    """Read the eight columns of a municipality; ValueError at a bad row."""
    code, name, kana, county, county_kana, size, elsewhere, bare_elsewhere = row
    _check("municipality", code, kana)
    stem_kana(name, kana)
    if not (size.isascii() and size.isdecimal()):
        raise ValueError(_("expected the number of postal codes, found {size}").format(size=size or _("nothing")))
    return Municipality(code, name, kana, county, county_kana, int(size), _codes(elsewhere), _codes(bare_elsewhere))


def familiar(row: Sequence[str], codes: Collection[str] | None) -> Familiar:
    """Read code, name, reading, kind and note; ValueError at a bad row or a code that is not among *codes*.

    *codes* are those of all places, None if they could not be read.
    """
    code, name, kana, kind, _source = row
    if codes is not None and code not in codes:
        hint = lost_zero(f"0{code}") if f"0{code}" in codes else ""
        raise ValueError(_("no place has the code {code}{hint}").format(code=code, hint=hint))
    if kind not in ("former", "familiar"):
        raise ValueError(_("expected former or familiar, found {kind}").format(kind=kind))
    return Familiar(code, name, kana, kind == "former")


def _check(what: str, code: str, kana: str) -> None:
    exact_digits(code, _DIGITS[what], _CODE[what])
    if not _KANA.fullmatch(kana):
        raise ValueError(_("a reading is in hiragana, not {kana}").format(kana=kana))


def _codes(column: str) -> tuple[str, ...]:
    return tuple(exact_digits(code, 2, _CODE["prefecture"]) for code in column.split(",")) if column else ()


def stem_kana(name: str, kana: str) -> str:
    """Return the reading of *name* without its last character (あいちけん: あいち); ValueError if it has none."""
    for suffix in _SUFFIX_KANA.get(name[-1:], ()):
        if kana.endswith(suffix) and len(name) > 1:
            return kana.removesuffix(suffix)
    raise ValueError(_("{name} is not read {kana}").format(name=name, kana=kana))


def suffixes(name: str) -> tuple[str, ...]:
    """Return how the last character of *name* may be read: a caller from a 町 may say まち or ちょう."""
    return _SUFFIX_KANA[name[-1]]


@cache
def city_of(code: str) -> str:
    """Return the code of a ward's designated city, or "" if the code is not such a ward's."""
    if code[2:3] != "1" or code.startswith("13") or code in DESIGNATED:
        return ""
    return max(city for city in DESIGNATED if city < code)
