"""A leg hears something: time passes, and whatever its person does meanwhile happens."""

from collections.abc import Iterable, Iterator, Sequence

from ivr.simulator.call_context import CallContext
from ivr.simulator.inputs import HangUpInput, Input, KeyInput, SpeechInput, first_hang_up, inputs
from ivr.simulator.leg import Course, Leg
from ivr.simulator.people import AcceptedInput, Action, Piece, Playback
from ivr.simulator.transcript import KeysPressed, Paused, PromptSpoken, SoundPlayed, Spoke, TranscriptEvent, Whispered

from .step import LegEnd


def hear(exchange: CallContext, leg: Leg, pieces: tuple[Piece, ...]) -> Course[LegEnd | None]:
    """Let *leg* hear *pieces* outside any Gather: keys and speech are lost, hanging up ends the leg."""
    if not pieces:
        return None
    heard = Playback(exchange.clock.now, pieces, party=leg.party)
    schedule(exchange, leg, heard, (yield heard))
    gone = first_hang_up(leg.pending).at
    until = max(heard.second, min(heard.second + heard.seconds, gone))
    exchange.journal.note(
        *pieces_heard(leg, heard, until), *inputs_lost(leg, (act for act in leg.pending if act.at <= until))
    )
    leg.forget(until)
    exchange.clock.wait_until(until)
    return leg_end(leg) if gone <= until else None


def ask(exchange: CallContext, leg: Leg, pieces: tuple[Piece, ...], asked: AcceptedInput) -> Course[Playback]:
    """Let *leg* hear *pieces* with an answer waited for; return what was heard, the answer pending."""
    heard = Playback(exchange.clock.now, pieces, asked, party=leg.party)
    schedule(exchange, leg, heard, (yield heard))
    return heard


def schedule(exchange: CallContext, leg: Leg, heard: Playback, deeds: Sequence[Action]) -> None:
    """Put what the person will do on the clock; what was done before this moment reached nobody."""
    leg.expect(inputs(heard, deeds, exchange.rules.known))
    exchange.journal.note(*inputs_lost(leg, (act for act in leg.pending if act.at < heard.second)))
    leg.pending = [act for act in leg.pending if act.at >= heard.second or isinstance(act, HangUpInput)]


def wait_until(exchange: CallContext, leg: Leg, second: float) -> None:
    """Let time pass with nobody listening to *leg*: what its person does reaches nobody."""
    exchange.clock.wait_until(second)
    exchange.journal.note(*inputs_lost(leg, (act for act in leg.pending if act.at <= exchange.clock.now)))
    leg.forget(exchange.clock.now)


def leg_end(leg: Leg) -> LegEnd:
    """Return how *leg* ends for the hang-up that is pending on it."""
    return LegEnd(first_hang_up(leg.pending).by, "no-answer" if leg.answered_at is None else "completed")


def pieces_heard(leg: Leg, heard: Playback, until: float) -> Iterator[TranscriptEvent]:
    """Yield the pieces that were heard before second *until*."""
    begins = heard.second
    for piece in heard.pieces:
        if begins < until or (begins == until and not piece.seconds):
            yield _event(leg, piece, begins, min(piece.seconds, until - begins))
        begins += piece.seconds


def _event(leg: Leg, piece: Piece, second: float, heard: float) -> TranscriptEvent:
    match piece.kind, leg.party:
        case "say", "caller":
            return PromptSpoken(second, piece.text, piece.seconds, heard)
        case "say", _:
            return Whispered(second, leg.called, piece.text, piece.seconds, heard)
        case "play", party:
            return SoundPlayed(second, party, piece.text, piece.seconds, heard, piece.words)
        case _, party:
            return Paused(second, party, piece.seconds, heard)


def inputs_lost(leg: Leg, inputs: Iterable[Input]) -> Iterator[TranscriptEvent]:
    """Yield what was pressed and said that reached no Gather."""
    for act in inputs:
        if isinstance(act, KeyInput):
            yield KeysPressed(act.at, leg.party, act.key, lost=True)
        elif isinstance(act, SpeechInput):
            yield Spoke(act.at, leg.party, act.text, act.seconds, lost=True)
