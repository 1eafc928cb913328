"""Files that are written whole or not at all, that only their owner may read, or that are locked."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EBUSY, ENAMETOOLONG, EPERM, EROFS
from pathlib import Path
from stat import S_IMODE, S_ISREG
from typing import IO


def owner_only(path: str, flags: int) -> int:
    """Open a file as the `opener` of `open`: if it is created, only its owner can read it."""
    return os.open(path, flags, 0o600)


Opener = Callable[[str, int], int]
_NONE_BESIDE = {EACCES, EPERM, EROFS, EBUSY, ENAMETOOLONG}
"""Why a folder takes no file beside one of its files, or does not let the one replace the other."""


@contextmanager
def replacing(file: Path, opener: Opener | None = owner_only) -> Iterator[IO[bytes]]:
    """Yield a file to write to, opened by *opener*, which replaces *file* once it is complete. Raises OSError.

    A device or a pipe (/dev/null, /dev/stdout) is written to: with enough rights it could be replaced, for everybody.
    Of a symbolic link what it leads to is replaced, be it there yet or not: a backup on another disk stays there.
    """
    if file.exists() and not file.is_file():
        with file.open("wb") as device:
            yield device
        return
    file = Path(os.path.realpath(file))
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)  # of a process that was killed
    try:
        with open(unfinished, "xb", opener=opener) as opened:
            yield opened
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def write_whole(file: Path, content: bytes) -> None:
    """Write *content* to *file*, which stays as it was if that fails; its mode and its owner stay too. Raises OSError.

    A full disk would leave the beginning of the new content where the old was. A file whose folder takes no other one
    beside it (a page below /var/www, a file that is mounted) is written in its place.
    """
    try:
        try:
            _replace(file, content)
        except OSError as error:
            if error.errno not in _NONE_BESIDE or not file.is_file():
                raise
            file.write_bytes(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error  # not the hidden name that it is written under


def _replace(file: Path, content: bytes) -> None:
    with replacing(file, opener=None) as new:
        if file.is_file():
            before = file.stat()
            Path(new.name).chmod(S_IMODE(before.st_mode))  # before anybody could read in it what was private
            if hasattr(os, "chown"):
                with suppress(PermissionError):  # a group that is not one's own
                    os.chown(new.name, -1, before.st_gid)
                with suppress(PermissionError):  # root alone gives files away
                    os.chown(new.name, before.st_uid, -1)
        new.write(content)
        new.flush()
        if S_ISREG(os.fstat(new.fileno()).st_mode):  # a pipe has nothing on a disk
            os.fsync(new.fileno())


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
