"""The shipped site: as it is, as a copy to change, and cut down to a small one."""

import faulthandler
import gc
import os
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ivr.call import Plan
from ivr.site import Site, load, shipped
from ivr.translation import set_language
from tests.check.proof.small import copy, small

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # a machine that has other work to do fails no test

pytest_plugins = ["pytester", "tests.measured"]  # the first runs our plugin as its users do


@dataclass(frozen=True, slots=True)
class SiteCopy:
    """A copy of the shipped site in *root*, whose files a test may change."""

    root: Path

    def change(self, path: str, old: str, new: str) -> None:
        """Replace *old*, which occurs once in *path*."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")

    def line(self, path: str, part: str) -> int:
        """Return the number of the first line of *path* that holds *part*."""
        return next(number for number, line in enumerate(self.read(path).splitlines(), 1) if part in line)

    def load(self) -> Site:
        return load(self.root)

    def plan(self) -> Plan:
        """Return the plan of the changed site, which must be right."""
        site = self.load()
        assert site.problems == ()
        assert site.plan
        return site.plan


set_language("en")  # whatever the developer's locale is; processes that a test starts are told so too
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # of the processes of a run, eighty would compile the package anew
sys.dont_write_bytecode = False  # and each of pytest's would rewrite and compile all tests


HANGS = 400.0  # seconds: a test that takes longer ends the process that it runs in, and fails
LATER = 30.0  # seconds: pytest's own watch begins a thread for each test, a tenth of what thousands of short ones take
_watch = {"errors": 2, "since": -LATER}  # a file descriptor and a moment


def pytest_configure() -> None:
    """Remember the real standard error: in a test it is captured."""
    _watch["errors"] = os.dup(2)


def watch() -> None:
    """Print the stack of every thread and end this process if no test begins within `HANGS` seconds."""
    if time.monotonic() - _watch["since"] > LATER:
        faulthandler.dump_traceback_later(HANGS + LATER, exit=True, file=int(_watch["errors"]))
        _watch["since"] = time.monotonic()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Begin and end each test, and its fixtures, in English: further tests may share these."""
    watch()
    set_language("en")
    try:
        return (yield)
    finally:
        set_language("en")


@cache  # a plan never changes
def shipped_plan() -> Plan:
    site = load(shipped())
    assert site.problems == ()
    assert site.plan
    return site.plan


def pytest_xdist_auto_num_workers() -> int:
    """Run two processes more than there are cores: about as many wait for a browser, a service or a database."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the last files first: those of records and services wait for others, and nobody should wait for them."""
    items.reverse()


gc.set_threshold(50_000, 20, 50)  # instead of 700: garbage collection took a third of the suite's time


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect tests without collecting garbage, and exempt what they hold from it: thousands of tests, and sites."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Load the shipped site."""
    return shipped_plan()


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cut the small site out of the shipped one; a test that changes it takes a copy."""
    return small(tmp_path_factory.mktemp("small"))


@pytest.fixture
def site_copy(tmp_path: Path) -> SiteCopy:
    """Copy the shipped site; what is in it besides the site's own files stays behind."""
    return SiteCopy(copy(tmp_path))


@pytest.fixture
def small_copy(tmp_path: Path, small_site: Path) -> SiteCopy:
    """Copy the small site, which is read and checked sooner."""
    return SiteCopy(copy(tmp_path, small_site))
