"""Find the words of all meanings in an answer: the longest at each place, from left to right, in one pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NAME = 0


@dataclass(frozen=True, slots=True)
class Sign:
    """A word found at [start, end) that speaks for *meaning*; its *number* is `NAME` or that of a telling word."""

    start: int
    end: int
    word: str
    meaning: str
    number: int

    @property
    def is_name(self) -> bool:
        """Tell whether it is sure."""
        return self.number == NAME


@dataclass(frozen=True, slots=True)
class Spotter:
    """The *words* with what they speak for, and for each first character the *lengths* of words, longest first."""

    words: Mapping[str, tuple[tuple[str, int], ...]]
    lengths: Mapping[str, tuple[int, ...]]

    def spot(self, text: str) -> tuple[Sign, ...]:
        """Return the signs in *text* (plain form). Time grows with its length alone."""
        found: list[Sign] = []
        start = 0
        while start < len(text):
            pieces = (text[start : start + size] for size in self.lengths.get(text[start], ()))
            word = next((piece for piece in pieces if piece in self.words), "")
            end = start + len(word)
            found += (Sign(start, end, word, meaning, number) for meaning, number in self.words.get(word, ()))
            start = max(end, start + 1)
        return tuple(found)


def spotter(spelled: Iterable[tuple[str, str, int]]) -> Spotter:
    """Prepare words, each with its meaning and number; of two numbers for one meaning the first counts."""
    words: dict[str, tuple[tuple[str, int], ...]] = {}
    lengths: dict[str, set[int]] = {}
    for word, meaning, number in spelled:
        if not word:  # nobody can say it
            continue
        known = words.get(word, ())
        if meaning not in dict(known):
            words[word] = (*known, (meaning, number))
        lengths.setdefault(word[0], set()).add(len(word))
    return Spotter(words, {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()})
