"""Answers from standard input that is no terminal: one a line, read only when it is needed.

So another program sees what is asked before it answers, and a file or a pipe that is filled beforehand gives the same
call.
"""

import os
import select
from collections import deque
from collections.abc import Callable, Sequence

import click

from ivr.rehearsal import DESKS, PATIENCE
from ivr.simulator import Deed, Desk, HangUp, Heard
from ivr.simulator.callers.scripted import HANG_UP, OUTCOMES, deeds

GRACE = 1.0
"""Seconds that a program has, once it sees that a telephone rings, to say how that telephone behaves."""


class Lines:
    """The lines that come from a file descriptor (None: no lines), decoded from UTF-8; None stands for their end."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor
        self._waiting = b""
        self._ended = descriptor is None

    def peek(self, seconds: float | None = None) -> str | None:
        """Return the next line without taking it, None at the end or when *seconds* have passed without one."""
        while b"\n" not in self._waiting and not self._ended:
            assert self._descriptor is not None
            if not select.select([self._descriptor], [], [], seconds)[0]:
                return None
            more = os.read(self._descriptor, 65536)
            self._ended = not more
            self._waiting += more
        line, newline, _ = self._waiting.partition(b"\n")
        return line.decode("utf-8-sig", "replace").strip() if line or newline else None

    def take(self) -> str | None:
        """Take the next line, waiting for it; None at the end."""
        line = self.peek()
        self._waiting = self._waiting.partition(b"\n")[2]
        return line


class Answers:
    """Plays the caller and the called desks with *lines*; after their end the caller is silent and every desk answers.

    Each question takes a line. A line such as ``!busy`` says how the next telephone behaves that is rung: before the
    first answer, in place of an answer (the caller then waits), or while it rings.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._desks: deque[Desk] = deque()
        self._begun = False

    def hears(self, heard: Heard) -> Sequence[Deed]:
        """Answer a question with the next line; hang up while it rings if the next line says so."""
        if heard.ringing:
            return self._rings(heard)
        if heard.asked is None:
            return ()
        while not self._begun and self._takes_desk(self._lines.peek):
            pass
        self._begun = True
        return () if self._takes_desk(self._lines.peek) else deeds(checked(self._lines.take() or ""))

    def desk(self, _number: str) -> Desk:
        """Return how the telephone behaves that is called now."""
        return self._desks.popleft() if self._desks else OUTCOMES["!answer"]

    def _rings(self, heard: Heard) -> Sequence[Deed]:
        for _ in heard.ringing[len(self._desks) :]:
            if not self._takes_desk(lambda: self._lines.peek(GRACE)) and self._lines.peek(0) == HANG_UP:
                self._lines.take()
                self._desks.appendleft(DESKS["given-up"])
                return (HangUp(PATIENCE),)
        return ()

    def _takes_desk(self, peek: Callable[[], str | None]) -> bool:
        """Take the next line if it says how a telephone behaves."""
        if peek() not in OUTCOMES:
            return False
        self._desks.append(OUTCOMES[self._lines.take() or ""])
        return True


def checked(line: str) -> str:
    """Return *line*. Raises UsageError for a command that does not exist."""
    if line.startswith("!") and line not in (*OUTCOMES, HANG_UP):
        raise click.UsageError(f"There is no {line}; there are {' '.join(OUTCOMES)} {HANG_UP}.")
    return line
