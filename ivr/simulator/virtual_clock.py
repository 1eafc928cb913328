"""The virtual clock of a simulated call: it never waits in real time."""

from dataclasses import dataclass


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
