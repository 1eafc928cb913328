"""Counters of the whole service: one small table in memory that all its processes share.

The table is made before the workers fork. Each process counts in its own slot, so none waits for another, and what a
worker has counted remains when it dies: the next one counts on in its slot. ``COUNTERS.count("answered")`` counts,
``COUNTERS.totals()`` and ``COUNTERS.lately()`` read it for all processes together.
"""

import itertools
import mmap
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Literal, get_args

CounterName = Literal[
    "answered",  # signed webhooks that got their answer
    "refused",  # requests that were refused
    "dropped",  # lines of log that could not be written
    "guessed",  # wrong passwords
    "unrecorded",  # events of calls that could not be recorded
]
NAMES: tuple[CounterName, ...] = get_args(CounterName)

SLOTS = 129
"""One for the first process and one for each worker; gunicorn may be told to begin more than `ivr serve` does."""

_SECONDS = 10
"""How long a bucket counts."""
_BUCKETS = 30
"""How many buckets a slot has: the last five minutes, to ten seconds."""
_BUCKET = 1 + len(NAMES)
"""The cells of a bucket: the number of its ten seconds, and a count for each name."""
_SLOT = len(NAMES) + _BUCKETS * _BUCKET
"""The cells of a slot: the totals, then the buckets."""


class Counters:
    """A table of counters; *clock* gives seconds, the same in all processes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._cells = memoryview(mmap.mmap(-1, SLOTS * _SLOT * 8)).cast("q")
        self.take(0)

    def take(self, slot: int) -> None:
        """Count in *slot* from now on; called in each process after the fork, with a slot that no other uses."""
        self._start = slot % SLOTS * _SLOT
        self._waiting: deque[tuple[int, int]] = deque()
        self._adding = threading.Lock()

    def count(self, name: CounterName, by: int = 1) -> None:
        """Count that *name* happened, *by* times; it never waits, not even in a signal handler.

        A thread that finds another one adding leaves its count to that one, which looks again after releasing the lock.
        """
        self._waiting.append((NAMES.index(name), by))
        while self._waiting and self._adding.acquire(blocking=False):
            try:
                self._add()
            finally:
                self._adding.release()

    def totals(self) -> dict[CounterName, int]:
        """Return how often each name was counted since the service began."""
        return self._summed(self._counted())

    def lately(self) -> dict[CounterName, int]:
        """Return how often each name was counted in the last five minutes."""
        oldest = self._now() - _BUCKETS
        starts = (slot + len(NAMES) + bucket * _BUCKET for slot in self._counted() for bucket in range(_BUCKETS))
        return self._summed(start + 1 for start in starts if self._cells[start] > oldest)

    def _counted(self) -> list[int]:
        """Return the positions of the few slots in which anything was counted."""
        return [slot for slot in range(0, SLOTS * _SLOT, _SLOT) if any(self._cells[slot : slot + len(NAMES)])]

    def _now(self) -> int:
        return int(self._clock()) // _SECONDS + _BUCKETS + 1  # above what an empty bucket holds, also after a boot

    def _add(self) -> None:
        now = self._now()
        bucket = self._start + len(NAMES) + now % _BUCKETS * _BUCKET
        if self._cells[bucket] != now:
            for cell in range(bucket, bucket + _BUCKET):  # its old number goes first: nobody reads it while it is wiped
                self._cells[cell] = 0
            self._cells[bucket] = now
        while self._waiting:
            index, by = self._waiting.popleft()
            self._cells[self._start + index] += by
            self._cells[bucket + 1 + index] += by

    def _summed(self, starts: Iterable[int]) -> dict[CounterName, int]:
        rows = [self._cells[start : start + len(NAMES)].tolist() for start in starts]
        return {name: sum(row[index] for row in rows) for index, name in enumerate(NAMES)}


COUNTERS = Counters()
"""The counters of this service."""


def free_slot(taken: Iterable[int]) -> int:
    """Return the first slot that is not *taken* by another worker; the first process keeps its own."""
    others = set(taken)
    return next(slot for slot in itertools.count(1) if slot not in others)
