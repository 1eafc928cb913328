"""Playback to a leg: time passes, and what the person on it does meanwhile takes effect."""

from collections.abc import Iterable, Iterator, Sequence

from ivr.simulator.call_context import CallContext
from ivr.simulator.leg import Course, HangUpInput, Input, KeyInput, Leg, SpeechInput, first_hang_up, inputs
from ivr.simulator.people import AcceptedInput, Action, Piece, Playback
from ivr.simulator.transcript import KeysPressed, Paused, PromptSpoken, SoundPlayed, Spoke, TranscriptEvent, Whispered

from .verb_step import LegEnd


def hear(context: CallContext, leg: Leg, pieces: tuple[Piece, ...]) -> Course[LegEnd | None]:
    """Play *pieces* to *leg* outside a Gather: keys and speech are lost, hanging up ends the leg."""
    if not pieces:
        return None
    playback = Playback(context.clock.now, pieces, party=leg.party)
    schedule(context, leg, playback, (yield playback))
    gone = first_hang_up(leg.pending).at
    until = max(playback.second, min(playback.second + playback.seconds, gone))
    context.log.note(
        *pieces_heard(leg, playback, until), *inputs_lost(leg, (entry for entry in leg.pending if entry.at <= until))
    )
    leg.forget(until)
    context.clock.wait_until(until)
    return leg_end(leg) if gone <= until else None


def ask(context: CallContext, leg: Leg, pieces: tuple[Piece, ...], asked: AcceptedInput) -> Course[Playback]:
    """Play *pieces* to *leg* in a Gather, and return the playback; its answer is in the leg's pending inputs."""
    playback = Playback(context.clock.now, pieces, asked, party=leg.party)
    schedule(context, leg, playback, (yield playback))
    return playback


def schedule(context: CallContext, leg: Leg, playback: Playback, actions: Sequence[Action]) -> None:
    """Add *actions* to the leg's pending inputs; those before this playback reached nobody and are lost."""
    leg.expect(inputs(playback, actions, context.options.readings))
    context.log.note(*inputs_lost(leg, (entry for entry in leg.pending if entry.at < playback.second)))
    leg.pending = [entry for entry in leg.pending if entry.at >= playback.second or isinstance(entry, HangUpInput)]


def wait_until(context: CallContext, leg: Leg, second: float) -> None:
    """Let time pass with nobody listening to *leg*: its input is lost."""
    context.clock.wait_until(second)
    context.log.note(*inputs_lost(leg, (entry for entry in leg.pending if entry.at <= context.clock.now)))
    leg.forget(context.clock.now)


def leg_end(leg: Leg) -> LegEnd:
    """Return how *leg* ends by the hang-up that is pending on it."""
    return LegEnd(first_hang_up(leg.pending).by, "no-answer" if leg.answered_at is None else "completed")


def pieces_heard(leg: Leg, playback: Playback, until: float) -> Iterator[TranscriptEvent]:
    """Yield an event for each piece of *playback* that began before second *until*."""
    begins = playback.second
    for piece in playback.pieces:
        if begins < until or (begins == until and not piece.seconds):
            yield _event(leg, piece, begins, min(piece.seconds, until - begins))
        begins += piece.seconds


def _event(leg: Leg, piece: Piece, second: float, audible: float) -> TranscriptEvent:
    match piece.kind, leg.party:
        case "say", "caller":
            return PromptSpoken(second, piece.text, piece.seconds, audible)
        case "say", _:
            return Whispered(second, leg.called, piece.text, piece.seconds, audible)
        case "play", party:
            return SoundPlayed(second, party, piece.text, piece.seconds, audible, piece.words)
        case _, party:
            return Paused(second, party, piece.seconds, audible)


def inputs_lost(leg: Leg, inputs: Iterable[Input]) -> Iterator[TranscriptEvent]:
    """Yield an event for each key and utterance that reached no Gather."""
    for entry in inputs:
        if isinstance(entry, KeyInput):
            yield KeysPressed(entry.at, leg.party, entry.key, lost=True)
        elif isinstance(entry, SpeechInput):
            yield Spoke(entry.at, leg.party, entry.text, entry.seconds, lost=True)
