"""Answers from standard input that is not a terminal: one a line, read only when it is needed.

So another program sees each question before it answers, and a file or a pipe that is filled beforehand gives the same
call.
"""

import os
from collections import deque
from queue import Empty, SimpleQueue
from threading import Thread

import click

from ivr.callscript import End, HangsUp, Presses, Says, Waits
from ivr.testcall import Desks
from ivr.testcall.answer_lines import HANG_UP, LINES, step_of
from ivr.translation import _

GivenAnswer = Says | Presses | Waits | HangsUp
"""What a caller does at a question."""

GRACE = 1.0
"""Seconds that a program has, once it sees that a telephone rings, to say how that telephone behaves."""
_BREATH = 0.5  # seconds


class LineReader:
    """The lines that come from a file descriptor (None: no lines), decoded from UTF-8; None marks their end.

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

    def __init__(self, lines: LineReader) -> None:
        self._lines = lines
        self._begun = False

    def answer(self, desks: Desks) -> GivenAnswer:
        """Answer a question with the next line; *desks* learn how the next ones behave."""
        while not self._begun and self._takes_desk(desks):
            pass
        self._begun = True
        return Waits() if self._takes_desk(desks) else step_of(checked(self._lines.take() or ""))

    def ring(self) -> End | None:
        """Return how the ringing ends, as the next line says; None for a caller who hangs up meanwhile."""
        line = self._lines.peek(GRACE)
        if line not in (*LINES, HANG_UP):
            return "answered"
        self._lines.take()
        return LINES.get(line or "")

    def _takes_desk(self, desks: Desks) -> bool:
        """Take the next line if it says how a telephone behaves."""
        ends = LINES.get(self._lines.peek() or "")
        if ends is None:
            return False
        self._lines.take()
        desks.expect(ends)
        return True


def checked(line: str) -> str:
    """Return *line*. Raises UsageError for a command that does not exist."""
    if line.startswith("!") and line not in (*LINES, HANG_UP):
        raise click.UsageError(
            _("There is no {line}; there are {lines} {hang_up}.").format(
                line=line, lines=" ".join(LINES), hang_up=HANG_UP
            )
        )
    return line
