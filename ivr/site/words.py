"""``data/words.yaml``: the keys as words, and what the site never says itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.heard.utterance import JAPANESE, plain_word
from ivr.problem import Problem
from ivr.strict_yaml.document import YamlDocument
from ivr.strict_yaml.schema import validate
from ivr.translation import _

from .meanings import unsayable
from .named_entries import entry_names

PATH = "data/words.yaml"


@dataclass(frozen=True, slots=True)
class WordsFile:
    """Words for the keys.

    *forbidden* are words that the site never says itself.
    """

    keys: dict[str, tuple[str, ...]]
    forbidden: tuple[str, ...] = ()


def read_words(
    document: YamlDocument, language: str = JAPANESE
) -> tuple[Mapping[str, str] | None, tuple[Problem, ...]]:
    """Return the keys by the words for them in *language*, in plain form; None if the file is wrong."""
    file, problems = validate(document, WordsFile)
    problems = tuple(sorted((*problems, *_strange(document), *unsayable(document, language, ("keys",)))))
    keys = (
        {plain_word(word, language): key for key, words in reversed(file.keys.items()) for word in words}
        if file
        else None
    )
    return keys, problems


def _strange(document: YamlDocument) -> Iterator[Problem]:
    for key in entry_names(document, "keys") or ():
        if len(key) != 1 or key not in "0123456789":
            yield document.problem(
                ("keys", key),
                _('"{key}" is no key of a telephone; expected 0 to 9').format(key=key),
                "key",
                at_key=True,
            )
