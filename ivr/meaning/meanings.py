"""The meanings of answers, and the words by which each is recognised."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ivr.heard.phonetic_match import Trie
from ivr.heard.utterance import ENGLISH, JAPANESE, plain_word, utterance

from .by_ear import spoken
from .english import ENGLISH_WORDING
from .evidence import Examples, Spotter, examples, spotter
from .japanese import JAPANESE_WORDING
from .wording import Wording

MeaningKind = Literal["service", "trouble", "question", "list", "elsewhere"]

_WORDINGS: Mapping[str, Wording] = {JAPANESE: JAPANESE_WORDING, ENGLISH: ENGLISH_WORDING}
LANGUAGES = tuple(_WORDINGS)
"""The languages in which answers are understood; in any other only the keypad is used."""

EITHER, NOTHING = "either", "nothing"
QUESTION = "question:"
_BY_EAR = ("explain", "person")
"""Lists that may be recognised by sound, like the services: words of others are short and sound like anything."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that callers may mean.

    *names* are sure wherever they are said, *words* are telling (the spellings of one word together), *alone* counts
    only as the whole answer. *examples* are whole answers.
    """

    kind: MeaningKind
    name: str
    names: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    alone: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return its id outside this package: the name of a list or service, a question's after ``question:``."""
        return {"question": QUESTION + self.name, "trouble": EITHER, "elsewhere": NOTHING}.get(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class Meanings:
    """Everything that callers may mean, ready for interpreting answers.

    *by_id* are the meanings. *spotter* finds their names and words, *alone* maps whole answers to meanings, *by_ear*
    finds those in kana by their sound, *near* compares an answer with the examples. *services* and *lists* are the
    ids of these kinds, *polite* the words that say neither yes nor no, *agreeing* the words that a yes may consist of.
    All are in one *language*, whose own expressions are its *wording*.
    """

    by_id: Mapping[str, Meaning]
    spotter: Spotter = field(repr=False)
    alone: Mapping[str, tuple[str, ...]] = field(repr=False)
    by_ear: Trie = field(repr=False)
    near: Examples = field(repr=False)
    services: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    polite: frozenset[str] = field(default=frozenset(), repr=False)
    agreeing: frozenset[str] = field(default=frozenset(), repr=False)
    language: str = JAPANESE
    wording: Wording = field(default=JAPANESE_WORDING, repr=False)
    _said: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _never_asked: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __hash__(self) -> int:  # what is found out about them is kept by them; few differ and have the same ids
        return hash((self.language, *self.by_id))

    def sure(self, meaning: str) -> frozenset[str]:
        """Return, in plain form, the words that mean *meaning* wherever they are said."""
        one = self.by_id.get(meaning)
        return frozenset(plain_word(word, self.language) for word in one.names) if one else frozenset()

    def said_for(self, meaning: str) -> tuple[str, ...]:
        """Return, in plain form, the texts that alone mean *meaning*: whole answers first, then sure words."""
        one = self.by_id.get(meaning)
        if one and meaning not in self._said:
            words = (plain_word(word, self.language) for word in (*one.alone, *one.names))
            self._said[meaning] = tuple(dict.fromkeys(words))
        return self._said[meaning] if one else ()

    def never_asked(self, meaning: str) -> frozenset[str]:
        """Return what is `said_for` *meaning*, without the words that may also be a question."""
        if meaning not in self._never_asked:
            self._never_asked[meaning] = frozenset(word for word in self.said_for(meaning) if not self._may_ask(word))
        return self._never_asked[meaning]

    def _may_ask(self, word: str) -> bool:
        return any(meaning.startswith(QUESTION) for meaning, _ in self.spotter.words.get(word, ()))


def wording(language: str) -> Wording:
    """Return the wording of a language; the English one if it has none."""
    return _WORDINGS.get(language, ENGLISH_WORDING)


def meanings(of: Iterable[Meaning], polite: Iterable[str] = (), language: str = JAPANESE) -> Meanings:
    """Prepare meanings; a word may be in several of them. *polite* are the words that say neither yes nor no."""

    def form(word: str) -> str:
        return plain_word(word, language)

    own, by_id = wording(language), {one.id: one for one in of}
    alone: dict[str, tuple[str, ...]] = {}
    for one in by_id.values():
        for word in filter(None, map(form, one.alone)):
            alone[word] = (*alone.get(word, ()), one.id)
    yes, courtesy = by_id.get("yes"), frozenset(map(form, polite))
    return Meanings(
        by_id,
        spotter(_spelled(by_id.values(), form)),
        alone,
        spoken(
            (one.id, form(name))
            for one in by_id.values()
            if one.kind == "service" or one.id in _BY_EAR
            for name in one.names
        ),
        examples(
            (one.id, own.without_names(utterance(text, language).core))
            for one in by_id.values()
            for text in one.examples
        ),
        frozenset(one.id for one in by_id.values() if one.kind == "service"),
        frozenset(one.id for one in by_id.values() if one.kind == "list"),
        courtesy,
        courtesy | {form(word) for word in (*yes.alone, *yes.names)} if yes else courtesy,
        language,
        own,
    )


def _spelled(of: Iterable[Meaning], form: Callable[[str], str]) -> Iterator[tuple[str, str, int]]:
    """Yield each spelling with its meaning's id and its number: 0 for a name, from 1 for a telling word."""
    for one in of:
        yield from ((form(name), one.id, 0) for name in one.names)
        yield from ((form(word), one.id, number) for number, spellings in enumerate(one.words, 1) for word in spellings)
