"""A played call as a script that repeats it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from math import ceil
from pathlib import Path

from ivr.callscript import ENDS, End, HangsUp, Hears, Presses, Rings, Says, Script, Step, Waits, script_text
from ivr.safe_files import write_whole
from ivr.simulator import SimulatedCall, TranscriptEvent
from ivr.simulator.carrier import CALLED, CALLER
from ivr.simulator.transcript import (
    DialFinished,
    Dialled,
    Disconnected,
    KeysPressed,
    NoInput,
    PromptSpoken,
    Requested,
    Spoke,
    Warned,
)

_TOLD = (PromptSpoken, KeysPressed, Spoke, NoInput, Dialled, Disconnected)
_GOING_ON = (PromptSpoken, Dialled, Disconnected, Requested)
"""Events that show whether a call rings next after a silence, and whether it ended with its ringing."""


def script_from(
    title: str, events: Sequence[TranscriptEvent], printed: Callable[[str], str] = str, at: datetime | None = None
) -> Script:
    """Return the script of the call with these *events*; *printed* says how a number is written.

    *at* is the local time at which it came in, if that matters. Every text that was heard is expected again, every
    number by the second at which it rang.
    """
    collector = _StepCollector(printed)
    for place, event in enumerate(events):
        collector.take(event, events[place + 1 :])
    first = next((event for event in events if isinstance(event, Requested)), None)
    numbers = first.parameters if first else {}
    warned = {event.number for event in events if isinstance(event, Warned)}
    return Script(
        title,
        tuple(collector.finished()),
        caller=_unless(CALLER, numbers.get("From")),
        called=_unless(CALLED, numbers.get("To")),
        at=at,
        warnings=tuple(sorted(number for number in warned if number)),
    )


def save(
    file: Path, title: str, call: SimulatedCall, printed: Callable[[str], str] = str, at: datetime | None = None
) -> None:
    """Write the script that repeats *call* to *file*; of a call in progress, up to what is heard now."""
    script = script_from(title, (*call.transcript, *call.hearing), printed, at)
    write_whole(file, script_text(script).encode())


class _StepCollector:
    """Turns events into steps, one after the other."""

    def __init__(self, printed: Callable[[str], str]) -> None:
        self._printed = printed
        self._steps: list[Step] = []
        self._heard: list[PromptSpoken] = []
        self._ringing = False

    def take(self, event: TranscriptEvent, rest: Sequence[TranscriptEvent]) -> None:
        """Take the next event; *rest* is what follows it."""
        match event:
            case PromptSpoken():
                self._heard.append(event)
            case KeysPressed(second, "caller", keys, lost=False):
                self._add(Presses(keys, self._after(second)))
            case Spoke(second, "caller", text, lost=False):
                self._add(Says(text, self._after(second)))
            case NoInput(party="caller"):
                # The silence before a ring is the waiting that `rings` does by itself.
                self._add(*([] if isinstance(_next(rest, _TOLD), Dialled) else [Waits()]))
            case Dialled(second, number) if not self._ringing:
                self._ringing = True
                self._add(Rings(self._printed(number), _end(rest), ceil(second)))
            case DialFinished():
                self._ringing = False
            case Disconnected(second, "caller", "caller") if not self._has_just_rung:
                self._add(HangsUp(self._after(second)))
            case _:
                pass

    def finished(self) -> Sequence[Step]:
        """Return the steps, with what was heard last."""
        self._add()
        return self._steps

    @property
    def _has_just_rung(self) -> bool:
        """Whether the caller hung up while it rang, or while talking: the end of the ringing implies it."""
        return not self._heard and bool(self._steps) and isinstance(self._steps[-1], Rings)

    def _add(self, *steps: Step) -> None:
        if self._heard:
            self._steps.append(Hears(tuple(said.text for said in self._heard)))
        self._heard = []
        self._steps += steps

    def _after(self, second: float) -> float | None:
        """Return how many seconds the caller listened; None if to the end."""
        if not self._heard or self._heard[-1].second + self._heard[-1].seconds <= second:
            return None
        return round(second - self._heard[0].second, 2)


def _end(rest: Sequence[TranscriptEvent]) -> End:
    """Return how the present ringing ends."""
    for place, event in enumerate(rest):
        match event:
            case DialFinished(status="completed", bridged=False):
                return "declined"
            case DialFinished(status="canceled") if isinstance(_next(rest[place + 1 :], _GOING_ON), Disconnected):
                return "given-up"
            case DialFinished(status=status):
                return next((end for end in ENDS if end == status), "answered")  # a conversation is completed
            case _:
                pass
    return "answered"


def _next(rest: Iterable[TranscriptEvent], kinds: tuple[type, ...]) -> TranscriptEvent | None:
    """Return the first event of one of these *kinds*."""
    return next((event for event in rest if isinstance(event, kinds)), None)


def _unless(usual: str, number: str | None) -> str | None:
    return None if number == usual else number
