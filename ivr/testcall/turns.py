"""The caller's turns: what ends one, and how his part in it is reported."""

from collections.abc import Iterable

from ivr.callscript import Presses, Says, Waits
from ivr.simulator import TranscriptEvent
from ivr.simulator.transcript import DialFinished, KeysPressed, NoInput, Spoke
from ivr.translation import _


def words_of(step: Says | Presses | Waits) -> str:
    """Return what the caller does, in words."""
    match step:
        case Says(text):
            return _("the caller says 「{text}」").format(text=text)
        case Presses(keys):
            return _("the caller presses {keys}").format(keys=keys)
        case Waits():
            return _("the caller waits")


def is_turn(event: TranscriptEvent) -> bool:
    """Tell whether a question, or the ringing, ended with *event*."""
    match event:
        case (
            KeysPressed(party="caller", lost=False)
            | Spoke(party="caller", lost=False)
            | NoInput(party="caller")
            | DialFinished()
        ):
            return True
        case _:
            return False


def was_lost(events: Iterable[TranscriptEvent]) -> bool:
    """Tell whether a key or a word among *events* reached nothing that listened."""
    return any(isinstance(event, KeysPressed | Spoke) and event.lost for event in events)
