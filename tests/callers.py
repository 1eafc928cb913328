"""A caller of the simulated carrier who answers with the lines of a list."""

from collections import deque
from collections.abc import Iterable, Sequence

from ivr.simulator import Action, Desk, Disconnect, Playback
from ivr.testcall.answer_lines import HANG_UP, LINES, actions, step_of
from ivr.testcall.desks import PATIENCE, Desks


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
        return tuple(self._lines)

    def hears(self, heard: Playback) -> Sequence[Action]:
        if heard.ringing and self.rest[:1] == (HANG_UP,):
            self._lines.popleft()
            return (Disconnect(at=PATIENCE),)
        if heard.asked is None or not self._lines or self._takes_desk():
            return ()
        return actions(step_of(self._lines.popleft()))

    def desk(self, _number: str) -> Desk:
        if not self._desks:
            self._takes_desk()
        return self._desks()

    def _takes_desk(self) -> bool:
        if not self._lines or self._lines[0] not in LINES:
            return False
        self._desks.expect(LINES[self._lines.popleft()])
        return True
