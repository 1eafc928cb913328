"""Spoken lines as Say elements within Twilio's limits, or as Play elements where they are recorded."""

import re
from collections.abc import Iterator

from twilio.twiml.voice_response import Gather, Say, VoiceResponse

from ivr.speech import MOST_CHARACTERS, Line, Voice, most_characters

_SENTENCE = re.compile(r"[^。]*。|[^。]+$")
_CLAUSE = re.compile(r"[^、]*、|[^、]+$")
# XML 1.0 has no place for these, not even escaped, and a document that holds one is not played (error 12100); but for
# U+007F to U+009F, which it can carry and nobody can say.
# Named themselves: of a set of all others, Python goes through each when it compiles that, at every start.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def say(parent: VoiceResponse | Gather, line: Line, voice: Voice) -> None:
    """Append *line* to *parent* in *voice*, in as many Say elements as its length needs, with its pause."""
    for text in filter(
        str.strip, pieces(clean(line.text), most_characters(line.language))
    ):  # a Say of nothing is an error (13520)
        parent.append(_say(text, voice, voice.rate.of(line)))
    if line.pause:
        parent.pause(length=line.pause)


def play(parent: VoiceResponse | Gather, line: Line, url: str) -> None:
    """Append the recording of *line*, which is at *url*, with its pause."""
    parent.play(url)
    if line.pause:
        parent.pause(length=line.pause)


def clean(text: str) -> str:
    """Return *text* without the characters that XML cannot carry, and without any other control character."""
    return _UNSPEAKABLE.sub("", text)


def pieces(text: str, most: int = MOST_CHARACTERS) -> Iterator[str]:
    """Split *text* into pieces of at most *most* characters: at sentences, else at clauses, else where it must be."""
    piece = ""
    for part in _parts(text, most):
        if len(piece) + len(part) > most:
            yield piece
            piece = ""
        piece += part
    if piece:
        yield piece


def _parts(text: str, most: int) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        for clause in [sentence] if len(sentence) <= most else _CLAUSE.findall(sentence):
            yield from (clause[start : start + most] for start in range(0, len(clause), most))


def _say(text: str, voice: Voice, rate: float) -> Say:
    if rate == 1.0:
        return Say(text, voice=voice.name, language=voice.language)
    say = Say(voice=voice.name, language=voice.language)
    say.prosody(text, rate=f"{rate:.0%}")
    return say
