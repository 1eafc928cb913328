"""The `ivr` command beside a service that goes on: it yields to all else, and ends with whoever started it.

``python -m ivr.cli.apart check …``, started in a process group of its own with a pipe for standard input. Once nobody
holds the other end of the pipe any more, it is ended with all its processes: also where who started it was killed.
Where its memory does not suffice it ends in the same way, by a signal.
"""

import os
import resource
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

import click

from ivr.cli import main

_MOST_BYTES = 1 << 30
"""Of one process, its libraries included: ten times what the shipped site takes."""


def apart() -> None:
    """Run the command that `sys.argv` names."""
    os.nice(19)
    with suppress(OSError):  # where there is no such file, the system chooses by itself
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")  # to go before any worker does
    with suppress(ValueError):  # some systems know no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    threading.Thread(target=_end_with_starter, daemon=True).start()
    try:
        code = main(standalone_mode=False)
    except MemoryError:
        _end()
    except click.ClickException as error:
        if isinstance(error.__context__, ChildProcessError):  # a process of it was ended
            _end()
        error.show()
        code = error.exit_code
    sys.exit(code)


def _end_with_starter() -> None:
    os.read(sys.stdin.fileno(), 1)
    _end()


def _end() -> None:
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    apart()
