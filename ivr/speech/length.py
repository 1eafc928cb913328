"""The length of a text: in seconds as a voice speaks it, and in characters for the carrier.

Japanese is counted from its kana. Its two constants are fitted to Open JTalk at its natural rate: 8.87 morae a second
and 0.60 s for each pause. The largest error on a prompt of the shipped site is 0.6 s (`tests/bench/bench_voice.py`).
The usual rule of six morae a second is right for sentences but too short for menus, which have many pauses.

English is counted from its syllables. Its constants are those of the slowest of three Flite voices, which keep the pace
of the people they were recorded from (4.3, 5.0 and 5.1 syllables a second), with the pauses of the slowest: the largest
error of a fit on a prompt of the shipped site is 0.8 to 1.0 s in 3 to 14 s. That the carrier's voice is no slower is an
assumption.

The carrier's synthesiser and recogniser limit what they accept at once: the check warns of anything longer, and TwiML
is cut to the limit.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from ivr.heard.utterance import ENGLISH, JAPANESE

from .prompt import Line

MORAE_PER_SECOND = 8.87
PAUSE_SECONDS = 0.60

_PAUSES = "、。・"
_SMALL = frozenset("ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ")

SYLLABLES_PER_SECOND = 4.3
COMMA_SECONDS, STOP_SECONDS = 0.39, 0.42

_WORD = re.compile(r"[a-z]+|[0-9]")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e(?=$|ment|ness|ful|wide|ly$)|(?<=[aeiou]l)e$|(?<=[^aeioutd])ed$|(?<=[^aeiouscxzg])es$"
)
_APART = re.compile(r"(?<=[^tscg])ia|ea(?=s?$)|(?<=cr)eat|[aoeiy](?=ing)|iu|aido")
_DIGITS = {"0": 2, "7": 2}
_COMMAS = re.compile(r"[,;:](?=\s*\S)")
_STOPS = re.compile(r"[.?!](?=\s*\S)")

MOST_CHARACTERS = 450
"""Most characters of one Say: it accepts 4,500 URL-encoded ones, nine for each kana or kanji, less a tenth
(https://www.twilio.com/docs/api/errors/13521)."""

MOST_ENGLISH_CHARACTERS = 2_400
"""The same in English: URL-encoded, a letter is one, and a space or a mark, of which there are no
more than one in three, is three."""

MOST_HINTS = 500
LONGEST_HINT = 100
"""Most phrases that the recogniser can be told to expect, and most characters of each
(https://www.twilio.com/docs/voice/twiml/gather)."""


class SpeakingRate(NamedTuple):
    """The speed of a voice, as shares of its natural rate: usually, and for what callers write down."""

    usual: float = 1.0
    slow: float = 1.0

    def of(self, line: Line) -> float:
        """Return the rate at which *line* is spoken."""
        return self.slow if line.slow else self.usual


NATURAL = SpeakingRate()
_USUAL = SpeakingRate(slow=0.8)


@dataclass(frozen=True, slots=True)
class Voice:
    """A synthesiser's voice: a language tag (ja-JP), its *name* at the carrier, and the *rate* at which it speaks."""

    language: str
    name: str
    rate: SpeakingRate = _USUAL


def line_seconds(line: Line, rate: SpeakingRate = NATURAL) -> float:
    """Return the seconds of *line*, spoken at *rate*, and of the silence after it.

    A recorded line takes as long as its recording. The length of a foreign line is counted from its text.
    """
    if line.recording:
        spoken = line.recording.seconds
    else:
        share = rate.of(line)
        spoken = seconds(line.kana, share) if line.language == JAPANESE else english_seconds(line.text, share)
    return spoken + line.pause


def seconds(kana: str, rate: float = 1.0) -> float:
    """Return the seconds that *kana* takes at *rate* (1.0 is the voice's natural rate)."""
    return (morae(kana) / MORAE_PER_SECOND + PAUSE_SECONDS * pauses(kana)) / rate


def morae(kana: str) -> int:
    """Count the morae of *kana*: one for each kana, none for a small vowel or glide, one for ッ, ン and ー."""
    return sum(1 for char in kana if _is_kana(char) and char not in _SMALL)


def pauses(kana: str) -> int:
    """Count the 、, 。 and ・ within *kana*; one at its end is not counted."""
    return sum(1 for char in kana.rstrip(_PAUSES + "」") if char in _PAUSES)


def _is_kana(char: str) -> bool:
    return "ぁ" <= char <= "ゖ" or "ァ" <= char <= "ヺ" or char == "ー"


def english_seconds(text: str, rate: float = 1.0) -> float:
    """Return the seconds that *text* takes at *rate* (1.0 is the voice's natural rate)."""
    silence = COMMA_SECONDS * len(_COMMAS.findall(text)) + STOP_SECONDS * len(_STOPS.findall(text))
    return (syllables(text) / SYLLABLES_PER_SECOND + silence) / rate


def syllables(text: str) -> int:
    """Count the syllables of an English text: its groups of vowels except a silent e; a digit is one, or two."""
    return sum(_DIGITS.get(word, 1) if word.isdigit() else _of_word(word) for word in _WORD.findall(text.lower()))


def _of_word(word: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word))) + len(_APART.findall(word)))


def most_characters(language: str) -> int:
    """Return how many characters of a language one Say accepts; for an unmeasured language, as many as Japanese."""
    return MOST_CHARACTERS if language != ENGLISH else MOST_ENGLISH_CHARACTERS
