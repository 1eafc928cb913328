"""A voice on this machine: what callers hear as sound, and how a synthesiser reads it.

Open JTalk with the voice Mei (Copyright (c) 2009-2013 Nagoya Institute of Technology, Department of Computer Science,
Creative Commons Attribution 3.0), from the extra ``voice``. Everything speaks from the *text* of a line, as the
carrier's synthesiser does, so that one hears what a synthesiser makes of it; where it reads something else than the
line's kana, `compared` tells. Sentences in other languages are spoken from their kana, as Japanese ears hear them.

Nothing here is needed for a call: without the extra, `VoiceMissingError` says what to install.
"""

from .engine import VoiceMissingError, Word, installed, spoken_text, words
from .kept import Kept
from .reading import Read, compared
from .speaker import Speaker, SpeakerError
from .synthesis import RATES, synthesise

__all__ = [
    "RATES",
    "Kept",
    "Read",
    "Speaker",
    "SpeakerError",
    "VoiceMissingError",
    "Word",
    "compared",
    "installed",
    "spoken_text",
    "synthesise",
    "words",
]
