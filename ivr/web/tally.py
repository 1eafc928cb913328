"""Counts of recent events by key in a fixed amount of memory, because strangers choose the keys (their addresses)."""

import time
from collections.abc import Callable
from threading import Lock

SLOTS = 4096
"""Keys that share a slot are counted as one; hashes are salted, so that nobody outside can find two that do."""


class Tally:
    """Counts by key in windows of *seconds*, in this process; *clock* returns seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._slots = [(0, 0)] * SLOTS  # the number of the window, and the count in it
        self._counting = Lock()

    def count(self, key: str, by: int = 1) -> int:
        """Add *by* to the count of *key* in this window, and return the count."""
        slot, window = hash(key) % SLOTS, int(self._clock() // self.seconds)
        with self._counting:
            last, before = self._slots[slot]
            now = by + (before if last == window else 0)
            self._slots[slot] = (window, now)
        return now
