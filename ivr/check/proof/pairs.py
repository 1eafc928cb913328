"""From every office to every other, literally: first understood as the one, at its read-back corrected to the other."""

from collections.abc import Iterator

from ivr.call import Event, Said
from ivr.call.nodes import AskPlace, ReadBack
from ivr.check.trips import Trip
from ivr.directory import Office

from .answers import SILENCE, Answer
from .play import Played, Player

_MOST_ANSWERS = 4
Wrong = tuple[str, str, Played]
"""A claim, what is wrong, and the call."""


def play_pairs(player: Player, trips: tuple[Trip, ...]) -> Iterator[Wrong | None]:
    """Play a call for each pair of offices; yield what is wrong with it, or None."""
    for trip in trips:
        if trip.kind == "one sentence":
            read_back = _read_back(player, trip)
            for other in player.model.plan.directory.offices.values():
                if other is not trip.office and read_back:
                    yield _corrected(player, read_back, other)


def _read_back(player: Player, trip: Trip) -> Played | None:
    """Play *trip* until its office is read back; None where it never is."""
    played = player.begin()
    for leg in trip.legs:
        if isinstance(player.model.plan.flow.nodes.get(played.call.node), ReadBack):
            return played
        played = player.say(played, _as_answer(leg.answer))
    return None


def _corrected(player: Player, played: Played, office: Office) -> Wrong | None:
    plan = player.model.plan
    place, service = plan.places.name(office.prefecture or ""), plan.directory.services[office.service or ""].name
    answer = Answer("speech", f"いいえ、{place}の{service}です")
    for _ in range(_MOST_ANSWERS):
        played = player.say(played, answer)
        if played.wrong:
            return (*played.wrong[0], played)
        if played.waits == "ring":
            wrong = played.rang != office.e164
            return ("proof-pair", f"corrected to {office.printed_name}, the call rings {played.rang}", played) if wrong else None
        asked = isinstance(plan.flow.nodes.get(played.call.node), AskPlace) and played.call.stage == "yes_no"
        answer = Answer("speech", plan.words.lists["yes"][0]) if asked else SILENCE
    return "proof-pair", f"corrected to {office.printed_name}, the call does not ring it", played


def _as_answer(event: Event) -> Answer:
    return Answer("speech", event.text) if isinstance(event, Said) else SILENCE
