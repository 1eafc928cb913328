"""Prefectures whose names an English recogniser nearly spelt: Yamagachi, Shizoka. They only lead to a question."""

from collections.abc import Mapping, Sequence

from ivr.heard.romaji import folded
from ivr.places.data.rows import Prefecture
from ivr.places.text.english_words import COMMON
from ivr.places.text.latin import folded_kana

_FEW = 12  # words of an answer: a longer one is a story, not a name
_OFF = {6: 1, 7: 1, 8: 2}  # letters that may differ, by the length of a name; longer names as the last
_LONGEST = max(_OFF)
_TOGETHER = 2  # words that may be one name: Yama guchi


def almost_spelt(prefectures: Mapping[str, Prefecture], words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return words that are nearly a prefecture's name, and the codes of all equally near; "" and () if none."""
    if len(words) > _FEW:
        return "", ()
    names = {code: folded_kana(place.short_kana) for code, place in prefectures.items()}
    near: list[tuple[int, str, str]] = []
    for said in _parts(words):
        letters = folded(said)
        for code, name in names.items():
            most = _OFF.get(min(len(name), _LONGEST), 0)
            if abs(len(letters) - len(name)) <= most and (off := _apart(letters, name, most)) <= most:
                near.append((off, said, code))
    if not near:
        return "", ()
    least, said, _ = min(near)
    return said, tuple(dict.fromkeys(code for off, _, code in sorted(near) if off == least))


def _parts(words: Sequence[str]) -> list[str]:
    plain = [word for word in words if word.isalpha() and word not in COMMON]
    return [
        " ".join(plain[start : start + size])
        for size in range(1, _TOGETHER + 1)
        for start in range(len(plain) - size + 1)
    ]


def _apart(one: str, other: str, most: int) -> int:
    """Return the edit distance in letters; any value above *most* only means that it is greater."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, wanted in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != wanted))
        if min(row) > most:  # it only grows
            return most + 1
    return row[-1]
