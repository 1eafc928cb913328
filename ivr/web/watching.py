"""Watching a site's files under a running service: once quiet they are judged, and every worker follows."""

import math
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from ivr.settings import Settings
from ivr.site import Problem, files_of

from .judging import Judge
from .kept import Kept
from .plans import Plans
from .standing import Shared, now

log = structlog.get_logger()

Seen = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often files are looked at, how long they must be quiet, and when what failed is tried again; in seconds."""

    look: float = 1.0
    quiet: float = 2.0
    retry: float = 30.0


class Watch:
    """Follows the site in *root* for one service: made before its workers fork, started in each of them."""

    def __init__(self, root: Path, plans: Plans, kept: Kept, settings: Settings, pace: Pace) -> None:
        self._root = root
        self._plans = plans
        self._judge = Judge(root, kept, settings, self._quiet)
        self._pace = pace
        self._shared = Shared(plans.standing)
        self._seen: Seen | None = None
        self._due = math.inf
        self._process = 0
        self._starting = threading.Lock()
        self._over = threading.Event()

    def start(self) -> None:
        """Take the plan that the other workers serve, and follow the files from now on; once in a process."""
        with self._starting:
            if self._process == os.getpid():
                return
            self._process = os.getpid()
        self._guarded(self._follow)
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        """Follow the files no more, in any process."""
        self._over.set()

    def _run(self) -> None:
        pause = self._pace.look
        while not self._over.wait(pause):
            pause = self._pace.look if self._guarded(self._look) else self._pace.retry

    def _look(self) -> None:
        """Look at the files; judge them when nothing has changed for long enough."""
        seen = _seen(self._root)
        if seen != self._seen:
            self._seen, self._due = seen, time.monotonic() + self._pace.quiet
        elif time.monotonic() >= self._due:
            self._due = math.inf
            with self._shared.locked():
                self._shared.write(self._judge.judged(self._shared.read()))
            self._follow()

    def _quiet(self) -> bool:
        return _seen(self._root) == self._seen

    def _follow(self) -> None:
        """Let this process stand as the service does."""
        standing, old = self._shared.read(), self._plans.current.plan.hash
        if standing.plan != old:
            plan = self._plans.of(standing.plan)
            if plan.hash != standing.plan:
                raise LookupError(f"plan {standing.plan} serves, but no copy of it can be read")
            self._plans.swap(plan)
            log.info("plan swapped in", old=old, new=plan.hash, worker=os.getpid())
        self._plans.standing = standing

    def _guarded(self, act: Callable[[], None]) -> bool:
        """Do *act* and tell whether it went well; whatever breaks in it is logged, told and tried anew."""
        try:
            act()
        except Exception as error:
            log.exception("the site's files cannot be followed")
            self._seen = None
            told = Problem(str(self._root), 1, 1, f"a change cannot be followed: {_reason(error)}", "reload")
            since = self._plans.standing.refused or now()
            self._plans.standing = replace(self._plans.standing, problems=(told,), refused=since)
            return False
        return True


def _reason(error: Exception) -> str:
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the working directory was removed under the service; start it anew in one that stays"
    return str(error)


def _seen(root: Path) -> Seen:
    """Return what tells whether a file was saved, appeared or vanished."""
    found = []
    for path in files_of(root):
        with suppress(FileNotFoundError):  # gone since it was listed
            state = (root / path).stat()
            found.append((path, state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(found)
