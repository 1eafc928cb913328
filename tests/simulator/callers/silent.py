"""A caller who never does anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ivr.simulator.people import Action, Desk, Playback


@dataclass(slots=True)
class Silent:
    """Listens and waits; every desk answers unless *desks* says otherwise."""

    desks: Callable[[str], Desk] = field(default=lambda _number: Desk())

    def hears(self, _heard: Playback) -> Sequence[Action]:
        """Do nothing."""
        return ()

    def desk(self, number: str) -> Desk:
        """Return how the telephone at *number* behaves."""
        return self.desks(number)
