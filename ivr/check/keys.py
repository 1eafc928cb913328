"""Telephone keys as prompts name them: イチ, ニー … シャープ, コメジルシ; in English after the word "press"."""

import re
from collections.abc import Mapping

from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.speech import KEYS, KEYS_IN_ENGLISH

_KEYS = {word: key for key, word in KEYS.items()}
_WORD = re.compile(f"(?<![ァ-ヺー])(?:{'|'.join(KEYS.values())})(?![ァ-ヺー])")
_ENGLISH_KEYS = {word: key for key, word in KEYS_IN_ENGLISH.items()}
_ENGLISH = re.compile(rf"\bpress ({'|'.join(_ENGLISH_KEYS)})\b", re.IGNORECASE)


def named_keys(text: str, language: str = JAPANESE) -> tuple[str, ...]:
    """Return the keys that *text* itself names, in order; none in languages other than these two."""
    if language == ENGLISH:
        return tuple(_ENGLISH_KEYS[word.lower()] for word in _ENGLISH.findall(text))
    return tuple(_KEYS[word] for word in _WORD.findall(text))


def key_words(language: str) -> Mapping[str, str]:
    """Return the word for each key in prompts in *language*; in a third language the key itself."""
    return {JAPANESE: KEYS, ENGLISH: KEYS_IN_ENGLISH}.get(language, {key: key for key in KEYS})


def between(language: str) -> str:
    """Return the separator of such keys in a list."""
    return "、" if language == JAPANESE else ", "


def spoken_key(key: str, language: str = JAPANESE) -> str:
    """Return a key as shown to an operator: イチ (1)."""
    word = key_words(language)[key]
    return key if word == key else f"{word} ({key})"
