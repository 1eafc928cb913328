"""Checking files apart from the calls: `ivr check` in a process of its own, at the lowest priority, within bounds.

A check takes seconds of processor time, which a worker's calls would have to wait for.
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

from ivr.check.rules import unverified_offices
from ivr.settings import Settings
from ivr.site import Problem

_MOST_SECONDS = 600.0
_LOOK = 0.5
"""Seconds after which it is looked again whether the service ends."""


class EndedError(RuntimeError):
    """A check was ended, because nobody wants to know any more."""


class ExhaustedError(RuntimeError):
    """A check took more than it may: of the same files it would again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `ivr check` says of a site: its problems and warnings, and what callers will notice of the change."""

    problems: tuple[Problem, ...]
    changes: tuple[str, ...] = ()


Check = Callable[[Path, Path, Path, Callable[[], bool]], Verdict]
"""What checks a site: `check_apart`, or for tests of everything else something faster."""


def check_apart(copy: Path, root: Path, old: Path, over: Callable[[], bool], most: float = _MOST_SECONDS) -> Verdict:
    """Check the *copy* of the site in *root*, whose own files the problems name; *old* is the plan that serves.

    It is ended as soon as *over* tells so, after *most* seconds, and with this process, however that ends. Raises
    EndedError then, ExhaustedError where its time or memory runs out, and RuntimeError, with what it said, where the
    check itself fails.
    """
    command = [sys.executable, "-X", "utf8", "-m", "ivr.cli.apart", "check", "--json", "--site", str(copy)]
    against = ["--against", str(old)] if old.is_dir() and old != copy else []
    with _started([*command, *against]) as process:
        answer, complaint = _ended(process, over, time.monotonic() + most)
    if process.returncode < 0:
        raise ExhaustedError(f"the check was ended by signal {-process.returncode}: its memory did not suffice")
    try:
        told = json.loads(answer)
    except ValueError:
        raise RuntimeError(f"ivr check ended with {process.returncode}: {complaint}") from None
    problems = map(Problem.of_data, told["problems"])
    changes = tuple(change["text"] for change in told.get("changes", ()))
    return Verdict(tuple(_named(problem, copy, root) for problem in problems), changes)


@contextmanager
def _started(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Start *command*, which ends when the other end of its standard input is closed: at the latest with this process.

    Afterwards nothing of it is left.
    """
    theirs, ours = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603 - this program itself
            command,
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            process_group=0,  # and no session of its own: on some systems each of those gets an equal share of time
        )
        with process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
    finally:
        os.close(theirs)
        os.close(ours)


def _ended(process: subprocess.Popen[str], over: Callable[[], bool], until: float) -> tuple[str, str]:
    """Wait for the end of *process* and return what it wrote."""
    while True:
        try:
            return process.communicate(timeout=_LOOK)
        except subprocess.TimeoutExpired:
            if over():
                raise EndedError("the check was ended before it was done") from None
            if time.monotonic() > until:
                raise ExhaustedError("the check took too long") from None


def _named(problem: Problem, copy: Path, root: Path) -> Problem:
    """Name the operator's own file; `ivr check` names the copy's, as seen from the working directory."""
    return replace(problem, path=str(root / os.path.relpath(problem.path, copy)))


def refusing(problems: Iterable[Problem], settings: Settings) -> tuple[Problem, ...]:
    """Return those *problems* that keep a change from serving, as they would keep the service from starting."""
    dialled = not settings.public or settings.accept_unverified
    return tuple(
        problem if not problem.warning else _unaccepted(problem)
        for problem in problems
        if not problem.warning or (problem.rule == unverified_offices.ID and not dialled)
    )


def _unaccepted(problem: Problem) -> Problem:
    hint = "behind IVR_PUBLIC_URL they are dialled only with IVR_ACCEPT_UNVERIFIED=1"
    return replace(problem, message=f"{problem.message}; {hint}", warning=False)
