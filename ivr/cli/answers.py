"""Answers from standard input that is no terminal: one a line, read only when it is needed.

So another program sees what is asked before it answers, and a file or a pipe that is filled beforehand gives the same
call.
"""

import os
from collections import deque
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

import click

from ivr.rehearsal import DESKS, PATIENCE
from ivr.simulator import Action, Desk, Disconnect, Playback
from ivr.simulator.callers.scripted import HANG_UP, OUTCOMES, deeds

GRACE = 1.0
"""Seconds that a program has, once it sees that a telephone rings, to say how that telephone behaves."""
_BREATH = 0.5


class Lines:
    """The lines that come from a file descriptor (None: no lines), decoded from UTF-8; None stands for their end.

    A thread reads them, for not every system can wait for a pipe with a limit in time.
    """

    def __init__(self, descriptor: int | None) -> None:
        self._read: SimpleQueue[str | None] = SimpleQueue()
        self._waiting: deque[str | None] = deque()
        if descriptor is None:
            self._read.put(None)
        else:
            Thread(target=self._follow, args=(os.dup(descriptor),), daemon=True).start()

    def peek(self, seconds: float | None = None) -> str | None:
        """Return the next line without taking it, None at the end or when *seconds* have passed without one."""
        while not self._waiting:
            try:
                # A wait without an end cannot be interrupted on Windows.
                self._waiting.append(self._read.get(timeout=_BREATH if seconds is None else seconds))
            except Empty:
                if seconds is not None:
                    return None
        return self._waiting[0]

    def take(self) -> str | None:
        """Take the next line, waiting for it; None at the end."""
        line = self.peek()
        if line is not None:
            self._waiting.popleft()
        return line

    def _follow(self, descriptor: int) -> None:
        begun = b""
        while more := os.read(descriptor, 65536):
            *lines, begun = (begun + more).split(b"\n")
            for line in lines:
                self._read.put(_text(line))
        os.close(descriptor)
        if begun:
            self._read.put(_text(begun))
        self._read.put(None)


def _text(line: bytes) -> str:
    return line.decode("utf-8-sig", "replace").strip()


class Answers:
    """Plays the caller and the called desks with *lines*; after their end the caller is silent and every desk answers.

    Each question takes a line. A line such as ``!busy`` says how the next telephone behaves that is rung: before the
    first answer, in place of an answer (the caller then waits), or while it rings.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._desks: deque[Desk] = deque()
        self._begun = False

    def hears(self, heard: Playback) -> Sequence[Action]:
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

    def _rings(self, heard: Playback) -> Sequence[Action]:
        for _ in heard.ringing[len(self._desks) :]:
            if not self._takes_desk(lambda: self._lines.peek(GRACE)) and self._lines.peek(0) == HANG_UP:
                self._lines.take()
                self._desks.appendleft(DESKS["given-up"])
                return (Disconnect(PATIENCE),)
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
