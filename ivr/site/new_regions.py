"""Regions of a new site: groups of its areas, for two menus of the keypad, and what they are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ivr.heard.romaji import romaji
from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.places import AreaKind, Gazetteer, Prefecture, stem_kana
from ivr.speech import katakana

MENU = 8
"""Areas of one menu; its ninth key asks for the postal code."""
MOST_IN_ONE = 9  # areas in one menu
_FEW = 3
"""Areas that are named in place of a first letter which others have too."""
_MANY = 2
"""Letters before the last one, of which no two groups have nearly the same."""
_REGIONS = (
    ("関東", "かんとう", "Kanto", "東京都 神奈川県 埼玉県 千葉県 茨城県 群馬県 栃木県"),
    ("近畿", "きんき", "Kinki", "大阪府 兵庫県 京都府 滋賀県 奈良県 和歌山県"),
    ("東海", "とうかい", "Tokai", "愛知県 静岡県 岐阜県 三重県"),
    (
        "九州と沖縄",
        "きゅうしゅうとおきなわ",
        "Kyushu and Okinawa",
        "福岡県 熊本県 鹿児島県 沖縄県 長崎県 大分県 宮崎県 佐賀県",
    ),
    (
        "北海道と東北",
        "ほっかいどうととうほく",
        "Hokkaido and Tohoku",
        "北海道 宮城県 福島県 青森県 岩手県 山形県 秋田県",
    ),
    (
        "甲信越と北陸",
        "こうしんえつとほくりく",
        "Koshinetsu and Hokuriku",
        "新潟県 長野県 石川県 富山県 山梨県 福井県",
    ),
    ("中国", "ちゅうごく", "Chugoku", "広島県 岡山県 山口県 島根県 鳥取県"),
    ("四国", "しこく", "Shikoku", "愛媛県 香川県 徳島県 高知県"),
)
"""The country's regions in order of their population: name, reading, name in English, prefectures."""


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """An entry of the keypad's first menu: its name, how that is read, its name in English, and its areas."""

    name: str
    kana: str
    english: str
    areas: tuple[Prefecture, ...]


def regions_of(kind: AreaKind, places: Gazetteer, language: str) -> tuple[NamedRegion, ...]:
    """Divide the areas for two menus: prefectures as the country does, others by their readings, or letters."""
    areas = tuple(places.areas.values())
    if len(areas) <= MOST_IN_ONE:
        return ()
    if kind == "prefectures":
        by_name = {area.name: area for area in areas}
        every = (
            NamedRegion(name, kana, english, tuple(by_name[one] for one in row.split() if one in by_name))
            for name, kana, english, row in _REGIONS
        )
        return tuple(one for one in every if one.areas)
    size = MENU if len(areas) <= MENU**2 else MOST_IN_ONE
    count = ceil(len(areas) / size)
    ordered = sorted(areas, key=lambda area: area.kana if language == JAPANESE else latin_name(places, area))
    each = [ordered[len(ordered) * n // count : len(ordered) * (n + 1) // count] for n in range(count)]
    # As everywhere, a synthesiser gets the name of a town or ward in katakana.
    english = _by_initials if language == JAPANESE else _from_to
    return tuple(NamedRegion(_since(one), f"{one[0].kana}から", english(places, one), tuple(one)) for one in each)


def named_like(places: Gazetteer, name: str, areas: Sequence[Prefecture]) -> str:
    """Return in English the *name* that `regions_of` gives to such *areas*, "" for another name."""
    if name == _since(areas):
        return _by_initials(places, areas)
    names = {area.name for area in areas}
    return next((english for own, _kana, english, row in _REGIONS if own == name and names <= set(row.split())), "")


def _since(areas: Sequence[Prefecture]) -> str:
    return f"{katakana(areas[0].kana)}から"


def _by_initials(places: Gazetteer, areas: Sequence[Prefecture]) -> str:
    """Name a group of areas by their first letters: they are in the order of their kana, which English has not.

    In place of a letter that areas outside the group have too, its areas are named, as far as they are few.
    """
    names = sorted(latin_name(places, area) for area in areas)
    others = {latin_name(places, area)[0] for area in places.areas.values() if area not in areas}
    shared = [[name for name in names if name[0] == letter] for letter in sorted(others & {name[0] for name in names})]
    named: list[str] = []
    for alike in sorted(shared, key=len):
        are_few = len(named) + len(alike) <= _FEW and not any(" " in name for name in alike)  # Kita ward of Sakai
        named += alike if are_few else ()
    letters = sorted({name[0] for name in names if name not in named})
    if not letters:
        return _or(named)
    such = f", such as {latin_name(places, areas[0])}" if len(letters) <= _MANY and not named else ""
    return f"initials {_or(letters)}{such}{f', and {_or(named)}' if named else ''}"


def _or(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _from_to(places: Gazetteer, areas: Sequence[Prefecture]) -> str:
    """Name a group of areas by its ends; a ward with its kind, because a prefecture may have the same name."""
    named = (
        places.area_in(area.code, ENGLISH) if area.name[-1] == "区" else latin_name(places, area) for area in areas
    )
    first, *_others, last = named
    return f"{first} to {last}"


def latin_name(places: Gazetteer, area: Prefecture) -> str:
    """Return the name of an area in Latin letters, without its kind: Aichi, Naka; but Kita ward of Sakai, of two."""
    town = places.municipalities.get(area.code)
    if town and town.name != area.name:
        return places.area_in(area.code, ENGLISH)
    is_town = area.short == area.name and area.name[-1] in "市区町村"
    return romaji(stem_kana(area.name, area.kana) if is_town else area.short_kana).capitalize()
