"""What is said to a caller and how: lines with their reading, prompts with gaps, figures in kana, spoken lengths."""

from .figures import KEYS, key, telephone_number
from .length import morae, pauses, seconds
from .line import Line
from .prompt import Prompt, fill, gaps
from .reading import reading
from .voice import Voice

__all__ = [
    "KEYS",
    "Line",
    "Prompt",
    "Voice",
    "fill",
    "gaps",
    "key",
    "morae",
    "pauses",
    "reading",
    "seconds",
    "telephone_number",
]
