"""Speech for callers: lines with their reading, prompts with gaps, digits in kana, spoken lengths, recordings."""

from .figures import KEYS, key, telephone_number
from .kana import katakana, reading
from .length import line_seconds, morae, pauses, seconds
from .limits import LONGEST_HINT, MOST_CHARACTERS, MOST_HINTS
from .line import Line
from .opening import opening
from .prompt import Prompt, fill, gaps
from .recording import Recording, recording
from .voice import Voice
from .wave import Wave, read_wave

__all__ = [
    "KEYS",
    "LONGEST_HINT",
    "MOST_CHARACTERS",
    "MOST_HINTS",
    "Line",
    "Prompt",
    "Recording",
    "Voice",
    "Wave",
    "fill",
    "gaps",
    "katakana",
    "key",
    "line_seconds",
    "morae",
    "opening",
    "pauses",
    "read_wave",
    "reading",
    "recording",
    "seconds",
    "telephone_number",
]
