"""``data/scheme.yaml``: facts that the source states about the scheme, for the gaps of prompts."""

from dataclasses import dataclass

from ivr.heard.utterance import JAPANESE
from ivr.problem import Problem
from ivr.speech import Line
from ivr.strict_yaml.document import YamlDocument
from ivr.strict_yaml.schema import validate

from .prompts import misreadings, texts_without_reading

PATH = "data/scheme.yaml"
WITHOUT_FACTS = "{source: none, facts: {}}"
"""The scheme of a site without such a file."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: as it is spoken, the words of the source that it rests on, and its reading."""

    text: str
    leaflet: str
    kana: str | None = None


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """The source, and the facts by name."""

    source: str
    facts: dict[str, Fact]


def read_scheme(document: YamlDocument, language: str = JAPANESE) -> tuple[dict[str, Line], tuple[Problem, ...]]:
    """Read the facts of a document, by name; only in Japanese has each a reading."""
    file, problems = validate(document, SchemeFile)
    facts = {name: Line(fact.text, fact.kana or fact.text) for name, fact in file.facts.items()} if file else {}
    wrong = (*misreadings(document, "facts"), *texts_without_reading(document, "facts")) if language == JAPANESE else ()
    return facts, tuple(sorted((*problems, *wrong)))
