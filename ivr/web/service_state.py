"""State of the service at this moment, gathered from plans, counters and records."""

import time

from ivr.records import FOLDER, read_status
from ivr.settings import Settings

from .alerts import ServiceState
from .call_records import Recorder, offices_with
from .counters import COUNTERS
from .reload.plans import Plans


def service_state(plans: Plans, settings: Settings, recorder: Recorder | None) -> ServiceState:
    """Return the state of a service on *plans* with these *settings*, as far as its *recorder* knows it too."""
    lately = COUNTERS.lately()
    status = read_status(settings.folder / FOLDER)
    return ServiceState(
        answered=lately["answered"],
        refused=lately["refused"],
        refused_change=plans.state.blocked_since,
        unshipped=_unshipped(recorder, status.ok_at) if recorder else 0,
        failing=tuple(_named(plans, key) for key in failing_offices(plans, recorder)),
        budget=plans.current.plan.flow.budgets.keypad,
        last_hour=status.last_hour,
    )


def _unshipped(recorder: Recorder, ok_at: int) -> float:
    """Return the seconds since the database last took records (*ok_at*), at most those the service has run.

    If *ok_at* is in the future, the clock has been put back: then only the running time of the service is known.
    """
    since, runs = time.time() - ok_at / 1000, time.monotonic() - recorder.began
    return min(since, runs) if since >= 0 else runs


def failing_offices(plans: Plans, recorder: Recorder | None) -> tuple[str, ...]:
    """Return the offices whose line keeps failing, by their keys."""
    numbers = recorder.hindrances.current().failing if recorder else ()
    return tuple(sorted(offices_with(plans.current.plan, frozenset(numbers))))


def _named(plans: Plans, key: str) -> str:
    """Name an office for the operator whom an alert wakes: 愛知県経営改善支援センター 052-223-6953."""
    office = plans.current.plan.directory.find(key)
    return f"{office.printed_name} {office.number}" if office else key
