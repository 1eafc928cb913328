"""The supervision of the shipper: one per machine, restarted by whichever worker finds its lock free.

The new process inherits the lock with its descriptor, so that no two can run; the system releases it when that process
dies. The shipper ends when the last process of the service has closed the pipe that it reads, or its lock is gone.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ivr.safe_files import locked_file

LOCK = "shipper.lock"
SHIPPER = (sys.executable, "-c", "import gc; gc.disable(); from ivr.records.shipper import main; main()")
"""Starts a shipper; its folder and the descriptor of its lock follow.

To look for garbage in what it imports would take a quarter of that.
"""
_BACKOFF = 5.0
"""Seconds before this process starts another one: it may die at once, again and again."""


@contextmanager
def locked(folder: Path) -> Iterator[int | None]:
    """Take the lock of the shipper in *folder* and yield its descriptor, or None if one runs. Raises OSError."""
    file = locked_file(folder / LOCK)
    try:
        yield file
    finally:
        if file is not None:
            os.close(file)  # this releases the lock, unless another process has the descriptor too


class Supervisor:
    """Keeps a shipper of the journals in *folder* running, for one service; created before its workers fork.

    *environ* holds the settings of the shipper.
    """

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ
        self._ending, self._service_lives = os.pipe()  # the second is open while any process of the service runs
        self._process: subprocess.Popen[bytes] | None = None
        self._next = 0.0

    def tend(self) -> None:
        """Start the shipper if none runs. Raises OSError."""
        if self._process and self._process.poll() is None:
            return
        if time.monotonic() < self._next:
            return
        with locked(self._folder) as lock:
            if lock is not None:
                self._next = time.monotonic() + _BACKOFF
                self._process = subprocess.Popen(  # noqa: S603 - this program itself
                    [*SHIPPER, self._folder, str(lock)],
                    stdin=self._ending,
                    stdout=subprocess.DEVNULL,
                    pass_fds=(lock,),
                    env=dict(self._environ),
                )
