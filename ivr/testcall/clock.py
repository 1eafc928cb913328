"""The clock of a service in this process whose calls come in at a pretended time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.call import Conditions
from ivr.call.events import OPEN
from ivr.clock import JAPAN
from ivr.simulator import SimulatedCall

MORNING = datetime(2026, 1, 5, 10, 0)  # noqa: DTZ001 - local time, as in a script
"""When a call comes in that does not say: a Monday morning, the same one every day, so that tests can be repeated."""


@dataclass(slots=True)
class CallClock:
    """The local time at which the service believes to be: that of the call's beginning, and the call's own seconds.

    And the *world* in which it believes the call to happen, but for the time.
    """

    began: datetime = MORNING
    call: SimulatedCall | None = None
    world: Conditions = OPEN

    def __call__(self) -> datetime:
        """Return the local time."""
        second = self.call.second if self.call else 0.0
        return (self.began + timedelta(seconds=second)).replace(tzinfo=JAPAN)

    def outlook(self) -> Conditions:
        """Return what keeps offices from being rung."""
        return self.world

    def follow(self, call: SimulatedCall | None, began: datetime, world: Conditions = OPEN) -> None:
        """Be the clock of *call*, which comes in at the local time *began*; None while it is being dialled."""
        self.began, self.call, self.world = began, call, world
