"""``data/scheme.yaml``: what the source states about the scheme, as facts that prompts name."""

from dataclasses import dataclass

from ivr.speech import Line

from .document import Document
from .problem import Problem
from .prompts import misread
from .schema import validate

PATH = "data/scheme.yaml"


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


def read_scheme(document: Document) -> tuple[dict[str, Line], tuple[Problem, ...]]:
    """Make the facts of a document, by name."""
    file, problems = validate(document, SchemeFile)
    if file is None:
        return {}, problems
    found = [
        document.problem(("facts", name, "kana"), wrong, "reading")
        for name, fact in file.facts.items()
        if (wrong := misread(fact.text, fact.kana))
    ]
    return {name: Line(fact.text, fact.kana) for name, fact in file.facts.items()}, tuple(sorted((*problems, *found)))
