"""Calls by the real engine, noted as webhooks note them, beside a book of what their callers came for and did.

The book is kept by whoever plays the caller: nothing in it is read from an event or a record.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ivr.call import (
    Answered,
    Call,
    DialEnded,
    Event,
    HangUp,
    Keyed,
    Outcome,
    Plan,
    RingNumber,
    Said,
    Silent,
    begin,
    step,
)
from ivr.directory import Office
from ivr.load.scenarios import Scenario, scenarios
from ivr.records import CallEvent
from ivr.records.observe import Fault, ObservedStep, note_fault, note_status, note_step
from ivr.twilio import LegStatus

QUESTIONS = ("ask_service", "ask_prefecture")
"""The questions of the shipped site, in their order."""
WAYS = {"one sentence": "one_sentence", "two answers": "two_answers", "keypad": "keypad"}
NOISE, COST = "ふにゃふにゃ", "料金はかかりますか"
ENDS = ("answered", "busy", "no_answer", "failed", "left_ringing", "left", "ended", "fault")


@dataclass
class Booked:
    """What one caller came for and did, and what became of it."""

    sid: str
    started: int
    plan: str
    disposition: str = "open"
    area: str | None = None
    service: str | None = None
    place_by: str | None = None
    service_by: str | None = None
    way: str | None = None
    missed: list[str] = field(default_factory=list)
    asked: int = 0
    silences: int = 0
    corrected: int = 0
    doubts: int = 0
    ring_after: int | None = None
    duration: int | None = None
    left_at: str | None = None
    office: str | None = None
    number: str | None = None
    rang_at: int | None = None
    outcome: str | None = None


class Player:
    """Plays one call of *booked* against the engine, on a clock of its own, and collects what is noted of it."""

    def __init__(self, plan: Plan, booked: Booked, chance: random.Random) -> None:
        self.plan, self.booked, self.chance = plan, booked, chance
        self.at, self.call, self.events = booked.started, begin(plan), list[CallEvent]()
        self.instructions: Sequence[object] = ()
        self.take(Answered())

    def take(self, event: Event, dial: LegStatus | None = None) -> None:
        """Let *event* happen now, and note it."""
        before: Call = self.call
        self.call, instructions = step(self.plan, before, event)
        self.instructions = instructions
        taken = ObservedStep(self.plan, before, event, self.call, instructions)
        self.events.append(note_step(self.booked.sid, self.at, taken, "0" * 32, "+815012345678", dial))

    def wait(self) -> None:
        self.at += self.chance.randrange(1_500, 15_000)

    def answer(self, event: Event) -> None:
        self.wait()
        self.take(event)

    def over(self) -> None:
        """Let the carrier tell that the call is over."""
        seconds = (self.at - self.booked.started) // 1000
        self.booked.duration = seconds * 1000
        status = LegStatus(self.booked.sid, "completed", "", 0, seconds)
        self.events.append(note_status(self.booked.sid, self.at, status))


def simulated(plan: Plan, number: int, since: int, until: int) -> Iterator[tuple[Booked, list[CallEvent]]]:
    """Yield so many calls that begin in [*since*, *until*), in no order, each with its events."""
    chance = random.Random(number)  # noqa: S311 - the same in every run
    wishes = [*map(wish_of, scenarios(plan)), *_others(plan) * 10]
    for at in range(number):
        booked = Booked(f"CA{at:032x}", chance.randrange(since, until), plan.hash)
        player = Player(plan, booked, chance)
        _play(player, chance.choice(wishes), chance.choices(ENDS, (60, 8, 6, 2, 4, 14, 4, 2))[0])
        yield booked, player.events


Answer = tuple[Event, tuple[str, ...]]
"""What a caller does, and what is known, or to be counted, from then on."""


@dataclass(frozen=True)
class Wish:
    """Whom a caller wants, his *answers* on the way there, and how service and place become known by them."""

    office: Office
    answers: tuple[Answer, ...]
    service_by: str
    place_by: str
    way: str | None = None


def wish_of(scenario: Scenario) -> Wish:
    """Return the wish of a *scenario* of a load: by one sentence, by two answers, or by the keypad."""
    *typed, last = scenario.answers
    assert last == ""  # a read-back is left to ring
    how = "keys" if scenario.kind == "keypad" else "speech"
    events = [Keyed(one) if one.isdecimal() else Said(one) if one else Silent() for one in typed]
    effects: list[tuple[str, ...]] = [() for _ in events]
    match scenario.kind, events:
        case "keypad", _:
            effects[:2], effects[-1] = [("silences",), ("service",)], ("area",)
        case "one sentence", [_]:
            effects = [("service", "area")]
        case "one sentence", [_, _]:
            effects = [("service", "doubts"), ("area",)]
        case _, [_, _]:
            effects = [("service",), ("area",)]
        case _:
            effects = [("service",), ("doubts",), ("area",)]
    answers = (*zip(events, effects, strict=True), (Silent(), ()))
    one_by_one = scenario.kind == "one sentence" and len(events) > 1  # the place is known by a second answer
    return Wish(scenario.office, answers, how, how, "two_answers" if one_by_one else WAYS[scenario.kind])


def _others(plan: Plan) -> tuple[Wish, ...]:
    """Return callers who are heard by a sound, key a postal code, or take the place back."""
    shizuoka, aichi = (plan.directory.offices[code, "center"] for code in ("22", "23"))
    service: Answer = (Said("経営改善です"), ("service",))
    rings: Answer = (Silent(), ())
    yes: Answer = (Said("はい"), ("area",))
    by_code = ((Keyed("9"), ()), (Keyed("4200853"), ("doubts",)), (Keyed("1"), ("area",)))
    wrong: Answer = (Said("静岡県です"), ("elsewhere",))
    corrected = ((Said("ちがいます"), ()), (Said("愛知県です"), ("area", "corrected")))
    return (
        Wish(shizuoka, (service, (Said("しずーか"), ("doubts",)), yes, rings), "speech", "sound", "two_answers"),
        Wish(shizuoka, (service, *by_code, rings), "speech", "postal"),
        Wish(aichi, (service, wrong, *corrected, rings), "speech", "speech"),
    )


def _play(player: Player, wish: Wish, end: str) -> None:
    booked, chance = player.booked, player.chance
    if end == "ended":
        player.answer(Said("もういいです"))
        player.answer(Silent())
        while not isinstance(player.instructions[-1], HangUp):
            booked.silences += 1  # whether he wants to go on was asked once more
            player.answer(Silent())
        booked.disposition = end
        return player.over()
    leaves = chance.randrange(len(wish.answers)) if end in ("left", "fault") else len(wish.answers)
    straight = _answers(player, wish, leaves)
    if leaves == len(wish.answers):
        booked.way = wish.way if straight else None
        return _ring(player, wish, end)
    booked.disposition = end
    if end == "fault":
        player.events.append(note_fault(booked.sid, player.at, Fault(player.call.node, player.call.turn + 1)))
    else:
        refuses = wish.answers[leaves][1] == ("area", "corrected")
        waits_at = QUESTIONS[booked.service is not None] if booked.area is None else "read_back"
        booked.left_at = "what_is_wrong" if refuses else waits_at
    player.wait()
    return player.over()


def _answers(player: Player, wish: Wish, leaves: int) -> bool:
    """Give the answers until the caller *leaves*, with detours as chance has it; tell whether there were none."""
    booked, straight = player.booked, True
    for event, effects in wish.answers[:leaves]:
        open_question = isinstance(event, Said) and player.call.asking.stage == "first"
        if open_question and player.chance.random() < 0.2:
            straight = False
            _detour(player)
        player.answer(event)
        for effect in effects:
            match effect:
                case "service":
                    booked.service, booked.service_by = wish.office.service, wish.service_by
                case "area" | "elsewhere":
                    area = wish.office.prefecture if effect == "area" else "22"
                    booked.area, booked.place_by = area, wish.place_by
                case _:
                    setattr(booked, effect, getattr(booked, effect) + 1)
    return straight


def _detour(player: Player) -> None:
    """Be misheard, ask back or say nothing, as chance has it; the question stays."""
    booked, node = player.booked, player.call.node
    match player.chance.choice(("noise", "cost", "silence")):
        case "noise":
            player.answer(Said(NOISE))
            booked.missed.append(node)
        case "cost":
            player.answer(Said(COST))
            booked.asked += 1
        case _:
            player.answer(Silent())
            booked.silences += 1
    assert player.call.node == node


def _ring(player: Player, wish: Wish, end: str) -> None:
    """Let the office ring, and what comes after it happen."""
    booked, chance, leg = player.booked, player.chance, f"CB{player.booked.sid[2:]}"
    (ringing,) = (one for one in player.instructions if isinstance(one, RingNumber))
    assert ringing.number == wish.office.e164
    booked.office, booked.number, booked.rang_at = wish.office.key, ringing.number, player.at
    turn = player.call.turn
    player.at += chance.randrange(200, 4_000)
    if end != "failed":
        player.events.append(note_status(booked.sid, player.at, LegStatus(leg, "ringing", "", 0), turn))
    booked.ring_after = (player.at if end != "failed" else booked.rang_at) - booked.started
    if end == "no_answer":
        player.at += 1_000 * ringing.timeout
    else:
        player.wait()
    if end == "left_ringing":
        booked.disposition = booked.left_at = end
        booked.left_at, booked.outcome = "ring_office", "canceled"
        player.events.append(note_status(booked.sid, player.at, LegStatus(leg, "canceled", "", 1), turn))
        return player.over()
    outcome = {"answered": "completed"}.get(end, end)
    talk = chance.randrange(5, 600) if end == "answered" else None
    player.at += 1_000 * (talk or 0)
    player.take(DialEnded(Outcome(outcome)), LegStatus(leg, outcome, "", None, talk))
    player.wait()
    booked.disposition, booked.outcome = "connected" if talk else end, outcome
    return player.over()
