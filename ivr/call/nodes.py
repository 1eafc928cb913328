"""The flow language: what an operator may write in ``data/flow.yaml``.

Each kind of node is one class here, and its docstring is the operator's reference. A *prompt* is the name of a sentence
in ``prompts/``; a *node* is the name of a node of the same file. A *playing* is a list of prompts that are said at one
time. The gap ``{choices}`` in one of them is filled with the choices that work at that moment, so callers hear exactly
the keys that work.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from ivr.bounds import Between, NameOf

NodeName = Annotated[str, NameOf("node")]
PromptName = Annotated[str, NameOf("prompt")]
WordList = Annotated[str, NameOf("word list")]
ServiceId = Annotated[str, NameOf("service")]
AreaName = Annotated[str, NameOf("area")]
OfficeName = Annotated[str, NameOf("office")]
Language = Annotated[str, NameOf("language")]

Playing = tuple[PromptName, ...]
Seconds = Annotated[int, Between(1, 30)]


@dataclass(frozen=True, slots=True)
class Say:
    """Say something and go on at once.

    says: the prompts. next: the node that follows.
    """

    kind: Literal["say"]
    says: Playing
    next: NodeName


@dataclass(frozen=True, slots=True)
class Listen:
    """Say something long, a prompt at a time, that any key or word ends.

    says: the prompts; after each of them the caller may speak. next: the node that follows, also when the caller heard
    it to the end; if it is a question, what the caller said during the announcement answers it.
    """

    kind: Literal["listen"]
    says: Playing
    next: NodeName


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: chosen by its key or, in words, by its label, its key, or the list under `words`.

    key: 1 to 9 (or 0 to offer the fallback office). label: the prompt that names it. short: the label at later
    playings; if all choices have one, they are said in a row, as places are. value: what it fills the question's slot
    with, a service or, in a slot of the site's own, a word of letters a-z, figures and _. to: the node it leads to, if
    it fills nothing. A question there is asked anew; from an opening question, only if its answer is not known. At a
    start without a slot, everything is asked anew. words: a list in ``meanings.yaml``. Callers who cannot decide get a
    choice with the list ``unsure``, else the one with ``explain``. says: a prompt said on the way. other: what it
    offers besides the office that the call is about, ``service`` (the office of another service for the same place,
    which the call is then about) or ``fallback`` (the fallback office); it is offered only if there is one with another
    number. language: the language in which the call goes on, at the same question if `to` names no node; ``{choices}``
    leaves such a choice out, because its label announces it in that language.
    """

    key: Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    label: PromptName
    short: PromptName | None = None
    value: ServiceId | None = None
    to: NodeName | None = None
    words: WordList | None = None
    says: PromptName | None = None
    other: Literal["service", "fallback"] | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Choose:
    """Ask for one of at most nine choices.

    choices: the answers, most used first. slot: what an answer fills, ``service`` or a slot of the site's own, by which
    a `branch` goes on; in prompts the gap of that name says the label of what was chosen. says: prompts said on
    entering and at "again". first: the playing for a caller who may speak; keys work in it too. wait: the seconds of
    silence after it that bring the menu. again: the playing after a first misunderstanding. menu, menu_again: the
    playing for the keypad, and the one after a menu without an answer. Without `first` the question begins as a menu.
    If a menu has a single choice (besides one for the words of ``no``), a yes takes it only once the menu was said
    again; the first time, the yes may answer what was said before. noted: said when an answer filled another slot than
    this one, if its gaps can be filled. which: the node with the short question between the choices, for callers who
    only described trouble, named two of them, cannot decide, or said something else first. help: said at key 0. next:
    the node after the slot is filled. lost: the node when the menu was played twice without an answer. back: the node
    for `*`, if it is not the question before.
    """

    kind: Literal["choose"]
    choices: Annotated[tuple[Choice, ...], Between(0, 9)]
    menu: Playing
    slot: str | None = None
    says: Playing = ()
    first: Playing = ()
    wait: Seconds | None = None
    again: Playing = ()
    menu_again: Playing = ()
    noted: PromptName | None = None
    which: NodeName | None = None
    help: PromptName | None = None
    next: NodeName | None = None
    lost: NodeName | None = None
    back: NodeName | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """Go on silently, by what fills a slot or by what is true at this moment.

    slot: ``service``, ``prefecture``, a slot of the site's own; ``hours``, which are ``open`` or ``closed`` at the
    office that the call is about (before one is chosen, the fallback office); or ``notice``, for the names of notices
    that are in force. to: the node for each value that it names. otherwise: the node for every other value, and while
    the slot is not filled.
    """

    kind: Literal["branch"]
    slot: str
    to: dict[str, NodeName]
    otherwise: NodeName


@dataclass(frozen=True, slots=True)
class Region:
    """One entry of the keypad's place menu.

    label: the prompt that names it. areas: at most nine full names of prefectures, municipalities or wards, eight if
    key 9 asks for a postal code; the first is key 1. prefectures: the same.
    """

    label: PromptName
    areas: Annotated[tuple[AreaName, ...], Between(1, 9)] = ()
    prefectures: Annotated[tuple[AreaName, ...], Between(1, 9)] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "areas", self.areas or self.prefectures)
        object.__setattr__(self, "prefectures", ())


@dataclass(frozen=True, slots=True)
class AskPlace:
    """Ask which area (prefecture, municipality or ward) the call is for, by voice or by keypad: a region, then an area.

    slot: what an answer fills (``area`` or ``prefecture``, which are the same). regions: at most nine, eight if key 9
    asks for a postal code; the first is key 1. Left out if the areas are so few that the menu can offer them all.
    first, again: the playings by voice. wait: the seconds of silence after them, and after `sure`, that bring the keys;
    callers who use keys hear those at once. acknowledge: said before `first` to a caller who has just answered, if
    nothing else is said on the way. menu, menu_again: the menu of regions, or of areas, at its first and second
    playing. region, region_again: the same for the areas of a region. outside: said to callers who name a place outside
    the areas of the site, which is ``{place}``. wider: said to callers who name a place that contains several areas.
    sure, sure_again: the yes/no question about a place, in words and with its keys. pick: the question between several
    places. postal: the playing that asks for a postal code, at key 9 and for the words of the list ``postal``.
    postal_unknown: said for a code that does not exist. postal_length: said for anything but seven digits. ask_yes_no:
    areas that sound alike and are therefore asked yes/no when spoken. noted: said in place of `acknowledge` if the
    service was only guessed; a "no" takes the guess back. refused: said after a "no", before `again`. help: said at key
    0. next: the node that follows. lost, back: as in `choose`.
    """

    kind: Literal["place"]
    first: Playing
    again: Playing
    menu: Playing
    menu_again: Playing
    sure: Playing
    pick: Playing
    refused: PromptName
    next: NodeName
    slot: Literal["prefecture", "area"] = "prefecture"
    regions: Annotated[tuple[Region, ...], Between(1, 9)] = ()
    region: Playing = ()
    region_again: Playing = ()
    outside: PromptName | None = None
    wider: PromptName | None = None
    wait: Seconds | None = None
    acknowledge: PromptName | None = None
    sure_again: Playing = ()
    postal: Playing = ()
    postal_unknown: Playing = ()
    postal_length: Playing = ()
    ask_yes_no: tuple[AreaName, ...] = ()
    noted: PromptName | None = None
    help: PromptName | None = None
    lost: NodeName | None = None
    back: NodeName | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "slot", "prefecture")  # as it was first called, and still is in addresses and records


@dataclass(frozen=True, slots=True)
class Unless:
    """Where a call goes instead of ringing its office.

    no_office: the service has no office in this area. closed: the office is outside its hours, or a notice closes it.
    failing: its line keeps failing, or it was rung too often. over_limit: this caller has been connected too often.
    """

    no_office: NodeName | None = None
    closed: NodeName | None = None
    failing: NodeName | None = None
    over_limit: NodeName | None = None


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Say which office will ring and wait a moment for a correction.

    says: the prompts with ``{office}``. offer, offer_keys: the prompts that tell how to correct, and those for a caller
    who uses keys; on a shared line they follow the phrase. confirm, confirm_again: the yes/no question after an answer
    that was not understood, in words and with its keys; after it, silence does not ring. wait, shared_wait: seconds of
    waiting. wrong: the node after key 2 or "no". unless: nodes for an office that should not ring now. help: said at
    key 0. next: the node that rings; silence leads there, and key 1 or "yes" at once.
    """

    kind: Literal["read_back"]
    says: Playing
    offer: Playing
    confirm: Playing
    wrong: NodeName
    next: NodeName
    wait: Seconds = 2
    shared_wait: Seconds = 3
    offer_keys: Playing = ()
    confirm_again: Playing = ()
    unless: Unless = field(default_factory=Unless)
    help: PromptName | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring an office.

    office: ``chosen``, ``fallback``, or the name of an office under ``others`` of the directory, which the call is then
    about: ``{number}`` is its number, and ``chosen`` rings it again. says: prompts said before it rings. timeout:
    seconds of ringing (the carrier adds about five). whisper: a prompt that the called desk hears first, for every
    office (a shared line has its own). accept: a prompt that asks the desk to press a key, for every office; a desk
    that presses none, such as an answering machine, has not answered. ``whisper`` and ``accept`` of an office in
    directory.yaml take precedence. completed, busy, no_answer, failed, canceled: the node after each end of the
    ringing. unless: nodes for an office that should not ring now.
    """

    kind: Literal["ring"]
    office: OfficeName
    completed: NodeName
    busy: NodeName
    no_answer: NodeName
    failed: NodeName
    canceled: NodeName
    says: Playing = ()
    timeout: Annotated[int, Between(5, 120)] = 25
    whisper: PromptName | None = None
    accept: PromptName | None = None
    unless: Unless = field(default_factory=Unless)


@dataclass(frozen=True, slots=True)
class End:
    """Hang up.

    says: the last prompts.
    """

    kind: Literal["end"]
    says: Playing = ()


Node = Say | Listen | Choose | Branch | AskPlace | ReadBack | Ring | End
Question = Choose | AskPlace | ReadBack
Overheard = Listen
"""Kinds at which a call waits and asks nothing: it goes on to `next`, and what was said answers a question there."""


def leads(node: Node | None) -> tuple[str, ...]:
    """Return where a call may go on from a *node* that asks nothing and rings nobody; nowhere from any other."""
    match node:
        case Say() | Listen():
            return (node.next,)
        case Branch():
            return (*node.to.values(), node.otherwise)
        case Choose() | AskPlace() | ReadBack() | Ring() | End() | None:
            return ()
