"""The reading of a text whose pieces are known, and an estimate for the rest."""

import re
from collections.abc import Mapping
from functools import lru_cache

# A kanji not in the table is taken for two morae, a letter or figure for two as well: 「県」 けん, 「3」 さん.
_UNKNOWN = "ああ"
_KATAKANA = {sign: sign + ord("ァ") - ord("ぁ") for sign in range(ord("ぁ"), ord("ゖ") + 1)}
_KEPT = re.compile(r"[ぁ-ゖァ-ヺー、。・]")


def reading(text: str, known: Mapping[str, str] | None = None) -> str:
    """Return *text* in kana: its *known* pieces (piece to kana) longest first, kana and pauses as they stand.

    The rest is estimated, for counting and not for speaking: two morae a character, and nothing for a sign.
    """
    pieces = {piece: kana for piece, kana in (known or {}).items() if piece}
    parts = _pieces(tuple(pieces)).split(text) if pieces else [text]
    return "".join(pieces[part] if part in pieces else "".join(map(_estimate, part)) for part in parts)


def katakana(kana: str) -> str:
    """Return *kana* in katakana, of which a synthesiser takes no part for a particle (なはし is read ナワシ)."""
    return kana.translate(_KATAKANA)


@lru_cache(maxsize=8)
def _pieces(known: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, longest_first)) + ")")


def _estimate(sign: str) -> str:
    if _KEPT.match(sign):
        return sign
    return _UNKNOWN if sign.isalnum() else ""
