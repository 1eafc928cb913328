"""The verbs of TwiML, one module each, with a function that plays the verb on a leg and returns what comes next."""

from collections.abc import Callable, Mapping
from typing import Final

from ivr.simulator.leg import Course

from . import dial, ending, gather, pause, play, say
from .listening import leg_end
from .verb_step import AfterVerb, LegEnd, NextDocument, VerbStep

VERBS: Final[Mapping[str, Callable[[VerbStep], Course[AfterVerb]]]] = {
    "Say": say.play,
    "Play": play.play,
    "Pause": pause.play,
    "Gather": gather.play,
    "Dial": dial.play,
    "Redirect": ending.redirect,
    "Hangup": ending.hang_up,
    "Reject": ending.reject,
}

__all__ = ["VERBS", "AfterVerb", "LegEnd", "NextDocument", "VerbStep", "leg_end"]
