"""What the workers of one service share: how it stands, and the plan that serves.

It is in memory that is made before the workers fork and that ends with the last of them. So a disk that is full, and
copies that were deleted, change nothing of how calls are led.
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

from .state import Standing

_HEAD = struct.Struct("<QQI")
"""The number of a writing, how many bytes it has, and their checksum."""


class Record:
    """Bytes that processes share, written whole or not at all.

    A writing replaces the older one of two; its head comes last. Where it is cut off, the younger one still counts.
    """

    def __init__(self) -> None:
        self.files = _open_file(), _open_file()

    def values(self) -> Iterator[bytes]:
        """Yield what was written last, then what was written before that, where they can be read."""
        found = sorted((_read(file) for file in self.files), reverse=True)
        yield from (content for number, content in found if number)

    def write(self, content: bytes) -> None:
        """Write *content*. Raises OSError, and then nothing has changed."""
        numbers = [_read(file)[0] for file in self.files]
        file = self.files[numbers.index(min(numbers))]
        os.ftruncate(file, 0)
        _write(file, content, _HEAD.size)
        _write(file, _HEAD.pack(max(numbers) + 1, len(content), crc32(content)), 0)


class Shared:
    """The standing and the plan that all workers read, and write one at a time."""

    def __init__(self, standing: Standing) -> None:
        self._lock = _open_file()
        self._standing, self._plan = Record(), Record()
        self.write(standing)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep the other workers out; one that dies inside lets them in."""
        import fcntl  # noqa: PLC0415 - Unix alone has it; elsewhere a site can be tried, if not served

        fcntl.lockf(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._lock, fcntl.LOCK_UN)

    def read(self) -> Standing | None:
        """Return what was written last; None where that cannot be read."""
        return next(map(Standing.of_json, self._standing.values()), None)

    def write(self, standing: Standing) -> None:
        """Let the service stand so. Raises OSError."""
        self._standing.write(standing.as_json())

    def hold(self, plan: Plan) -> None:
        """Hold *plan*, which is about to serve, for workers that find no copy of it. Raises OSError."""
        self._plan.write(plan.hash.encode() + b"\n" + pickle.dumps(plan))

    def held(self, name: str) -> Plan | None:
        """Return the plan *name* (its hash), if it is one of the last two that were held."""
        for content in self._plan.values():
            held, _, plan = content.partition(b"\n")
            if held.decode() == name:
                loaded: Plan = pickle.loads(plan)  # noqa: S301 - this service's own memory
                return loaded
        return None


def _open_file() -> int:
    """Return a file that has no name and is open as long as a process of this service runs."""
    if sys.platform == "linux":
        return os.memfd_create("ivr")
    file, path = mkstemp()
    Path(path).unlink()
    return file


def _read(file: int) -> tuple[int, bytes]:
    """Return number and content of a writing; 0 and nothing where there is no whole one."""
    head = os.pread(file, _HEAD.size, 0)
    if len(head) < _HEAD.size:
        return 0, b""
    number, length, checksum = _HEAD.unpack(head)
    content = os.pread(file, length, _HEAD.size)
    return (number, content) if len(content) == length and crc32(content) == checksum else (0, b"")


def _write(file: int, content: bytes, at: int) -> None:
    """Write all of *content*: the system may write a part of it at a time."""
    rest = memoryview(content)
    while rest:
        written = os.pwrite(file, rest, at)
        rest, at = rest[written:], at + written
