"""Synthesis of a text as telephone sound."""

from importlib import import_module

from ivr.translation import _

from . import engine

RATES = (0.5, 2.0)
"""The slowest and the quickest rate; 1.0 is natural."""


def synthesise(text: str, rate: float = 1.0) -> bytes:
    """Return *text* spoken at *rate*, as an 8 kHz mono WAV file of 16 bits.

    Raises VoiceMissingError without the voice, and ValueError for a text in which there is nothing to say.
    """
    if not engine.words(text):
        raise ValueError(_("there is nothing to say in it"))
    telephone = import_module("ivr.voice.telephone")  # needs numpy, which comes with the voice
    sound: bytes = telephone.telephone(engine.speak(text, rate), engine.RATE)
    return sound
