"""The verbs of TwiML: for each a function that plays it on a leg and returns what comes next."""

from collections.abc import Callable, Mapping

from ivr.simulator.leg import Course

from . import dial, ending, gather, sounds
from .listening import leg_end
from .verb_step import AfterVerb, LegEnd, NextDocument, VerbStep

VERBS: Mapping[str, Callable[[VerbStep], Course[AfterVerb]]] = {
    **dict.fromkeys(sounds.PIECES, sounds.play),
    "Gather": gather.play,
    "Dial": dial.play,
    "Redirect": ending.redirect,
    "Hangup": ending.hang_up,
    "Reject": ending.reject,
}

__all__ = ["VERBS", "AfterVerb", "LegEnd", "NextDocument", "VerbStep", "leg_end"]
