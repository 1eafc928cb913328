"""Calls played word for word: every answer in words, every step by the core's own `step`, every place by its name.

So every office is reached literally: by its own routes, and by a correction from every other office.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, pairwise
from typing import NamedTuple

from ivr.call import (
    Answered,
    Call,
    Conditions,
    DialEnded,
    Event,
    Instruction,
    Keyed,
    Outcome,
    Said,
    Silent,
    begin,
    rescue,
    step,
)
from ivr.call.nodes import AskPlace, ReadBack
from ivr.call.step import LEFT_AFTER_HAND_OVER, StepResult
from ivr.check.routes.routes import Route, wish
from ivr.directory import Office
from ivr.translation import N_, _

from .alphabet import AGAIN, SILENCE, Answer
from .claims import LOST, UNASKED, UNTOLD, claims_at, keyed, wrong_after
from .pool import shared
from .sentences import PATTERNS
from .state import State, WaitsFor, state_of, waits_for, without_turn
from .step import Arrival, in_words
from .successors import Successors

_MOST_ANSWERS = 4  # answers that a correction may take
_ENDS: Mapping[Outcome, str] = {
    Outcome.COMPLETED: N_("they have spoken"),
    Outcome.BUSY: N_("busy"),
    Outcome.NO_ANSWER: N_("no answer"),
    Outcome.FAILED: N_("not reached"),
    Outcome.CANCELED: N_("canceled"),
}
"""How a ring ends, in words."""


class PlayedAnswer(NamedTuple):
    """An answer that was given, under *conditions*, and the *instructions* that it led to."""

    answer: Answer
    text: str
    conditions: Conditions
    instructions: tuple[Instruction, ...]

    def __str__(self) -> str:
        """Describe it to people."""
        match self.answer.kind:
            case "key":
                return self.text
            case "speech":
                return f"「{self.text}」"
            case "dial":
                return _("({end})").format(end=_(_ENDS[self.answer.outcome or Outcome.FAILED]))
            case "fault":
                return _("(a fault)")
            case _:
                return _("(silence)")


@dataclass(frozen=True, slots=True)
class Played:
    """A call as far as it was played: where it is, what it waits for, and the answers that led there.

    *phrase_heard*: the last sentences told the caller what to ask for on a shared line. *served*: an office has rung,
    or its number was read out. *rang* is the number that rang last; *quiet*: the caller has done nothing since.
    *wrong* are the claims that the last answer has broken.
    """

    call: Call
    waits: WaitsFor
    phrase_heard: bool
    served: bool
    lines: tuple[PlayedAnswer, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    rang: str = ""
    quiet: bool = False

    @property
    def key(self) -> object:
        """Return what distinguishes this call from others that have got as far."""
        return without_turn(self.call), self.phrase_heard, self.served, self.rang, self.quiet


Wrong = tuple[str, str, Played]
"""A claim, what is wrong, and the call."""


@dataclass(frozen=True, slots=True)
class Player:
    """Plays calls, with *successors* for what may happen in them; *taken* are steps that the plan has taken already."""

    successors: Successors
    taken: Mapping[tuple[Call, Event], StepResult] = field(default_factory=dict)

    def begin(self, conditions: Conditions) -> Played:
        """Return a call that was just answered."""
        plan = self.successors.plan
        call, instructions = step(plan, begin(plan), Answered(conditions))
        announced, waits = self.successors.ear.hears(call, instructions), waits_for(instructions)
        return Played(call, waits, announced.phrase == "in full", waits == "ring" or announced.number)

    def state(self, played: Played) -> State:
        """Return the state in which a call is."""
        return state_of(self.successors.classes, played.call, played.waits, phrase_heard=played.phrase_heard)

    def answer(self, played: Played, answer: Answer, conditions: Conditions) -> Played | None:
        """Give an answer; return None if a call cannot take that many turns here."""
        if answer.kind in ("late", "last"):
            too_many = self.successors.plan.flow.turns + (LEFT_AFTER_HAND_OVER if answer.kind == "last" else 0)
            padded = self._padded(played, too_many - 1, conditions)
            return self._answered(padded, SILENCE, answer, conditions) if padded else None
        return self._answered(played, self._here(played, answer), answer, conditions)

    def say(self, played: Played, answer: Answer) -> Played:
        """Give an answer word for word, where nothing hinders a ring."""
        return self._answered(played, answer, answer, Conditions())

    def _here(self, played: Played, answer: Answer) -> Answer:
        """Name the places of an answer as this call knows them."""
        classes = self.successors.classes
        _, _, names = classes.canonical(played.call.slots, played.call.asking.candidates)
        own = {other: code for code, other in names.items()}
        for code in answer.codes:
            if code not in own:
                free = (one for one in classes.members[classes.of[code]] if one not in names)
                own[code] = code if code not in names else next(free, code)
        return replace(answer, codes=tuple(own[code] for code in answer.codes))

    def _padded(self, played: Played, turn: int, conditions: Conditions) -> Played | None:
        """Have the question repeated until *turn* turns are counted; return None if that changes the call."""
        while played.call.turn < turn:
            after = self._answered(played, AGAIN, AGAIN, conditions)
            if after.wrong or without_turn(after.call) != without_turn(played.call):
                return None
            played = after
        return played

    def _answered(self, played: Played, given: Answer, meant: Answer, conditions: Conditions) -> Played:
        """Return the call after the answer *given*, with what is wrong if claims take it for the answer *meant*."""
        plan = self.successors.plan
        text = given.line(plan.speaks(played.call.language))
        try:
            broken = given.kind == "fault"
            after, instructions = (
                rescue(plan, played.call) if broken else self._step(played.call, _event(given, text, conditions))
            )
        except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
            line = PlayedAnswer(given, text, conditions, ())
            wrong = ("proof-error", in_words(plan, error))
            return replace(played, lines=(*played.lines, line), waits="end", wrong=(wrong,))
        arrival = Arrival(after, instructions, self.successors.ear.hears(after, instructions))
        now = replace(
            played,
            call=after,
            waits=waits_for(instructions),
            phrase_heard=arrival.announced.phrase == "in full",
            served=played.served or arrival.rings is not None or arrival.announced.number or meant.declines,
            lines=(*played.lines, PlayedAnswer(given, text, conditions, instructions)),
            rang=arrival.rings.number if arrival.rings else played.rang,
            quiet=given.kind in ("dial", "silence") and (played.quiet or played.waits == "ring"),
        )
        by_key = partial(keyed, plan, played.call, meant, conditions)
        claims = claims_at(plan, played.call.node, meant)
        there = wrong_after(claims, plan, played.call, meant, arrival, by_key) | self._wrong(played, now, arrival)
        return replace(now, wrong=tuple(there.items()))

    def _step(self, call: Call, event: Event) -> StepResult:
        return self.taken.get((call, event)) or step(self.successors.plan, call, event)

    def _wrong(self, before: Played, now: Played, arrival: Arrival) -> dict[str, str]:
        """Return what is wrong with where a call is now, by claim: on its own, and after everything before."""
        judged = self.successors.judged(arrival)
        wrong = dict(judged.wrong)
        if now.waits == "end" and not now.served:
            wrong["proof-lost"] = _(LOST)
        if judged.shared and (not before.phrase_heard or self.successors.moved(before.call, now.call)):
            wrong["proof-phrase"] = _(UNTOLD)
        if now.quiet and arrival.rings and now.rang == before.rang:
            wrong["proof-unasked"] = _(UNASKED)
        return wrong


def _event(answer: Answer, text: str, conditions: Conditions) -> Event:
    match answer.kind:
        case "key":
            return Keyed(text, conditions)
        case "speech":
            return Said(text, conditions)
        case "dial":
            return DialEnded(answer.outcome or Outcome.FAILED, conditions)
        case _:
            return Silent(conditions)


def steps_of(routes: Iterable[Route]) -> Iterator[tuple[tuple[Call, Event], StepResult]]:
    """Yield the steps that *routes* have recorded: what an answer in a call has led to."""
    for route in routes:
        for turn, after in pairwise(route.turns):
            yield (turn.call, turn.answer), (after.call, after.instructions)


def play_alone(player: Player, routes: Sequence[Route], processes: int) -> Iterator[Wrong]:
    """Play each of *routes* with the names of its places, in this many *processes*; yield what is wrong."""
    with shared(partial(_going_wrong, player, routes), processes) as going_wrong:
        wrong = sorted(chain.from_iterable(going_wrong(range(len(routes)))))
    # Played once more here, because a call is not sent between processes.
    return chain.from_iterable(_wrong(_played(player, routes[number])) for number in wrong)


def _going_wrong(player: Player, routes: Sequence[Route], share: int, shares: int, numbers: Sequence[int]) -> list[int]:
    """Return which *numbers* of one share belong to *routes* that go wrong."""
    return [number for number in numbers[share::shares] if _played(player, routes[number]).wrong]


def play_pairs(player: Player, routes: Iterable[Route]) -> Iterator[list[Wrong]]:
    """Play a call for each pair of offices: said in one sentence, corrected at the read-back; yield what is wrong."""
    for route in routes:
        read_back = _played(player, route, to=ReadBack) if route.kind == "one sentence" else None
        if read_back:
            others = (one for one in player.successors.plan.directory.offices.values() if one is not route.office)
            yield from (list(_corrected(player, read_back, other)) for other in others)


def _played(player: Player, route: Route, to: type[ReadBack] | None = None) -> Played:
    """Play *route* until it breaks a claim, reaches a node of the type *to*, or ends."""
    played = player.begin(Conditions())
    for turn in route.turns:
        if played.wrong or (to and isinstance(player.successors.plan.flow.nodes.get(played.call.node), to)):
            break
        played = player.say(played, _as_answer(turn.answer))
    return played


def _corrected(player: Player, played: Played, office: Office) -> Iterator[Wrong]:
    """Correct a call that has read back an office to *office*, and yield what is wrong with where it goes."""
    plan = player.successors.plan.speaks(played.call.language)
    answer = Answer("speech", PATTERNS[plan.language].corrects.format(wish(plan, office)))
    for _answer in range(_MOST_ANSWERS):
        played = player.say(played, answer)
        if played.wrong or played.waits == "ring":
            break
        asked = isinstance(plan.flow.nodes.get(played.call.node), AskPlace) and played.call.asking.stage == "yes_no"
        answer = Answer("speech", plan.meanings.said_for("yes")[0]) if asked else SILENCE
    yield from _wrong(played)
    if not played.wrong and played.rang != office.e164:
        yield (
            "proof-pair",
            _("corrected to {office}, the call rings {rang}").format(
                office=office.printed_name, rang=played.rang or _("nobody")
            ),
            played,
        )


def _wrong(played: Played) -> Iterator[Wrong]:
    return ((claim, message, played) for claim, message in played.wrong)


def _as_answer(event: Event) -> Answer:
    match event:
        case Keyed(keys):
            return Answer("key", keys)
        case Said(text):
            return Answer("speech", text)
        case _:
            return SILENCE
