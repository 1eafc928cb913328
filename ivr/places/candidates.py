"""Candidates: prefectures and municipalities that an answer sounds like, and how distant each may be."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ivr.heard.phonetic_match import Heard
from ivr.heard.sound_graph import SoundGraph
from ivr.places.carriers import Span
from ivr.places.phonetic_names import PhoneticNames

# Distances in thousandths of a name; tests/places/README.md says how they were chosen.
CLEAR_BY = 60  # nearer than the place of any other prefecture, to be asked about alone
_PREFECTURE_PART, _WITHOUT_SUFFIX, _TOWN_PART = 400, 250, 350  # at most, of an address whose parts are both misheard
_TRIED = 3  # prefectures in which a municipality is looked for
_PREFECTURE_END = re.compile(r"(?:[県件券権圏剣軒見犬毛検健研建賢府都道]|[けき]ん|けい?|ふ|と|どう?)$")
_CITY_END = re.compile(r"(?:[市氏し区く町街庁長帳村]|ちょう|まち|むら|そん)$")


class Reach(NamedTuple):
    """The greatest distances at which a name is asked about alone, and at which it is offered beside another."""

    alone: int
    either: int


# What ends like 県 or 市, or has けん before a town, is likely to be a place, and may be more distant.
_PREFECTURE = {True: Reach(alone=320, either=360), False: Reach(alone=200, either=130)}
_MUNICIPALITY = {True: Reach(alone=250, either=200), False: Reach(alone=190, either=150)}
_ADDRESS = {True: Reach(alone=260, either=220), False: Reach(alone=220, either=180)}
_NO_CITY = Reach(alone=130, either=100)  # ends like 県
_AFTER_REFUSAL = Reach(alone=328, either=260)  # the caller refused the nearest, so the next best counts
FURTHEST = _PREFECTURE[True].alone


class Candidate(NamedTuple):
    """A place that an answer sounds like: its distance, its code, and how distant it may be."""

    distance: int
    code: str
    reach: Reach


def ends_like_a_prefecture(text: str) -> bool:
    """Return whether a part of an answer ends like 県, 府, 都 or 道, whatever the recogniser made of it."""
    return _PREFECTURE_END.search(text) is not None


def prefectures(names: PhoneticNames, heard: Heard, text: str, refused: frozenset[str]) -> list[Candidate]:
    """Return the prefectures that *text* sounds like."""
    likely = ends_like_a_prefecture(text)
    reach = _AFTER_REFUSAL if refused and likely else _PREFECTURE[likely]
    near = heard.near(names.prefectures, reach.alone + CLEAR_BY)
    return [Candidate(distance, code, reach) for distance, code in near if code not in refused]


def municipalities(
    names: PhoneticNames, heard: Heard, text: str, refused: frozenset[str], furthest: int
) -> list[Candidate]:
    """Return the municipalities that *text* sounds like, at distances up to *furthest*."""
    reach = _NO_CITY if ends_like_a_prefecture(text) else _MUNICIPALITY[_CITY_END.search(text) is not None]
    most = min(furthest, reach.alone)
    near = heard.near(names.municipalities, most, CLEAR_BY)
    if near and near[0][0] + CLEAR_BY > most:
        near = heard.near(names.municipalities, near[0][0] + CLEAR_BY, CLEAR_BY)
    return [Candidate(distance, code, reach) for distance, code in near if not {code, code[:2]} & refused]


def addresses(
    names: PhoneticNames, heard: SoundGraph, text: str, span: Span, refused: frozenset[str]
) -> Iterator[Candidate]:
    """Yield prefectures whose name was heard before that of a municipality in it, both of them misheard.

    Each may be more distant than on its own: that both fit is no coincidence.
    """
    last = max(span.ends)
    anywhere = Heard(heard, span.begins, dict.fromkeys([place for place in heard.places if place < last], 0))
    for _, code in anywhere.near(names.prefectures, _PREFECTURE_PART)[:_TRIED]:
        if code in refused or code not in names.within:  # a site's own places may have no town there
            continue
        whole = names.named[code]
        before, begins, suffix = _behind(text, anywhere.reached(whole, _PREFECTURE_PART * whole.weight // 1000), last)
        ends = {place: extra for place, extra in span.ends.items() if place > min(begins, default=last)}
        if not ends or (not suffix and before * 1000 > _WITHOUT_SUFFIX * whole.weight):
            continue
        for distance, town in Heard(heard, begins, ends).near(names.within[code], _TOWN_PART, 0)[:1]:
            weight, reach = names.named[town].weight, _ADDRESS[suffix]
            total = (before * 1000 + distance * weight) // (whole.weight + weight)
            if total <= reach.alone + CLEAR_BY:
                yield Candidate(total, code, reach)


def _behind(text: str, reached: Mapping[int, tuple[int, bool]], last: int) -> tuple[int, dict[int, int], bool]:
    """Return a prefecture's least cost, where a town's name may begin after it, and whether a けん was heard.

    Each position has its cost above the least.
    """
    least = min((apart for apart, _ in reached.values()), default=0)
    begins, suffix_heard = dict[int, int](), False
    for place, (apart, suffix) in reached.items():
        more = apart - least
        if place < last and more <= CLEAR_BY:
            begins[place] = more
            suffix_heard |= suffix and not more
            if text.startswith("の", place) and place + 1 < last:
                begins[place + 1] = min(more, begins.get(place + 1, more))
    return least, begins, suffix_heard
