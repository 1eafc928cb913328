"""The parts of a plan that differ between its languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from ivr.directory import Directory
from ivr.meaning import Meanings
from ivr.speech import Line, Prompt, Voice


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A speech recogniser: the carrier's tag for its *language*, and its *model* (None: the carrier chooses)."""

    language: str
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Localization:
    """The parts of a site that are in one language.

    The names in the *directory* are in it. *prompts* are by name, *facts* fill their gaps, *voices* are by language.
    *meanings* are what callers may mean, *keys* the keys by the words for them (in plain form), *answers* the prompts
    that answer callers' questions, by question. *hints* are the phrases that the recogniser is told to expect.
    *recogniser* is None if only the keypad is used. *key_words* are the words for the keys in a language for which the
    engine has none.
    """

    directory: Directory = field(repr=False)
    prompts: Mapping[str, Prompt] = field(repr=False)
    facts: Mapping[str, Line] = field(repr=False)
    meanings: Meanings = field(repr=False)
    voices: Mapping[str, Voice] = field(repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    hints: tuple[str, ...] = field(default=(), repr=False)
    recogniser: Recogniser | None = None
    key_words: Mapping[str, str] = field(default_factory=dict, repr=False)

    def of_language(self) -> dict[str, Any]:
        """Return the fields that depend on the language: all of a `Localization`, or those that a plan inherits."""
        return {one.name: getattr(self, one.name) for one in fields(Localization)}
