"""Watcher of a site's files: has settled changes reviewed, and lets every worker adopt the accepted plan."""

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
from ivr.translation import _, reason

from .checking import Check, run_check
from .plan_store import PlanStore
from .plans import Plans
from .review import Reviewer
from .saved_files import FileChanges, WatchTiming
from .shared import SharedState
from .state import ReloadState, utc_now

log = structlog.get_logger()


class Watcher:
    """Watches the site in *root* for one service: created before its workers fork, started in each of them."""

    def __init__(
        self,
        root: Path,
        plans: Plans,
        store: PlanStore,
        settings: Settings,
        timing: WatchTiming,
        check: Check = run_check,
    ) -> None:
        self._root = root
        self._plans = plans
        self._store = store
        self._timing = timing
        self._changes = FileChanges(root, timing)
        self._stopping = threading.Event()
        self.shared = SharedState(plans.state)
        self._reviewer = Reviewer(
            root, store, settings, self._changes.unchanged, self._stopping.is_set, self.shared.write, check
        )
        self._process = 0
        self._starting = threading.Lock()

    def start(self) -> None:
        """Adopt the plan that the other workers serve, then watch the files in a thread; only once in a process.

        A worker that cannot adopt it waits here and answers no call: the plan that it was forked with may be an old
        one, whose numbers ring strangers.
        """
        with self._starting:
            if self._process == os.getpid():
                return
            while not self._attempt(self._adopt):
                if self._stopping.wait(self._timing.interval):
                    return
            self._process = os.getpid()
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        """Stop watching in this process, and stop a check that it runs."""
        self._stopping.set()

    @property
    def checking_since(self) -> str:
        """Return since when a change is being checked, by whichever worker; "" if none is."""
        state = self.shared.read()  # the other workers wait for the one that checks, and have adopted nothing yet
        return state.checking_since if state else ""

    def _run(self) -> None:
        pause = self._timing.interval
        while not self._stopping.wait(pause):
            pause = self._timing.interval if self._attempt(self._check_files) else self._timing.retry

    def _check_files(self) -> None:
        """Poll the files, and review them once a change has settled."""
        if self._changes.settled():
            self._update(self._reviewer.review)
        elif self._changes.at_rest and self._plans.state.plan_problems is None:
            self._update(self._reviewer.prove)
        elif self._changes.overdue:
            self._report(_("its files keep changing; they are read once they have settled"))

    def _update(self, review: Callable[[ReloadState], ReloadState]) -> None:
        """Publish the state that *review* makes of the current one, and adopt it; one worker at a time."""
        with self.shared.locked():
            # A worker that was killed while it checked has left its time there.
            before = replace(self.shared.read() or self._plans.state, checking_since="")
            try:
                after = review(before)
                if after.plan != before.plan:
                    plan = self._plan(after.plan)
                    self._plans.remember(plan)
                    self.shared.put_plan(plan)  # before the state: a worker that reads the state needs the plan
            except Exception:
                self.shared.write(before)
                raise
            self.shared.write(after)
        self._adopt()

    def _adopt(self) -> None:
        """Take over the shared state and its plan in this process. Raises LookupError if the plan is nowhere."""
        state, old = self.shared.read() or self._plans.state, self._plans.current.plan.hash
        if state.plan != old:
            self._plans.swap(self._plan(state.plan))
            log.info(_("plan swapped in"), old=old, new=state.plan, worker=os.getpid())
        self._plans.state = state

    def _plan(self, name: str) -> Plan:
        """Return the plan *name* (its hash): from memory, from the store, or from what the workers share."""
        serving = next((plan for plan in self._plans.loaded if plan.hash == name), None)
        with suppress(OSError):  # where the disk cannot be read, the shared copy serves
            serving = serving or self._store.plan(name)
        serving = serving or self.shared.plan(name)
        if serving is None:
            raise LookupError(_("plan {name} is in service, but no copy of it can be read").format(name=name))
        return serving

    def _attempt(self, act: Callable[[], None]) -> bool:
        """Run *act* and return whether it succeeded; an exception is logged, reported and leads to another try."""
        try:
            act()
        except Exception as error:
            if self._stopping.is_set():  # the failure is only that a check was stopped
                return False
            ours = not isinstance(error, OSError)  # a disk's error says enough, and comes again for days: no traceback
            log.exception(_("the site's files cannot be watched"), error=_reason(error), exc_info=ours)
            self._changes.forget()
            self._report(_("a change cannot be followed: {reason}").format(reason=_reason(error)))
            return False
        return True

    def _report(self, message: str) -> None:
        """Add *message* to this worker's own state, so that /readyz shows it until the next state is adopted."""
        problem = Problem(str(self._root), 1, 1, message, "reload")
        state = self._plans.state
        if problem not in state.blocking:
            log.error(str(problem))
        self._plans.state = replace(state, blocking=(problem,), blocked_since=state.blocked_since or utc_now())


def _reason(error: Exception) -> str:
    try:
        Path.cwd()
    except FileNotFoundError:
        return _("the working directory was removed under the service; restart it in one that stays")
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename2 or error.filename}: {reason(error)}"
    return str(error)
