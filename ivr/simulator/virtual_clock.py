"""The clock of a simulated call: it moves only when told to."""

from dataclasses import dataclass


@dataclass(slots=True)
class VirtualClock:
    """Seconds since the call came in."""

    now: float = 0.0

    def wait(self, seconds: float) -> None:
        """Let *seconds* pass."""
        self.now += seconds

    def wait_until(self, second: float) -> None:
        """Let time pass until *second*; a second that has gone by changes nothing."""
        self.now = max(self.now, second)
