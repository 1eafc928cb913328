"""The verbs of TwiML, one module each: every one plays itself on a leg and says what comes next."""

from collections.abc import Callable, Mapping
from typing import Final

from ivr.simulator.leg import Turns

from . import dial, ending, gather, pause, play, say
from .listening import ended
from .step import Ended, Go, Outcome, Performer, Step

VERBS: Final[Mapping[str, Callable[[Step], Turns[Outcome]]]] = {
    "Say": say.play,
    "Play": play.play,
    "Pause": pause.play,
    "Gather": gather.play,
    "Dial": dial.play,
    "Redirect": ending.redirect,
    "Hangup": ending.hang_up,
    "Reject": ending.reject,
}

__all__ = ["VERBS", "Ended", "Go", "Outcome", "Performer", "Step", "ended"]
