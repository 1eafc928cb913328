"""Judging the files of a site under a running service: one worker does it, for all of them."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from ivr.check import new_problems
from ivr.settings import Settings
from ivr.site import Problem, hash_of

from .check_apart import Check, EndedError, ExhaustedError, check_apart, refusing
from .state import Standing, now, serving
from .store import Kept

log = structlog.get_logger()

MOST = 100
"""Problems of a change that are shared and told; the log has all of them."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the site in *root*; what it accepts becomes one of the plans that are *kept*.

    *quiet* tells whether nothing was saved since the files were looked at, *over* whether the service ends.
    """

    root: Path
    kept: Kept
    settings: Settings
    quiet: Callable[[], bool]
    over: Callable[[], bool]
    check: Check = check_apart

    def proven(self, standing: Standing) -> Standing:
        """Return *standing* with what the check finds in the plan that serves, once in a service; log it.

        A start waits for no proof: what serves is served all the same. A change is more urgent: the check is ended for
        it, and made another time. Raises RuntimeError where the check fails.
        """
        if standing.known is not None:
            return standing
        try:
            return self._proven(standing, lambda: self.over() or not self.quiet())
        except EndedError:
            return standing

    def _proven(self, standing: Standing, over: Callable[[], bool]) -> Standing:
        files = self._files_of(standing.plan)
        if files is None:
            log.warning("the plan that serves cannot be proven: there is no copy of it", plan=standing.plan)
            return replace(standing, known=())
        try:
            known = refusing(self.check(files, self.root, files, over).problems, self.settings)
        except ExhaustedError as error:
            known = (Problem(str(self.root), 1, 1, f"what serves cannot be proven: {error}", "reload"),)
        if known:
            log.error("the plan that serves has problems: calls are led by it all the same", plan=standing.plan)
            _log(known)
        else:
            log.info("plan proven", plan=standing.plan)
        return replace(standing, known=known)

    def judged(self, standing: Standing) -> Standing:
        """Return how the service stands with the files as they are now, and log what is new of it.

        Exactly what was checked becomes a plan: a copy. Raises OSError where it cannot be made, and RuntimeError where
        the check itself fails.
        """
        try:
            name = hash_of(self.root)
        except OSError as error:
            return self._refused(standing, "unreadable", (self._unreadable(error),)) if self.quiet() else standing
        if name == standing.plan:
            return self._unchanged(standing)
        return standing if name == standing.judged else self._changed(standing)

    def _unchanged(self, standing: Standing) -> Standing:
        if standing.refusing:
            log.info("the change with problems was taken back", plan=standing.plan)
        with suppress(OSError):  # that the folder cannot be written was told at the start
            if not self.kept.holds(standing.plan):  # lost or damaged since
                self.kept.keep_site(self.root)
        return replace(standing, judged=standing.plan, refusing=(), refused="")

    def _changed(self, standing: Standing) -> Standing:
        with self.kept.copied(self.root) as copy:
            if not self.quiet():  # the copy may be half of what is being saved
                return standing
            log.info("change seen: it is being checked", plan=standing.plan)
            try:
                verdict = self.check(copy, self.root, self.kept.folder / standing.plan, self.over)
            except ExhaustedError as error:  # as it would be again: the next try waits for the next change
                told = Problem(str(self.root), 1, 1, f"this change cannot be checked: {error}", "reload")
                return self._refused(standing, hash_of(copy), (told,))
            found = refusing(verdict.problems, self.settings)
            if found and standing.known is None:
                standing = self._proven(standing, self.over)
            if new := new_problems(found, standing.known or ()):
                return self._refused(standing, hash_of(copy), new)
            after = replace(serving(self.kept.keep(copy, standing.plan)), known=found)
        if standing.refusing:
            log.info("the change with problems was mended", plan=after.plan)
        log.info(
            "change accepted",
            old=standing.plan,
            new=after.plan,
            callers_will_notice=verdict.changes,
            problems_as_before=len(found),
        )
        return after

    def _refused(self, standing: Standing, judged: str, problems: tuple[Problem, ...]) -> Standing:
        if judged == standing.judged and problems[:MOST] == standing.refusing:
            return standing
        log.error("change refused: the plan before it goes on serving", plan=standing.plan, refused=judged)
        _log(problems)
        return replace(standing, judged=judged, refusing=problems[:MOST], refused=standing.refused or now())

    def _files_of(self, plan: str) -> Path | None:
        """Return a folder whose files are *plan*: its copy, or the operator's own."""
        for folder in (self.kept.folder / plan, self.root):
            with suppress(OSError):  # the other one may be readable
                if hash_of(folder) == plan:
                    return folder
        return None

    def _unreadable(self, error: OSError) -> Problem:
        return Problem(str(error.filename or self.root), 1, 1, f"this file cannot be read: {error.strerror}", "file")


def _log(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.error(str(problem))
