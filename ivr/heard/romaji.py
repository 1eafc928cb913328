"""Kana in Latin letters, as Japanese names are written in English (Hepburn), and one form for its many spellings."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from ivr.heard.morae import Mora, placed_sounds
from ivr.heard.normal import normal

_BEFORE_LABIALS = re.compile("m(?=[bmp])")
# Other spellings of the same: the government's own (si, tu), and what English ears write (tchi, cu).
_SPELLINGS = (
    (re.compile("(?<![sc])hu"), "fu"),
    (re.compile("si"), "shi"),
    (re.compile("ti"), "chi"),
    (re.compile("tu"), "tsu"),
    (re.compile("[zd]i|dji"), "ji"),
    (re.compile("dz"), "z"),
    (re.compile("(?<=[kgnhbpmr])i(?=[ou])"), "y"),
    (re.compile("sy"), "sh"),
    (re.compile("ty|cy"), "ch"),
    (re.compile("tch"), "cch"),
    (re.compile("[zj]y"), "j"),
    (re.compile("c(?![ch])|q"), "k"),
    (re.compile("l"), "r"),
    (re.compile("oh(?![aiueoy])|ou"), "o"),
)
_BEFORE_I = ("a", "e", "i", "o", "u")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1_000)
def romaji(kana: str) -> str:
    """Return *kana* in Latin letters: だいせん is daisen, とうきょう tokyo, にいがた niigata, けいえい keiei."""
    return "".join("".join(syllable) for syllable in _syllables(kana))


def syllables(kana: str) -> str:
    """Return *kana* in Latin letters with a hyphen between two syllables, to be read aloud: kei-ei-kai-zen."""
    return "-".join("".join(syllable) for syllable in _syllables(kana))


def folded(latin: str) -> str:
    """Return one form of all spellings of a name in Latin letters: Gumma, gunma; Tôkyô, Toukyou; Ohsaka, Oosaka.

    Other characters than letters are left out. Names that differ only in the length of a sound become one.
    """
    plain = "".join(char for char in normalize("NFD", latin.lower()) if char.isalpha() and not combining(char))
    plain = _BEFORE_LABIALS.sub("n", plain)
    for pattern, instead in _SPELLINGS:
        plain = pattern.sub(instead, plain)
    return _TWICE.sub(r"\1", plain)


def _syllables(kana: str) -> Iterator[list[str]]:
    """Yield the morae of a reading in letters, those that belong to one syllable together."""
    kana = normal(kana)
    placed = placed_sounds(kana)
    syllable: list[str] = []
    for number, (place, mora) in enumerate(placed):
        after = placed[number + 1][1] if number + 1 < len(placed) else ("", "")
        letters = _drawn_out(kana[place], mora) if mora[0] == "-" else _letters(mora, after)
        ends = mora[0] in ("N", "Q") or letters == "" or (letters == "i" and "".join(syllable).endswith(_BEFORE_I))
        if syllable and not ends:
            yield syllable
            syllable = []
        syllable.append(letters)
    if syllable:
        yield syllable


def _drawn_out(kana: str, mora: Mora) -> str:
    """Return the letters for a vowel after another: none if it only lengthens that one (とう, おお, ター)."""
    return "" if kana == "ー" or mora[1] in ("o", "u") else {"い": "i", "え": "e", "あ": "a"}.get(kana, mora[1])


def _letters(mora: Mora, after: Mora) -> str:
    match mora:
        case ("N", _):
            return "n'" if after[0] in ("", "y") and after[1] else "n"
        case ("Q", _):
            return {"ch": "t", "ts": "t", "sh": "s", "N": "", "Q": "", "-": ""}.get(after[0], after[0][:1])
        case (consonant, vowel):
            return consonant + vowel
