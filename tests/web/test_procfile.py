"""The Procfile as a buildpack runs it: in a shell, with the port that it is given."""

import os
import subprocess
import sys
from pathlib import Path

import requests

from .process import PATIENCE, listening
from .telephone import TOKEN

ROOT = Path(__file__).parents[2]
COMMANDS = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())
FOUND = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def test_a_release_whose_site_has_problems_ends_before_it_serves(site_copy: Path) -> None:
    def released() -> int:
        given = {"PATH": FOUND, "IVR_SITE": str(site_copy)}
        return subprocess.run(
            ["bash", "-c", COMMANDS["release"]], cwd=site_copy, env=given, capture_output=True, check=False
        ).returncode

    assert released() == 0
    (site_copy / "data" / "flow.yaml").write_text("start: nowhere\n", encoding="utf-8")
    assert released() == 1


def test_the_command_serves(tmp_path: Path) -> None:
    command = COMMANDS["web"]
    given = {"PATH": FOUND, "PORT": "0", "TWILIO_AUTH_TOKEN": TOKEN, "WEB_CONCURRENCY": "1"}
    log = tmp_path / "log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(["bash", "-c", f"exec {command}"], cwd=tmp_path, env=given, stderr=errors) as service,
    ):
        port = listening(log, service).rpartition(":")[2]
        answered = requests.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE)
        service.terminate()

    assert (answered.status_code, answered.text) == (200, "ok\n")
