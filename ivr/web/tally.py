"""How often each of many keys came up lately, in a memory that does not grow: strangers choose their addresses."""

import time
from collections.abc import Callable
from threading import Lock

SLOTS = 4096
"""Two keys that meet in a slot are counted as one; which ones do so, nobody outside this process can know."""


class Tally:
    """Counts by key in windows of *seconds*, for this process; *clock* tells seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._slots = [(0, 0)] * SLOTS  # the number of the window, and the count in it
        self._counting = Lock()

    def count(self, key: str, by: int = 1) -> int:
        """Count *key*, *by* times, and return how often it has come up in this window."""
        slot, window = hash(key) % SLOTS, int(self._clock() // self.seconds)
        with self._counting:
            last, before = self._slots[slot]
            now = by + (before if last == window else 0)
            self._slots[slot] = (window, now)
        return now
