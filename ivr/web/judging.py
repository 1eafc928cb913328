"""Judging the files of a site that has changed under a running service: one worker does it, for all of them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from ivr.settings import Settings
from ivr.site import Problem, hash_of

from .checking import check_apart, refusing
from .kept import Kept
from .standing import Standing, now, serving

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the site in *root*; what it accepts becomes one of the plans that are *kept*.

    *quiet* tells whether nothing was saved since the files were looked at.
    """

    root: Path
    kept: Kept
    settings: Settings
    quiet: Callable[[], bool]

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
        if standing.problems:
            log.info("the change with problems was taken back", plan=standing.plan)
        with suppress(OSError):  # that the folder cannot be written was told at the start
            if not self.kept.holds(standing.plan):  # lost or damaged since
                self.kept.keep_site(self.root)
        return Standing(standing.plan, standing.since, standing.plan)

    def _changed(self, standing: Standing) -> Standing:
        with self.kept.copied(self.root) as copy:
            if not self.quiet():  # the copy may be half of what is being saved
                return standing
            log.info("change seen: it is being checked", plan=standing.plan)
            verdict = check_apart(copy, self.root, self.kept.folder / standing.plan)
            if problems := refusing(verdict.problems, self.settings):
                return self._refused(standing, hash_of(copy), problems)
            after = serving(self.kept.keep(copy))
        if standing.problems:
            log.info("the change with problems was mended", plan=after.plan)
        log.info("change accepted", old=standing.plan, new=after.plan, callers_will_notice=verdict.changes)
        return after

    def _refused(self, standing: Standing, judged: str, problems: tuple[Problem, ...]) -> Standing:
        if judged == standing.judged and problems == standing.problems:
            return standing
        log.error("change refused: the plan before it goes on serving", plan=standing.plan, refused=judged)
        for problem in problems:
            log.error(str(problem))
        return replace(standing, judged=judged, problems=problems, refused=standing.refused or now())

    def _unreadable(self, error: OSError) -> Problem:
        return Problem(str(error.filename or self.root), 1, 1, f"this file cannot be read: {error.strerror}", "file")
