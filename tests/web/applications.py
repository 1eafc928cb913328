"""Applications of the environment that gunicorn serves in tests; they import no test, and nothing that tests need."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import Flask

from ivr.check import problems_of
from ivr.check.diff import changes
from ivr.site import load
from ivr.web import create_app
from ivr.web.alerting import Alerter
from ivr.web.app import ALERTER
from ivr.web.reload.checking import CheckResult, run_check
from ivr.web.reload.saved_files import WatchTiming

from . import unproven

_OFTEN = WatchTiming(interval=0.2, quiet=0.2, retry=0.1)


def check_here(copy: Path, root: Path, old: Path, _over: Callable[[], bool]) -> CheckResult:
    """Check as `ivr check --no-proof` does, in this process: soon done."""
    site = load(copy)
    problems = (replace(one, path=str(root / os.path.relpath(one.path, copy))) for one in problems_of(site))
    noticed = changes(load(old), site) if old.is_dir() and old != copy else ()
    return CheckResult(tuple(problems), tuple(map(str, noticed)))


def checked_here() -> Flask:
    """Make the application for tests that ask other things than what a check finds."""
    return create_app(timing=_OFTEN, check=check_here)


def check_changes_really(copy: Path, root: Path, old: Path, over: Callable[[], bool]) -> CheckResult:
    """Check a change as in production, with the proof and in a process of its own; what serves is soon checked."""
    return (check_here if copy == old else run_check)(copy, root, old, over)


def really_checked() -> Flask:
    """Make the application that checks changes as in production, but looks for them more often."""
    return create_app(timing=_OFTEN, check=check_changes_really)


def soon_alerting() -> Flask:
    """Make the application whose operator gets an alert within a second."""
    app = unproven.app()
    alerter = app.extensions[ALERTER]
    app.extensions[ALERTER] = Alerter(alerter._var, alerter._state, alerter._post, every=0.3)  # noqa: SLF001 - what it was made of
    return app
