"""A caller who gives the answers of a script, one a question."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

from ivr.simulator.people import Action, Desk, Disconnect, Playback, PressKeys, Speak

# What a line may say of a telephone that is rung.
OUTCOMES: Final = {
    "!answer": Desk(),
    "!busy": Desk("busy", after=2.0),
    "!no-answer": Desk("no-answer"),
    "!failed": Desk("failed", after=1.0),
    "!canceled": Desk("canceled", after=3.0),
}
HANG_UP: Final = "!hangup"

_KEYS = re.compile(r"[0-9#*]+")
# A caller who gives up while it rings does so after a ring or two.
_PATIENCE = 5.0


class Scripted:
    """Answers each question with the next line, and is silent when there are no more.

    Keys (0-9, #, *) are pressed, other text is said, an empty line is silence, ``!hangup`` hangs up, also while it
    rings. ``!busy``, ``!no-answer``, ``!failed``, ``!canceled`` and ``!answer`` say how the next telephone behaves that
    is rung: at the head of a script before the first question, later where it rings. Asked a question there, the caller
    is silent and waits for the ring.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = deque(line.strip() for line in lines)
        self._desks: deque[Desk] = deque()
        self._read_desks()

    @property
    def rest(self) -> tuple[str, ...]:
        """The lines that nothing has taken yet."""
        return tuple(self._lines)

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Answer a question with the next line, and hang up while it rings if the script says so next."""
        if heard.ringing and self.rest[:1] == (HANG_UP,):
            self._lines.popleft()
            return (Disconnect(at=_PATIENCE),)
        if heard.asked is None or not self._lines:
            return ()
        line = self._lines.popleft()
        if line not in OUTCOMES:
            return deeds(line)
        self._desks.append(OUTCOMES[line])
        return ()

    def desk(self, _number: str) -> Desk:
        """Return how the next telephone behaves: as a line has said, or as the next line says; otherwise it answers."""
        if self._desks:
            return self._desks.popleft()
        if self._lines and self._lines[0] in OUTCOMES:
            return OUTCOMES[self._lines.popleft()]
        return OUTCOMES["!answer"]

    def _read_desks(self) -> None:
        while self._lines and self._lines[0] in OUTCOMES:
            self._desks.append(OUTCOMES[self._lines.popleft()])


def deeds(line: str) -> Sequence[Action]:
    """Return what a caller does for one line of a script."""
    if line == HANG_UP:
        return (Disconnect(),)
    if _KEYS.fullmatch(line):
        return (PressKeys(line),)
    return (Speak(line),) if line else ()
