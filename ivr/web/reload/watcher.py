"""Watching a site's files under a running service: once quiet they are judged, and every worker follows."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import structlog

from ivr.call import Plan
from ivr.settings import Settings
from ivr.site import Problem

from .check_apart import Check, check_apart
from .plans import Plans
from .quiet import Pace, Quiet
from .review import Judge
from .shared import Shared
from .state import Standing, now
from .store import Kept

log = structlog.get_logger()

__all__ = ["Pace", "Watch"]


class Watch:
    """Follows the site in *root* for one service: made before its workers fork, started in each of them."""

    def __init__(
        self, root: Path, plans: Plans, kept: Kept, settings: Settings, pace: Pace, check: Check = check_apart
    ) -> None:
        self._root = root
        self._plans = plans
        self._kept = kept
        self._pace = pace
        self._quiet = Quiet(root, pace)
        self._over = threading.Event()
        self._judge = Judge(root, kept, settings, self._quiet.still, self._over.is_set, check)
        self.shared = Shared(plans.standing)
        self._process = 0
        self._starting = threading.Lock()

    def start(self) -> None:
        """Take the plan that the other workers serve, and follow the files from now on; once in a process.

        A worker that cannot take it waits here and answers no call: the plan that it was forked with may be an old one,
        whose numbers ring strangers.
        """
        with self._starting:
            if self._process == os.getpid():
                return
            while not self._guarded(self._follow):
                if self._over.wait(self._pace.look):
                    return
            self._process = os.getpid()
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        """Follow the files no more, in any process; a check that runs is ended."""
        self._over.set()

    def _run(self) -> None:
        pause = self._pace.look
        while not self._over.wait(pause):
            pause = self._pace.look if self._guarded(self._look) else self._pace.retry

    def _look(self) -> None:
        """Look at the files; judge them when nothing has changed for long enough."""
        if self._quiet.settled():
            self._stand(self._judge.judged)
        elif self._quiet.rests and self._plans.standing.known is None:
            self._stand(self._judge.proven)
        elif self._quiet.overdue:
            self._tell("its files are being changed without a pause; they are followed once they rest")

    def _stand(self, judge: Callable[[Standing], Standing]) -> None:
        """Let the service stand as *judge* says, one worker at a time, and this one with it."""
        with self.shared.locked():
            before = self.shared.read() or self._plans.standing
            after = judge(before)
            if after.plan != before.plan:
                plan = self._plan(after.plan)
                self._plans.remember(plan)
                self.shared.hold(plan)  # first: whoever reads that it serves must be able to lead by it
            self.shared.write(after)
        self._follow()

    def _follow(self) -> None:
        """Let this process stand as the service does. Raises LookupError where the plan is nowhere."""
        standing, old = self.shared.read() or self._plans.standing, self._plans.current.plan.hash
        if standing.plan != old:
            self._plans.swap(self._plan(standing.plan))
            log.info("plan swapped in", old=old, new=standing.plan, worker=os.getpid())
        self._plans.standing = standing

    def _plan(self, name: str) -> Plan:
        """Return the plan *name* (its hash): from memory, or from its copy, or from what the workers share."""
        found = next((plan for plan in self._plans.loaded if plan.hash == name), None)
        with suppress(OSError):  # a disk that cannot be read is no reason to lead calls by another plan
            found = found or self._kept.plan(name)
        found = found or self.shared.held(name)
        if found is None:
            raise LookupError(f"plan {name} serves, but no copy of it can be read")
        return found

    def _guarded(self, act: Callable[[], None]) -> bool:
        """Do *act* and tell whether it went well; whatever breaks in it is logged, told and tried anew."""
        try:
            act()
        except Exception as error:
            if self._over.is_set():  # so a check was ended
                return False
            log.exception("the site's files cannot be followed")
            self._quiet.forget()
            self._tell(f"a change cannot be followed: {_reason(error)}")
            return False
        return True

    def _tell(self, message: str) -> None:
        """Tell operators who ask this worker why nothing is followed; it is over when it follows again."""
        told = Problem(str(self._root), 1, 1, message, "reload")
        standing = self._plans.standing
        if told not in standing.refusing:
            log.error(str(told))
        self._plans.standing = replace(standing, refusing=(told,), refused=standing.refused or now())


def _reason(error: Exception) -> str:
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the working directory was removed under the service; start it anew in one that stays"
    return str(error)
