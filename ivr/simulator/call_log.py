"""The virtual clock of a simulated call, the log of its events, and its identifiers."""

import hashlib
from dataclasses import dataclass, field
from itertools import count

from .transcript import TranscriptEvent, Warned
from .twiml.faults import FAULTS


@dataclass(slots=True)
class VirtualClock:
    """Seconds since the call came in."""

    now: float = 0.0

    def wait(self, seconds: float) -> None:
        """Let *seconds* pass."""
        self.now += seconds

    def wait_until(self, second: float) -> None:
        """Let time pass until *second*; a second in the past changes nothing."""
        self.now = max(self.now, second)


@dataclass(slots=True)
class CallLog:
    """The events of one call so far; it only grows."""

    clock: VirtualClock
    events: list[TranscriptEvent] = field(default_factory=list)

    def note(self, *events: TranscriptEvent) -> None:
        """Record the events of one stretch of time, sorted by their seconds."""
        self.events.extend(sorted(events, key=lambda event: event.second))

    def warning(self, number: int, detail: str, url: str, line: int | None = None) -> None:
        """Record what Twilio would log under *number*."""
        level, meaning = FAULTS[number]
        self.note(Warned(self.clock.now, number, level, f"{meaning}: {detail}" if detail else meaning, url, line))

    def remark(self, text: str, url: str, line: int | None = None) -> None:
        """Record what only this carrier reports: Twilio has no error number for it."""
        self.note(Warned(self.clock.now, None, "note", text, url, line))


class Sids:
    """An endless sequence of identifiers of 34 characters: two letters and 32 hexadecimal digits."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._numbers = count()

    def call(self) -> str:
        """Return the next CallSid."""
        return "CA" + self.token()

    def token(self) -> str:
        """Return the next 32 hexadecimal digits."""
        return hashlib.sha256(f"{self._seed}/{next(self._numbers)}".encode()).hexdigest()[:32]
