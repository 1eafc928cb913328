"""Phrases around a place's name, found by sound: they show where in an answer the name may begin and end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ivr.heard.morae import sounds
from ivr.heard.phonetic_match import Heard, Name, name_of
from ivr.heard.readings import Arc
from ivr.heard.sound_graph import SoundGraph

_OPENINGS = ("えーと", "えーとですね", "かいしゃわ", "かいしゃは", "ほんしゃわ", "じゅうしょわ", "いいえ")
_CLOSINGS = (
    *("です", "からです", "にあります", "のかいしゃです", "なんですけど", "でございます", "のほうです"),
    *("からでんわしています", "になります"),
)
_MOST = 270  # thousandths by which a phrase may differ from what was heard
_COUNTED = 30  # hundredths of that difference that count against the name next to the phrase
_SHORT = 2  # characters: です
_MOST_POSITIONS = 2  # positions tried in addition to the one where the name begins or ends as written


@dataclass(frozen=True, slots=True)
class Span:
    """The positions at which a name may begin and end, each with the cost for the name, in hundredths of a mora."""

    begins: Mapping[int, int]
    ends: Mapping[int, int]


def spans(lattice: Sequence[Arc], whole: SoundGraph, begin: int, end: int, *, ends_well: bool) -> Span:
    """Return where a name may begin and end; [start, end) is what the correctly written words around it leave.

    *whole* is the graph of the *lattice*. Misheard phrases are looked for only if no correctly written one, or only
    です, was found; never after a name that *ends_well*.
    """
    begins, ends = {begin: 0}, {end: 0}
    if begin == lattice[0].start:
        begins = _passed(_FORWARDS, Heard(whole)) | begins
    if not ends_well and max(arc.end for arc in lattice) - end <= _SHORT:
        turned = sorted((Arc(-arc.end, -arc.start, arc.morae[::-1]) for arc in lattice), key=lambda arc: arc.start)
        ends = {-place: cost for place, cost in _passed(_BACKWARDS, Heard(turned)).items()} | ends
    first, last = min(begins), max(ends)
    return Span(
        {place: cost for place, cost in begins.items() if place < last},
        {place: cost for place, cost in ends.items() if place > first},
    )


def _phrases(spoken: Iterable[str], step: int) -> list[Name]:
    return [name_of("", sounds(kana)[::step]) for kana in spoken]


_FORWARDS, _BACKWARDS = _phrases(_OPENINGS, 1), _phrases(_CLOSINGS, -1)


def _passed(phrases: Iterable[Name], heard: Heard) -> dict[int, int]:
    """Return the likeliest positions where one of the phrases ends, each with the cost of its difference."""
    ends: dict[int, int] = {}
    for phrase in phrases:
        for place, (cost, _) in heard.reached(phrase, _MOST * phrase.weight // 1000).items():
            counted = cost * _COUNTED // 100
            ends[place] = min(ends.get(place, counted), counted)
    return dict(sorted(ends.items(), key=lambda pair: pair[1])[:_MOST_POSITIONS])
