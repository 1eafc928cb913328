"""The service on a machine that has no process, or no thread, left for new workers while a file of that name is there.

The files are in the working folder.
"""

import errno
import os
import threading
from pathlib import Path

from flask import Flask

from . import unproven

NO_PROCESS, NO_THREAD = "no-process", "no-thread"
_fork, _start = os.fork, threading.Thread.start


def _fork_if_any() -> int:
    if Path(NO_PROCESS).exists():
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return _fork()


def _start_if_any(thread: threading.Thread) -> None:
    if Path(NO_THREAD).exists():
        raise RuntimeError("can't start new thread")
    _start(thread)


def app() -> Flask:
    """Make the application, and let the machine's processes and threads run out from then on."""
    os.fork, threading.Thread.start = _fork_if_any, _start_if_any  # type: ignore[method-assign,assignment]
    return unproven.app()
