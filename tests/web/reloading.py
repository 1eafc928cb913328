"""A service in this process that follows the files of its site, fast."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask

from ivr.check import problems_of
from ivr.check.diff import changes
from ivr.clock import japanese_time
from ivr.settings import Settings
from ivr.site import load
from ivr.web import create_app
from ivr.web.app import WATCH
from ivr.web.reload.checking import Check, CheckResult, run_check
from ivr.web.reload.watcher import WatchTiming

from .altering import alter
from .telephone import PASSWORD, SETTINGS, Telephone

OLD = "経営相談の案内です。"
PROMPTS = "prompts/ja.yaml"
UNREADABLE = "/proc/self/mem"  # from its beginning, and for root too
FAST = WatchTiming(interval=0.05, quiet=0.2, retry=0.1)
PATIENCE = 600.0

Logged = list[dict[str, Any]]


@dataclass(frozen=True)
class Service:
    """A service and the telephone that calls it; *plans* is the folder of the plans that it keeps."""

    telephone: Telephone
    plans: Path

    def ready(self) -> dict[str, Any]:
        response = self.telephone.app.test_client().get("/readyz", auth=("", PASSWORD))
        assert response.status_code == 200
        answer: dict[str, Any] = response.get_json()
        return answer

    def waits_until(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        return until(self.ready, true)

    def kept(self) -> set[str]:
        return {path.name for path in self.plans.iterdir()}


def until(ready: Callable[[], dict[str, Any]], true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Ask until what is told is *true*, and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true(report := ready()):
            return report
        time.sleep(0.05)
    raise AssertionError(report)


def check_here(copy: Path, root: Path, old: Path, _over: Callable[[], bool]) -> CheckResult:
    """Check as `ivr check --no-proof` does, in this process: soon done."""
    site = load(copy)
    problems = (replace(one, path=str(root / os.path.relpath(one.path, copy))) for one in problems_of(site))
    noticed = changes(load(old), site) if old.is_dir() and old != copy else ()
    return CheckResult(tuple(problems), tuple(map(str, noticed)))


def app_checked_here() -> Flask:
    """Make the application of the environment, for tests that ask other things than what a check finds."""
    return create_app(timing=FAST, check=check_here)


def check_changes_really(copy: Path, root: Path, old: Path, over: Callable[[], bool]) -> CheckResult:
    """Check a change as in production, with the proof and in a process of its own; what serves is soon checked."""
    return (check_here if copy == old else run_check)(copy, root, old, over)


def app_really_checked() -> Flask:
    """Make the application of the environment, which checks changes as in production, but looks for them more often."""
    return create_app(timing=FAST, check=check_changes_really)


@contextmanager
def started(
    site: Path, var: Path, settings: Settings = SETTINGS, timing: WatchTiming = FAST, check: Check = check_here
) -> Iterator[Service]:
    """Start the service of *site*; it follows the files no more afterwards, as if it had ended."""
    app = create_app(replace(settings, site=site, var=var), japanese_time, timing, check=check)
    app.extensions[WATCH].start()
    try:
        yield Service(Telephone(app), var / "plans")
    finally:
        app.extensions[WATCH].stop()


def reword(site: Path, what: str = "新しい", kana: str = "あたらしい") -> str:
    """Change the first words that a caller hears, in one save, and return them."""
    words = f"{what}、案内です。"
    lines = f"    text: {words}\n    kana: {kana}、あんないです。"
    alter(site, PROMPTS, r"^    text: .*案内です。\n    kana: .*あんないです。$", lines)
    return words


def break_flow(site: Path) -> None:
    alter(site, "data/flow.yaml", r"next: ask_service$", "next: ask_servise")


def mend_flow(site: Path) -> None:
    alter(site, "data/flow.yaml", r"next: ask_servise$", "next: ask_service")


def events(logged: Logged, event: str) -> Logged:
    return [entry for entry in logged if entry["event"] == event]
