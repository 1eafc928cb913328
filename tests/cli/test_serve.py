"""A newcomer's first minute: one command, the address that it prints, a call on the page behind it."""

import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from ivr.distribution import own_command, shipped
from tests.started import IVR, command
from tests.twilio.validity import faults
from tests.web.process import exchange
from tests.web.test_gunicorn import post

CALL = {"caller": "090-1234-5678", "called": "050-1234-5678", "at": "2026-05-07 10:00", "steps": []}

SERVE = [*IVR, "serve"]


def clean() -> dict[str, str]:
    """Return the environment with nothing configured."""
    ours = ("IVR_", "TWILIO_", "GUNICORN", "WEB_CONCURRENCY")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def listens(host: str) -> bool:
    """Tell whether this machine has the address *host*: some containers have no IPv6."""
    try:
        socket.create_server((host, 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


HOSTS = {"127.0.0.1": "127.0.0.1"} | ({"::1": "[::1]", "[::1]": "[::1]"} if listens("::1") else {})
"""What may be given as --host, and how an address names it."""


@contextmanager
def serving(folder: Path, *arguments: str | Path, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """Run `ivr serve` in *folder* on a free port, with nothing configured but *environ*."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with command(
        "serve", "--port", str(port), *arguments, env=clean() | environ, cwd=folder, text=True, **pipes
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def lines_until(words: str, process: subprocess.Popen[str]) -> list[str]:
    """Read what is told until a line holds *words*."""
    assert process.stdout
    lines: list[str] = []
    while not lines or words not in lines[-1]:
        lines.append(process.stdout.readline())
        assert lines[-1], lines
    return lines


def answers_this_machine_alone(address: str) -> None:
    """Hold that what is not signed is answered, but not what a proxy has passed on, be it an old one."""
    status, document = post(address, "/voice")
    assert (status, faults(document)) == (200, [])
    assert post(address, "/voice", X_Forwarded_For="203.0.113.9")[0] == 403
    by_old_proxy = f"POST /voice HTTP/1.0\r\nHost: {address}\r\nContent-Length: 0\r\n\r\n"
    assert exchange(address, by_old_proxy.encode()).startswith(b"HTTP/1.0 403 ")


@pytest.mark.parametrize("host", [host for host in HOSTS if host != "[::1]"])
def test_the_page_that_is_named_takes_a_call(tmp_path: Path, small_site: Path, host: str) -> None:
    """Whoever calls at once is answered.

    One address is served with no settings at all; the others with settings that start sooner.
    """
    quick = {} if host == "127.0.0.1" else {"IVR_SITE": str(small_site), "IVR_RECORDS": "0"}
    with serving(tmp_path, "--host", host, **quick) as process:
        *before, first, second = lines_until("Twilio's voice URL", process)
        page = first.strip().removeprefix("To call it, open ")
        shown, answer = requests.get(page, timeout=60), requests.post(f"{page}/call", json=CALL, timeout=60)
        answers_this_machine_alone(page.removeprefix("http://").removesuffix("/phone"))

    assert any("demo mode" in line for line in before)
    assert shown.status_code == 200
    assert answer.json()["entries"][0]["text"] == "経営相談の案内です。"
    assert second.startswith(f"Twilio's voice URL will be http://{HOSTS[host]}:")
    assert f"try it with: {own_command()} call --url http://{HOSTS[host]}:" in second
    assert second.rstrip().endswith(f"/voice --site {quick.get('IVR_SITE', shipped())}")


@pytest.mark.parametrize("printed", ["", "<&- >&- 2>&-"])
def test_a_socket_that_systemd_holds_is_taken_over_though_the_disk_is_full_or_nothing_is_open(
    tmp_path: Path, small_site: Path, printed: str
) -> None:
    """So it is after a restart of the machine too: calls do not need any line that the service prints."""
    full = Path("/dev/full" if Path("/dev/full").exists() else os.devnull)
    with socket.create_server(("127.0.0.1", 0)) as held, full.open("w") as output:
        port = held.getsockname()[1]
        script = f'exec 3<&0; export LISTEN_PID=$$ LISTEN_FDS=1; exec "$@" {printed}'
        held_for = ["sh", "-c", script, "sh", *SERVE, "--port", str(port)]
        environ = clean() | {"IVR_RECORDS": "0", "IVR_SITE": str(small_site)}
        with subprocess.Popen(
            held_for, env=environ, cwd=tmp_path, stdin=held.fileno(), stdout=output, stderr=subprocess.DEVNULL
        ) as process:
            try:
                answer = requests.get(f"http://127.0.0.1:{port}/healthz", timeout=60)
            finally:
                process.terminate()

    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_no_address_is_named_for_a_socket_that_is_a_file(tmp_path: Path, small_site: Path) -> None:
    with socket.socket(socket.AF_UNIX) as held, (tmp_path / "out").open("w") as output:
        held.bind(str(tmp_path / "socket"))
        held.listen()
        script = ["sh", "-c", 'exec 3<&0; export LISTEN_PID=$$ LISTEN_FDS=1; exec "$@"', "sh", *SERVE]
        environ = clean() | {"IVR_RECORDS": "0", "IVR_SITE": str(small_site)}
        with (
            subprocess.Popen(
                script, env=environ, cwd=tmp_path, stdin=held.fileno(), stdout=output, stderr=subprocess.DEVNULL
            ) as process,
            socket.socket(socket.AF_UNIX) as caller,
        ):
            try:
                caller.settimeout(60)
                caller.connect(str(tmp_path / "socket"))
                caller.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
                answer = caller.recv(1000)
            finally:
                process.terminate()

    assert b" 200 OK" in answer
    assert not (tmp_path / "out").read_text()


def test_programs_get_the_addresses_as_json_with_the_port_that_the_system_chose(
    tmp_path: Path, small_site: Path
) -> None:
    host = [*HOSTS][-1]  # in brackets, where this machine has IPv6
    with serving(tmp_path, "--port", "0", "--host", host, "--json", "--site", small_site) as process:
        addresses = json.loads(lines_until('"phone"', process)[-1])

        assert re.fullmatch(rf"http://{re.escape(HOSTS[host])}:[1-9]\d+/voice", addresses["voice"])
        assert addresses["phone"] == addresses["voice"].replace("/voice", "/phone")
        assert requests.get(addresses["phone"], timeout=60).status_code == 200


def test_ctrl_c_ends_a_service_that_is_still_starting_without_a_traceback(tmp_path: Path, small_site: Path) -> None:
    with serving(tmp_path, "--site", small_site) as process:
        lines_until("unverified", process)  # the site is read, and nothing listens yet
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate()

    assert process.returncode in (-signal.SIGINT, 0)  # a shell counts the first as 130
    assert "Traceback" not in rest


def test_a_number_of_processes_that_is_none_is_reported_by_name(tmp_path: Path) -> None:
    """Told by us: what gunicorn makes of it is a traceback, or a service that answers nobody."""
    environ = clean() | {"WEB_CONCURRENCY": "two"}
    with command("serve", env=environ, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        _, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert errors == "WEB_CONCURRENCY: expected a number from 1 to 64, found two\n"


def test_a_port_that_is_taken_is_reported_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with command("serve", "--port", str(port), env=clean(), cwd=tmp_path, text=True, **pipes) as process:
            output, errors = process.communicate(timeout=60)

    assert (process.returncode, output) == (1, "")
    assert errors == (
        f"Error: another program is already listening on port {port}; end it, or choose another port with --port\n"
    )
