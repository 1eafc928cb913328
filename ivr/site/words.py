"""``data/words.yaml``: the words that callers use for a command, a service or a key."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ivr.call import Words
from ivr.heard.utterance import plain
from ivr.problem import Problem
from ivr.strict_yaml.document import YamlDocument
from ivr.strict_yaml.messages import meant
from ivr.strict_yaml.schema import validate

from .defined import names

PATH = "data/words.yaml"

# The lists that the engine itself listens for.
COMMANDS = ("yes", "no", "again", "back", "help", "person", "unsure")


@dataclass(frozen=True, slots=True)
class WordsFile:
    """Words for commands and for single choices, for the services, and for the keys.

    *forbidden* are words that the site never says itself.
    """

    lists: dict[str, tuple[str, ...]]
    services: dict[str, tuple[str, ...]]
    keys: dict[str, tuple[str, ...]]
    forbidden: tuple[str, ...] = ()


def read_words(document: YamlDocument, services: Collection[str] | None) -> tuple[Words | None, tuple[Problem, ...]]:
    """Read the words of a document, in plain form; *services* are those of the directory, None where not known."""
    file, problems = validate(document, WordsFile)
    problems = tuple(sorted((*problems, *_missing(document), *_strange(document, services), *_silent(document))))
    words = Words(_plain(file.lists), _plain(file.services), _plain(file.keys)) if file else None
    return words, problems


def _plain(lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(plain(word) for word in words) for name, words in lists.items()}


def _missing(document: YamlDocument) -> Iterator[Problem]:
    lists = names(document, "lists")
    for name in COMMANDS:
        if lists is not None and name not in lists:
            yield document.problem(("lists",), f'the list "{name}" is missing', "missing-key", at_key=True)


def _strange(document: YamlDocument, services: Collection[str] | None) -> Iterator[Problem]:
    for name in names(document, "services") or ():
        if services is not None and name not in services:
            message = f'there is no service "{name}"{meant(name, tuple(services))}'
            yield document.problem(("services", name), message, "unknown-service", at_key=True)
    for key in names(document, "keys") or ():
        if len(key) != 1 or key not in "0123456789":
            yield document.problem(
                ("keys", key), f'"{key}" is no key of a telephone; expected 0 to 9', "key", at_key=True
            )


def _silent(document: YamlDocument) -> Iterator[Problem]:
    """Find words that are empty in plain form: they would be found in every polite answer."""
    for part, lists in document.data.items() if isinstance(document.data, dict) else ():
        for name, words in lists.items() if isinstance(lists, dict) else ():
            for place, word in enumerate(words if isinstance(words, list) else ()):
                if isinstance(word, str) and not plain(word):
                    yield document.problem((part, name, place), f'nobody can say "{word}"', "word")
