"""State of the service at this moment, gathered from plans, counters and records."""

import time

from ivr.records import read_status
from ivr.settings import Settings

from .alerts import ServiceState
from .call_records import Recorder, offices_with, records_folder
from .counters import COUNTERS
from .reload.plans import Plans


def service_state(
    plans: Plans, settings: Settings, recorder: Recorder | None, now: float | None = None
) -> ServiceState:
    """Return the state *now* of a service on *plans* with these *settings*, as far as its *recorder* knows it too.

    *now* are seconds since 1970, by default those of this moment.
    """
    lately = COUNTERS.lately()
    status = read_status(records_folder(settings))
    return ServiceState(
        answered=lately["answered"],
        refused=lately["refused"],
        refused_change=plans.state.blocked_since,
        unshipped=(now or time.time()) - max(status.ok_at / 1000, recorder.began) if recorder else 0,
        failing=failing_offices(plans, recorder),
        budget=plans.current.plan.flow.budgets.keypad,
        last_hour=status.last_hour,
    )


def failing_offices(plans: Plans, recorder: Recorder | None) -> tuple[str, ...]:
    """Return the offices whose line keeps failing, by their keys."""
    numbers = recorder.hindrances.current().failing if recorder else ()
    return tuple(sorted(offices_with(plans.current.plan, frozenset(numbers))))
