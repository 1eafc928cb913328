"""A caller who answers with the lines of a list, one for each question."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from ivr.callscript import End, HangsUp, Presses, Says, Waits, wrong_keys
from ivr.simulator import Action, Desk, Disconnect, Playback, PressKeys, Speak

from .desks import PATIENCE, Desks

LINES: Mapping[str, End] = {
    "!answer": "answered",
    "!busy": "busy",
    "!no-answer": "no-answer",
    "!failed": "failed",
    "!canceled": "canceled",
}
"""The lines that say how a telephone that is rung behaves."""
HANG_UP = "!hangup"


class Scripted:
    """Answers each question with the next line, and is silent when there are no more.

    Keys (0-9, #, *) are pressed, other text is said, an empty line is silence, ``!hangup`` hangs up, also while it
    rings. ``!busy``, ``!no-answer``, ``!failed``, ``!canceled`` and ``!answer`` say how the next telephone that is rung
    behaves: at the head of a script before the first question, later when it rings. If a question comes first there,
    the caller is silent and waits for the ring.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = deque(line.strip() for line in lines)
        self._desks = Desks()
        while self._takes_desk():
            pass

    @property
    def rest(self) -> tuple[str, ...]:
        """The lines that are not used yet."""
        return tuple(self._lines)

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Answer a question with the next line, and hang up while it rings if the script says so next."""
        if heard.ringing and self.rest[:1] == (HANG_UP,):
            self._lines.popleft()
            return (Disconnect(at=PATIENCE),)
        if heard.asked is None or not self._lines or self._takes_desk():
            return ()
        return actions(step_of(self._lines.popleft()))

    def desk(self, _number: str) -> Desk:
        """Return how the next telephone behaves: as a line has said, or as the next line says; otherwise it answers."""
        if not self._desks:
            self._takes_desk()
        return self._desks()

    def _takes_desk(self) -> bool:
        """Take the next line if it says how a telephone behaves."""
        if not self._lines or self._lines[0] not in LINES:
            return False
        self._desks.expect(LINES[self._lines.popleft()])
        return True


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
