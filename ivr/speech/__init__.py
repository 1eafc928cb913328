"""Speech for callers: lines with their readings, prompts with gaps, digits in kana, spoken lengths, recordings."""

from ivr.heard.romaji import syllables

from .figures import KEYS, KEYS_IN_ENGLISH, key, number_texts, telephone_number
from .kana import hiragana, katakana, reading
from .length import (
    LONGEST_HINT,
    MOST_CHARACTERS,
    MOST_HINTS,
    NATURAL,
    SpeakingRate,
    Voice,
    english_seconds,
    line_seconds,
    morae,
    most_characters,
    pauses,
    seconds,
)
from .prompt import Line, Prompt, Recording, fill, fingerprint, gaps, recording
from .reopening import reopening
from .wave import Wave, read_wave, wave_data

__all__ = [
    "KEYS",
    "KEYS_IN_ENGLISH",
    "LONGEST_HINT",
    "MOST_CHARACTERS",
    "MOST_HINTS",
    "NATURAL",
    "Line",
    "Prompt",
    "Recording",
    "SpeakingRate",
    "Voice",
    "Wave",
    "english_seconds",
    "fill",
    "fingerprint",
    "gaps",
    "hiragana",
    "katakana",
    "key",
    "line_seconds",
    "morae",
    "most_characters",
    "number_texts",
    "pauses",
    "read_wave",
    "reading",
    "recording",
    "reopening",
    "seconds",
    "syllables",
    "telephone_number",
    "wave_data",
]
