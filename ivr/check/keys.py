"""The keys of a telephone as prompts name them: イチ, ニー … シャープ, コメジルシ."""

import re

from ivr.speech import KEYS

_SIGNS = {word: sign for sign, word in KEYS.items()}
_WORD = re.compile(f"(?<![ァ-ヺー])(?:{'|'.join(KEYS.values())})(?![ァ-ヺー])")


def named_keys(text: str) -> tuple[str, ...]:
    """Return the keys that *text* names by hand, in order."""
    return tuple(_SIGNS[word] for word in _WORD.findall(text))


def spoken_key(sign: str) -> str:
    """Return how a key is shown to an operator: イチ (1)."""
    return f"{KEYS[sign]} ({sign})"
