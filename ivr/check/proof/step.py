"""The two halves of a step: what an answer decides, and what is heard and found at the node that it leads to."""

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ivr.call import (
    Answered,
    Ask,
    Call,
    Conditions,
    DialEnded,
    Instruction,
    Outcome,
    Plan,
    RingNumber,
    SayLines,
    Silent,
    begin,
    step,
)
from ivr.call.answer import overheard, understood
from ivr.call.events import OPEN
from ivr.call.interpret import Interpretation, denies_place, hear_keys, in_call
from ivr.call.lines import lines, number, office, place
from ivr.call.moves import Enter, Move, Play
from ivr.call.nodes import Overheard, Question
from ivr.call.plan import CHOICES, OF_CALL
from ivr.call.step import advance, apologise, follow
from ivr.speech import Line
from ivr.translation import _

from .alphabet import Answer
from .conditions import all_conditions
from .state import settled, waits_for

Phrase = Literal["", "cuttable", "in full"]

_OF_MENUS = (CHOICES, "label", "key")
_FAR_TOO_MANY = 98
"""A turn after which a flow of at most 89 turns ends, whatever is answered."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The facts that instructions told a caller.

    *number*: the number of the office that the call is about; *strange*: another number. *phrase*: the sentence with
    which callers ask for an office on a shared line, cuttable by a key or in full; *unnamed*: a number on a shared line
    without that sentence after it.
    """

    number: bool = False
    strange: bool = False
    phrase: Phrase = ""
    unnamed: bool = False


NOTHING_SAID = Announced()


@dataclass(slots=True)
class Ear:
    """Listens for the numbers of a plan's directory, and for the sentences of its shared lines."""

    plan: Plan
    _numbers: re.Pattern[str] = field(init=False)
    _own: dict[tuple[str, str], str] = field(init=False)
    _names: tuple[str, ...] = field(init=False)
    _phrases: dict[tuple[str, str, str | None], frozenset[str]] = field(default_factory=dict)
    _read_out: dict[str, list[str]] = field(default_factory=dict)
    _listened: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spoken = [self.plan.speaks(name) for name in self.plan.languages]
        self._own = {
            (plan.language, one.number): number(plan, one.number).text for plan in spoken for one in plan.directory
        }
        services = tuple(service.name for plan in spoken for service in plan.directory.services.values())
        shared = [one.prefecture for one in self.plan.directory.offices.values() if one.shared_line]
        self._names = services or tuple(place(plan, code).text for plan in spoken for code in shared if code)
        self._numbers = re.compile("|".join(map(re.escape, set(self._own.values()))))

    def hears(self, call: Call, instructions: tuple[Instruction, ...]) -> Announced:
        """Return what *instructions* tell a caller in this *call*, which is looked at only where it matters."""
        said = [
            (one, isinstance(part, SayLines))
            for part in instructions
            if isinstance(part, SayLines | Ask)
            for one in part.lines
        ]
        if not any(self.listens(line) for line, _ in said):
            return NOTHING_SAID
        numbers = [(at, read) for at, (line, _) in enumerate(said) for read in self._numbers_in(line.text)]
        about = office(self.plan, call)
        own, phrases = self._own[call.language, about.number], self._phrases_of(call)
        phrases_said = [(at, full) for at, (line, full) in enumerate(said) if line.text in phrases]
        last = max((at for at, read in numbers if read == own), default=-1)
        return Announced(
            number=last >= 0,
            strange=any(read != own for _, read in numbers),
            phrase="in full" if any(full for _, full in phrases_said) else "cuttable" if phrases_said else "",
            unnamed=about.shared_line and last >= 0 and not any(at > last for at, _ in phrases_said),
        )

    def listens(self, line: Line) -> bool:
        """Return whether *line* has a number, or a name of a service or an area, as the words for a shared line do."""
        text = line.text
        if text not in self._listened:
            self._listened[text] = bool(self._numbers_in(text)) or any(name in text for name in self._names)
        return self._listened[text]

    def _numbers_in(self, text: str) -> list[str]:
        """Return the numbers that are read out in *text*."""
        if text not in self._read_out:
            self._read_out[text] = self._numbers.findall(text)
        return self._read_out[text]

    def _phrases_of(self, call: Call) -> frozenset[str]:
        """Return the sentences by which callers ask for the office of *call* on a shared line, if they name it."""
        about = office(self.plan, call)
        key = call.language, about.key, about.service or call.slot("service") or call.slot("prefecture")
        if key not in self._phrases:
            self._phrases[key] = self._read(call)
        return self._phrases[key]

    def _read(self, call: Call) -> frozenset[str]:
        shared, name = self.plan.flow.shared_line, own_name(self.plan, call)
        if not shared or not name:
            return frozenset()
        plan = self.plan.speaks(call.language)
        try:
            said = lines(plan, call, (shared.before_ring, shared.with_number))
        except KeyError:  # a gap that this call cannot fill, so that nobody hears it
            return frozenset()
        # The desk is asked for it in the desk's language; in the caller's language, callers hear what it means.
        names = {name, own_name(plan, call)}
        return frozenset(line.text for line in said if any(one in line.text for one in names))


def own_name(plan: Plan, call: Call) -> str:
    """Return the name of the service of *call*, or of its area if the site has no services; "" if not known yet."""
    service = office(plan, call).service or call.slot("service")
    area = call.slot("prefecture")
    if service or not area:
        return plan.directory.services[service].name if service else ""
    return place(plan, area).text


class Arrival(NamedTuple):
    """The result of a step, for the caller: the call *after* it, or the *error* that it raises."""

    after: Call
    instructions: tuple[Instruction, ...] = ()
    announced: Announced = NOTHING_SAID
    error: str = ""

    @property
    def ends(self) -> bool:
        """Return whether the call is over."""
        return not self.error and waits_for(self.instructions) == "end"

    @property
    def rings(self) -> RingNumber | None:
        """Return the ring that the step led to, if any."""
        last = self.instructions[-1] if self.instructions else None
        return last if isinstance(last, RingNumber) else None


def in_words(plan: Plan, error: Exception) -> str:
    """Describe an exception that a step has raised, for an author who may correct its cause."""
    gap = error.args[0] if isinstance(error, KeyError) and error.args else ""
    if gap in OF_CALL or gap in plan.own:
        message = _("a prompt is said with the gap {{{gap}}}, which nothing fills in this call; ask for it before")
        return message.format(gap=gap)
    if gap in _OF_MENUS:
        message = _("a prompt is said with the gap {{{gap}}}, which only menus fill")
        return message.format(gap=gap)
    return str(error) if isinstance(error, RecursionError) else f"{type(error).__name__}: {error}"


def error_of_first(plan: Plan) -> str:
    """Return what the first step of a call raises under some conditions, before any answer; "" if nothing."""
    try:
        for conditions in all_conditions(plan):
            step(plan, begin(plan), Answered(conditions))
    except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
        return in_words(plan, error)
    return ""


def decide(plan: Plan, answer: Answer, call: Call) -> Move | str:
    """Return what *answer* decides in a *call*, whose fields may be lazy.

    That is: to enter a node, to play a question, or to wait where the call is; or the error that is raised, in words.
    """
    try:
        return _move(plan, answer, call)
    except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
        return in_words(plan, error)


def _move(plan: Plan, answer: Answer, call: Call) -> Move:
    """Take a step as `ivr.call.step` does, but with words already understood, and without `revalidate`."""
    plan = plan.speaks(call.language)
    node = plan.flow.nodes[call.node]
    match answer.kind:
        case "dial":
            return follow(plan, call, DialEnded(answer.outcome or Outcome.FAILED))
        case "fault":
            return apologise(plan, call)
        case "key" if isinstance(node, Question):
            return understood(plan, call, node, hear_keys(answer.text))
        case "speech" if isinstance(node, Question):
            return understood(plan, call, node, _meant(plan, call, node, answer))
        case "speech" if isinstance(node, Overheard):
            return overheard(plan, call, node, lambda asked, question: _meant(plan, asked, question, answer))
        case kind:
            turns = {"late": plan.flow.turns - 1, "last": _FAR_TOO_MANY}
            return follow(plan, call._replace(turn=turns.get(kind, call.turn)), Silent())


def _meant(plan: Plan, call: Call, node: Question, answer: Answer) -> Interpretation:
    """Return what a sentence means at a question."""
    denied = call.asking.candidates[0] if denies_place(plan, call, answer.heard) else ""
    return in_call(plan, call, node, answer.heard, answer.with_place(denied))


def played(ear: Ear, play: Play) -> Arrival:
    """Return what is heard where a question is played, in a call whose fields may be lazy."""
    try:
        call, instructions = advance(ear.plan, play, OPEN)
        return Arrival(call, instructions, ear.hears(call, instructions))
    except Exception as error:  # noqa: BLE001  # the same
        return Arrival(play.call, error=in_words(ear.plan, error))


def arrive(ear: Ear, enter: Enter, conditions: Conditions) -> Arrival:
    """Return what is found where *enter* leads under *conditions*, which may be lazy."""
    try:
        after, instructions = advance(ear.plan, enter, conditions)
    except Exception as error:  # noqa: BLE001  # the same
        return Arrival(settled(enter.call), error=in_words(ear.plan, error))
    after = settled(after)
    return Arrival(after, instructions, ear.hears(after, instructions))
