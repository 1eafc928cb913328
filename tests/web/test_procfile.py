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


def test_a_release_whose_site_has_problems_ends_before_it_serves(tmp_path: Path) -> None:
    """Of which sites `ivr check` complains, and how it then ends, is tested with the commands."""
    done = begun(tmp_path, "release", "exit 1")

    assert (done.returncode, done.stdout) == (1, ",check --no-proof\n")


def test_it_starts_two_processes_unless_it_is_told_how_many(tmp_path: Path) -> None:
    given = ({}, {"WEB_CONCURRENCY": "3"}, {"WEB_CONCURRENCY": ""})
    started = [begun(tmp_path, "web", "exit 0", **one).stdout for one in given]

    assert started == [f"{workers},serve --host 0.0.0.0\n" for workers in ("2", "3", "")]


def begun(folder: Path, name: str, ends: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Begin the command of that name, where `ivr` only says what it is given, and then *ends*."""
    (folder / "ivr").write_text(f'#!/bin/sh\necho "$WEB_CONCURRENCY,$*"\n{ends}\n', encoding="utf-8")
    (folder / "ivr").chmod(0o755)
    path = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    command = ["sh", "-c", COMMANDS[name]]
    return subprocess.run(command, env=path | environ, capture_output=True, text=True, check=False)


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
