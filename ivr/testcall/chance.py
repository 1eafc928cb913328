"""A random caller whose calls can be repeated by the seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ivr.simulator import Action, Desk, Playback

from .answer_lines import HANG_UP, LINES, actions, step_of
from .desks import DESKS

# How often in a hundred a question is answered in which way, and a telephone behaves in which.
_MEANS = {"keys": 50, "speech": 30, "silence": 15, HANG_UP: 5}
_DESKS = {"!answer": 60, "!busy": 15, "!no-answer": 15, "!failed": 10}
_KEYS = {key: 1 if key in "90*#" else 2 for key in "1234567890*#"}


@dataclass(slots=True)
class Chance:
    """Answers at random, always the same way for one *seed*; *phrases* is what he may say, *longest* how many keys."""

    seed: int
    phrases: Sequence[str] = ("はい", "いいえ", "もしもし", "えーと")
    longest: int = 7
    _dice: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - dice for a test, no secret

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Answer a question at random."""
        if heard.asked is None:
            return ()
        return actions(step_of(self._line(heard.asked.num_digits)))

    def desk(self, _number: str) -> Desk:
        """Return a desk that answers, is busy, lets it ring, or fails, at random."""
        return DESKS[LINES[self._draw(_DESKS)]]

    def _line(self, digits: int | None) -> str:
        means = self._draw(_MEANS)
        if means == "keys":
            return "".join(self._draw(_KEYS) for _ in range(digits or self._dice.randint(1, self.longest)))
        if means == "speech":
            return self._dice.choice(self.phrases)
        return HANG_UP if means == HANG_UP else ""

    def _draw(self, weights: Mapping[str, int]) -> str:
        return self._dice.choices(tuple(weights), tuple(weights.values()))[0]
