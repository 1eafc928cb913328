"""A clock that says whether records may be deleted by age: what is deleted by a wrong clock is gone for good."""

import time
from collections.abc import Callable

from ivr.clock import DAY, HOUR, WEEK

_JUMP = HOUR
"""Milliseconds between the clock and the uptime: clock synchronisation never changes a clock by more at once."""
_DOUBTED = WEEK
"""How long a clock is doubted that was far ahead of the newest record when the service began."""


class SteadyClock:
    """The *clock* of a service, and until when nothing may be deleted by it.

    *held_until* is that time as stored by the service that ran before (0: none).
    """

    def __init__(self, clock: Callable[[], int], held_until: int) -> None:
        self._clock = clock
        self._offset = clock() - _uptime()
        self._held_until = held_until

    @property
    def held_until(self) -> int:
        """Return until when nothing is deleted by age (milliseconds since 1970), 0 if that is over.

        A time further away than any hold lasts was stored by a clock that has been corrected since.
        """
        offset = self._clock() - _uptime()
        if abs(offset - self._offset) > _JUMP:
            self._offset = offset
            self._hold(DAY)
        return self._held_until if self._is_ahead(self._held_until) else 0

    def begin(self, newest: int) -> None:
        """Doubt a clock that is more than a day ahead of the *newest* record (0: there is none)."""
        if newest and self._clock() - newest > DAY and not self._is_ahead(self._held_until):
            self._hold(_DOUBTED)

    def _hold(self, span: int) -> None:
        until = self._clock() + span
        self._held_until = max(until, self._held_until) if self._is_ahead(self._held_until) else until

    def _is_ahead(self, moment: int) -> bool:
        return 0 < moment - self._clock() <= _DOUBTED


def _uptime() -> int:
    """Return the milliseconds of a clock that nobody sets."""
    return time.monotonic_ns() // 1_000_000
