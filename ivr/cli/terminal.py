"""The person at the terminal: hears by reading, presses and speaks by typing."""

from collections.abc import Sequence

import click

from ivr.simulator import Deed, Desk, Heard
from ivr.simulator.callers.scripted import HANG_UP, OUTCOMES, deeds
from ivr.simulator.transcript import Answered, Bridged, DialEnded, Dialled, Event, HungUp, Requested, Silent, Warned, Whispered

_RINGING = "  it rings: Enter answers; !busy, !no-answer, !failed, !hangup"


class Terminal:
    """Plays the caller and the called desks with what is typed; the end of input hangs up."""

    def __init__(self) -> None:
        self._leaves = False

    def hears(self, heard: Heard) -> Sequence[Deed]:
        """Show what is said; where an answer is waited for, read it."""
        second = heard.second
        for piece in heard.pieces:
            if piece.text:
                click.echo(f"{second:6.1f}  {piece.text}")
            second += piece.seconds
        if heard.ringing:
            return deeds(HANG_UP) if self._leaves else ()
        return deeds(self._read("  > ")) if heard.asked else ()

    def desk(self, number: str) -> Desk:
        """Ask how the telephone at *number* behaves."""
        click.echo(f"        ☎ {number}")
        line = self._read(_RINGING + " > ")
        self._leaves = line == HANG_UP
        return OUTCOMES.get(line, Desk())

    def _read(self, prompt: str) -> str:
        try:
            return input(prompt).strip()
        except EOFError:
            return HANG_UP


def show(event: Event) -> str:
    """Return *event* as a line for people, "" for what they need not see (what was said is shown as it is heard)."""
    match event:
        case Whispered(second, _, text):
            return f"{second:6.1f}  (the desk hears: {text})"
        case Dialled(second, number, caller_id):
            return f"{second:6.1f}  ☎ ringing {number}, showing {caller_id}"
        case Answered(second, number):
            return f"{second:6.1f}  ☎ {number} answers"
        case Bridged(second):
            return f"{second:6.1f}  connected"
        case DialEnded(second, status):
            return f"{second:6.1f}  ringing ended: {status}"
        case Silent(second, party) if party == "caller":
            return f"{second:6.1f}  (silence)"
        case Warned(second, number, level, text):
            return f"{second:6.1f}  {level} {number or ''}: {text}"
        case HungUp(second, party, by) if party == "caller":
            return f"{second:6.1f}  call ended by the {by}"
        case Requested(second, _, _, method, url, _, status) if status != 200 and status != 204:
            return f"{second:6.1f}  {method} {url}: {status}"
        case _:
            return ""
