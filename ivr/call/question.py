"""What all questions share: how an answer is waited for, with keys or speech."""

from .instructions import Ask
from .moves import Pending
from .plan import Plan
from .state import Call

NOISY = 2
"""Spoken answers not understood at one question after which only keys are heard there: noise must not fill the counter.
"""


def await_answer(plan: Plan, call: Call, pending: Pending, wait: int | None = None, *, several: bool = False) -> Ask:
    """Say what is *pending* and wait, *wait* seconds or as the site says, for speech or a key (or *several*)."""
    times = plan.flow.listening
    speech = call.asking.no_matches < NOISY
    usual = max(times.first_speech, times.keys) if speech else times.keys
    return Ask(
        pending,
        wait=wait or usual,
        end_of_speech=times.end_of_speech,
        speech=speech,
        end_of_keys=times.end_of_keys if several else 0,
    )
