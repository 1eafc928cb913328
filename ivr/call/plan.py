"""The plan: everything that a call may need, in one immutable value."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ivr.directory import Directory, Hours, Notice, Office
from ivr.heard.utterance import JAPANESE, plain_word
from ivr.meaning import NOTHING, Meanings
from ivr.places import Gazetteer, Masks, masks
from ivr.speech import Line, Prompt, Voice, fill, gaps

from .flow_file import Flow
from .localization import Localization
from .nodes import AskPlace, Branch, Choose, Node, Playing, ReadBack
from .slots import Values, in_front, own_slots, own_words
from .state import Call

NUMBER = "number"
"""The gap for the number of the office that the call is about, as it is read out."""

OF_CALL = ("office", "area", "prefecture", "service", "service_reading", "topic", "place", NUMBER, "fallback")
"""Gaps that are filled from the call, not from the site (see `lines`)."""

NOW = ("hours", "notice")
"""What a branch may ask for that no answer fills: it depends on the moment."""

CHOICES = "choices"
"""The gap for the choices that work."""

OPENS = frozenset({"opens", "fallback_opens"})
"""The gaps for when the office, and the fallback office, open next; a prompt with an unknown one is not said."""


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Plan(Localization):
    """A checked site in one of its languages: the flow, everything that it refers to, and the fields of `Localization`.

    *hash* identifies the files it was made from. *hours* are by the key of the office: one without any is always rung.
    *notices* are said by the prompts that `prompt_of` names. *language* is the name of the prompt file. *localizations*
    are all languages of the site, if there are several. *home* is the plan in the first of them, None in that plan
    itself.

    The rest is derived once, so that no answer has to search flow and prompts:

    - *ready*: the lines of prompts that nothing of a call fills
    - *parts*: for prompts that others follow, all that are said
    - *unsaid*: the prompts that tell how to switch to this language
    - *opening*: the first node that is more than an announcement
    - *alike*: the areas (codes) that are confirmed by a yes/no question
    - *areas*: all areas, in the order of their offices in the directory
    - *no_places*: the site's own names that are not places
    - *reads_back*: whether any office is read back before it rings
    - *own*, *own_words*: the site's own slots, and the word lists that fill them (see `slots`)
    - *in_front*: the questions that fill no slot, and the questions to which their keys lead
    - *for_number*: the word lists of choices that lead to where a number is read out
    - *others*: in the first language's plan, the plans in the site's other languages
    """

    hash: str
    flow: Flow = field(repr=False)
    places: Gazetteer = field(repr=False)
    codes: Mapping[str, str] = field(default_factory=dict, repr=False)
    hours: Mapping[str, Hours] = field(default_factory=dict, repr=False)
    notices: tuple[Notice, ...] = field(default=(), repr=False)
    language: str = JAPANESE
    localizations: Mapping[str, Localization] = field(default_factory=dict, repr=False)
    home: "Plan | None" = field(default=None, repr=False, compare=False)
    ready: Mapping[str, Line] = field(init=False, repr=False, compare=False)
    opening: str = field(init=False, repr=False, compare=False)
    alike: frozenset[str] = field(init=False, repr=False, compare=False)
    areas: tuple[str, ...] = field(init=False, repr=False, compare=False)
    no_places: Masks = field(init=False, repr=False, compare=False)
    reads_back: bool = field(init=False, repr=False, compare=False)
    own: Values = field(init=False, repr=False, compare=False)
    own_words: Mapping[str, tuple[str, str]] = field(init=False, repr=False, compare=False)
    in_front: Mapping[str, Mapping[str, str]] = field(init=False, repr=False, compare=False)
    for_number: frozenset[str] = field(init=False, repr=False, compare=False)
    parts: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    unsaid: frozenset[str] = field(init=False, repr=False, compare=False)
    others: Mapping[str, "Plan"] = field(init=False, repr=False, compare=False)
    _questions: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        nodes = self.flow.nodes
        own, passed = own_slots(self.flow), in_front(self.flow)
        filled = self.facts.keys() - {*OF_CALL} - own.keys() - {CHOICES} - OPENS
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
            "opening": self.flow.ahead(self.flow.start),
            "alike": frozenset(self.codes[name] for node in places for name in node.ask_yes_no if name in self.codes),
            "areas": _in_order(self.directory, self.places),
            "no_places": _no_places(self.meanings),
            "reads_back": any(isinstance(node, ReadBack) for node in nodes.values()),
            "own": own,
            "own_words": own_words(self.flow),
            "in_front": passed,
            "for_number": frozenset(_words_for_number(self.flow, self.prompts)),
            "_questions": {slot: name for slot, name in asked.items() if slot} | {name: name for name in passed},
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "others", {} if self.home else self._in_its_languages())

    def _in_its_languages(self) -> Mapping[str, "Plan"]:
        others = {name: localization for name, localization in self.localizations.items() if name != self.language}
        return {
            name: replace(self, language=name, home=self, **localization.of_language())
            for name, localization in others.items()
        }

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
        """Return the plan in *language*, or in its first language if the site does not have that one."""
        if language == self.language:
            return self
        first = self.home or self
        return first.others.get(language, first)

    def facts_in(self, language: str) -> Mapping[str, Line]:
        """Return the facts in *language*, or in this plan's own if the site does not have that one."""
        return self.localizations[language].facts if language in self.localizations else self.facts

    def node(self, name: str) -> Node:
        """Return the node *name*; KeyError when there is none."""
        return self.flow.nodes[name]

    def question(self, slot: str) -> str | None:
        """Return the name of the node that asks for *slot*, or None if the flow does not ask for it."""
        return self._questions.get(slot)

    def values(self, slot: str) -> Collection[str]:
        """Return the values that may fill *slot* in a call; none if there is no such slot."""
        match slot:
            case "service":
                return self.directory.services.keys()
            case "prefecture":
                return self.places.areas.keys()
            case _:
                return self.own[slot] if slot in self.own else frozenset(self.in_front.get(slot, {}).values())

    def exit(self, node: Branch, call: Call) -> str:
        """Return the node to which *node* leads in this *call*."""
        value = call.slot(node.slot)
        named = self.places.areas[value].name if value and node.slot == "prefecture" else value
        return node.to.get(named, node.otherwise) if named else node.otherwise

    @property
    def fallback(self) -> Office:
        """Return the office for callers who cannot be led to any other."""
        return self.directory.others[self.flow.fallback_office]

    def chosen(self, call: Call) -> Office | None:
        """Return the office that *call* has chosen, or None while a question is open or if no such office exists.

        If another office has rung instead, or a notice substitutes one (see `timetable`), it is that one.
        """
        if call.rang:
            return self.directory.others[call.rang]
        key = self.about(call)
        return self.directory.office(*key) if key else None

    def about(self, call: Call) -> tuple[str, str] | None:
        """Return the area and the service that *call* is about, None while a question for one is open.

        "" stands for a division that the site does not have; a single service is not asked for.
        """
        services = self.directory.services
        service = call.slot("service") or (next(iter(services), "") if len(services) <= 1 else None)
        if service is None:
            return None
        area = call.slot("prefecture") or (None if self.places.areas else "")
        return None if area is None else (area, service)

    def phrase(self, office: Office, key: Literal["before_ring", "with_number", "whisper"]) -> tuple[str, ...]:
        """Return the prompts said for *office* because it shares its line; none if it does not."""
        shared = self.flow.shared_line if office.shared_line else None
        return (getattr(shared, key),) if shared else ()


def _in_order(directory: Directory, places: Gazetteer) -> tuple[str, ...]:
    listed = (area for office in directory.offices.values() for area in (office.prefecture or "", *office.also_for))
    return tuple(code for code in dict.fromkeys((*listed, *places.areas)) if code in places.areas)


def _leading_to(language: str, flow: Flow) -> Iterator[str]:
    """Yield the labels of the choices that lead to *language*."""
    return (one.label for one in flow.choices if one.language == language)


def _words_for_number(flow: Flow, prompts: Mapping[str, Prompt]) -> Iterator[str]:
    """Yield the word lists by which callers ask for a number, for all choices that lead to one."""
    for choice in flow.choices:
        target = flow.nodes.get(choice.to or "")
        if choice.words and isinstance(target, Choose) and reads_number(target.says, prompts):
            yield choice.words


def reads_number(playing: Playing, prompts: Mapping[str, Prompt]) -> bool:
    """Return whether *playing* reads out the number of an office."""
    return any(NUMBER in gaps(prompts[name].text) for name in playing if name in prompts)


def _parts(name: str, prompts: Mapping[str, Prompt]) -> tuple[str, ...]:
    """Return the prompts that are said for the prompt *name*, each only once even if they form a circle."""
    said: list[str] = []
    while name in prompts and name not in said:
        said.append(name)
        name = prompts[name].then
    return tuple(said)


def _no_places(meanings: Meanings) -> Masks:
    """Return the names of services and of other offices, and the words of lists: none of them names a place."""
    own = [
        plain_word(name, meanings.language) for service in meanings.services for name in meanings.by_id[service].names
    ]
    other = (
        [plain_word(name, meanings.language) for name in meanings.by_id[NOTHING].names]
        if NOTHING in meanings.by_id
        else []
    )
    alone = [word for name in meanings.services | meanings.lists for word in meanings.said_for(name)]
    return masks(own, other, alone)
