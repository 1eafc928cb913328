"""A Japanese voice on this machine: for the browser phone, for recordings, and to check readings.

It is Open JTalk with the voice Mei (Copyright (c) 2009-2013 Nagoya Institute of Technology, Department of Computer
Science, Creative Commons Attribution 3.0), from the extra ``voice``. A line is spoken from its *text*, as by the
carrier's synthesiser, so that misreadings are heard; `compare_reading` finds them. Sentences in other languages are
spoken from their kana. Calls do not need this package: without the extra, `VoiceMissingError` says what to install.
"""

from .cache import SoundCache
from .engine import RATES, VoiceMissingError, can_speak, installed, spoken_text, synthesise, words
from .pronunciation import ReadWord, compare_reading
from .speaker import Speaker, SpeakerError

__all__ = [
    "RATES",
    "ReadWord",
    "SoundCache",
    "Speaker",
    "SpeakerError",
    "VoiceMissingError",
    "can_speak",
    "compare_reading",
    "installed",
    "spoken_text",
    "synthesise",
    "words",
]
