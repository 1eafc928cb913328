"""The kana of a text (known pieces by their reading, the rest estimated), and katakana from hiragana and back."""

import re
from collections.abc import Mapping
from functools import lru_cache

# An unknown kanji, letter or digit counts as two morae, like 「県」 けん and 「3」 さん.
_UNKNOWN = "ああ"
_KATAKANA = {char: char + ord("ァ") - ord("ぁ") for char in range(ord("ぁ"), ord("ゖ") + 1)}
_HIRAGANA = {katakana: hiragana for hiragana, katakana in _KATAKANA.items()}
_KANA_AND_PAUSES = re.compile(r"[ぁ-ゖァ-ヺー、。・]")


def reading(text: str, readings: Mapping[str, str] | None = None) -> str:
    """Return *text* in kana: pieces that have *readings* by those (longest first), kana and pauses unchanged.

    The rest only serves to estimate the length and must not be spoken: two morae per character, none for punctuation.
    """
    pieces = {piece: kana for piece, kana in (readings or {}).items() if piece}
    parts = _pattern(tuple(pieces)).split(text) if pieces else [text]
    return "".join(pieces[part] if part in pieces else "".join(map(_estimate, part)) for part in parts)


def katakana(kana: str) -> str:
    """Return *kana* in katakana, because a synthesiser takes hiragana for particles (なはし becomes ナワシ)."""
    return kana.translate(_KATAKANA)


def hiragana(kana: str) -> str:
    """Return *kana* in hiragana; characters without a hiragana form are unchanged."""
    return kana.translate(_HIRAGANA)


@lru_cache(maxsize=8)
def _pattern(pieces: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(pieces, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, longest_first)) + ")")


def _estimate(char: str) -> str:
    if _KANA_AND_PAUSES.match(char):
        return char
    return _UNKNOWN if char.isalnum() else ""
