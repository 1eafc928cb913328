"""`ivr check` in a separate process, at the lowest priority and with limits.

A check takes seconds of processor time, for which the calls of a worker would have to wait.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ivr.check.rules import placeholder_number, unverified_offices
from ivr.settings import Settings
from ivr.site import Problem
from ivr.translation import _

_MOST_SECONDS = 3600.0
"""Seconds by the clock, for a check that hangs; its processor time is limited by `ivr.cli.background`."""
_POLL_SECONDS = 0.5
"""How often a running check is asked to stop, if the service ends."""


class CheckStoppedError(RuntimeError):
    """A check was stopped before it was done, because its result is no longer wanted."""


class CheckLimitError(RuntimeError):
    """A check ran out of time or memory; the same files would exhaust it again."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The report of `ivr check`: problems and warnings, and the changes that callers will notice."""

    problems: tuple[Problem, ...]
    changes: tuple[str, ...] = ()


Check = Callable[[Path, Path, Path, Callable[[], bool]], CheckResult]
"""Checks a site: `run_check`, or in tests of other things something faster."""


def run_check(
    copy: Path, root: Path, old: Path, stopping: Callable[[], bool], most: float = _MOST_SECONDS
) -> CheckResult:
    """Check the *copy* of the site in *root* against the serving plan in *old*; problems name the files in *root*.

    The process ends when *stopping* returns True, after *most* seconds, and with this process. Raises CheckStoppedError
    if it was asked to stop, CheckLimitError if its time or memory ran out, and RuntimeError, with its error output, if
    the check itself failed.
    """
    command = [sys.executable, "-X", "utf8", "-m", "ivr.cli.background", "check", "--json", "--site", str(copy)]
    against = ["--against", str(old)] if old.is_dir() and old != copy else []
    with _running_check([*command, *against]) as process:
        answer, complaint = _wait(process, stopping, time.monotonic() + most)
    if process.returncode == -signal.SIGXCPU:
        raise CheckLimitError(_("the check was ended: it ran out of processor time"))
    if process.returncode < 0:
        raise CheckLimitError(
            _("the check was ended by signal {number}: it ran out of memory").format(number=-process.returncode)
        )
    try:
        report = json.loads(answer)
    except ValueError:
        raise RuntimeError(
            _("ivr check ended with {returncode}: {complaint}").format(
                returncode=process.returncode, complaint=complaint
            )
        ) from None
    problems = map(Problem.of_data, report["problems"])
    changes = tuple(change["text"] for change in report.get("changes", ()))
    return CheckResult(tuple(_in_site(problem, copy, root) for problem in problems), changes)


@contextmanager
def _running_check(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Start *command*, and kill its whole process group afterwards.

    It also ends when its standard input is closed, which the system does when this process dies.
    """
    theirs, ours = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603 - this program itself
            command,
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            process_group=0,  # but no new session: some systems give each session an equal share of time
        )
        with process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.communicate()  # until its output is closed by all of the group, not by the first alone
    finally:
        os.close(theirs)
        os.close(ours)


def _wait(process: subprocess.Popen[str], stopping: Callable[[], bool], until: float) -> tuple[str, str]:
    """Wait for *process* and return its output and error output. Raises CheckStoppedError and CheckLimitError."""
    while True:
        try:
            return process.communicate(timeout=_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            if stopping():
                raise CheckStoppedError(_("the check was ended before it was done")) from None
            if time.monotonic() > until:
                raise CheckLimitError(_("the check took too long")) from None


def _in_site(problem: Problem, copy: Path, root: Path) -> Problem:
    """Return *problem* in the operator's file; `ivr check` has named the copy's, relative to the working directory."""
    return replace(problem, path=str(root / os.path.relpath(problem.path, copy)))


def blocking_problems(problems: Iterable[Problem], settings: Settings) -> tuple[Problem, ...]:
    """Return those *problems* that keep a change from being served: the same that would prevent a start."""
    unaccepted = () if settings.accept_unverified else (unverified_offices.ID,)
    refused = (placeholder_number.ID, *unaccepted) if settings.public else ()
    return tuple(
        problem if not problem.warning else _unaccepted(problem)
        for problem in problems
        if not problem.warning or problem.rule in refused
    )


def _unaccepted(problem: Problem) -> Problem:
    hint = _("behind IVR_PUBLIC_URL they are dialled only with IVR_ACCEPT_UNVERIFIED=1")
    if problem.rule == placeholder_number.ID:
        hint = _("behind IVR_PUBLIC_URL they are never dialled")
    return replace(problem, message=f"{problem.message}; {hint}", warning=False)
