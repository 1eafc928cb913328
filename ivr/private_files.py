"""Files that only their owner may read: opened, replaced whole, and locked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def owner_only(path: str, flags: int) -> int:
    """Open a file as the `opener` of `open`: if it is created, only its owner can read it."""
    return os.open(path, flags, 0o600)


@contextmanager
def replacing(file: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write to, which replaces *file* once it is complete. Raises OSError.

    A device or a pipe (/dev/null, /dev/stdout) is written to: with enough rights it could be replaced, for everybody.
    """
    if file.exists() and not file.is_file():
        with file.open("wb") as device:
            yield device
        return
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)  # of a process that was killed
    try:
        with open(unfinished, "xb", opener=owner_only) as opened:
            yield opened
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def identity(path: Path) -> tuple[int, int] | None:
    """Return the device and inode of what *path* names now; None if it names nothing."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def lock(file: int) -> None:
    """Lock the open *file* until all its descriptors are closed. Raises BlockingIOError if it is locked."""
    import fcntl  # noqa: PLC0415 - Unix alone has it; elsewhere a site can be tried, if not served

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def locked_file(path: Path) -> int | None:
    """Open and lock *path*, created if needed; return its descriptor, None if it is locked. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        lock(file)
    except OSError as error:  # some network file systems have no locks
        os.close(file)
        if isinstance(error, BlockingIOError):
            return None
        raise
    return file
