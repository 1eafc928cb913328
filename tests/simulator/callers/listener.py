"""A caller with a keypad who presses only what he has heard announced."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ivr.simulator.people import Action, Desk, Piece, Playback, PressKeys
from ivr.simulator.twiml.ssml import length

from .announcements import announced, chosen


@dataclass(slots=True)
class Listener:
    """Presses the key of the first of his *wants* that he hears announced, and stays silent where none is.

    *promptly*: as soon as his option has been announced, otherwise when all is heard. What was announced before a
    question counts for it. *desks* says how the telephones behave that are rung.
    """

    wants: Sequence[str]
    promptly: bool = True
    desks: Callable[[str], Desk] = field(default=lambda _number: Desk())
    _before: str = field(default="", init=False)

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Press the key that was announced for what is wanted."""
        before, self._before = self._before, ""
        if heard.asked is None:
            self._before = before + heard.text
            return ()
        option = chosen(announced(before + heard.text), self.wants) if heard.asked.keys else None
        if option is None:
            return ()
        at = _moment(heard.pieces, option.end - len(before)) if self.promptly else heard.seconds
        return (PressKeys(option.key, at=at + heard.key_reaction),)

    def desk(self, number: str) -> Desk:
        """Return how the telephone at *number* behaves."""
        return self.desks(number)


def _moment(pieces: Sequence[Piece], end: int) -> float:
    """Return how many seconds after the beginning the first *end* spoken signs of *pieces* have been said."""
    seconds = 0.0
    for piece in pieces:
        if end <= 0:
            break
        seconds += piece.seconds * _share(piece.spoken, end)
        end -= len(piece.spoken)
    return seconds


def _share(text: str, end: int) -> float:
    """Return how much of *text* has been said with its first *end* signs, as a share of its time."""
    whole = length(text, "ja", {})
    return length(text[:end], "ja", {}) / whole if whole else 1.0
