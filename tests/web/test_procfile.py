"""The Procfile as a buildpack runs it: in a shell, with the port that it is given."""

import os
import subprocess
import sys
from pathlib import Path

import requests

from tests.waiting import PATIENCE

from .process import listening
from .telephone import TOKEN

ROOT = Path(__file__).parents[2]
COMMANDS = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())
FOUND = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def test_a_release_whose_site_has_problems_ends_before_it_serves(site: Path) -> None:
    """`ivr check` itself, and that it ends with 0 otherwise, is tested with the commands."""
    (site / "data" / "flow.yaml").write_text("start: nowhere\n", encoding="utf-8")
    given = {"PATH": FOUND, "IVR_SITE": str(site)}
    command = ["bash", "-c", COMMANDS["release"]]
    done = subprocess.run(command, cwd=site, env=given, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "data/flow.yaml:1:" in done.stdout


def test_it_starts_two_processes_unless_it_is_told_how_many(tmp_path: Path) -> None:
    (tmp_path / "ivr").write_text('#!/bin/sh\necho "$WEB_CONCURRENCY,$*"\n', encoding="utf-8")
    (tmp_path / "ivr").chmod(0o755)
    path = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    started = [
        subprocess.run(
            ["sh", "-c", COMMANDS["web"]], env=path | given, capture_output=True, text=True, check=True
        ).stdout
        for given in ({}, {"WEB_CONCURRENCY": "3"}, {"WEB_CONCURRENCY": ""})
    ]

    assert started == [f"{workers},serve --host 0.0.0.0\n" for workers in ("2", "3", "")]


def test_the_command_serves(tmp_path: Path, small_site: Path) -> None:
    command = COMMANDS["web"]
    given = {"PATH": FOUND, "PORT": "0", "TWILIO_AUTH_TOKEN": TOKEN, "WEB_CONCURRENCY": "1"}
    given |= {"IVR_SITE": str(small_site), "IVR_RECORDS": "0"}
    log = tmp_path / "log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(["bash", "-c", f"exec {command}"], cwd=tmp_path, env=given, stderr=errors) as service,
    ):
        port = listening(log, service).rpartition(":")[2]
        answered = requests.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE)
        service.terminate()

    assert (answered.status_code, answered.text) == (200, "ok\n")
