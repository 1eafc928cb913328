"""The plans that calls are led by: the current one, checked before the first call, and those that calls began with."""

import math
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog

from ivr.call import Plan
from ivr.check import problems_of
from ivr.settings import Settings, StartupError
from ivr.site import Problem, as_text, load, shipped
from ivr.web.static_answers import Prepared, prepare

from .state import serving
from .store import MOST, Kept

log = structlog.get_logger()

_PAUSE = 60.0
"""Seconds after which a disk that could not be read is tried again."""


@dataclass(frozen=True, slots=True)
class Current:
    """The plan that new calls begin with, and what remains to be said when all else breaks."""

    plan: Plan
    prepared: Prepared


class Plans:
    """The plans of this process: *current*, and by hash those that calls in progress still use.

    A plan that this process has not seen yet is loaded from *kept* when the first of its calls asks for it. *standing*
    is how the service stands with its files, as far as this process knows.
    """

    def __init__(self, current: Current, kept: Kept | None = None) -> None:
        self.current = current
        self.standing = serving(current.plan.hash)
        self._kept = kept
        self._older: dict[str, Plan] = {}
        self._failed: dict[str, float] = {}  # when to look again at a copy that could not be read, by the plan's hash
        self._changing = threading.Lock()

    @classmethod
    def begun(cls, plan: Plan, kept: Kept | None = None) -> "Plans":
        """Return the plans of a service that begins with *plan*."""
        return cls(Current(plan, prepare(plan)), kept)

    def of(self, name: str) -> Plan:
        """Return the plan *name* (its hash), or the current one where that is not known. Raises nothing.

        What cannot be read is remembered: each webhook of its calls would wait for it again, and all others with them.
        """
        current = self.current.plan
        if name in ("", current.hash) or self._given_up(name):
            return current
        try:
            return self._older.get(name) or self._loaded(name) or current
        except Exception:
            log.exception("an older plan cannot be loaded: its calls go on with the current one", plan=name)
            return current

    @property
    def loaded(self) -> tuple[Plan, ...]:
        """The plans that this process has loaded, the current one first."""
        return (self.current.plan, *tuple(self._older.values()))

    def load_kept(self) -> None:
        """Load the plans that are kept, so that no call waits for the one it began with."""
        try:
            names = self._kept.names()[:MOST] if self._kept else ()
        except OSError:  # there are none, or none that can be read: what keeps them says so
            return
        for name in reversed(names):  # the one that served last is forgotten last
            self.of(name)

    def remember(self, plan: Plan) -> None:
        """Let calls that began on *plan* be led by it."""
        with self._changing:
            self._remember(plan)

    def swap(self, plan: Plan) -> None:
        """Let new calls begin with *plan*; those in progress go on with theirs."""
        current = Current(plan, prepare(plan))
        with self._changing:
            self._remember(self.current.plan)
            self.current = current

    def _loaded(self, name: str) -> Plan | None:
        """Load the plan *name*, once: whoever asks for it meanwhile waits for that. Raises OSError."""
        with self._changing:
            if name in self._older or self._kept is None or self._given_up(name):
                return self._older.get(name)
            again = math.inf  # what is in its files will never change
            try:
                if not self._kept.has(name):
                    again = 0.0
                elif plan := self._kept.plan(name):
                    self._remember(plan)
            except OSError:
                again = time.monotonic() + _PAUSE
                raise
            finally:
                if name not in self._older and again:
                    self._failed[name] = again
            return self._older.get(name)

    def _given_up(self, name: str) -> bool:
        return self._failed.get(name, -math.inf) > time.monotonic()

    def _remember(self, plan: Plan) -> None:
        self._failed.pop(plan.hash, None)
        self._older.pop(plan.hash, None)  # it is now the youngest
        self._older[plan.hash] = plan
        while len(self._older) > MOST:
            del self._older[next(iter(self._older))]


def keep_served(kept: Kept, root: Path) -> None:
    """Keep the plan that the service starts with, or warn that this cannot be done: calls are led all the same."""
    try:
        kept.keep_site(root)
    except OSError as error:
        log.warning(
            "plans cannot be kept: changed files are served after a restart only, which changes the plan of open calls",
            folder=str(kept.folder),
            error=str(error),
        )


def load_plan(settings: Settings) -> Plan:
    """Load and check the site.

    Raises StartupError with every problem, or where unverified numbers would be dialled for strangers.
    """
    site = load(settings.site or shipped())
    problems = problems_of(site)
    if site.plan is None or any(not problem.warning for problem in problems):
        raise StartupError(as_text(problems))
    _warn(problems)
    offices, unverified = sum(1 for _ in site.plan.directory), len(site.plan.directory.unverified())
    if unverified and settings.public and not settings.accept_unverified:
        raise StartupError(
            f"IVR_ACCEPT_UNVERIFIED: {unverified} of {offices} offices are unverified: nobody has called their number. "
            "It may be a stranger's by now, and IVR_PUBLIC_URL opens this line to the public. "
            "Call them and note it with `ivr offices verify`, or set IVR_ACCEPT_UNVERIFIED=1 to dial them all the same."
        )
    log.info("plan ready", plan=site.plan.hash, offices=offices, unverified=unverified)
    return site.plan


def _warn(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.warning(str(problem))
