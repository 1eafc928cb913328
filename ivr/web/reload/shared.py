"""Reload state and current plan, shared by the workers through unlinked temporary files.

The files are opened before the workers fork and vanish with the last of them. On Linux they are in memory, so that a
full disk or a deleted plan store never changes how calls go.
"""

import os
import pickle
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from zlib import crc32

from ivr.call import Plan

from .state import ReloadState

_HEAD = struct.Struct("<QQI")
"""Header of a version: its number, its length in bytes, and its checksum."""


class SharedBytes:
    """Bytes that processes share, replaced atomically.

    Two versions are stored, and a write overwrites the older one. The header is written last, so that a write that is
    cut off leaves the newer version valid.
    """

    def __init__(self) -> None:
        self.files = _open_file(), _open_file()

    def values(self) -> Iterator[bytes]:
        """Yield the readable versions, newest first."""
        versions = sorted((_read(file) for file in self.files), reverse=True)
        yield from (content for number, content in versions if number)

    def write(self, content: bytes) -> None:
        """Replace the older version by *content*. Raises OSError, in which case nothing has changed."""
        numbers = [_read(file)[0] for file in self.files]
        file = self.files[numbers.index(min(numbers))]
        os.ftruncate(file, 0)
        _write(file, content, _HEAD.size)
        _write(file, _HEAD.pack(max(numbers) + 1, len(content), crc32(content)), 0)


class SharedState:
    """Reload state and current plan of the service: read by all workers, written by one at a time."""

    def __init__(self, state: ReloadState) -> None:
        self._lock = _open_file()
        self._state, self._plan = SharedBytes(), SharedBytes()
        self.write(state)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of the service; the system releases it if the worker dies."""
        import fcntl  # noqa: PLC0415 - Unix alone has it; elsewhere a site can be tried, if not served

        fcntl.lockf(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._lock, fcntl.LOCK_UN)

    def read(self) -> ReloadState | None:
        """Return the state that was written last, None if it cannot be read."""
        return next(map(pickle.loads, self._state.values()), None)  # this service's own memory

    def write(self, state: ReloadState) -> None:
        """Publish *state* to the other workers. Raises OSError."""
        self._state.write(pickle.dumps(state))

    def put_plan(self, plan: Plan) -> None:
        """Publish *plan*, for workers that cannot read it from the plan store. Raises OSError."""
        self._plan.write(plan.hash.encode() + b"\n" + pickle.dumps(plan))

    def plan(self, name: str) -> Plan | None:
        """Return the plan *name* (its hash), if it is one of the last two that were published."""
        for content in self._plan.values():
            published, _, plan = content.partition(b"\n")
            if published.decode() == name:
                loaded: Plan = pickle.loads(plan)  # noqa: S301 - this service's own memory
                return loaded
        return None


def _open_file() -> int:
    """Open a file without a name, which exists as long as a process of this service has it open."""
    if sys.platform == "linux":
        return os.memfd_create("ivr")
    file, path = mkstemp()
    Path(path).unlink()
    return file


def _read(file: int) -> tuple[int, bytes]:
    """Return number and content of a version; 0 and nothing if it is not complete."""
    head = os.pread(file, _HEAD.size, 0)
    if len(head) < _HEAD.size:
        return 0, b""
    number, length, checksum = _HEAD.unpack(head)
    content = os.pread(file, length, _HEAD.size)
    return (number, content) if len(content) == length and crc32(content) == checksum else (0, b"")


def _write(file: int, content: bytes, at: int) -> None:
    """Write all of *content*: one call of the system may write only a part of it."""
    rest = memoryview(content)
    while rest:
        written = os.pwrite(file, rest, at)
        rest, at = rest[written:], at + written
