"""Playing a call for real: every answer in words, every step by the core's own `step`, every place by its own name."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from ivr.call import Call, DialEnded, Event, Keyed, Outcome, Said, Silent, World, begin, step
from ivr.call.events import Answered

from .answers import Answer, Kind
from .claims import UNASKED, wrong_after
from .heard import Phrase
from .model import Model
from .states import Waits, place_of, waits_for
from .steps import Arrival
from .walk import State, told_after, wrong_so_far


class Line(NamedTuple):
    """An answer as it was given: its kind, its line of a scripted call, and the world at that moment."""

    kind: Kind
    text: str
    world: World


@dataclass(frozen=True, slots=True)
class Played:
    """A call as far as it was played: where it stands, for what it waits, and by which answers it came there.

    *rang* is the number that rang last; *quiet* tells that the caller has done nothing since.
    """

    call: Call
    waits: Waits
    served: bool
    told: Phrase
    lines: tuple[Line, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    rang: str = ""
    quiet: bool = False

    @property
    def key(self) -> object:
        """Return what tells this call from others that have come as far."""
        return replace(self.call, turn=0), self.served, self.told, self.rang, self.quiet


@dataclass(slots=True)
class Player:
    """Plays calls of a model's plan."""

    model: Model

    def begin(self) -> Played:
        """Return a call that was just answered."""
        plan = self.model.plan
        call, instructions = step(plan, begin(plan), Answered())
        heard = self.model.ear.hears(call, instructions)
        waits = waits_for(instructions)
        return Played(call, waits, waits == "ring" or heard.number, heard.phrase)

    def state(self, played: Played) -> State:
        """Return the state of the walk in which a call stands."""
        place, _ = place_of(self.model.classes, played.call, played.waits)
        return State(place, played.served, played.told)

    def answer(self, played: Played, answer: Answer, world: World) -> Played | None:
        """Give an answer; None where a call cannot get so late here."""
        if answer.kind in ("late", "last"):
            turn = self.model.plan.flow.turns + (-1 if answer.kind == "late" else 9)
            padded = self._padded(played, turn)
            return self._answered(padded, Answer("silence"), answer, world) if padded else None
        return self._answered(played, self._here(played, answer), answer, world)

    def say(self, played: Played, answer: Answer) -> Played:
        """Give an answer word for word, in a world in which all is well."""
        return self._answered(played, answer, answer, World())

    def _here(self, played: Played, answer: Answer) -> Answer:
        """Name the places of an answer as this call knows them."""
        if not answer.codes:
            return answer
        classes = self.model.classes
        _, names = place_of(classes, played.call, played.waits)
        known = {other: code for code, other in names.items()}
        for code in answer.codes:
            if code[:2] not in known:
                free = (one for one in classes.members[classes.of[code[:2]]] if one not in names)
                known[code[:2]] = code[:2] if code[:2] not in names else next(free, code[:2])
        return replace(answer, codes=tuple(classes.renamed(code, known) for code in answer.codes))

    def _padded(self, played: Played, turn: int) -> Played | None:
        """Ask again and again until *turn* turns are counted."""
        while played.call.turn < turn:
            after = self._answered(played, Answer("key", "#"), Answer("key", "#"), World())
            if after.wrong or replace(after.call, turn=0) != replace(played.call, turn=0):
                return None
            played = replace(after, told=played.told if played.told != "cuttable" else after.told)
        return played

    def _answered(self, played: Played, given: Answer, meant: Answer, world: World) -> Played:
        plan = self.model.plan
        line = Line(given.kind, given.line(plan), world)
        try:
            after, instructions = step(plan, played.call, self._event(given, world))
        except Exception as error:  # noqa: BLE001  # whatever a step raises is a finding
            found = ("proof-error", f"{type(error).__name__}: {error}")
            return replace(played, lines=(*played.lines, line), waits="end", wrong=(found,))
        arrival = Arrival(after, instructions, self.model.ear.hears(after, instructions))
        moved = self.model.moved(played.call.slots, after.slots)
        found = self.model.found(arrival)._replace(moved=moved)
        wrong = {**found.wrong, **wrong_after(plan, played.call, meant, arrival, world)}
        told = told_after(played.told, given, found)
        served = played.served or found.served
        wrong |= wrong_so_far(found, told, served=served)
        quiet = given.kind in ("dial", "silence") and (played.quiet or played.waits == "ring")
        number = arrival.rings.number if arrival.rings else ""
        if quiet and number and number == played.rang:
            wrong["proof-unasked"] = UNASKED
        return Played(
            after,
            waits_for(instructions),
            served,
            told,
            (*played.lines, line),
            tuple(wrong.items()),
            number or played.rang,
            quiet,
        )

    def _event(self, answer: Answer, world: World) -> Event:
        match answer.kind:
            case "key":
                return Keyed(answer.text, world)
            case "speech":
                return Said(answer.line(self.model.plan), world)
            case "dial":
                return DialEnded(answer.outcome or Outcome.FAILED, world)
            case _:
                return Silent(world)
