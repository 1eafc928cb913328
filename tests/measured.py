"""Where coverage looks: at imports of `ivr`, at tests and at what is made for them, and not at pytest itself.

Measured, everything takes about three times as long: pytest's own work for thousands of tests, properties that are
tried a hundred times and the last rows of a long table too, and none of them shows a line that nothing else does.
"""

import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

import pytest

UNMEASURED = ("unmeasured", "hypothesis")
"""Marks of tests that go again, and often, through what others go through; Hypothesis sets its own."""

BARREN = 3.0
"""Seconds of the processor for rows of a test's table, one after the other, that no branch was shown by which no test
had taken before: its further rows are not looked at."""

_barren: dict[str, float] = {}
"""Of each test, how many its last rows have taken so."""
_look: tuple[Any, Any] = (None, None)
"""What coverage has set to look at this thread and at new ones, once pytest collects."""
_made: set[object] = set()
"""The fixtures without parameters that this process has made."""


@contextmanager
def _looking(when: bool) -> Iterator[None]:
    before = sys.gettrace(), threading.gettrace()
    of_this, of_new = _look if when else (None, None)
    sys.settrace(of_this)
    threading.settrace(of_new)
    try:
        yield
    finally:
        sys.settrace(before[0])
        threading.settrace(before[1])


class _Imports(MetaPathFinder):
    """Measures modules of `ivr` where they are first imported, whoever does that."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name.partition(".")[0] != "ivr":
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader.exec_module = partial(_executed, spec.loader.exec_module)  # type: ignore[method-assign]
        return spec


def _executed(execute: Callable[[ModuleType], None], module: ModuleType) -> None:
    with _looking(when=True):
        execute(module)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep in mind what coverage has set, and look at imports alone."""
    global _look  # noqa: PLW0603 - set once
    _look = sys.gettrace(), threading.gettrace()
    if sys.gettrace():
        sys.meta_path.insert(0, _Imports())
    with _looking(when=False):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    """Look at nothing but what the following two let be looked at."""
    with _looking(when=False):
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Look at a test itself, unless it is marked, or the rows of its table before it have shown nothing new."""
    if _look == (None, None):
        return (yield)
    table = item.nodeid.partition("[")[0]
    measured = _is_measured(item) and _barren.get(table, 0) < BARREN
    known, began = _shown(), time.process_time()
    with _looking(measured):
        done = yield
    if measured:
        _barren[table] = _barren.get(table, 0) + time.process_time() - began if _shown() == known else 0
    return done


def _shown() -> int:
    """Return how many branches coverage has seen taken so far in this process."""
    from coverage import Coverage  # noqa: PLC0415 - a run that measures nothing need not have it

    measuring = Coverage.current()
    collector = measuring._collector if measuring else None  # noqa: SLF001 - its report would be written each time
    return sum(map(len, collector.data.values())) if collector else 0


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Look at a fixture the first time: an application that is made for each test is made in the same way."""
    if _look == (None, None):
        return (yield)
    again = fixturedef.func in _made and not hasattr(request, "param")
    measured = not again and _is_measured(request._pyfuncitem)  # noqa: SLF001 - `node` may be the module
    if measured:
        _made.add(fixturedef.func)
    with _looking(measured):
        return (yield)


def _is_measured(item: pytest.Item) -> bool:
    return not any(item.get_closest_marker(name) for name in UNMEASURED)
