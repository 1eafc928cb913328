"""The service as a process of its own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 300.0


@contextmanager
def gunicorn(log: Path, bind: str = "127.0.0.1:0", **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start the service beside its *log* with nothing but *environ* set; afterwards it is gone, whatever happened."""
    config = ["--config", "python:ivr.web.server", "--bind", bind, "--workers", "2"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("IVR_", "TWILIO_", "GUNICORN"))}
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *config, "ivr.web:create_app()"],
            cwd=log.parent,
            env=clean | environ,
            stderr=errors,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def listening(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the service listens and return its host and port."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := re.search(r"Listening at: http://(\S+)", log.read_text()):
            return found[1]
        assert process.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(log.read_text())
