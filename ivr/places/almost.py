"""Prefectures that an English recogniser has almost spelt: Yamagachi, Shizoka. They only ever lead to a question."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ivr.heard.romaji import folded, romaji
from ivr.places.data.rows import Prefecture
from ivr.places.text.english_words import COMMON

_FEW = 12  # words of an answer: who tells a story says no name alone
_OFF = {6: 1, 7: 1, 8: 2}  # letters that may be off, by the letters of a name; in longer ones as many as in the last
_LONGEST = max(_OFF)
_TOGETHER = 2  # words that may be one name: Yama guchi


def almost_spelt(prefectures: Mapping[str, Prefecture], words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return what was said that is nearly a prefecture's name, and the codes of all as near; "", () for none."""
    if len(words) > _FEW:
        return "", ()
    names = {code: _spelt(place.short_kana) for code, place in prefectures.items()}
    found: list[tuple[int, str, str]] = []
    for said in _parts(words):
        letters = folded(said)
        for code, name in names.items():
            most = _OFF.get(min(len(name), _LONGEST), 0)
            if abs(len(letters) - len(name)) <= most and (off := _apart(letters, name, most)) <= most:
                found.append((off, said, code))
    if not found:
        return "", ()
    least, said, _ = min(found)
    return said, tuple(dict.fromkeys(code for off, _, code in sorted(found) if off == least))


@lru_cache(maxsize=100)
def _spelt(kana: str) -> str:
    return folded(romaji(kana))


def _parts(words: Sequence[str]) -> list[str]:
    plain = [word for word in words if word.isalpha() and word not in COMMON]
    return [
        " ".join(plain[start : start + size])
        for size in range(1, _TOGETHER + 1)
        for start in range(len(plain) - size + 1)
    ]


def _apart(one: str, other: str, most: int) -> int:
    """Return how many letters have to be put in, left out or changed; of more than *most*, that they are more."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, wanted in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != wanted))
        if min(row) > most:  # it only grows
            return most + 1
    return row[-1]
