"""An `ivr` command as a background process of a running service: lowest priority, limited memory and time, no orphans.

``python -m ivr.cli.background check …``, started in its own process group with a pipe as standard input. When the other
end of the pipe is closed, because the starter closed it or was killed, the whole process group is killed. Without
enough memory it ends in the same way, by SIGKILL; without enough processor time, by SIGXCPU.
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
"""Memory of one process, with its libraries: ten times what the shipped site takes."""
_MOST_SECONDS = 600
"""Seconds of processor time of one process; unlike time by the clock, it does not run out on a busy machine.

The shipped site takes twenty; with hours, and three notices for different areas, six times as much.
"""
_MERCY = 10
"""Seconds of processor time beyond that, after which the system kills a process that has not ended."""


def run_in_background() -> None:
    """Run the command that `sys.argv` names."""
    os.nice(19)
    with suppress(OSError):  # only Linux has this file
        Path("/proc/self/oom_score_adj").write_text(
            "1000", encoding="ascii"
        )  # when memory runs out, this process is killed before any worker
    with suppress(ValueError):  # some systems have no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGXCPU, _end_together)
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS + _MERCY))
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


def _end_together(number: int, _frame: object) -> None:
    """End the whole group by the signal that ended one of its processes, so that the starter learns which it was."""
    signal.signal(number, signal.SIG_DFL)
    os.killpg(0, number)


def _end() -> None:
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    run_in_background()
