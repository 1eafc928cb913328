"""Waiting for an answer: keys, or speech."""

from .instructions import Ask
from .moves import Said
from .plan import Plan
from .state import Call

NOISY = 2
"""Spoken answers not understood at one question after which only keys are heard there: noise must not fill the counter.
"""


def listen(plan: Plan, call: Call, said: Said, wait: int | None = None, *, several: bool = False) -> Ask:
    """Say *said* and wait *wait* seconds, or as long as the site says, for a key (or *several*) or speech."""
    times = plan.flow.listening
    speech = call.noise < NOISY
    usual = max(times.first_speech, times.keys) if speech else times.keys
    return Ask(
        said,
        wait=wait or usual,
        end_of_speech=times.end_of_speech,
        speech=speech,
        end_of_keys=times.end_of_keys if several else 0,
    )
