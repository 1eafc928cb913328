"""The plan that calls are led by: loaded and checked before the first call."""

from collections.abc import Iterable

import structlog

from ivr.call import Plan
from ivr.check import problems_of
from ivr.settings import CannotStart, Settings
from ivr.site import Problem, as_text, load, shipped

log = structlog.get_logger()


def load_plan(settings: Settings) -> Plan:
    """Load and check the site.

    Raises CannotStart with every problem, or where unverified numbers would be dialled for strangers.
    """
    site = load(settings.site or shipped())
    problems = problems_of(site)
    if site.plan is None or any(not problem.reminder for problem in problems):
        raise CannotStart(as_text(problems))
    _remind(problems)
    offices, unverified = sum(1 for _ in site.plan.directory), len(site.plan.directory.unverified())
    if unverified and settings.public and not settings.accept_unverified:
        raise CannotStart(
            f"IVR_ACCEPT_UNVERIFIED: {unverified} of {offices} offices lack verified_on and verified_by. "
            "Their numbers may be strangers' by now, and IVR_PUBLIC_URL opens this line to the public. "
            "Verify them, or set IVR_ACCEPT_UNVERIFIED=1 to dial them all the same."
        )
    log.info("plan ready", plan=site.plan.hash, offices=offices, unverified=unverified)
    return site.plan


def _remind(problems: Iterable[Problem]) -> None:
    for problem in problems:
        log.warning(str(problem))
