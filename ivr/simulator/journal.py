"""Where a call's events are written down as they happen."""

from dataclasses import dataclass, field

from .transcript import TranscriptEvent, Warned
from .twiml.faults import FAULTS
from .virtual_clock import VirtualClock


@dataclass(slots=True)
class Journal:
    """The events of one call so far; none is ever taken back or moved."""

    clock: VirtualClock
    events: list[TranscriptEvent] = field(default_factory=list)

    def note(self, *events: TranscriptEvent) -> None:
        """Write down what happened in one stretch of time, by the clock."""
        self.events.extend(sorted(events, key=lambda event: event.second))

    def warn(self, number: int, detail: str, url: str, line: int | None = None) -> None:
        """Write down what Twilio would log under *number*."""
        level, meaning = FAULTS[number]
        self.note(Warned(self.clock.now, number, level, f"{meaning}: {detail}" if detail else meaning, url, line))

    def remark(self, text: str, url: str, line: int | None = None) -> None:
        """Write down what only this carrier has to say: Twilio has no number for it."""
        self.note(Warned(self.clock.now, None, "note", text, url, line))
