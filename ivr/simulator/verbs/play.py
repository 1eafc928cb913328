"""Play: a sound file, or tones; after https://www.twilio.com/docs/voice/twiml/play ."""

from ivr.simulator.people import Piece
from ivr.simulator.twiml.document import FetchFailure
from ivr.simulator.twiml.tree import Element

from .say import repetitions
from .verb_step import Attributes, VerbStep

TONES = frozenset("0123456789ABCD#*wW")
_SECONDS = {"w": 0.5, "W": 1.0}
# Inside a Gather, a file that is not a sound is reported under another number.
_IN_GATHER = {13420: 13325}
# Seconds of a tone and the gap after it; Twilio does not document them.
_TONE = 0.25


def pieces(step: VerbStep, element: Element) -> tuple[Piece, ...]:
    """Return what is heard, repeated as *loop* says; nothing if the file cannot be played."""
    attributes = Attributes(step, element)
    repeats = repetitions(attributes.whole("loop", 1, 13410, least=0))
    if "digits" in element.attributes:
        return repeats * _tones(step, element)
    return repeats * _sound(step, element)


def tone_seconds(tones: str) -> float:
    """Return the seconds that *tones* take; w is a pause of half a second, W one of a second."""
    return sum(_SECONDS.get(tone, _TONE) for tone in tones)


def _tones(step: VerbStep, element: Element) -> tuple[Piece, ...]:
    tones = element.attributes["digits"]
    if element is not step.verb:
        step.warn(13320, "Play digits", element)
        return ()
    if not set(tones) <= TONES:
        step.warn(13430, tones, element)
        return ()
    return (Piece(tones, tone_seconds(tones), "play"),)


def _sound(step: VerbStep, element: Element) -> tuple[Piece, ...]:
    sound = step.context.sound(step.leg, step.address(element.text))
    if isinstance(sound, FetchFailure):
        number = _IN_GATHER.get(sound.number, sound.number) if element is not step.verb else sound.number
        step.warn(number, f"{sound.detail} {sound.url}", element)
        return ()
    if sound.seconds is None:
        step.remark(f"the length of {sound.url} is not known, 0 s are counted", element)
    return (Piece(sound.url, sound.seconds or 0.0, "play", step.context.options.words(sound.url)),)
