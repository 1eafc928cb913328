"""`ivr` as a process of its own, beside the test that started it; a small site is read sooner."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_IVR = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from ivr.cli import main
main(prog_name="ivr")
"""
"""What begins the tests may ignore Ctrl-C, as a shell's background job does; a terminal's program does not."""

IVR = (sys.executable, "-c", _IVR)
"""The command that starts `ivr`; arguments follow it."""


def command(*arguments: str | bytes | Path, **how: Any) -> subprocess.Popen[Any]:  # noqa: ANN401 - as Popen's
    """Start `ivr` with *arguments*."""
    return subprocess.Popen([*IVR, *map(os.fsdecode, arguments)], **how)
