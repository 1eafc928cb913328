"""Review of changed site files: they are accepted as the new plan, or refused; one worker does it for all."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from ivr.check import new_problems
from ivr.check.routes import budgets
from ivr.settings import Settings
from ivr.site import Problem, hash_of
from ivr.strict_yaml.decoding import unreadable
from ivr.translation import _

from .checking import Check, CheckLimitError, CheckStoppedError, blocking_problems, run_check
from .plan_store import PlanStore
from .state import ReloadState, fresh_state, utc_now

log = structlog.get_logger()

MOST_SHARED = 100
"""How many problems of a refused change are shared with the other workers; the log has all of them."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Reviews the site in *root*, and puts what it accepts into *store*.

    *unchanged* returns whether no file was saved since the last poll, *stopping* whether the service is ending.
    *publish* shows a state to all workers.
    """

    root: Path
    store: PlanStore
    settings: Settings
    unchanged: Callable[[], bool]
    stopping: Callable[[], bool]
    publish: Callable[[ReloadState], None]
    check: Check = run_check

    def prove(self, state: ReloadState) -> ReloadState:
        """Check the plan that serves, once in a service's life; log its problems and return *state* with them.

        It runs after the start, which must not wait for it: the plan is served in any case. A change is more urgent, so
        it stops this check, which is then made later. Of warnings it reports those that the start leaves out. Raises
        RuntimeError if the check itself fails.
        """
        if state.plan_problems is not None:
            return state
        try:
            return self._prove(state, lambda: self.stopping() or not self.unchanged())
        except CheckStoppedError:
            return state

    def _prove(self, state: ReloadState, stopping: Callable[[], bool]) -> ReloadState:
        """Prove the plan in service, whose start ran the rules alone, and return *state* with what is wrong with it."""
        files = self._files_of(state.plan)
        if files is None:
            log.warning(_("the plan in service cannot be proven: there is no copy of it"), plan=state.plan)
            return replace(state, plan_problems=())
        try:
            problems = self.check(files, self.root, files, stopping).problems
        except CheckLimitError as error:
            problems = (self._problem(_("the plan in service cannot be proven: {error}").format(error=error)),)
        for problem in problems:
            if problem.rule == budgets.ID:  # which the start has left out
                log.warning(str(problem))
        plan_problems = blocking_problems(problems, self.settings)
        if plan_problems:
            log.error(_("the plan in service has problems: calls follow it all the same"), plan=state.plan)
            _log(plan_problems)
        else:
            log.info(_("plan proven"), plan=state.plan)
        return replace(state, plan_problems=plan_problems)

    def review(self, state: ReloadState) -> ReloadState:
        """Review the present files, log the result, and return the new state.

        A copy is checked and becomes the plan, so that nothing saved during the check slips in unchecked. Raises
        OSError if it cannot be made, and RuntimeError if the check itself fails.
        """
        try:
            name = hash_of(self.root)
        except OSError as error:
            unread = unreadable(str(error.filename or self.root), error)
            return self._refuse(state, "unreadable", (unread,)) if self.unchanged() else state
        if name == state.plan:
            return self._accept_unchanged(state)
        return state if name == state.reviewed else self._review_change(state)

    def _accept_unchanged(self, state: ReloadState) -> ReloadState:
        if state.blocking:
            log.info(_("the faulty change was taken back"), plan=state.plan)
        with suppress(OSError):  # the start has warned already that the folder cannot be written
            if not self.store.is_intact(state.plan):  # the stored copy was lost or damaged
                self.store.keep_site(self.root)
        return replace(state, reviewed=state.plan, blocking=(), blocked_since="")

    def _review_change(self, state: ReloadState) -> ReloadState:
        """Check a copy of the changed files, and return the state in which they serve, or are refused."""
        with self.store.temporary_copy(self.root) as copy:
            if not self.unchanged():  # the copy may hold half of a change that is being saved
                return state
            log.info(_("change seen: it is being checked"), plan=state.plan)
            self.publish(replace(state, checking_since=utc_now()))
            try:
                result = self.check(copy, self.root, self.store.folder / state.plan, self.stopping)
            except CheckLimitError as error:  # it would happen again, so these files are not tried a second time
                problem = self._problem(_("this change cannot be checked: {error}").format(error=error))
                return self._refuse(state, hash_of(copy), (problem,))
            problems = blocking_problems(result.problems, self.settings)
            if problems and state.plan_problems is None:
                state = self._prove(state, self.stopping)
            if new := new_problems(problems, state.plan_problems or ()):
                return self._refuse(state, hash_of(copy), new)
            after = replace(fresh_state(self.store.keep(copy, state.plan)), plan_problems=problems)
        if state.blocking:
            log.info(_("the faulty change was fixed"), plan=after.plan)
        log.info(
            _("change accepted"),
            old=state.plan,
            new=after.plan,
            callers_will_notice=result.changes,
            problems_as_before=len(problems),
        )
        return after

    def _refuse(self, state: ReloadState, files: str, problems: tuple[Problem, ...]) -> ReloadState:
        if files == state.reviewed and problems[:MOST_SHARED] == state.blocking:
            return state
        log.error(_("change refused: the previous plan stays in service"), plan=state.plan, refused=files)
        _log(problems)
        return replace(
            state, reviewed=files, blocking=problems[:MOST_SHARED], blocked_since=state.blocked_since or utc_now()
        )

    def _files_of(self, plan: str) -> Path | None:
        """Return a folder whose files are the plan *plan* (a hash): the stored copy or the site itself."""
        for folder in (self.store.folder / plan, self.root):
            with suppress(OSError):  # the other one may be readable
                if hash_of(folder) == plan:
                    return folder
        return None

    def _problem(self, message: str) -> Problem:
        return Problem(str(self.root), 1, 1, message, "reload")


def _log(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.error(str(problem))
