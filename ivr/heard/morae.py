"""Distances between sounds on an 8 kHz telephone line: kana as morae, and what each may be mistaken for.

All costs are hundredths: 100 means that two sounds have nothing in common. The groups of sounds are phonetic; the
numbers were set by hand and scaled once on half of the development set, see tests/places/README.md.
"""

from collections.abc import Sequence
from functools import cache

from ivr.heard.normal import smooth

Mora = tuple[str, str]  # consonant and vowel; ("N", "") is ん, ("Q", "") is っ, ("-", "o") a vowel drawn out

_GRID = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さ すせそ", "z": "ざ ずぜぞ",
    "t": "た  てと", "d": "だ  でど", "n": "なにぬねの", "h": "はひ へほ", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ", "m": "まみむめも", "y": "や ゆ よ", "r": "らりるれろ",
}  # fmt: skip
_KANA: dict[str, Mora] = {
    kana: (consonant, vowel)
    for consonant, row in _GRID.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
    if kana != " "
} | {
    "し": ("sh", "i"), "じ": ("j", "i"), "ち": ("ch", "i"), "つ": ("ts", "u"), "ふ": ("f", "u"),
    "わ": ("w", "a"), "ゔ": ("b", "u"), "ゐ": ("", "i"), "ゑ": ("", "e"), "ん": ("N", ""), "っ": ("Q", ""),
}  # fmt: skip
_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゎ": "a"}
_GLIDED = {"t": "ch", "d": "j"} | {consonant: consonant + "y" for consonant in "kgnhbpmr"}
_TAKES_SMALL = frozenset({"f", "sh", "ch", "j", "ts", "t", "d", "b"})

# Pairs of consonants that are mistaken for each other, by what distinguishes them; "0" is no consonant.
_PAIRS = {
    "voice": (35, "k/g t/d p/b s/z sh/j ch/j ts/z ky/gy py/by"),
    "glide": (25, "k/ky g/gy s/sh z/j t/ch d/j n/ny h/hy b/by p/py m/my r/ry ts/ch f/hy"),
    "place": (38, "p/t t/k p/k ky/ch py/ky k/ch t/ts k/ts ch/p ts/p b/d d/g b/g gy/j g/j"),
    "place and voice": (53, "p/d p/g t/b t/g k/b k/d"),
    "nasal place": (21, "m/n my/ny"),
    "nose closed": (34, "n/d m/b n/g ny/gy m/g n/r"),
    "nasal and more": (43, "m/w m/p m/r n/y m/d n/w n/b m/y"),
    "tap": (22, "r/d"),
    "tap and more": (40, "r/g r/w r/t r/z d/z d/y r/y r/b"),
    "breath": (10, "h/f"),
    "hiss": (28, "s/h s/f sh/hy sh/ch s/ts sh/ts sh/h ch/hy z/d j/d z/g j/g z/r"),
    "hiss or stop": (42, "h/k f/k h/p f/p s/t h/t sh/k f/t f/sh hy/ky f/ts h/g hy/k f/b h/b"),
    "weak or none": (32, "h/0 f/0 y/0 w/0"),
    "stop or none": (58, "g/0 r/0 n/0 k/0 b/0 d/0 m/0"),
    "glides": (45, "w/y w/b w/g y/j y/g"),
}
_OTHER_CONSONANTS = 80  # all other pairs
_SOME_VOWELS = {
    "aa": 0, "ii": 0, "uu": 0, "ee": 0, "oo": 0, "ao": 31, "ei": 31, "ou": 31, "iu": 31, "ae": 42,
    "au": 47, "eo": 52, "eu": 52, "ai": 63, "io": 63,
}  # fmt: skip
_VOWELS = _SOME_VOWELS | {pair[::-1]: cost for pair, cost in _SOME_VOWELS.items()}
_MOST = 120  # two morae cost no more than this, however different they are
_NASALS, _NEAR_N = frozenset({"n", "m", "ny", "my"}), frozenset({("", "u"), ("", "i"), ("-", "u"), ("-", "i")})
_NEAR_Q = frozenset({("ts", "u"), ("k", "u"), ("ch", "i"), ("k", "i"), ("", "u"), ("", "i")})
_CONSONANTS = {
    pair: cost
    for cost, pairs in _PAIRS.values()
    for written in pairs.replace("0", "").split()
    for one, other in [written.split("/")]
    for pair in ((one, other), (other, one))
}

MORAE: tuple[Mora, ...] = tuple(
    dict.fromkeys(
        [*_KANA.values(), *(("-", vowel) for vowel in "aiueo")]
        + [(glided, vowel) for glided in {**_GLIDED, "s": "sh", "f": "f", "ts": "ts"}.values() for vowel in "aiueo"]
        + [(plain, vowel) for plain in ("t", "d", "w", "y") for vowel in "aiueo"]
    )
)


def sounds(kana: str) -> tuple[Mora, ...]:
    """Return the morae of a reading in kana; other characters are ignored."""
    return tuple(mora for _, mora in placed_sounds(kana))


def placed_sounds(kana: str) -> list[tuple[int, Mora]]:
    """Return the morae of a reading in kana, each with its start."""
    morae: list[tuple[int, Mora]] = []
    for place, char in enumerate(smooth(kana)):
        begin, (consonant, vowel) = morae[-1] if morae else (0, ("", ""))
        if char in _SMALL and vowel and (char in "ゃゅょ" or consonant in _TAKES_SMALL):
            glided = _GLIDED.get(consonant, consonant) if char in "ゃゅょ" else consonant
            morae[-1] = begin, (glided, _SMALL[char])
        elif char in _SMALL or char in _KANA:
            mora = ("", _SMALL[char]) if char in _SMALL else _KANA[char]
            morae.append((place, ("-", vowel) if mora == ("", vowel) else mora))
    return morae


def cost(one: Mora, other: Mora) -> int:
    """Return the cost of hearing *one* as *other*; it is symmetric."""
    if one == other:
        return 0
    if one[0] in ("N", "Q"):
        return _special(one[0], other)
    if other[0] in ("N", "Q"):
        return _special(other[0], one)
    return min(_MOST, _apart(one[0], other[0]) + _VOWELS[one[1] + other[1]])


@cache  # a start asks ten thousand times, for all morae: five hundred consonants
def _apart(one: str, other: str) -> int:
    """Return the cost of a consonant heard as another; a vowel drawn out has none."""
    first, second = one.strip("-"), other.strip("-")
    return 0 if first == second else _CONSONANTS.get((first, second), _OTHER_CONSONANTS)


def _special(special: str, other: Mora) -> int:
    if other[0] in ("N", "Q"):
        return 50
    if special == "N":
        return 45 if other[0] in _NASALS or other in _NEAR_N else 80
    return 60 if other in _NEAR_Q else 85


def differ_in_one(one: Sequence[object], other: Sequence[object]) -> bool:
    """Return whether two sequences of morae, kana or letters differ in exactly one, replaced or missing."""
    short, long = sorted((one, other), key=len)
    same = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short != long and long[same + 1 :] in (short[same:], short[same + 1 :])


def gap(mora: Mora) -> int:
    """Return the cost of hearing a mora that was not said, or of missing one that was."""
    consonant, vowel = mora
    special = {"N": 45, "Q": 14, "-": 19, "": 65}
    return special.get(consonant, 90 if vowel in "iu" else 105)
