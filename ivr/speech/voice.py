"""The voice that speaks one language's prompts."""

from dataclasses import dataclass

from .line import Line


@dataclass(frozen=True, slots=True)
class Voice:
    """A synthesiser's voice.

    *language* is a language tag (ja-JP), *name* the voice's name at the carrier. *rate* and *slow* are fractions of its
    natural rate (0.9): the one for all prompts, the other for what a caller writes down.
    """

    language: str
    name: str
    rate: float = 1.0
    slow: float = 0.8

    def rate_of(self, line: Line) -> float:
        """Return the share of its natural rate at which this voice speaks *line*."""
        return self.slow if line.slow else self.rate
