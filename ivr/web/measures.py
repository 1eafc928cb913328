"""Measurements of webhooks, added to sums that all workers share, which `metrics` shows.

Rehearsal calls are not measured.
"""

import mmap
from bisect import bisect_left

from ivr.call import DialEnded, Outcome
from ivr.call.ring import ringing_office
from ivr.records.observe import ObservedStep, is_missed

from .series import SUMS

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0)
"""The upper bounds by which a webhook's seconds are sorted; Twilio gives up after 15."""

WEBHOOK_KINDS = {
    "come_in": "call",
    "go_on": "step",
    "ended": "status",
    "rang": "status",
    "whisper": "whisper",
    "bridge": "accepted",
    "fall_back": "fallback",
}
"""The kinds of webhook, by the view that answers each."""

WEBHOOK, WEBHOOK_SECONDS, RING, MISSED, FAULT = "webhook", "webhook_seconds", "ring", "missed", "fault"
"""The names of what is measured. Each is followed by: kind and bucket; kind; office and outcome; node; kind."""


class Seen:
    """What was measured of late, in memory that all workers share: made before they fork, as the sums are.

    Each process hashes alike there. A hash has one cell and takes it from whichever was there before: a call is
    forgotten after many thousand others.
    """

    def __init__(self, cells: int = 1 << 16) -> None:
        self._cells = memoryview(mmap.mmap(-1, cells * 8)).cast("q")

    def is_new(self, *what: object) -> bool:
        """Return whether *what* was not seen before, and remember it."""
        seen = hash(what) or 1  # an empty cell holds 0
        cell = seen % len(self._cells)
        if self._cells[cell] == seen:
            return False
        self._cells[cell] = seen
        return True


SEEN = Seen()


def measure_webhook(view: str, seconds: float) -> None:
    """Measure that *view* took this many *seconds* to answer."""
    kind = WEBHOOK_KINDS[view]
    SUMS.add((WEBHOOK, kind, str(bisect_left(SECONDS, seconds))))
    SUMS.add((WEBHOOK_SECONDS, kind), seconds)


def measure_fault(view: str) -> None:
    """Measure that the service failed, and what was sent in place of *view*'s answer."""
    SUMS.add((FAULT, WEBHOOK_KINDS[view]))


def measure_step(observed: ObservedStep, call: str, *, has_left: bool) -> None:
    """Measure what a step of *call* shows: how an office's ring ended, or that an answer was not understood.

    A ring that went unanswered because its caller *has_left* counts as canceled, as in the records: no desk failed. A
    request that the carrier sends again is measured once, as it is recorded once.
    """
    before, event = observed.before, observed.event
    if isinstance(event, DialEnded):
        if (office := ringing_office(observed.plan, before)) and SEEN.is_new(call, before.turn):
            left = has_left and event.outcome is Outcome.NO_ANSWER
            SUMS.add((RING, office.key, (Outcome.CANCELED if left else event.outcome).value))
    elif before.node in observed.plan.flow.nodes and is_missed(observed) and SEEN.is_new(call, before.turn):
        SUMS.add((MISSED, before.node))
