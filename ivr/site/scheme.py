"""``data/scheme.yaml``: facts that the source states about the scheme, for the gaps of prompts."""

from dataclasses import dataclass

from ivr.problem import Problem
from ivr.speech import Line
from ivr.strict_yaml.document import YamlDocument
from ivr.strict_yaml.schema import validate

from .prompts import misreadings

PATH = "data/scheme.yaml"
NOTHING = "{source: none, facts: {}}"
"""What a site states that has no such file."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: as it is spoken, its reading, and the words of the source that it rests on."""

    text: str
    kana: str
    leaflet: str


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """The source, and the facts by name."""

    source: str
    facts: dict[str, Fact]


def read_scheme(document: YamlDocument) -> tuple[dict[str, Line], tuple[Problem, ...]]:
    """Read the facts of a document, by name."""
    file, problems = validate(document, SchemeFile)
    facts = {name: Line(fact.text, fact.kana) for name, fact in file.facts.items()} if file else {}
    return facts, tuple(sorted((*problems, *misreadings(document, "facts"))))
