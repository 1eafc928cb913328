"""``data/words.yaml``: what callers say for a command, a service or a key."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ivr.call import Words
from ivr.call.hearing import plain

from .document import Document
from .messages import meant
from .problem import Problem
from .schema import validate

PATH = "data/words.yaml"

# The lists that the engine itself listens for.
COMMANDS = ("yes", "no", "again", "back", "help", "person", "unsure")


@dataclass(frozen=True, slots=True)
class WordsFile:
    """Words for commands and for single choices, for the services, and for the keys."""

    lists: dict[str, tuple[str, ...]]
    services: dict[str, tuple[str, ...]]
    keys: dict[str, tuple[str, ...]]


def read_words(document: Document, services: Collection[str]) -> tuple[Words | None, tuple[Problem, ...]]:
    """Make the words of a document, in plain form."""
    file, problems = validate(document, WordsFile)
    if file is None:
        return None, problems
    found = [*_missing(document, file), *_strange(document, file, services)]
    words = Words(_plain(file.lists), _plain(file.services), _plain(file.keys))
    return words, tuple(sorted((*problems, *found)))


def _plain(lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(plain(word) for word in words) for name, words in lists.items()}


def _missing(document: Document, file: WordsFile) -> Iterator[Problem]:
    for name in COMMANDS:
        if name not in file.lists:
            yield document.problem(("lists",), f'the list "{name}" is missing', "missing-key", at_key=True)


def _strange(document: Document, file: WordsFile, services: Collection[str]) -> Iterator[Problem]:
    for name in file.services:
        if services and name not in services:
            message = f'there is no service "{name}"{meant(name, tuple(services))}'
            yield document.problem(("services", name), message, "unknown-service", at_key=True)
    for key in file.keys:
        if len(key) != 1 or key not in "0123456789":
            yield document.problem(
                ("keys", key), f'"{key}" is no key of a telephone; expected 0 to 9', "key", at_key=True
            )
