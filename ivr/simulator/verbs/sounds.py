"""Say, Play and Pause: what is heard, by itself or within a Gather."""

from collections.abc import Callable, Mapping

from ivr.simulator.leg import Course
from ivr.simulator.people import Piece
from ivr.simulator.twiml.tree import Element

from . import play as sound, say
from .listening import hear
from .verb_step import Attributes, LegEnd, VerbStep


def play(step: VerbStep) -> Course[LegEnd | None]:
    """Play the verb to the leg; as the first verb of a document a Pause leaves an unanswered call ringing."""
    if not (step.first and step.verb.name == "Pause"):
        step.leg.answer(step.context.clock.now)
    return (yield from hear(step.context, step.leg, PIECES[step.verb.name](step, step.verb)))


def _pause(step: VerbStep, pause: Element) -> tuple[Piece, ...]:
    """Return a Pause as a piece of playback, after https://www.twilio.com/docs/voice/twiml/pause ."""
    return (Piece("", Attributes(step, pause).whole("length", 1, 13910), "pause"),)


PIECES: Mapping[str, Callable[[VerbStep, Element], tuple[Piece, ...]]] = {
    "Say": say.pieces,
    "Play": sound.pieces,
    "Pause": _pause,
}
"""What is heard of an element, which may be a verb or within one."""
