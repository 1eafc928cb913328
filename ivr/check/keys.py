"""Telephone keys as prompts name them: イチ, ニー … シャープ, コメジルシ; in English after the word "press"."""

import re

from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.speech import KEYS, KEYS_IN_ENGLISH

_SIGNS = {word: sign for sign, word in KEYS.items()}
_WORD = re.compile(f"(?<![ァ-ヺー])(?:{'|'.join(KEYS.values())})(?![ァ-ヺー])")
_ENGLISH_SIGNS = {word: sign for sign, word in KEYS_IN_ENGLISH.items()}
_ENGLISH = re.compile(rf"\bpress ({'|'.join(_ENGLISH_SIGNS)})\b", re.IGNORECASE)


def named_keys(text: str, language: str = JAPANESE) -> tuple[str, ...]:
    """Return the keys that *text* itself names, in order; none in languages other than these two."""
    if language == ENGLISH:
        return tuple(_ENGLISH_SIGNS[word.lower()] for word in _ENGLISH.findall(text))
    return tuple(_SIGNS[word] for word in _WORD.findall(text))


def spoken_key(sign: str) -> str:
    """Return a key as shown to an operator: イチ (1)."""
    return f"{KEYS[sign]} ({sign})"
