"""A leg hears something: time passes, and whatever its person does meanwhile happens."""

from collections.abc import Iterable, Iterator, Sequence

from ivr.simulator.call_context import Exchange
from ivr.simulator.hearing import Asked, Deed, Heard, Piece
from ivr.simulator.inputs import Act, Gone, Key, Speech, acts, leaving
from ivr.simulator.leg import Leg, Turns
from ivr.simulator.transcript import Event, Keyed, Paused, Played, Said, Spoke, Whispered

from .step import Ended


def hear(exchange: Exchange, leg: Leg, pieces: tuple[Piece, ...]) -> Turns[Ended | None]:
    """Let *leg* hear *pieces* outside any Gather: keys and speech are lost, hanging up ends the leg."""
    if not pieces:
        return None
    heard = Heard(exchange.clock.now, pieces, party=leg.party)
    take(exchange, leg, heard, (yield heard))
    gone = leaving(leg.pending).at
    until = max(heard.second, min(heard.second + heard.seconds, gone))
    exchange.journal.note(*reported(leg, heard, until), *lost(leg, (act for act in leg.pending if act.at <= until)))
    leg.forget(until)
    exchange.clock.wait_until(until)
    return ended(leg) if gone <= until else None


def ask(exchange: Exchange, leg: Leg, pieces: tuple[Piece, ...], asked: Asked) -> Turns[Heard]:
    """Let *leg* hear *pieces* with an answer waited for; return what was heard, the answer pending."""
    heard = Heard(exchange.clock.now, pieces, asked, party=leg.party)
    take(exchange, leg, heard, (yield heard))
    return heard


def take(exchange: Exchange, leg: Leg, heard: Heard, deeds: Sequence[Deed]) -> None:
    """Put what the person will do on the clock; what was done before this moment reached nobody."""
    leg.expect(acts(heard, deeds, exchange.rules.known))
    exchange.journal.note(*lost(leg, (act for act in leg.pending if act.at < heard.second)))
    leg.pending = [act for act in leg.pending if act.at >= heard.second or isinstance(act, Gone)]


def wait_until(exchange: Exchange, leg: Leg, second: float) -> None:
    """Let time pass with nobody listening to *leg*: what its person does reaches nobody."""
    exchange.clock.wait_until(second)
    exchange.journal.note(*lost(leg, (act for act in leg.pending if act.at <= exchange.clock.now)))
    leg.forget(exchange.clock.now)


def ended(leg: Leg) -> Ended:
    """Return how *leg* ends for the hang-up that is pending on it."""
    return Ended(leaving(leg.pending).by, "no-answer" if leg.answered_at is None else "completed")


def reported(leg: Leg, heard: Heard, until: float) -> Iterator[Event]:
    """Yield the pieces that were heard before second *until*."""
    begins = heard.second
    for piece in heard.pieces:
        if begins < until or (begins == until and not piece.seconds):
            yield _event(leg, piece, begins, min(piece.seconds, until - begins))
        begins += piece.seconds


def _event(leg: Leg, piece: Piece, second: float, heard: float) -> Event:
    match piece.kind, leg.party:
        case "say", "caller":
            return Said(second, piece.text, piece.seconds, heard)
        case "say", _:
            return Whispered(second, leg.called, piece.text, piece.seconds, heard)
        case "play", party:
            return Played(second, party, piece.text, piece.seconds, heard, piece.words)
        case _, party:
            return Paused(second, party, piece.seconds, heard)


def lost(leg: Leg, acts: Iterable[Act]) -> Iterator[Event]:
    """Yield what was pressed and said that reached no Gather."""
    for act in acts:
        if isinstance(act, Key):
            yield Keyed(act.at, leg.party, act.key, lost=True)
        elif isinstance(act, Speech):
            yield Spoke(act.at, leg.party, act.text, act.seconds, lost=True)
