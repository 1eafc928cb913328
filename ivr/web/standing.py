"""How the service stands at this moment, gathered from wherever that is known."""

import time

from ivr.records import read_status
from ivr.settings import Settings

from .alerts import Standing
from .counters import SERVICE
from .recording import records_folder
from .reload.plans import Plans

_BEGAN = time.time()


def standing(plans: Plans, settings: Settings) -> Standing:
    """Return how a service on *plans* with these *settings* stands."""
    lately = SERVICE.lately()
    records = settings.var is not None and settings.records
    status = read_status(records_folder(settings))
    return Standing(
        answered=lately["answered"],
        refused=lately["refused"],
        refused_change=plans.state.blocked_since,
        unshipped=time.time() - max(status.ok_at / 1000, _BEGAN) if records else 0,
        budget=plans.current.plan.flow.budgets.keypad,
        recent=status.recent,
    )
