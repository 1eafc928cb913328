"""Say, after https://www.twilio.com/docs/voice/twiml/say ."""

import re
from urllib.parse import quote

from ivr.simulator.people import Piece
from ivr.simulator.twiml.ssml import seconds_of, stretches, text_of
from ivr.simulator.twiml.tree import Element

from .verb_step import Attributes, VerbStep

_FOREVER = 1000  # repetitions
_BASIC = frozenset({"man", "woman", "alice"})
_POLLY = re.compile(r"Polly\.[A-Z]\w+(-Neural|-Generative)?")
_GOOGLE = re.compile(r"Google\.(?P<language>[a-z]{2,3}-[A-Z]{2})-[\w-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-[A-Z]{2}|-\d{3})?")
# Polly's Neural voices refuse these elements, Google's do not know them.
_NOT_NEURAL = frozenset({"emphasis"})
_AMAZON_ONLY = frozenset({"w"})
# Bytes that one Say may have, by engine, and its length once encoded for a URL (error 13521).
_LIMITS = {"Polly": 3000, "Google": 5000, "basic": 4000}
_ENCODED_LIMIT = 4500


def pieces(step: VerbStep, say: Element) -> tuple[Piece, ...]:
    """Return what is heard, repeated as *loop* says; nothing if Twilio refuses to speak it."""
    nested = say is not step.verb
    attributes = Attributes(step, say)
    repeats = repetitions(attributes.whole("loop", 1, 13322 if nested else 13510, least=0))
    language = attributes.text("language", "en-US")
    parts = tuple(stretches(say))
    text = text_of(parts)
    if not text and not any(part.pause for part in parts):
        step.warn(13520, "", say)
        return ()
    if not _can_speak(step, say, nested=nested, language=language):
        return ()
    seconds = seconds_of(parts, language, step.context.options.readings)
    return repeats * (Piece(text, seconds),)


def repetitions(loop: int) -> int:
    """Return how often something is heard; 0 means for ever, which Twilio ends after a thousand times."""
    return min(loop or _FOREVER, _FOREVER)


def _can_speak(step: VerbStep, say: Element, *, nested: bool, language: str) -> bool:
    """Report what the voice cannot say, and return whether it is spoken: an unknown voice is replaced."""
    voice = say.attributes.get("voice", "")
    google = _GOOGLE.fullmatch(voice)
    if voice and not (voice in _BASIC or google or _POLLY.fullmatch(voice)):
        step.warn(13321 if nested else 13511, voice, say)
    has_language = "language" in say.attributes
    if not _LANGUAGE.fullmatch(language) or (google and has_language and google["language"] != language):
        step.warn(13512, f"{language} {voice}".strip(), say)
        return False
    if voice in _BASIC and language.startswith("ja"):
        step.warn(13512, f"{voice} does not speak {language}", say)
        return False
    return _elements_fit(step, say, voice) and _fits(step, say, voice)


def _elements_fit(step: VerbStep, say: Element, voice: str) -> bool:
    refused = _NOT_NEURAL if voice.endswith("-Neural") else _AMAZON_ONLY if voice.startswith("Google.") else frozenset()
    for name in refused & set(_names(say)):
        step.warn(13520, f"{voice} does not know <{name}>", say)
        return False
    return True


def _names(element: Element) -> list[str]:
    return [name for child in element.elements for name in (child.name, *_names(child))]


def _fits(step: VerbStep, say: Element, voice: str) -> bool:
    """Report a text that is too long for its engine; a kana has three bytes, and Polly does not count elements."""
    engine = voice.partition(".")[0] if "." in voice else "basic"
    counted = _letters(say) if engine == "Polly" else _source(say)
    limit = _LIMITS.get(engine, _LIMITS["basic"])
    if (size := len(counted.encode())) > limit:
        step.warn(13521, f"{size} bytes, {engine} takes {limit}", say)
        return False
    if (encoded := len(quote(_source(say)))) > _ENCODED_LIMIT:
        step.warn(13521, f"{encoded} characters once encoded for a URL, {_ENCODED_LIMIT} are taken", say)
        return False
    return True


def _letters(element: Element) -> str:
    return "".join(child if isinstance(child, str) else _letters(child) for child in element.children)


def _source(element: Element) -> str:
    """Return the content of *element* as XML, about as it was written."""
    return "".join(child if isinstance(child, str) else _tagged(child) for child in element.children)


def _tagged(element: Element) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in element.attributes.items())
    return f"<{element.name}{attributes}>{_source(element)}</{element.name}>"
