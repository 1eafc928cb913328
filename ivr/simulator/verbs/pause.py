"""Pause, after https://www.twilio.com/docs/voice/twiml/pause ."""

from ivr.simulator.leg import Course
from ivr.simulator.people import Piece
from ivr.simulator.twiml.tree import Element

from .listening import hear
from .verb_step import Attributes, LegEnd, VerbStep


def play(step: VerbStep) -> Course[LegEnd | None]:
    """Be silent; as the first verb of a document a Pause leaves an unanswered call ringing."""
    if not step.first:
        step.leg.answer(step.context.clock.now)
    return (yield from hear(step.context, step.leg, pieces(step, step.verb)))


def pieces(step: VerbStep, pause: Element) -> tuple[Piece, ...]:
    """Return the Pause as a piece of playback."""
    return (Piece("", Attributes(step, pause).whole("length", 1, 13910), "pause"),)
