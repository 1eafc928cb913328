"""The telephones that a call rings."""

from collections import deque
from collections.abc import Mapping

from ivr.callscript import End
from ivr.simulator import Desk, Disconnect

DESKS: Mapping[End, Desk] = {
    "answered": Desk(),
    "busy": Desk("busy", after=2.0),
    "no-answer": Desk("no-answer"),
    "failed": Desk("failed", after=1.0),
    "canceled": Desk("canceled", after=3.0),
    "declined": Desk(hears=lambda _heard: (Disconnect(),)),
    "machine": Desk(hears=lambda _heard: ()),
    "given-up": Desk("no-answer"),
}
"""The behaviour of a telephone for each way in which ringing ends."""

PATIENCE = 3.0
"""Seconds of ringing after which a caller gives up."""


class Desks:
    """The telephones that are called: each behaves as it was told to, or answers."""

    def __init__(self) -> None:
        self._next: deque[Desk] = deque()

    def __len__(self) -> int:
        return len(self._next)

    def __call__(self, _number: str = "") -> Desk:
        """Return the behaviour of the telephone that is called now."""
        return self._next.popleft() if self._next else DESKS["answered"]

    def expect(self, ends: End) -> None:
        """Make the ringing of the next telephone that has no instructions yet end with *ends*."""
        self._next.append(DESKS[ends])

    def give_up(self) -> None:
        """Make the telephone that rings now ring on, while the caller hangs up."""
        self._next.appendleft(DESKS["given-up"])
