"""Recognise a sure word by its sound, in an answer without any known word: 警戒前 for 経営改善."""

import re
from collections.abc import Iterable, Iterator

from ivr.heard.morae import sounds
from ivr.heard.phonetic_match import Heard, Trie, name_of, names
from ivr.heard.readings import Arc, Readings, arcs

_IN_KANA = re.compile(r"(?!の)[ぁ-んー]+")  # 「のセンターです」 sounds like anybody: の山田です
_FEWEST = 4  # morae of a word that may be recognised so: shorter ones sound like anything
_FURTHEST = 140  # thousandths of a word: how far from it what was heard may be
_HANDICAPS = {4: 50, 5: 40}  # thousandths of a word, by its morae: short words sound like too many others
_LONGEST = 40  # characters of an answer that are compared: each costs time, and a longer answer has known words


def spoken(words: Iterable[tuple[str, str]]) -> Trie:
    """Prepare the words (pairs of meaning and word) that are written in kana and long enough to be compared.

    The key of each is its meaning, a space, and the word.
    """
    kana = [(f"{meaning} {word}", sounds(word)) for meaning, word in words if _IN_KANA.fullmatch(word)]
    return names(
        name_of(key, morae, handicap=_HANDICAPS.get(len(morae), 0)) for key, morae in kana if len(morae) >= _FEWEST
    )


def sounds_like(readings: Readings, among: Trie, text: str) -> tuple[str, str] | None:
    """Return meaning and word of the nearest match to any part of the start of *text* (plain form).

    None if all are far, or if two meanings are equally near.
    """
    matches = sorted(match for lattice in _lattices(readings, text[:_LONGEST]) for match in _matches(lattice, among))
    if len({meaning for distance, meaning, _ in matches if distance == matches[0][0]}) != 1:
        return None
    return matches[0][1:]


def _matches(lattice: list[Arc], among: Trie) -> Iterator[tuple[int, str, str]]:
    """Yield distance, meaning and word of those nearest to any part of *lattice*, nothing if all are far.

    A handicap says how far a short word may be, not which of two is nearer: two services at once are no answer.
    """
    anywhere = dict.fromkeys({place for arc in lattice for place in (arc.start, arc.end)}, 0)
    for distance, key in Heard(lattice, anywhere, anywhere).near(among, _FURTHEST, max(_HANDICAPS.values())):
        meaning, _, word = key.rpartition(" ")
        yield distance - _HANDICAPS.get(len(sounds(word)), 0), meaning, word


def _lattices(readings: Readings, text: str) -> Iterator[list[Arc]]:
    """Yield the readings of each part of *text* of which every character has one."""
    start = 0
    while start < len(text):
        end, lattice = _readable(readings, text, start)
        if lattice:
            yield lattice
        start = max(end, start + 1)


def _readable(readings: Readings, text: str, start: int) -> tuple[int, list[Arc]]:
    """Return where the longest readable part from *start* ends, and its readings."""
    for end in range(len(text), start, -1):
        if lattice := arcs(readings, text[start:end]):
            return end, lattice
    return start, []
