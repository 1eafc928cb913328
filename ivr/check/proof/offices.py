"""Every office by itself, literally: alone on its own ways, and corrected to from every other office."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from ivr.call import Conditions, Event, Keyed, Said
from ivr.call.nodes import AskPlace, ReadBack
from ivr.check.routes.routes import Route, wish
from ivr.directory import Office
from ivr.translation import _

from .alphabet import PATTERNS, SILENCE, Answer
from .play import Played, Player
from .pool import shared

_MOST_ANSWERS = 4
Wrong = tuple[str, str, Played]
"""A claim, what is wrong, and the call."""


def play_alone(player: Player, routes: Sequence[Route], processes: int = 1) -> Iterator[Wrong]:
    """Play each of *routes*, with the names of its own places, in so many *processes*; yield what is wrong with it."""
    with shared(partial(_going_wrong, player, routes), processes) as found:
        wrong = sorted(chain.from_iterable(found(range(len(routes)))))
    # Played once more here, for a call does not travel between processes.
    return chain.from_iterable(_wrong(_played(player, routes[number])) for number in wrong)


def _going_wrong(player: Player, routes: Sequence[Route], share: int, shares: int, numbers: Sequence[int]) -> list[int]:
    """Return which *numbers* of one share are those of *routes* that go wrong."""
    return [number for number in numbers[share::shares] if _played(player, routes[number]).wrong]


def play_pairs(player: Player, routes: Iterable[Route]) -> Iterator[list[Wrong]]:
    """Play a call for each pair of offices: said in one sentence, at the read-back corrected; yield what is wrong."""
    for route in routes:
        read_back = _played(player, route, to=ReadBack) if route.kind == "one sentence" else None
        if read_back:
            others = (one for one in player.successors.plan.directory.offices.values() if one is not route.office)
            yield from (list(_corrected(player, read_back, other)) for other in others)


def _played(player: Player, route: Route, to: type[ReadBack] | None = None) -> Played:
    """Play *route* until it breaks a claim, comes to a node of the kind *to*, or ends."""
    played = player.begin(Conditions())
    for turn in route.turns:
        if played.wrong or (to and isinstance(player.successors.plan.flow.nodes.get(played.call.node), to)):
            break
        played = player.say(played, _as_answer(turn.answer))
    return played


def _corrected(player: Player, played: Played, office: Office) -> Iterator[Wrong]:
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
