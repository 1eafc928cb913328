"""The files of the journals: one folder for all workers of a machine, in which each has its own files.

A worker holds the lock of the file that it writes; the system releases it when the worker dies. So a file whose lock
can be taken is finished, and nothing is added to it any more.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ivr.safe_files import lock, replacing

SUFFIX = ".jsonl"
_UNFINISHED = ".new"
_PIECE = 256 * 1024
"""Bytes read at a time."""


def create(folder: Path) -> int:
    """Create a file and return its descriptor, locked; the file gets its name only then.

    Raises OSError, and leaves no file behind then: where a disk refuses, that is tried again four times a second.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{int(time.time() * 1000):013d}-{os.getpid()}-{secrets.token_hex(4)}"
    unfinished, named = folder / f"{name}{_UNFINISHED}", folder / f"{name}{SUFFIX}"
    file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        lock(file)
        unfinished.rename(named)
        _sync(folder)
    except OSError:
        os.close(file)
        for path in (unfinished, named):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    return file


def give_to(owner: os.stat_result, file: int) -> None:
    """Give the open *file* to *owner* if root writes it: the shipper, which runs as that user, has to read it."""
    if os.geteuid() == 0:
        os.fchown(file, owner.st_uid, owner.st_gid)


def _sync(folder: Path) -> None:
    """Sync *folder*, so that its names survive a power cut. Raises OSError."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def is_gone(file: int) -> bool:
    """Return whether the open *file* has been removed. Raises OSError."""
    return os.fstat(file).st_nlink == 0


def paths(folder: Path) -> list[Path]:
    """Return the files in *folder*, oldest first; none if there is no folder."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file())


def size(folder: Path) -> int:
    """Return the total bytes of the files in *folder*, as far as they can be seen."""
    total = 0
    with suppress(OSError):  # without the right to read it one cannot write there either, and that reports the reason
        for path in paths(folder):
            with suppress(FileNotFoundError):  # it was shipped meanwhile
                total += path.stat().st_size
    return total


@contextmanager
def finished(path: Path) -> Iterator[bool]:
    """Return whether nobody writes the file *path* any more; nobody starts to in the meantime. Raises OSError."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            lock(file)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(file)


def read(path: Path, start: int) -> tuple[list[bytes], int]:
    """Return whole lines of *path* from the byte *start* on, at most a piece of it, and where the next one begins.

    A line longer than a piece is not one of ours: it is returned cut. Raises OSError.
    """
    with path.open("rb") as file:
        file.seek(start)
        piece = file.read(_PIECE)
    whole, end, _ = piece.rpartition(b"\n")
    if not end:
        return ([piece], start + len(piece)) if len(piece) == _PIECE else ([], start)
    return whole.split(b"\n"), start + len(whole) + 1


def rewrite(path: Path, keep: Callable[[bytes], bool]) -> None:
    """Remove the lines that *keep* rejects from the file *path*, which must be `finished`. Raises OSError.

    The file keeps its owner, who need not be the user who removes lines: root may.
    """
    lines = path.read_bytes().split(b"\n")
    remaining = [line for line in lines if line and keep(line)]
    if not remaining:
        path.unlink()
        return
    owner = path.stat()
    with replacing(path) as file:
        give_to(owner, file.fileno())
        file.write(b"\n".join(remaining) + b"\n")
