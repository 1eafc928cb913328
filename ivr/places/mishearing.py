"""Guess of a place by its sound, where the words name none. It only ever leads to a question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ivr.heard.morae import Mora, cost, sounds
from ivr.heard.phonetic_match import Heard
from ivr.heard.readings import Arc, arcs
from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.place import Prefecture
from ivr.places.text.context import after_filler

# Distances in thousandths of a name; how they were chosen stands in tests/places/README.md.
_CLEAR_BY = 60  # nearer than the place of any other prefecture, to be asked about alone
_ALMOST = 300  # so near to a city elsewhere that kana alone are not certain: そうさし (匝瑳), そうじゃし (総社)
_PHRASE = 160  # at most, to be taken for a phrase
_SURE_PREFECTURE = 120  # so near to a prefecture that no city is tried
_SEGMENTS, _LONGEST = 3, 16
_TAIL = re.compile(
    r"(?:の(?:ほう|方|会社|者|もの|店|経営|中小|事業|協議|支援).*|で(?:お願い|ございます|ご座います).*|になります|にあります|なんですけれ?ど"
    r"|ですけれ?ど|です|でーす|っす|だよ|だね|だ|けど|が|よ|ね|は)++$"
)
_LIKE_CITY = (("sh", "i"), 45), (("k", "u"), 30)  # how near the last mora must be to 市 or 区
_PREFECTURE_END = re.compile(r"(?:[県件券権圏剣軒見犬毛検健研建賢府都道]|けん|けい?|ふ|と|どう?)$")
_CITY_END = re.compile(r"[市氏し区く]$")


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a name may be from what was heard, to be asked about alone, and to be offered beside another."""

    alone: int
    either: int


# What ends like 県 or 市 is likely to be a place, and may be further off.
_REACHES = {
    "prefecture": {True: Reach(alone=320, either=260), False: Reach(alone=200, either=130)},
    "city": {True: Reach(alone=250, either=200), False: Reach(alone=130, either=100)},
}
_ENDS = {"prefecture": _PREFECTURE_END, "city": _CITY_END}
_AFTER_REFUSAL = 328  # the caller has refused what he seemed to say, so the next best counts


@dataclass(frozen=True, slots=True)
class Guess:
    """Places that what stands at [start, end) sounds like: code and distance, one of each prefecture, nearest first."""

    start: int
    end: int
    places: tuple[tuple[str, int], ...]


def guess(places: Gazetteer, text: str, refused: frozenset[str]) -> Guess | None:
    """Return what `text` (normal form) sounds like, None if like no place, or like something else that callers say."""
    guesses = [_compared(places, text, start, end, refused) for start, end in _segments(text)]
    return min((found for found in guesses if found), key=lambda found: found.places[0][1], default=None)


def crowded(places: Gazetteer, kana: str, code: str) -> bool:
    """Tell whether a place in another prefecture than `code` sounds almost like this city's name in kana."""
    heard = Heard(arcs(places.readings, kana) or ())
    return any(other[:2] != code[:2] for _, other in heard.near(places.phonetic_names.cities, _ALMOST))


def one_sound_apart(prefectures: Mapping[str, Prefecture], code: str) -> list[str]:
    """Return the prefectures whose name differs in one mora: 滋賀 and 佐賀, 香川 and 神奈川; none for other codes."""
    if code not in prefectures:
        return []
    morae = sounds(prefectures[code].kana)
    return [other for other, place in prefectures.items() if _differ_in_one(morae, sounds(place.kana))]


def _differ_in_one(one: Sequence[Mora], other: Sequence[Mora]) -> bool:
    short, long = sorted((one, other), key=len)
    same = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = long[same + 1 :]
    return short != long and rest in (short[same:], short[same + 1 :])


def choose(text: str, found: Guess, *, after_refusal: bool) -> tuple[str, ...]:
    """Return the one code to ask about, two to choose from, or none."""
    (first, distance), *others = found.places
    second, next_distance = others[0] if others else ("", distance + _CLEAR_BY)
    kind = "city" if len(first) > len("23") else "prefecture"
    reach = _reach(kind, text, found.start, found.end, after_refusal=after_refusal)
    if distance <= reach.alone and (after_refusal or next_distance - distance >= _CLEAR_BY):
        return (first,)
    return (first, second) if distance <= reach.either and second else ()


def _reach(kind: str, text: str, start: int, end: int, *, after_refusal: bool) -> Reach:
    """Return how far a name of this kind may be from [start, end) of `text`."""
    likely = _ENDS[kind].search(text, start, end) is not None
    reach = _REACHES[kind][likely]
    return replace(reach, alone=_AFTER_REFUSAL) if after_refusal and likely and kind == "prefecture" else reach


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts between marks, without fillers before and politeness behind, that are short enough for a name."""
    for part in list(re.finditer(r"[^、。,.!?・…「」『』()]+", text))[:_SEGMENTS]:
        start = part.start()
        while (after := after_filler(text, start)) and start < after[0] < part.end():
            start = after[0]
        tail = _TAIL.search(text, start + 1, part.end())
        end = tail.start() if tail else part.end()
        if end - start <= _LONGEST:
            yield start, end


def _compared(places: Gazetteer, text: str, start: int, end: int, refused: frozenset[str]) -> Guess | None:
    lattice = None if text[start:end] in places.phrases else arcs(places.readings, text[start:end])
    if not lattice:
        return None
    heard, asked_again = Heard(lattice), bool(refused)
    furthest = _reach("prefecture", text, start, end, after_refusal=asked_again).alone
    found = _not_refused(heard.near(places.phonetic_names.prefectures, furthest + _CLEAR_BY), refused)
    nearest = min([furthest, *(distance for distance, _ in found)])
    if nearest > _SURE_PREFECTURE and _ends_like_a_city(lattice):
        furthest = _reach("city", text, start, end, after_refusal=asked_again).alone
        cities = heard.near(places.phonetic_names.cities, min(nearest, furthest) + _CLEAR_BY)
        found = sorted(found + _not_refused(cities, refused))
    like_prefecture = _PREFECTURE_END.search(text, start, end) is not None
    if not found or heard.near(places.phonetic_names.phrases, min(_PHRASE, found[0][0] - _CLEAR_BY * like_prefecture)):
        return None
    one_each: dict[str, tuple[str, int]] = {}
    for distance, code in found:
        one_each.setdefault(code[:2], (code, distance))
    return Guess(start, end, tuple(one_each.values()))


def _not_refused(found: list[tuple[int, str]], refused: frozenset[str]) -> list[tuple[int, str]]:
    return [(distance, code) for distance, code in found if not {code, code[:2]} & refused]


def _ends_like_a_city(lattice: Sequence[Arc]) -> bool:
    end = max(arc.end for arc in lattice)
    last = {arc.morae[-1] for arc in lattice if arc.end == end and arc.morae}
    return any(cost(mora, like) <= most for mora in last for like, most in _LIKE_CITY)
