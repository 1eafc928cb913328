"""Finding many words in an answer at once: a dictionary of what each word stands for, built before any call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ivr.heard.utterance import is_polite

_TELLING = 3
"""Characters from which on a word has its meaning inside a longer answer too."""


@dataclass(frozen=True, slots=True)
class Spotter:
    """Words in plain form, each with the names for which it stands.

    *as_whole* are all words: each counts as the whole answer. *inside* are those that count inside a longer one too,
    and *lengths* how many characters these have.
    """

    as_whole: Mapping[str, frozenset[str]]
    inside: Mapping[str, frozenset[str]]
    lengths: tuple[int, ...]

    def spot(self, text: str, *whole: str) -> frozenset[str]:
        """Return the names for which *text*, or one of the answers *whole*, or a word inside *text* stands.

        Every word is found, not only the longest at its place: 「使い方がわからない」 asks for help and is unsure, and
        which of the two counts is decided by those who asked.
        """
        found = set[str]()
        for answer in (text, *whole):
            found |= self.as_whole.get(answer, frozenset())
        for length in self.lengths:
            for start in range(len(text) - length + 1):
                found |= self.inside.get(text[start : start + length], frozenset())
        return frozenset(found)


def spotter(named: Mapping[str, Iterable[str]]) -> Spotter:
    """Return the spotter of the words that are listed under each name."""
    names: dict[str, set[str]] = {}
    for name, words in named.items():
        for word in words:
            names.setdefault(word, set()).add(name)
    as_whole = {word: frozenset(those) for word, those in names.items()}
    inside = {word: those for word, those in as_whole.items() if len(word) >= _TELLING and not is_polite(word)}
    return Spotter(as_whole, inside, tuple(sorted({len(word) for word in inside})))
