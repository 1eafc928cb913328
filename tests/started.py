"""`ivr` as a process of its own, beside the test that started it; a small site is read sooner."""

import atexit
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from ivr.cli import main

INTERPRETED = (sys.executable, "-c", "from ivr.cli import main; main()")
"""`ivr` in an interpreter of its own."""


def command(*arguments: str | bytes | Path, **how: Any) -> subprocess.Popen[Any]:  # noqa: ANN401 - as Popen's
    """Start `ivr` with *arguments*, forked from the tests' process: most of what it would do first is to import."""
    be = partial(_be_ivr, list(map(os.fsdecode, arguments)), dict(how.pop("env", os.environ)))
    return subprocess.Popen(["ivr"], preexec_fn=be, **how)  # noqa: PLW1509 - it never returns to Popen


def _be_ivr(arguments: list[str], environ: Mapping[str, str]) -> NoReturn:
    """Be a program that a terminal has started, of which only the modules are there already, and end as it does."""
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))  # Popen waits until this is done
    atexit._clear()  # noqa: SLF001 - what the tests do at their end
    sys.settrace(None)
    threading.settrace(None)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what begins the tests may ignore Ctrl-C, as a shell's
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # background job does, and Popen sets the other one back
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["ivr", *arguments]
    sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115 - as long as the process is there
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace")  # noqa: SIM115
    code = _code(arguments)
    atexit._run_exitfuncs()  # noqa: SLF001 - what it does at its own
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # a disk may be full
            stream.flush()
    os._exit(code)


def _code(arguments: list[str]) -> int:
    """Run `ivr`, and return the exit code; whatever it raises is shown, as an interpreter does."""
    try:
        main(arguments, prog_name="ivr")
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    return 1
