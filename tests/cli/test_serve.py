"""A newcomer's first minute: one command, the address that it prints, a call on the page behind it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

CALL = {"caller": "090-1234-5678", "called": "050-1234-5678", "at": "2026-05-07T10:00", "turns": []}


SERVE = [sys.executable, "-c", "from ivr.cli import main; main()", "serve"]


def clean() -> dict[str, str]:
    """Return the environment with nothing configured."""
    ours = ("IVR_", "TWILIO_", "GUNICORN", "WEB_CONCURRENCY")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.fixture
def told(tmp_path: Path) -> Iterator[str]:
    """Run `ivr serve` with nothing configured, wait until it listens, and give what it has told until then."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    environ = clean() | {"PORT": str(port)}
    with subprocess.Popen(
        SERVE, env=environ, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        lines: list[str] = []
        while not lines or "Listening at" not in lines[-1]:
            lines.append(process.stdout.readline())
            assert lines[-1], lines
        yield "".join(lines)
        process.terminate()


def test_the_page_that_is_named_takes_a_call(told: str) -> None:
    first, second, *_ = told.splitlines()
    page = first.removeprefix("To call it, open ")

    assert requests.get(page, timeout=60).status_code == 200
    answer = requests.post(f"{page}/call", json=CALL, timeout=60).json()
    assert answer["entries"][0]["text"] == "経営相談の、電話案内です。"
    assert second.startswith("Twilio's voice URL will be http://127.0.0.1:")


@pytest.mark.parametrize(("workers", "found"), [("", "nothing"), ("two", "two"), ("0", "0"), ("1 2", "1 2")])
def test_a_number_of_processes_that_is_none_is_told_by_name(tmp_path: Path, workers: str, found: str) -> None:
    """Told by us: what gunicorn makes of it is a traceback, or a service that answers nobody."""
    environ = clean() | {"WEB_CONCURRENCY": workers}
    ended = subprocess.run(SERVE, env=environ, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert ended.stderr == f"WEB_CONCURRENCY: expected a number from 1 to 64, found {found}\n"


def test_the_procfile_starts_two_processes_unless_it_is_told_how_many(tmp_path: Path) -> None:
    line = Path(__file__).parents[2].joinpath("Procfile").read_text().removeprefix("web: ").strip()
    (tmp_path / "ivr").write_text('#!/bin/sh\necho "$WEB_CONCURRENCY,$*"\n')
    (tmp_path / "ivr").chmod(0o755)
    path = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    started = [
        subprocess.run(["sh", "-c", line], env=path | given, capture_output=True, text=True, check=True).stdout
        for given in ({}, {"WEB_CONCURRENCY": "3"}, {"WEB_CONCURRENCY": ""})
    ]

    assert started == [f"{workers},serve --host 0.0.0.0\n" for workers in ("2", "3", "")]
