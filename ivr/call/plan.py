"""Everything that a call may need, in one immutable value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ivr.directory import Directory, Office
from ivr.heard.masks import Masks, masks
from ivr.heard.utterance import plain
from ivr.meaning import NOTHING, Meanings
from ivr.places import Gazetteer
from ivr.speech import Line, Prompt, Voice, fill, gaps

from .nodes import AskPlace, Choose, Flow, Node, Say
from .state import Call

OF_CALL = frozenset({"service", "service_reading", "topic", "prefecture", "place", "office", "fallback", "number"})
"""Gaps that each call fills with something of its own."""

JAPANESE = "ja"
"""The language of places, and of a site that does not say otherwise."""

CHOICES = "choices"
"""The gap that what can be chosen fills."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A recogniser: the carrier's tag of its *language*, and its *model* (None: the carrier chooses)."""

    language: str
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Tongue:
    """What of a plan is another in each of its languages; each field is described there."""

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

    def values(self) -> dict[str, Any]:
        """Return what a plan in this language has of it, by field."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked site, as it is in one of its languages: the flow with all it names.

    *hash* identifies the files it was made from. *prompts* are by name, *facts* are what fills their gaps, *voices* are
    by language. *meanings* are what callers may mean, *keys* the keys by the words for them (in plain form), *answers*
    the prompts that answer questions back, by question. *hints* are the phrases that the recogniser is told to expect.

    *language* is named as its file of prompts. The names in the *directory* are in it. *recogniser* is None where only
    the keypad leads. *key_words* are the words for the keys in a language of which the engine knows none. *tongues* are
    all languages of the site, where there are several. *home* is the plan in the first of them, None in that itself.

    The rest is made of these once, so that no answer goes through flow and prompts: *ready* are the lines of prompts
    that nothing of a call fills, *parts* all that one prompt says where others follow it, *unsaid* those that tell how
    to come to this language, *opening* is the first node that is more than an announcement, *alike* are the prefectures
    (codes) that are asked yes/no, *no_places* are names of this site's own that are no places. *others* are the plan in
    the site's further languages, at home.
    """

    hash: str
    flow: Flow = field(repr=False)
    directory: Directory = field(repr=False)
    places: Gazetteer = field(repr=False)
    prompts: Mapping[str, Prompt] = field(repr=False)
    facts: Mapping[str, Line] = field(repr=False)
    meanings: Meanings = field(repr=False)
    voices: Mapping[str, Voice] = field(repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    hints: tuple[str, ...] = field(default=(), repr=False)
    codes: Mapping[str, str] = field(default_factory=dict, repr=False)
    language: str = JAPANESE
    recogniser: Recogniser | None = None
    key_words: Mapping[str, str] = field(default_factory=dict, repr=False)
    tongues: Mapping[str, Tongue] = field(default_factory=dict, repr=False)
    home: "Plan | None" = field(default=None, repr=False, compare=False)
    ready: Mapping[str, Line] = field(init=False, repr=False, compare=False)
    opening: str = field(init=False, repr=False, compare=False)
    alike: frozenset[str] = field(init=False, repr=False, compare=False)
    no_places: Masks = field(init=False, repr=False, compare=False)
    parts: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    unsaid: frozenset[str] = field(init=False, repr=False, compare=False)
    others: Mapping[str, "Plan"] = field(init=False, repr=False, compare=False)
    _questions: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        nodes = self.flow.nodes
        filled = self.facts.keys() - OF_CALL - {CHOICES}
        asked = {node.slot: name for name, node in reversed(nodes.items()) if isinstance(node, Choose | AskPlace)}
        places = [node for node in nodes.values() if isinstance(node, AskPlace)]
        prepared = {
            "ready": {
                name: fill(one, self.facts_in(one.language))
                for name, one in self.prompts.items()
                if filled.issuperset(gaps(one.text))
            },
            "parts": {name: _parts(name, self.prompts) for name, one in self.prompts.items() if one.then},
            "unsaid": frozenset(_leading_to(self.language, self.flow)),
            "opening": _opening(self.flow),
            "alike": frozenset(self.codes[name] for node in places for name in node.ask_yes_no if name in self.codes),
            "no_places": _no_places(self.meanings),
            "_questions": {slot: name for slot, name in asked.items() if slot},
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "others", {} if self.home else self._in_its_languages())

    def _in_its_languages(self) -> Mapping[str, "Plan"]:
        others = {name: tongue for name, tongue in self.tongues.items() if name != self.language}
        return {name: replace(self, language=name, home=self, **tongue.values()) for name, tongue in others.items()}

    def __hash__(self) -> int:
        return hash(self.hash)

    @property
    def first(self) -> "Plan":
        """Return the plan in the site's first language, which its desks speak."""
        return self.home or self

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the site's languages, the first one first."""
        return (self.first.language, *self.first.others)

    @property
    def voice(self) -> Voice:
        """Return the voice that speaks this language."""
        return self.voices[self.language]

    def speaks(self, language: str) -> "Plan":
        """Return the plan as it is in *language*; in its first one where it does not have that."""
        if language == self.language:
            return self
        first = self.home or self
        return first.others.get(language, first)

    def facts_in(self, language: str) -> Mapping[str, Line]:
        """Return the facts in *language*; in this plan's own where it does not have that."""
        return self.tongues[language].facts if language in self.tongues else self.facts

    def node(self, name: str) -> Node:
        """Return the node *name*; KeyError when there is none."""
        return self.flow.nodes[name]

    def question(self, slot: str) -> str | None:
        """Return the name of the node that asks for *slot*, or None where the flow does not ask for it."""
        return self._questions.get(slot)

    @property
    def fallback(self) -> Office:
        """Return the office for all who cannot be led further."""
        return self.directory.others[self.flow.fallback_office]

    def chosen(self, call: Call) -> Office | None:
        """Return the office that *call* has chosen, or None while a question is open or where no such office exists."""
        services = self.directory.services
        service = call.slot("service") or (next(iter(services)) if len(services) == 1 else None)
        prefecture = call.slot("prefecture")
        return self.directory.office(prefecture, service) if service and prefecture else None


def _leading_to(language: str, flow: Flow) -> Iterator[str]:
    """Yield the labels of the choices that lead to *language*."""
    choices = (one for node in flow.nodes.values() if isinstance(node, Choose) for one in node.choices)
    return (one.label for one in choices if one.language == language)


def _parts(name: str, prompts: Mapping[str, Prompt]) -> tuple[str, ...]:
    """Return the prompts that the prompt *name* says; each only once, although they lead in a circle."""
    said: list[str] = []
    while name in prompts and name not in said:
        said.append(name)
        name = prompts[name].then
    return tuple(said)


def _no_places(meanings: Meanings) -> Masks:
    """Return the names of services and of other offices, and the words of lists, for they name no place."""
    own = [plain(name, meanings.language) for service in meanings.services for name in meanings.by_id[service].names]
    other = (
        [plain(name, meanings.language) for name in meanings.by_id[NOTHING].names] if NOTHING in meanings.by_id else []
    )
    alone = [word for name in meanings.services | meanings.lists for word in meanings.said_for(name)]
    return masks(own, other, alone)


def _opening(flow: Flow) -> str:
    """Return the name of the first node that is more than an announcement."""
    name = flow.start
    for _ in flow.nodes:
        node = flow.nodes.get(name)
        if not isinstance(node, Say):
            break
        name = node.next
    return name
