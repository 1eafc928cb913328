"""The times that a caller is assumed to take, and how long speech takes at a voice's rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ivr.call import Ask, Instruction, SayLines
from ivr.speech import Line, Voice, line_seconds

_seconds = lru_cache(maxsize=4_096)(line_seconds)
"""The ways of a site say the same lines over and over."""

KEY_SECONDS = 1.3
"""From the last word, or from one's option, to the key."""
SENTENCE_SECONDS, WORDS_SECONDS = 4.0, 2.0
"""A whole sentence; a name, a yes."""
RECOGNISER_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class SpeakingRate:
    """How fast a voice speaks, as shares of the natural rate: as a rule, and what callers write down."""

    rate: float = 1.0
    slow: float = 1.0

    @classmethod
    def of(cls, voice: Voice) -> "SpeakingRate":
        """Return the rate of *voice*."""
        return cls(voice.rate, voice.slow)

    def says(self, lines: Iterable[Line]) -> float:
        """Return the seconds that *lines* take, with the silence after them."""
        return sum(_seconds(line, self.rate, self.slow) for line in lines)

    def hears(self, instructions: Iterable[Instruction]) -> float:
        """Return the seconds until all that *instructions* say was said."""
        return sum(self.says(one.lines) for one in instructions if isinstance(one, SayLines | Ask))
