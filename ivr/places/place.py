"""What a place is: a prefecture, or a municipality inside one."""

from dataclasses import dataclass

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
# The cities that have wards: a city's code is less than each of its wards' and more than any other ward's (JIS X 0402).
DESIGNATED = (
    "01100 04100 11100 12100 14100 14130 14150 15100 22100 22130 23100 26100 27100 27140 28100 33100 34100 40100 40130"
    " 43100"
).split()


@dataclass(frozen=True, slots=True)
class Prefecture:
    """One of the 47: JIS X 0401 code, name and official reading, with and without 県, 府, 都."""

    code: str
    name: str
    kana: str
    short: str
    short_kana: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A city, ward, town or village, by its JIS X 0402 code of five digits.

    `name` and `kana` are without county and without a ward's city; `size` is its number of postal codes. `same` are
    other prefectures (codes) where a postal town begins with this very name, `former` those where one begins with its
    stem in 町 or 村, as towns do that were merged away.
    """

    code: str
    name: str
    kana: str
    county: str = ""
    county_kana: str = ""
    size: int = 0
    same: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


def prefecture(code: str, name: str, kana: str) -> Prefecture:
    """Make a prefecture and derive its short forms (北海道 has none shorter)."""
    short = name if name == "北海道" else name[:-1]
    return Prefecture(code, name, kana, short, stem_kana(name, kana) if short != name else kana)


def stem_kana(name: str, kana: str) -> str:
    """Return the reading of `name` without its last character (愛知県, あいちけん: あいち)."""
    return next(kana.removesuffix(suffix) for suffix in _SUFFIX_KANA[name[-1]] if kana.endswith(suffix))


def suffixes(name: str) -> tuple[str, ...]:
    """Return how the last character of `name` may be read: a caller from a 町 may say まち or ちょう."""
    return _SUFFIX_KANA[name[-1]]


def city_of(code: str) -> str:
    """Return the designated city's code of a ward, or "" if the code is no such ward."""
    if code[2:3] != "1" or code.startswith("13") or code in DESIGNATED:
        return ""
    return max(city for city in DESIGNATED if city < code)
