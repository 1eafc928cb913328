"""A leg hears something: time passes, and whatever its person does meanwhile happens."""

from collections.abc import Iterable, Sequence

from ivr.simulator.acts import Act, Gone, Key, Speech, acts, gone_at
from ivr.simulator.exchange import Exchange
from ivr.simulator.hearing import Asked, Deed, Heard, Piece
from ivr.simulator.leg import Leg, Turns
from ivr.simulator.transcript import Event, Keyed, Paused, Played, Said, Spoke, Whispered

from .step import Ended


def hear(exchange: Exchange, leg: Leg, pieces: tuple[Piece, ...]) -> Turns[Ended | None]:
    """Let *leg* hear *pieces* outside any Gather: keys and speech are lost, hanging up ends the leg."""
    if not pieces:
        return None
    heard = Heard(exchange.clock.now, pieces, party=leg.party)
    take(exchange, leg, heard, (yield heard))
    gone = gone_at(leg.pending)
    until = max(heard.second, min(heard.second + heard.seconds, gone))
    report(exchange, leg, heard, until)
    lose(exchange, leg, (act for act in leg.pending if act.at <= until))
    leg.pending = [act for act in leg.pending if act.at > until or isinstance(act, Gone)]
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
    lose(exchange, leg, (act for act in leg.pending if act.at < heard.second))
    leg.pending = [act for act in leg.pending if act.at >= heard.second or isinstance(act, Gone)]


def ended(leg: Leg) -> Ended:
    """Return how *leg* ends for the hang-up that is pending on it."""
    by = min((act for act in leg.pending if isinstance(act, Gone)), key=lambda act: act.at).by
    return Ended(by, "no-answer" if leg.answered_at is None else "completed")


def report(exchange: Exchange, leg: Leg, heard: Heard, until: float) -> None:
    """Write down the pieces that were heard before second *until*."""
    begins = heard.second
    for piece in heard.pieces:
        if begins < until or (begins == until and not piece.seconds):
            exchange.journal.note(_event(leg, piece, begins, min(piece.seconds, max(until - begins, 0.0))))
        begins += piece.seconds


def _event(leg: Leg, piece: Piece, second: float, heard: float) -> Event:
    match piece.kind, leg.party:
        case "say", "caller":
            return Said(second, piece.text, piece.seconds, heard)
        case "say", _:
            return Whispered(second, leg.called, piece.text, piece.seconds, heard)
        case "play", party:
            return Played(second, party, piece.text, piece.seconds, heard)
        case _, party:
            return Paused(second, party, piece.seconds, heard)


def lose(exchange: Exchange, leg: Leg, lost: Iterable[Act]) -> None:
    """Write down acts that reached no Gather."""
    for act in lost:
        match act:
            case Key(at, key):
                exchange.journal.note(Keyed(at, leg.party, key, lost=True))
            case Speech(at, text, seconds, _):
                exchange.journal.note(Spoke(at, leg.party, text, seconds, lost=True))
            case Gone():
                pass
