"""Reload state: which plan serves, the problems found in it, and the problems that block newer files."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ivr.site import Problem


@dataclass(frozen=True, slots=True)
class ReloadState:
    """The plan that serves, and the result of the last review of the site's files.

    *plan* is its hash, *since* the time at which it became current, and *plan_problems* those that the check found in
    it (None before the check has run). *reviewed* is the hash of the files reviewed last, *blocking* the problems that
    keep them from being served, and *blocked_since* the time of the first refusal. *checking_since* is the time since
    which a change is being checked. Times are UTC, in ISO 8601.
    """

    plan: str
    since: str
    reviewed: str
    blocking: tuple[Problem, ...] = ()
    blocked_since: str = ""
    plan_problems: tuple[Problem, ...] | None = None
    checking_since: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything an operator has to fix: the problems of the refused files, then those of the plan that serves."""
        return (*self.blocking, *(self.plan_problems or ()))


def fresh_state(plan: str) -> ReloadState:
    """Return the state of a service that serves *plan* (a hash) from now on, with nothing blocked."""
    return ReloadState(plan, utc_now(), plan)


def utc_now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
