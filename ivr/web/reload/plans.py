"""Plans in memory: the current one, which new calls get, and older ones, which calls in progress began with."""

import math
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog

from ivr.call import Plan
from ivr.check import problems_of, settle
from ivr.check.routes import budgets
from ivr.clock import japanese_time
from ivr.settings import Settings, StartupError
from ivr.site import Problem, as_text, load, shipped
from ivr.translation import _
from ivr.web.static_answers import StaticAnswers, static_answers

from .plan_store import MOST_PLANS, PlanStore
from .state import fresh_state

log = structlog.get_logger()

_PAUSE = 60.0
"""Seconds before a disk that could not be read is tried again."""


@dataclass(frozen=True, slots=True)
class Current:
    """The plan that new calls begin with, and the static answers of that plan, for when everything else fails."""

    plan: Plan
    static_answers: StaticAnswers


class Plans:
    """The plans of this process: *current*, and by hash those that calls in progress still use.

    A plan that this process has not seen yet is loaded from *store* when the first of its calls asks for it. *state*
    is the service's reload state, as far as this process knows.
    """

    def __init__(self, current: Current, store: PlanStore | None = None) -> None:
        self.current = current
        self.state = fresh_state(current.plan.hash)
        self._store = store
        self._older: dict[str, Plan] = {}
        self._failed: dict[str, float] = {}  # when to look again at a copy that could not be read, by the plan's hash
        self._changing = threading.Lock()

    @classmethod
    def starting_with(cls, plan: Plan, store: PlanStore | None = None) -> "Plans":
        """Return the plans of a service that starts with *plan*."""
        return cls(Current(plan, static_answers(plan)), store)

    def of(self, name: str) -> Plan:
        """Return the plan *name* (its hash), or the current one if it is not known. Raises nothing.

        A failure is remembered, because otherwise every webhook of such a call would wait for the disk again, and hold
        the lock for which the others wait.
        """
        current = self.current.plan
        if name in ("", current.hash) or self._given_up(name):
            return current
        try:
            return self._older.get(name) or self._load(name) or current
        except Exception:
            log.exception(_("an older plan cannot be loaded: its calls continue with the current one"), plan=name)
            return current

    @property
    def loaded(self) -> tuple[Plan, ...]:
        """The plans that this process has loaded, the current one first."""
        return (self.current.plan, *tuple(self._older.values()))

    def load_stored(self) -> None:
        """Load the stored plans before the first call, so that no call waits for the one it began with."""
        try:
            names = self._store.names()[:MOST_PLANS] if self._store else ()
        except OSError:  # `store_served_plan` has warned already
            return
        for name in reversed(names):  # the one that served last is forgotten last
            self.of(name)

    def remember(self, plan: Plan) -> None:
        """Add *plan* to the older plans, for calls that began with it."""
        with self._changing:
            self._remember(plan)

    def swap(self, plan: Plan) -> None:
        """Let new calls begin with *plan*; calls in progress continue with theirs."""
        current = Current(plan, static_answers(plan))
        with self._changing:
            self._remember(self.current.plan)
            self.current = current

    def _load(self, name: str) -> Plan | None:
        """Load the plan *name* once; other threads that ask for it wait meanwhile. Raises OSError."""
        with self._changing:
            if name in self._older or self._store is None or self._given_up(name):
                return self._older.get(name)
            again = math.inf  # never: a damaged copy does not heal
            try:
                if not self._store.has(name):
                    again = 0.0
                elif plan := self._store.plan(name):
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
        self._older.pop(plan.hash, None)  # so that it is added again as the youngest
        self._older[plan.hash] = plan
        while len(self._older) > MOST_PLANS:
            del self._older[next(iter(self._older))]


def store_served_plan(store: PlanStore, root: Path) -> None:
    """Store the plan that the service starts with; if that fails, only warn, because calls work without it."""
    try:
        store.keep_site(root)
    except OSError as error:
        log.warning(
            _(
                "plans cannot be saved (IVR_VAR): changed files take effect only after a restart, which changes the "
                "plan of open calls"
            ),
            folder=str(store.folder),
            error=str(error),
        )


def load_plan(settings: Settings) -> Plan:
    """Load and check the site.

    Routes that are too long only warn, and take longer to find than everything else: a check after the start reports
    them (`Reviewer.prove`). Raises StartupError with every problem, or if unverified numbers or placeholders would be
    dialled for strangers.
    """
    site, later = load(settings.site or shipped()), settings.var is not None
    problems = problems_of(site, budgets=not later)
    if site.plan is None or any(not problem.warning for problem in problems):
        raise StartupError(as_text(problems))
    _warn(settle(site, problems, japanese_time().date(), unasked=(budgets.ID,) if later else ())[0])
    offices, unverified = sum(1 for _ in site.plan.directory), len(site.plan.directory.unverified())
    if unverified and settings.public and not settings.accept_unverified:
        raise StartupError(
            _(
                "IVR_ACCEPT_UNVERIFIED: {unverified} of {offices} offices are unverified: nobody has called "
                "their number. It may be a stranger's by now, and IVR_PUBLIC_URL opens this line to the public. "
                "Call them and note it with `ivr offices verify`, or set IVR_ACCEPT_UNVERIFIED=1 to dial them "
                "all the same."
            ).format(unverified=unverified, offices=offices)
        )
    if settings.public and (left := site.plan.directory.placeholders()):
        message = _(
            "{count} of {offices} numbers are placeholders, which IVR_PUBLIC_URL never dials: write the real ones"
        )
        raise StartupError(message.format(count=len(left), offices=offices))
    log.info("plan ready", plan=site.plan.hash, offices=offices, unverified=unverified)
    return site.plan


def _warn(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.warning(str(problem))
