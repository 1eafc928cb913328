"""Playing a call for real: every answer in words, every step by the core's own `step`, every place by its own name."""

from dataclasses import dataclass, replace
from functools import partial
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
from ivr.translation import _

from .alphabet import AGAIN, SILENCE, Answer
from .claims import LOST, UNASKED, UNTOLD, claims_at, keyed, wrong_after
from .state import State, Waits, state_of, untimed, waits_for
from .step import Arrival, in_words
from .successors import Successors


class PlayedAnswer(NamedTuple):
    """An answer as it was given, in *world*, and the *instructions* that it led to."""

    answer: Answer
    text: str
    world: Conditions
    instructions: tuple[Instruction, ...]

    def __str__(self) -> str:
        """Tell it to people."""
        match self.answer.kind:
            case "key":
                return self.text
            case "speech":
                return f"「{self.text}」"
            case "dial":
                return f"({self.answer.outcome})"
            case "fault":
                return _("(a fault)")
            case _:
                return _("(silence)")


@dataclass(frozen=True, slots=True)
class Played:
    """A call as far as it was played: where it stands, for what it waits, and by which answers it came there.

    *told*: what was said last told what to ask for on a shared line. *served*: an office has rung, or its number was
    read out. *rang* is the number that rang last; *quiet* tells that the caller has done nothing since. *wrong* are the
    claims that the last answer has broken.
    """

    call: Call
    waits: Waits
    told: bool
    served: bool
    lines: tuple[PlayedAnswer, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    rang: str = ""
    quiet: bool = False

    @property
    def key(self) -> object:
        """Return what tells this call from others that have come as far."""
        return untimed(self.call), self.told, self.served, self.rang, self.quiet


@dataclass(frozen=True, slots=True)
class Player:
    """Plays calls of which *successors* tells what may happen in them."""

    successors: Successors

    def begin(self, world: Conditions) -> Played:
        """Return a call that was just answered."""
        plan = self.successors.plan
        call, instructions = step(plan, begin(plan), Answered(world))
        told, waits = self.successors.ear.hears(call, instructions), waits_for(instructions)
        return Played(call, waits, told.phrase == "in full", waits == "ring" or told.number)

    def state(self, played: Played) -> State:
        """Return the state at which a call stands."""
        return state_of(self.successors.classes, played.call, played.waits, told=played.told)

    def answer(self, played: Played, answer: Answer, world: Conditions) -> Played | None:
        """Give an answer; None where a call cannot get so late here."""
        if answer.kind in ("late", "last"):
            turns = self.successors.plan.flow.turns
            padded = self._padded(played, turns - 1 if answer.kind == "late" else turns + 9, world)
            return self._answered(padded, SILENCE, answer, world) if padded else None
        return self._answered(played, self._here(played, answer), answer, world)

    def say(self, played: Played, answer: Answer) -> Played:
        """Give an answer word for word, in a world in which nothing stands in the way."""
        return self._answered(played, answer, answer, Conditions())

    def _here(self, played: Played, answer: Answer) -> Answer:
        """Name the places of an answer as this call knows them."""
        classes = self.successors.classes
        _, _, names = classes.canonical(played.call.slots, played.call.asking.candidates)
        known = {other: code for code, other in names.items()}
        for code in answer.codes:
            if code not in known:
                free = (one for one in classes.members[classes.of[code]] if one not in names)
                known[code] = code if code not in names else next(free, code)
        return replace(answer, codes=tuple(known[code] for code in answer.codes))

    def _padded(self, played: Played, turn: int, world: Conditions) -> Played | None:
        """Ask again and again until *turn* turns are counted."""
        while played.call.turn < turn:
            after = self._answered(played, AGAIN, AGAIN, world)
            if after.wrong or untimed(after.call) != untimed(played.call):
                return None
            played = after
        return played

    def _answered(self, played: Played, given: Answer, meant: Answer, world: Conditions) -> Played:
        plan = self.successors.plan
        text = given.line(plan.speaks(played.call.language))
        try:
            broken = given.kind == "fault"
            after, instructions = (
                rescue(plan, played.call) if broken else step(plan, played.call, _event(given, text, world))
            )
        except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
            line = PlayedAnswer(given, text, world, ())
            wrong = ("proof-error", in_words(plan, error))
            return replace(played, lines=(*played.lines, line), waits="end", wrong=(wrong,))
        arrival = Arrival(after, instructions, self.successors.ear.hears(after, instructions))
        now = replace(
            played,
            call=after,
            waits=waits_for(instructions),
            told=arrival.told.phrase == "in full",
            served=played.served or arrival.rings is not None or arrival.told.number or meant.declines,
            lines=(*played.lines, PlayedAnswer(given, text, world, instructions)),
            rang=arrival.rings.number if arrival.rings else played.rang,
            quiet=given.kind in ("dial", "silence") and (played.quiet or played.waits == "ring"),
        )
        by_key = partial(keyed, plan, played.call, meant, world)
        claims = claims_at(plan, played.call.node, meant)
        there = wrong_after(claims, plan, played.call, meant, arrival, by_key) | self._wrong(played, now, arrival)
        return replace(now, wrong=tuple(there.items()))

    def _wrong(self, before: Played, now: Played, arrival: Arrival) -> dict[str, str]:
        """Return what is wrong with where a call has come to, by claim: by itself, and after all that was before."""
        found = self.successors.found(arrival)
        wrong = dict(found.wrong)
        if now.waits == "end" and not now.served:
            wrong["proof-lost"] = _(LOST)
        if found.shared and (not before.told or self.successors.moved(before.call, now.call)):
            wrong["proof-phrase"] = _(UNTOLD)
        if now.quiet and arrival.rings and now.rang == before.rang:
            wrong["proof-unasked"] = _(UNASKED)
        return wrong


def _event(answer: Answer, text: str, world: Conditions) -> Event:
    match answer.kind:
        case "key":
            return Keyed(text, world)
        case "speech":
            return Said(text, world)
        case "dial":
            return DialEnded(answer.outcome or Outcome.FAILED, world)
        case _:
            return Silent(world)
