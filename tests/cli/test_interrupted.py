"""Ctrl-C ends a command cleanly, as shells expect it, and what was done is kept."""

import os
import pty
import signal
import subprocess
from pathlib import Path
from select import select
from time import monotonic, sleep

import pytest

from ivr.callscript import read_script_file
from tests.started import command
from tests.waiting import PATIENCE

from .command import Command

FALLS_ASLEEP = 2.0
"""Seconds after what is seen in which a command that waits for an answer has come to that."""
PRESSED_AGAIN = 10.0
"""Seconds in which nothing is seen, after which Ctrl-C is pressed again."""


def interrupted(
    *arguments: str, when: str, waits: bool = True, stdin: int = subprocess.PIPE, site: Path | None = None
) -> tuple[int, str]:
    """Press Ctrl-C on a terminal once *when* is seen there; return the exit code and all that was seen.

    If the command *waits* for an answer it is pressed where it does; and again where nothing happens for long, as a
    person does: one that comes between the words of a prompt and the wait is heard when that wait ends.
    """
    screen, terminal = pty.openpty()
    seen = b""
    seats = dict.fromkeys(("stdout", "stderr"), terminal)
    environ = os.environ | ({"IVR_SITE": str(site)} if site else {})
    with command(*arguments, stdin=stdin, **seats, env=environ, start_new_session=True) as program:
        os.close(terminal)
        while when.encode() not in seen:
            assert select([screen], [], [], PATIENCE)[0], seen.decode()
            seen += os.read(screen, 4096)
        if waits:
            fall_asleep(program.pid)
        try:
            more = b"begun"
            while more:
                os.killpg(program.pid, signal.SIGINT)  # a terminal sends it to everything that runs in front
                while select([screen], [], [], PRESSED_AGAIN)[0] and (more := os.read(screen, 4096)):
                    seen += more
        except OSError:  # Linux's way to say that nobody is at the other end any more
            pass
    os.close(screen)
    return program.returncode, seen.decode()


def fall_asleep(process: int) -> None:
    """Wait until a process does nothing, where Linux tells that; or for a while."""
    state, until = Path(f"/proc/{process}/stat"), monotonic() + FALLS_ASLEEP
    while monotonic() < until and state.exists() and state.read_text().rpartition(")")[2].split()[0] != "S":
        sleep(0.01)


@pytest.mark.parametrize(
    ("arguments", "when"),
    [
        (["test", "--random", "100000"], "random calls"),
        (["new", "own"], "The hotline's name"),
        (["locate"], ""),  # which reads its lines as `hear` does
    ],
)
def test_a_command_ends_without_a_traceback(small_site: Path, arguments: list[str], when: str) -> None:
    pipe, writer = os.pipe()
    if arguments == ["locate"]:
        os.write(writer, "愛知県\n".encode())
        when = "certain"
    try:
        waits = "--random" not in arguments
        code, seen = interrupted(*arguments, when=when, waits=waits, stdin=pipe, site=small_site)
    finally:
        os.close(pipe)
        os.close(writer)

    assert code == 130
    assert "Traceback" not in seen
    assert "Aborted" not in seen


def test_a_check_ends_without_a_traceback_and_has_printed_what_the_rules_found_before_the_proof() -> None:
    code, seen = interrupted("check", when="states visited", waits=False, stdin=subprocess.DEVNULL)

    assert code == 130
    assert "Traceback" not in seen
    assert "Aborted" not in seen
    assert "(unverified-offices)" in seen.partition("states visited")[0]


def test_what_was_played_is_saved(ivr: Command, tmp_path: Path, small_site: Path) -> None:
    file = tmp_path / "begun.call.yaml"
    pipe, writer = os.pipe()
    os.write(writer, "愛知県の協議会です\n".encode())
    try:
        code, seen = interrupted("call", "--save", str(file), when="違うときは", stdin=pipe, site=small_site)
    finally:
        os.close(pipe)
        os.close(writer)

    assert code == 130
    assert "Traceback" not in seen
    assert "Aborted" not in seen
    script = read_script_file(file).script
    assert script
    assert [type(step).__name__ for step in script.steps] == ["Hears", "Says", "Hears"]
    assert ivr("test", "--site", str(small_site), str(file)).code == 0
