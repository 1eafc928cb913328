"""The Procfile as a buildpack runs it: in a shell, with the port that it is given."""

import os
import subprocess
import sys
from pathlib import Path

import requests

from .process import PATIENCE, listening
from .telephone import TOKEN

ROOT = Path(__file__).parents[2]


def test_the_command_serves(tmp_path: Path) -> None:
    command = (ROOT / "Procfile").read_text(encoding="utf-8").removeprefix("web: ")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {"PATH": path, "PORT": "0", "TWILIO_AUTH_TOKEN": TOKEN, "WEB_CONCURRENCY": "1"}
    log = tmp_path / "log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(["bash", "-c", f"exec {command}"], cwd=tmp_path, env=given, stderr=errors) as service,
    ):
        port = listening(log, service).rpartition(":")[2]
        answered = requests.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE)
        service.terminate()

    assert (answered.status_code, answered.text) == (200, "ok\n")
