"""The log of a call's events, written as they happen."""

from dataclasses import dataclass, field

from .transcript import TranscriptEvent, Warned
from .twiml.faults import FAULTS
from .virtual_clock import VirtualClock


@dataclass(slots=True)
class CallJournal:
    """The events of one call so far; it only grows."""

    clock: VirtualClock
    events: list[TranscriptEvent] = field(default_factory=list)

    def note(self, *events: TranscriptEvent) -> None:
        """Record the events of one stretch of time, sorted by their seconds."""
        self.events.extend(sorted(events, key=lambda event: event.second))

    def warn(self, number: int, detail: str, url: str, line: int | None = None) -> None:
        """Record what Twilio would log under *number*."""
        level, meaning = FAULTS[number]
        self.note(Warned(self.clock.now, number, level, f"{meaning}: {detail}" if detail else meaning, url, line))

    def remark(self, text: str, url: str, line: int | None = None) -> None:
        """Record what only this carrier reports: Twilio has no number for it."""
        self.note(Warned(self.clock.now, None, "note", text, url, line))
