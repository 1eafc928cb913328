"""Evidence in an answer for a meaning: its words, and its likeness to the examples."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple

from ivr.heard.normal import lengths_by_first, splits_number

NAME = 0
"""The number of a word that is sure, not only telling."""
_FIRST = 2
"""Characters by which a word is looked for: by one, half of the time goes into words that are not there."""
_SIZES = (2, 3)
"""Characters in the runs by which an answer is compared with the examples."""


# A named tuple: each answer makes several.
class SpottedWord(NamedTuple):
    """A word found at [start, end) that counts for *meaning*; its *number* is `NAME` or that of a telling word."""

    start: int
    end: int
    word: str
    meaning: str
    number: int

    @property
    def is_name(self) -> bool:
        """Return whether it is sure."""
        return self.number == NAME


@dataclass(frozen=True, slots=True)
class Spotter:
    """The *words* with the meanings they count for, and the *lengths* of words by their first characters."""

    words: Mapping[str, tuple[tuple[str, int], ...]]
    lengths: Mapping[str, tuple[int, ...]]

    def spot(self, text: str) -> tuple[SpottedWord, ...]:
        """Return the words found in *text* (plain form), in time proportional to its length."""
        spotted: list[SpottedWord] = []
        end = 0
        for start, first in enumerate(text):
            if start < end:
                continue
            for size in self.lengths.get(text[start : start + _FIRST]) or self.lengths.get(first, ()):
                word = text[start : start + size]
                if word in self.words and not splits_number(text, start, start + len(word)):
                    end = start + len(word)
                    spotted += [SpottedWord(start, end, word, meaning, number) for meaning, number in self.words[word]]
                    break
        return tuple(spotted)


def spotter(spelled: Iterable[tuple[str, str, int]]) -> Spotter:
    """Prepare words, each with its meaning and number; if a word has two numbers for one meaning, the first counts."""
    words: dict[str, tuple[tuple[str, int], ...]] = {}
    for word, meaning, number in spelled:
        if not word:  # nobody can say it
            continue
        meanings = words.get(word, ())
        if meaning not in dict(meanings):
            words[word] = (*meanings, (meaning, number))
    return Spotter(words, lengths_by_first(words, _FIRST))


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples as weighted runs of characters: *having* lists, for each run, its examples and its share in them.

    *meanings* are those of the examples, by number; *weights* say how significant a run is, *rarest* is the greatest of
    them. The example *left_out* is never compared.
    """

    meanings: tuple[str, ...]
    texts: tuple[str, ...]
    having: Mapping[str, tuple[tuple[int, float], ...]]
    weights: Mapping[str, float]
    rarest: float
    left_out: int = -1

    def without(self, number: int) -> "Examples":
        """Return these examples without one, which is to be judged by the others."""
        return replace(self, left_out=number)

    def nearest(self, text: str) -> list[tuple[float, str, str]]:
        """Return likeness (0 to 1), meaning and text of the nearest example of each meaning, most similar first."""
        own = _vector(text, self.weights, self.rarest)
        scores: dict[int, float] = {}
        for run, weight in own.items():
            for number, share in self.having.get(run, ()):
                scores[number] = scores.get(number, 0.0) + weight * share
        best: dict[str, tuple[float, str, str]] = {}
        scores.pop(self.left_out, None)
        for number, score in scores.items():
            meaning = self.meanings[number]
            if meaning not in best or best[meaning][0] < score:
                best[meaning] = (score, meaning, self.texts[number])
        return sorted(best.values(), reverse=True)


def examples(of: Iterable[tuple[str, str]]) -> Examples:
    """Prepare examples, each a meaning and a text in plain form."""
    pairs = tuple(of)
    number = len(pairs)
    counts = Counter(run for _, text in pairs for run in set(_runs(text)))
    weights = {run: log((1 + number) / (1 + count)) + 0.1 for run, count in counts.items()}
    rarest = max(weights.values(), default=1.0)
    having: dict[str, tuple[tuple[int, float], ...]] = {}
    for place, (_, text) in enumerate(pairs):
        for run, share in _vector(text, weights, rarest).items():
            having[run] = (*having.get(run, ()), (place, share))
    return Examples(tuple(meaning for meaning, _ in pairs), tuple(text for _, text in pairs), having, weights, rarest)


def _vector(text: str, weights: Mapping[str, float], rarest: float) -> dict[str, float]:
    """Return the runs of *text* with their shares; a run that no example has weighs as much as the *rarest*."""
    counted = Counter(_runs(text))
    weighed = {run: count * weights.get(run, rarest) for run, count in counted.items()}
    length = sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
    return {run: weight / length for run, weight in weighed.items()}


def _runs(text: str) -> list[str]:
    """Return the runs of two and three characters; for words between spaces, the runs of one and two words."""
    if text.startswith(" "):
        said = text.split()
        return said + [" ".join(pair) for pair in pairwise(["^", *said, "$"])]
    padded = f"^{text}$"
    return [padded[start : start + size] for size in _SIZES for start in range(len(padded) - size + 1)]
