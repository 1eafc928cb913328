"""The person at the terminal: hears by reading, presses and speaks by typing."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

import click

from ivr.rehearsal import DESKS, PATIENCE
from ivr.simulator import Action, Desk, Disconnect, Playback
from ivr.simulator.callers.scripted import HANG_UP, OUTCOMES, deeds

from .answers import checked

_DESK: Final = {"": "!answer", "b": "!busy", "n": "!no-answer", "f": "!failed", "h": HANG_UP}
_ASKED = "        > "
_RINGS = "        [Enter] answers   [b]usy   [n]o answer   [f]ails   [h]ang up > "
_HELP = """\
        Type keys (0-9 # *), what you say, or nothing for silence.
        !busy !no-answer !failed !canceled !answer: how the next telephone behaves, and you wait for it.
        !hangup, or the end of input (Ctrl-D): hang up."""


class Terminal:
    """Plays the caller and the called desks with what is typed; *read* asks for a line with a prompt."""

    def __init__(self, read: Callable[[str], str] = input) -> None:
        self._read = read
        self._desks: deque[Desk] = deque()

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Ask for an answer where one is waited for, and how each telephone behaves that rings."""
        if heard.ringing:
            return self._rings(heard)
        return self._answer() if heard.asked else ()

    def desk(self, _number: str) -> Desk:
        """Return how the telephone behaves that is called now."""
        return self._desks.popleft() if self._desks else OUTCOMES["!answer"]

    def _answer(self) -> Sequence[Action]:
        while True:
            line = self._line(_ASKED)
            if line in OUTCOMES:
                self._desks.append(OUTCOMES[line])
                return ()
            if line == "?":
                click.echo(_HELP)
                continue
            try:
                return deeds(checked(line))
            except click.UsageError as mistake:
                click.echo(f"        {mistake.message}")

    def _rings(self, heard: Playback) -> Sequence[Action]:
        for _ in heard.ringing[len(self._desks) :]:
            line = self._choice()
            if line == HANG_UP:
                self._desks.appendleft(DESKS["given-up"])
                return (Disconnect(PATIENCE),)
            self._desks.append(OUTCOMES[line])
        return ()

    def _choice(self) -> str:
        while True:
            line = self._line(_RINGS).lower()
            chosen = _DESK.get(line, line)
            if chosen in OUTCOMES or chosen == HANG_UP:
                return chosen

    def _line(self, prompt: str) -> str:
        try:
            return self._read(prompt).strip()
        except EOFError:
            click.echo()
            return HANG_UP
