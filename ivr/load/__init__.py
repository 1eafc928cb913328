"""A load test: whole calls at a steady rate to a running service, by callers as slow as people.

Every call is simulated by the carrier and has its own thread, which sleeps until the caller's next moment. Between two
answers of a caller lie requests at several moments (a desk answers, the talk is over), so it waits where a request is
sent. Calls start by the clock alone, whatever became of those before them, and the client's own delays are reported
beside the service's.
"""

from .limits import MOST_A_SECOND, MOST_SECONDS, Demand, stranger
from .load_call import first_call, load_target
from .metrics import Metrics, metrics_of
from .report import as_data, as_text
from .run import Load
from .scenarios import scenarios

__all__ = [
    "MOST_A_SECOND",
    "MOST_SECONDS",
    "Demand",
    "Load",
    "Metrics",
    "as_data",
    "as_text",
    "first_call",
    "load_target",
    "metrics_of",
    "scenarios",
    "stranger",
]
