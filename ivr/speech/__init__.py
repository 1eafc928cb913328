"""Speech for callers: lines with their reading, prompts with gaps, digits in kana, spoken lengths, recordings."""

from ivr.heard.romaji import romaji, syllables

from .english import english_seconds
from .figures import KEYS, KEYS_IN_ENGLISH, key, telephone_number
from .kana import hiragana, katakana, reading
from .length import line_seconds, morae, pauses, seconds
from .limits import LONGEST_HINT, MOST_CHARACTERS, MOST_HINTS, most_characters
from .line import Line
from .prompt import Prompt, fill, gaps
from .recording import Recording, recording
from .reopening import reopening
from .voice import Voice
from .wave import Wave, read_wave, wave_data

__all__ = [
    "KEYS",
    "KEYS_IN_ENGLISH",
    "LONGEST_HINT",
    "MOST_CHARACTERS",
    "MOST_HINTS",
    "Line",
    "Prompt",
    "Recording",
    "Voice",
    "Wave",
    "english_seconds",
    "fill",
    "gaps",
    "hiragana",
    "katakana",
    "key",
    "line_seconds",
    "morae",
    "most_characters",
    "pauses",
    "read_wave",
    "reading",
    "recording",
    "reopening",
    "romaji",
    "seconds",
    "syllables",
    "telephone_number",
    "wave_data",
]
