"""Commands without something that they need: Unix's own modules, their folder, a place to write to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .command import Command, full_disk

WITHOUT_UNIX = """
import gc, json, sys
gc.disable()
for name in ("fcntl", "grp", "pwd", "resource", "termios", "tty", "pty"):
    sys.modules[name] = None  # as on Windows
from ivr.cli import main
for arguments in json.loads(sys.argv[1]):
    try:
        main(arguments, prog_name="ivr")
    except SystemExit as end:
        print(json.dumps([arguments, end.code]))
"""
"""Runs commands one after the other in one process; behind what each prints stands a line with it and its code."""


def test_serving_needs_unix_and_says_so_in_a_sentence_and_all_else_does_not(small_site: Path) -> None:
    commands = [
        ["check", "--no-proof"],
        ["call"],
        ["test", "--random", "3"],
        ["offices", "愛知県"],
        ["locate", "愛知県"],
        ["hear", "愛知県"],
        ["paths", "--office", "愛知県"],
        ["graph"],
        ["serve"],
    ]

    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_UNIX, json.dumps(commands)],
        input="愛知県の協議会です\n",
        env=os.environ | {"IVR_SITE": str(small_site)},
        capture_output=True,
        text=True,
        check=True,
    )

    ended = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[[")]
    assert ended == [[command, int(command == ["serve"])] for command in commands], done.stderr
    assert done.stderr == (
        "Error: ivr serve needs gunicorn, which runs on Linux and macOS; on Windows start it in WSL. "
        "All other commands work here.\n"
    )


@pytest.mark.parametrize("command", [["check", "--no-proof"], ["serve"], ["offices"]])
def test_a_working_directory_that_was_removed_is_reported(
    ivr: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    here.rmdir()

    ran = ivr(*command)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Error: The working directory no longer exists; change to one that does.\n"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (
            ["call", "--save", "no/such/a.call.yaml"],
            "no/such/a.call.yaml cannot be written: there is no folder no/such",
        ),
        (["call", "--save", "/proc/a.call.yaml"], "/proc/a.call.yaml cannot be written: "),
        (["graph", "--html", "no/such/a.html"], "no/such/a.html cannot be written: there is no folder no/such"),
        (["check", "--calls", "/proc/calls"], "nothing can be written to /proc/calls: "),
        (["prompts", "render", "--to", "/proc/sound"], "nothing can be written to /proc/sound: "),
    ],
)
def test_where_nothing_can_be_written_no_work_is_begun(ivr: Command, arguments: list[str], problem: str) -> None:
    ran = ivr(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert problem in " ".join(ran.err.split())


def test_what_can_be_written_leaves_nothing_behind_before(ivr: Command, tmp_path: Path) -> None:
    assert ivr("call", "--save", str(tmp_path / "a.call.yaml"), "--at", "today").code == 2
    assert ivr("check", "--no-proof", "--calls", str(tmp_path / "calls")).code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.unmeasured
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full")
def test_a_disk_that_fills_up_is_reported_in_a_sentence(ivr: Command, small_site: Path) -> None:
    ran = ivr("call", "--save", "/dev/full", "--site", str(small_site), stdin="!hangup\n")

    assert ran.code == 1
    assert ran.err == f"Error: /dev/full cannot be written: {os.strerror(28)}\n"


@pytest.mark.parametrize("command", [("graph", "--html"), ("call", "--save")])
def test_on_a_full_disk_what_was_written_before_stays(
    ivr: Command, small_site: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """The last month's page, or a script that was edited by hand, was left with half of the new one, or empty."""
    file = tmp_path / "kept"
    file.write_text("before")
    file.chmod(0o640)
    with full_disk():
        ran = ivr(*command, str(file), "--site", str(small_site), stdin="!hangup\n")

    assert (ran.code, ran.err) == (1, f"Error: {file} cannot be written: File too large\n")
    assert (file.read_text(), [*tmp_path.iterdir()]) == ("before", [file])
    assert ivr(*command, str(file), "--site", str(small_site), stdin="!hangup\n").code == 0
    assert (len(file.read_bytes()) > 100, file.stat().st_mode & 0o777) == (True, 0o640)


def test_a_link_leads_to_what_was_written_also_if_nothing_was_there(
    ivr: Command, small_site: Path, tmp_path: Path
) -> None:
    """The page of a web server was written beside its folder, in the place of the link that led there."""
    link, page = tmp_path / "link.html", tmp_path / "page.html"
    link.symlink_to(page.name)
    for _ in range(2):
        assert ivr("graph", "--html", str(link), "--site", str(small_site)).code == 0
        assert (link.is_symlink(), page.is_symlink()) == (True, False)
        page.write_bytes(b"")


def test_a_file_beside_which_there_can_be_none_is_written(ivr: Command, small_site: Path, tmp_path: Path) -> None:
    """As in a folder that is another's, or mounted by itself: only the whole name tells it here, to root as well."""
    page = tmp_path / ("x" * 250 + ".html")
    page.write_text("before")
    assert ivr("graph", "--html", str(page), "--site", str(small_site)).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="root alone gives files away")
def test_root_takes_no_file_from_its_owner(ivr: Command, small_site: Path, tmp_path: Path) -> None:
    """A page, or a site's file that others may not read, could not be read by the service any more."""
    page = tmp_path / "page.html"
    page.touch(mode=0o640)
    os.chown(page, 65534, 65533)
    assert ivr("graph", "--html", str(page), "--site", str(small_site)).code == 0
    after = page.stat()
    assert (after.st_uid, after.st_gid, after.st_mode & 0o777) == (65534, 65533, 0o640)
