"""The whole of ``data/flow.yaml``: the nodes (see `nodes`), and the settings that apply to all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, TypeVar

from ivr.bounds import Between

from .nodes import (
    Choice,
    Choose,
    Language,
    Node,
    NodeName,
    OfficeName,
    Overheard,
    Playing,
    PromptName,
    Ring,
    Say,
    Seconds,
    WordList,
    leads,
)

Kind = TypeVar("Kind", bound=Node)

Budget = Annotated[int, Between(1, 300)]
"""Seconds of speaking."""


@dataclass(frozen=True, slots=True)
class Listening:
    """How long the service listens, in whole seconds, and with which recogniser.

    first_speech: until the first word, unless the question sets its own. end_of_speech: of silence that ends an
    answer. keys: for a key. end_of_keys: of silence after the last digit of a postal code; `#` ends it at once.
    speech_model: the carrier's name for the recogniser; left out, the carrier chooses.
    """

    first_speech: Seconds = 6
    end_of_speech: Seconds = 2
    keys: Seconds = 6
    end_of_keys: Seconds = 4
    speech_model: str | None = None


@dataclass(frozen=True, slots=True)
class SharedLine:
    """What is said if an office shares its line with others; gaps such as ``{service}`` fit it to each office.

    before_ring: the prompt before such an office rings. with_number: the prompt after its number is read out. whisper:
    the prompt that the called desk hears first.
    """

    before_ring: PromptName
    with_number: PromptName
    whisper: PromptName


@dataclass(frozen=True, slots=True)
class Defaults:
    """What applies to every question that does not set its own.

    person: the node for a caller who wants a person. english: the node for a caller who asks for a language that the
    site does not speak (the list ``foreign``, and ``english`` if no language of the site uses it). distress:
    the node for a caller in despair. stop: the node for a caller who does not want to be connected. wrong_number: the
    node for a caller who has dialled a wrong number. lost: the node after a menu was played twice without an answer.
    too_long: the node after too many turns. last: the end, with a number read out, of a call that has rung the
    fallback office and still gets nowhere. error: the node after a fault of the service. silence: said before the
    region menu after silence. misheard: said before the first menu after a second misunderstanding. offer_fallback:
    the prompt that offers the fallback office under key 0; right after it, 0 leads there. help: said at key 0.
    help_fallback: said after any help, that 0 once more leads to the fallback office. Where that would not ring now,
    neither this prompt nor offer_fallback is said.
    """

    person: NodeName
    lost: NodeName
    too_long: NodeName
    last: NodeName
    error: NodeName
    silence: PromptName
    misheard: PromptName
    offer_fallback: PromptName
    help: PromptName
    help_fallback: PromptName | None = None
    english: NodeName | None = None
    distress: NodeName | None = None
    stop: NodeName | None = None
    wrong_number: NodeName | None = None


@dataclass(frozen=True, slots=True)
class Budgets:
    """The most seconds of speaking that a caller may have to hear before an office rings, at the rate of the voice.

    one_sentence: for a caller who says everything in one sentence. two_answers: for one who answers two questions in
    words. keypad: for one who hears every menu to its end. shared_line: what an office on a shared line may add.
    yes_no: what a yes/no question may add. notice: what a notice may take.
    """

    one_sentence: Budget = 23
    two_answers: Budget = 26
    keypad: Budget = 55
    shared_line: Budget = 8
    yes_no: Budget = 7
    notice: Budget = 10


@dataclass(frozen=True, slots=True)
class Spoken:
    """The settings of a language of the site, in addition to its prompts.

    words: the list in ``meanings.yaml`` by which callers ask for it at any question; the call then continues in it.
    says: the prompts said in it when a call switches to it. whisper: the prompt that tells the called desk, in the
    first language, that the caller speaks this one. budgets: the budgets for it; left out, those of the first language.
    """

    words: WordList | None = None
    says: Playing = ()
    whisper: PromptName | None = None
    budgets: Budgets | None = None


@dataclass(frozen=True, slots=True)
class Required:
    """What `ivr test` requires of the answers in ``tests/heard/``, all tables together.

    understood: how many of a hundred answers must be right or lead on sensibly. wrong: the most answers, of all, that
    may be taken for something that was not meant.
    """

    understood: Annotated[int, Between(0, 100)]
    wrong: Annotated[int, Between(0, 1_000)]


@dataclass(frozen=True, slots=True)
class Limits:
    """When an office is not rung, by the records of calls; an office about which nothing is known is rung.

    failures: how many different callers, without one answered in between, an office must fail to answer within the
    last failures_minutes to count as failing; it does so until fewer are left in that time. rings_a_caller: how often
    one caller may be connected within rings_minutes; left out, without limit. rings_an_office: how often an office may
    be rung in all within rings_minutes; left out, without limit. exempt: numbers, as printed, that many people call
    from (relay services, exchanges): the limit for a caller does not apply to them.
    """

    failures: Annotated[int, Between(2, 100)] = 3
    failures_minutes: Annotated[int, Between(1, 60)] = 10
    rings_a_caller: Annotated[int, Between(1, 1_000)] | None = None
    rings_an_office: Annotated[int, Between(1, 100_000)] | None = None
    rings_minutes: Annotated[int, Between(1, 1_440)] = 60
    exempt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole call flow.

    start: the first node. fallback_office: the office, by its name under ``others``, for callers who cannot be led to
    any other. fallback_agreed: the date on which that office agreed. privacy_published: the date on which callers
    could first read what is kept of their calls. turns: answers after which a call is handed over. choice: the
    prompt of one choice, with ``{label}`` and ``{key}``. place_choice: the same for one entry of a row. yes, no:
    the labels of 1 and 2 in a yes/no question. office_name: the prompt that names an office, with ``{area}`` and
    ``{service}``. budgets: seconds of speaking until an office rings; the check warns of routes that take longer.
    required: how well the answers in ``tests/heard/`` must be understood. shared_line and office_name are needed only
    if offices share a line, or have no spoken name of their own. limits: when an office is not rung. language: the
    first language, which the desks speak; left out, ``ja``, or the only one that has prompts. languages: for each
    language, how callers switch to it.
    """

    start: NodeName
    fallback_office: OfficeName
    defaults: Defaults
    nodes: dict[str, Node]
    choice: PromptName
    place_choice: PromptName
    yes: PromptName
    no: PromptName
    shared_line: SharedLine | None = None
    office_name: PromptName | None = None
    fallback_agreed: date | None = None
    privacy_published: date | None = None
    turns: Annotated[int, Between(10, 89)] = 40
    listening: Listening = field(default_factory=Listening)
    budgets: Budgets = field(default_factory=Budgets)
    required: Required | None = None
    limits: Limits = field(default_factory=Limits)
    language: Language | None = None
    languages: dict[str, Spoken] = field(default_factory=dict)

    def each(self, kind: type[Kind]) -> Iterator[Kind]:
        """Yield the nodes of a *kind*."""
        return (node for node in self.nodes.values() if isinstance(node, kind))

    @property
    def choices(self) -> Iterator[Choice]:
        """The choices of all questions."""
        return (choice for node in self.each(Choose) for choice in node.choices)

    def rings_fallback(self, node: Node | None) -> bool:
        """Return whether *node* rings the fallback office, by that word or by the office's own name."""
        return isinstance(node, Ring) and node.office in ("fallback", self.fallback_office)

    def ahead(self, name: str) -> str:
        """Return the first node from *name* on that is more than an announcement; any of them if they form a circle."""
        for _ in self.nodes:
            node = self.nodes.get(name)
            if not isinstance(node, Say):
                break
            name = node.next
        return name

    def waits(self, name: str) -> frozenset[str]:
        """Return the nodes at which a call may wait after entering *name*: announcements and branches lead on."""
        seen, ahead = set[str](), [name]
        while ahead:
            if (one := ahead.pop()) not in seen:
                seen.add(one)
                ahead += self._next(one)
        return frozenset(one for one in seen if not self._next(one))

    def _next(self, name: str) -> tuple[str, ...]:
        node = self.nodes.get(name)
        return () if isinstance(node, Overheard) else leads(node)
