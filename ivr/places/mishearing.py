"""A guess at the place by the sound of an answer, if its words name none; it only ever leads to a question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ivr.heard.morae import differ_in_one, sounds
from ivr.heard.phonetic_match import Heard
from ivr.heard.readings import arcs
from ivr.heard.sound_graph import graph
from ivr.places.candidates import (
    CLEAR_BY,
    FURTHEST,
    Candidate,
    addresses,
    ends_like_a_prefecture,
    municipalities,
    prefectures,
)
from ivr.places.carriers import spans
from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.rows import Prefecture
from ivr.places.text.mentions import after_filler

# Distances in thousandths of a name; tests/places/README.md says how they were chosen.
_ALMOST = 300  # so near to a city elsewhere that kana alone is not certain: そうさし (匝瑳), そうじゃし (総社)
_PHRASE = 110  # greatest distance at which it is taken for a phrase
_SURE_PREFECTURE = 120  # so near to a prefecture that no city is tried
_SURE = 150  # so near to any place that no address is tried
_PARTS, _LONGEST = 3, 22  # parts of an answer that are compared, and the characters of one
_PART = re.compile(r"[^、。,.!?・…「」『』()〓]+")
_TAIL = re.compile(
    r"(?>(?:の(?:(?:ほう|方|会社|者|もの|店).*)?|で(?:お願い|ございます|ご座います).*|になります|にあります|なんですけれ?ど"
    r"|ですけれ?ど|です|でーす|っす|だよ|だね|だ|けど|が|よ|ね|は)+)$"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part between punctuation marks: its start and end, and the name in it, without known words around that."""

    start: int
    end: int
    name_start: int
    name_end: int


@dataclass(frozen=True, slots=True)
class Guess:
    """The places that [start, end) sounds like: the nearest in each prefecture, nearest first."""

    start: int
    end: int
    places: tuple[Candidate, ...]


def guess(places: Gazetteer, text: str, refused: frozenset[str]) -> Guess | None:
    """Return the places that *text* (normal form) sounds like; None if it is like none, or like a phrase of callers."""
    guesses = [_guess(places, text, part, refused) for part in _parts(text)]
    return min((one for one in guesses if one), key=lambda one: one.places[0].distance, default=None)


def choose(guessed: Guess, *, after_refusal: bool) -> tuple[str, ...]:
    """Return the one code to ask about, two to choose from, or none."""
    first, *others = guessed.places
    clear = not others or others[0].distance - first.distance >= CLEAR_BY
    if first.distance <= first.reach.alone and (after_refusal or clear):
        return (first.code,)
    return (first.code, others[0].code) if first.distance <= first.reach.either and others else ()


def crowded(places: Gazetteer, kana: str, code: str) -> bool:
    """Return whether a place in an area other than *code* sounds almost like this city's name in kana."""
    heard = Heard(arcs(places.readings, kana) or ())
    area = places.area_of(code)
    return any(places.area_of(other) != area for _, other in heard.within(places.phonetic_names.cities, _ALMOST))


def one_sound_apart(prefectures: Mapping[str, Prefecture], code: str) -> list[str]:
    """Return the prefectures whose names differ in one mora: 滋賀 and 佐賀, 香川 and 神奈川; none for other codes."""
    if code not in prefectures:
        return []
    morae = sounds(prefectures[code].kana)
    return [other for other, place in prefectures.items() if differ_in_one(morae, sounds(place.kana))]


def _parts(text: str) -> Iterator[_Part]:
    for part in list(_PART.finditer(text))[:_PARTS]:
        start, end = part.span()
        if end - start <= _LONGEST:
            begin = start
            while (after := after_filler(text, begin)) and begin < after[0] < end:
                begin = after[0]
            tail = _TAIL.search(text, begin, end)
            if tail is None or tail.start() > begin:  # there must be more than polite words: の方 is not 直方
                yield _Part(start, end, begin, tail.start() if tail else end)


def _guess(places: Gazetteer, text: str, part: _Part, refused: frozenset[str]) -> Guess | None:
    """Return the places that *part* of *text* sounds like; None if like none, or more like a phrase of callers."""
    said, names = text[part.name_start : part.name_end], places.phonetic_names
    lattice = None if said in places.phrases else arcs(places.readings, text[part.start : part.end])
    if not lattice:
        return None
    begin, end = part.name_start - part.start, part.name_end - part.start
    whole = graph(lattice)
    span = spans(lattice, whole, begin, end, ends_well=ends_like_a_prefecture(said))
    heard = Heard(whole, span.begins, span.ends)
    candidates = prefectures(names, heard, said, refused)
    if (nearest := _nearest(candidates)) > _SURE_PREFECTURE:
        candidates += municipalities(names, heard, said, refused, nearest)
    if _nearest(candidates) > _SURE:
        candidates += addresses(names, whole, text[part.start : part.end], span, refused)
    if not candidates:
        return None
    candidates.sort()
    like_a_phrase = min(_PHRASE, candidates[0].distance - CLEAR_BY * ends_like_a_prefecture(said))
    if Heard(whole, {begin: 0}, {end: 0}).near(names.phrases, like_a_phrase, 0):
        return None
    one_each: dict[str, Candidate] = {}
    for candidate in candidates:
        one_each.setdefault(places.area_of(candidate.code), candidate)
    return Guess(part.name_start, part.name_end, tuple(one_each.values()))


def _nearest(candidates: Sequence[Candidate]) -> int:
    return min((candidate.distance for candidate in candidates), default=FURTHEST)
