"""Lines in which a caller's answers, and the behaviour of called telephones, are typed or listed."""

from collections.abc import Mapping, Sequence

from ivr.callscript import End, HangsUp, Presses, Says, Waits, wrong_keys
from ivr.simulator import Action, Disconnect, PressKeys, Speak

LINES: Mapping[str, End] = {
    "!answer": "answered",
    "!busy": "busy",
    "!no-answer": "no-answer",
    "!failed": "failed",
    "!canceled": "canceled",
}
"""The lines that say how a telephone that is rung behaves."""
HANG_UP = "!hangup"


def step_of(line: str) -> Says | Presses | Waits | HangsUp:
    """Return the step of a caller who answers with *line*."""
    if line == HANG_UP:
        return HangsUp()
    if not wrong_keys(line):
        return Presses(line)
    return Says(line) if line else Waits()


def actions(step: Says | Presses | Waits | HangsUp) -> Sequence[Action]:
    """Return the carrier's actions for a step of the caller."""
    match step:
        case Says(text, after):
            return (Speak(text, after),)
        case Presses(keys, after):
            return (PressKeys(keys, after),)
        case HangsUp(after):
            return (Disconnect(after),)
        case Waits():
            return ()
