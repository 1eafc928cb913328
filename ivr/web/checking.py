"""Checking changed files apart from the calls: `ivr check` in a process of its own, at the lowest priority.

A check takes seconds of processor time, which a worker's calls would have to wait for.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ivr.check.rules import unverified_offices
from ivr.settings import Settings
from ivr.site import Problem

_GENTLY = "import os; os.nice(19); from ivr.cli import main; main()"
_MOST_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `ivr check` says of a site: its problems and warnings, and what callers will notice of the change."""

    problems: tuple[Problem, ...]
    changes: tuple[str, ...] = ()


def check_apart(copy: Path, root: Path, old: Path) -> Verdict:
    """Check the *copy* of the site in *root*, whose own files the problems name; *old* is the plan that serves.

    Raises RuntimeError, with what it said, where the check itself fails, and TimeoutExpired.
    """
    command = [sys.executable, "-X", "utf8", "-c", _GENTLY, "check", "--json", "--site", str(copy)]
    against = ["--against", str(old)] if old.is_dir() else []
    done = subprocess.run(  # noqa: S603 - this program itself
        [*command, *against], capture_output=True, encoding="utf-8", timeout=_MOST_SECONDS, check=False
    )
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(f"ivr check ended with {done.returncode}: {done.stderr}") from None
    problems = (Problem.of_data(problem) for problem in answer["problems"])
    changes = tuple(change["text"] for change in answer.get("changes", ()))
    return Verdict(tuple(_named(problem, copy, root) for problem in problems), changes)


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
