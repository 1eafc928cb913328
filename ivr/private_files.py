"""Files that only their owner may read, and that nobody finds half written."""

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
    """Yield a file to write to, which replaces *file* once it is complete. Raises OSError."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)  # of a process that was killed
    try:
        with open(unfinished, "xb", opener=owner_only) as opened:
            yield opened
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
