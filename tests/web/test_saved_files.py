"""When files have come to rest, even if their times and inodes change by themselves."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.web.app import EVERY_SECOND
from ivr.web.reload.saved_files import FileChanges, WatchTiming
from tests.waiting import PATIENCE

PACE = WatchTiming(interval=0.02, quiet=0.1, patience=0.5)


def test_a_service_waits_until_nothing_has_changed_for_two_seconds() -> None:
    assert EVERY_SECOND.quiet == 2.0  # as data/README.md says


def touched(file: Path) -> None:
    """Do what a sync client does, which writes times anew and nothing else."""
    os.utime(file)


def replaced(file: Path) -> None:
    """Do what a network mount does, whose inodes are not always the same."""
    shutil.copy(file, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)


def settles(quiet: FileChanges, meanwhile: Callable[[], None] = lambda: None, within: float = PATIENCE) -> bool:
    """Look, and do something *meanwhile*, until the files are quiet; tell whether they are."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        meanwhile()
        if quiet.settled():
            return True
        time.sleep(PACE.interval)
    return False


@pytest.fixture
def file(site: Path) -> Path:
    return site / "data/flow.yaml"


@pytest.mark.parametrize("disturb", [touched, replaced])
def test_what_is_never_quiet_is_looked_at_by_its_content(
    site: Path, file: Path, disturb: Callable[[Path], None]
) -> None:
    quiet = FileChanges(site, PACE)
    assert settles(quiet)
    begun = time.monotonic()
    assert settles(quiet, lambda: disturb(file))
    assert time.monotonic() - begun >= PACE.patience
    disturb(file)
    assert quiet.unchanged()
    assert not settles(quiet, lambda: disturb(file), within=1.0)  # nothing has changed since
    assert not quiet.overdue

    file.write_text(file.read_text() + "\n")
    assert not quiet.unchanged()
    assert settles(quiet, lambda: disturb(file))
    assert settles(quiet)  # left alone it is seen from outside again


def test_what_changes_for_ever_is_reported(site: Path, file: Path) -> None:
    quiet = FileChanges(site, PACE)
    text = file.read_text()

    def save() -> None:
        file.write_text(f"{text}# {time.monotonic()}\n")

    assert not settles(quiet, save, within=1.5)
    assert quiet.overdue
    assert settles(quiet)
    assert not quiet.overdue


def test_each_change_is_seen_once_and_what_is_forgotten_again(site: Path) -> None:
    quiet = FileChanges(site, PACE)
    assert settles(quiet)
    assert not settles(quiet, within=0.5)
    quiet.forget()
    assert settles(quiet)
