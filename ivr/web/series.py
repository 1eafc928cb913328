"""Sums by name, in memory that all processes of a service share; metrics are read from them.

Like the counters they are made before the workers fork, each process adds in its own slot, and a dead worker's sums
remain: its successor adds to them. Unlike there, names are added while the service runs. The memory has no file behind
it, so that no full disk can end a worker that touches it.
"""

import mmap
import struct
import threading
from collections.abc import Sequence

from .counters import SLOTS

MOST = 2000
"""Names of a slot; more are added under `OTHER`."""

OTHER = ("other",)
_PARTS = "\x1f"
"""Separates the parts of a name in the table."""
_ROW = struct.Struct("d120s")
_STRIDE = _ROW.size // 8
"""The numbers from the value of one row to that of the next."""
_LONGEST = 120
"""Bytes of a name."""


class Series:
    """A table of sums. A name is a row of texts: what is measured, then its labels' values."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._memory = mmap.mmap(-1, SLOTS * most * _ROW.size)
        self._values = memoryview(self._memory).cast("d")
        self.take(0)

    def take(self, slot: int) -> None:
        """Add in *slot* from now on; called in each process after the fork, with a slot that no other process uses."""
        self._start = slot % SLOTS * self._most
        self._adding = threading.Lock()
        self._rows = {name: row for row, name, _ in self._read(self._start)}

    def add(self, name: tuple[str, ...], by: float = 1.0) -> None:
        """Add *by* to the sum of *name*. It waits for no disk and no other process."""
        with self._adding:
            row = self._rows.get(name)
            if row is None:
                row = self._new(name)
            self._values[row * _STRIDE] += by

    def sums(self) -> dict[tuple[str, ...], float]:
        """Return the sums of all processes, by name: as many names as a slot has, all others under `OTHER`."""
        sums: dict[tuple[str, ...], float] = {}
        for slot in range(SLOTS):
            for _, name, value in self._read(slot * self._most):
                key = name if name in sums or len(sums) < self._most - 1 else OTHER
                sums[key] = sums.get(key, 0.0) + value
        return sums

    def _new(self, name: tuple[str, ...]) -> int:
        """Return the row for a new *name*; the last row of a slot is for names that find no other."""
        taken, text = len(set(self._rows.values())), _PARTS.join(name).encode()
        if len(text) > _LONGEST or taken >= self._most - 1:
            name, text = OTHER, OTHER[0].encode()
        row = self._rows.get(name)
        if row is None:
            row = self._start + taken
            _ROW.pack_into(self._memory, row * _ROW.size, 0.0, text)
            self._rows[name] = row
        return row

    def _read(self, start: int) -> Sequence[tuple[int, tuple[str, ...], float]]:
        rows = []
        for row in range(start, start + self._most):
            value, text = _ROW.unpack_from(self._memory, row * _ROW.size)
            if not text[0]:
                break
            rows.append((row, tuple(text.rstrip(b"\0").decode().split(_PARTS)), value))
        return rows


SUMS = Series()
"""The sums of this service."""
