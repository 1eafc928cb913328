"""A newcomer's first minute: one command, the address that it prints, a call on the page behind it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ivr.distribution import own_command

CALL = {"caller": "090-1234-5678", "called": "050-1234-5678", "at": "2026-05-07T10:00", "turns": []}


def listens(host: str) -> bool:
    """Tell whether this machine has the address *host*: some containers have no IPv6."""
    try:
        socket.create_server((host, 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


HOSTS = {"127.0.0.1": "127.0.0.1"} | ({"::1": "[::1]", "[::1]": "[::1]"} if listens("::1") else {})
"""What may be given as --host, and how an address names it."""


@pytest.fixture(params=HOSTS)
def host(request: pytest.FixtureRequest) -> str:
    named: str = request.param
    return named


@pytest.fixture
def told(tmp_path: Path, host: str) -> Iterator[str]:
    """Run `ivr serve` with nothing configured, wait until it listens, and give what it has told until then."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("IVR_", "TWILIO_", "GUNICORN"))}
    command = [sys.executable, "-c", "from ivr.cli import main; main()", "serve", "--host", host, "--port", str(port)]
    with subprocess.Popen(
        command, env=clean, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        lines: list[str] = []
        while not lines or "Listening at" not in lines[-1]:
            lines.append(process.stdout.readline())
            assert lines[-1], lines
        yield "".join(lines)
        process.terminate()


def test_the_page_that_is_named_takes_a_call(told: str, host: str) -> None:
    first, second, *_ = told.splitlines()
    page = first.removeprefix("To call it, open ")

    assert requests.get(page, timeout=60).status_code == 200
    answer = requests.post(f"{page}/call", json=CALL, timeout=60).json()
    assert answer["entries"][0]["text"] == "経営相談の、電話案内です。"
    assert second.startswith(f"Twilio's voice URL will be http://{HOSTS[host]}:")
    assert f"try it with: {own_command()} call --url http://{HOSTS[host]}:" in second
