"""The person at the terminal: hears by reading, presses and speaks by typing."""

from collections.abc import Callable

import click

from ivr.callscript import End, Waits
from ivr.testcall import Desks
from ivr.testcall.answer_lines import HANG_UP, LINES, step_of
from ivr.translation import N_, _

from .piped_answers import GivenAnswer, checked

_DESK = {"": "!answer", "b": "!busy", "n": "!no-answer", "f": "!failed", "h": HANG_UP}
_ASKED = "        > "
_RINGS = N_("        [Enter] answers   [b]usy   [n]o answer   [f]ails   [h]ang up > ")
_HELP = N_(
    "        Type keys (0-9 # *), what you say, or nothing for silence.\n        !busy !no-answer "
    "!failed !canceled !answer: how the next telephone behaves, and you wait for it.\n        "
    "!hangup, or the end of input (Ctrl-D): hang up."
)


class Terminal:
    """Plays the caller and the called desks with what is typed; *read* asks for a line with a prompt."""

    def __init__(self, read: Callable[[str], str] = input) -> None:
        self._read = read

    def answer(self, desks: Desks) -> GivenAnswer:
        """Ask for an answer; a line such as ``!busy`` says how the next telephone behaves, and the caller waits."""
        while True:
            line = self._line(_ASKED)
            if line in LINES:
                desks.expect(LINES[line])
                return Waits()
            if line == "?":
                click.echo(_(_HELP))
                continue
            try:
                return step_of(checked(line))
            except click.UsageError as mistake:
                click.echo(f"        {mistake.message}")

    def ring(self) -> End | None:
        """Ask how the telephone behaves that rings; None for a caller who hangs up meanwhile."""
        while True:
            line = self._line(_(_RINGS)).lower()
            chosen = _DESK.get(line, line)
            if chosen == HANG_UP:
                return None
            if chosen in LINES:
                return LINES[chosen]

    def _line(self, prompt: str) -> str:
        try:
            return self._read(prompt).strip()
        except EOFError:
            click.echo()
            return HANG_UP
