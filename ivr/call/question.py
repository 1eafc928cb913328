"""What all questions share: how an answer is waited for, with keys or speech."""

from .instructions import Ask
from .moves import Pending
from .plan import Plan


def await_answer(plan: Plan, pending: Pending, wait: int | None = None, *, several: bool = False) -> Ask:
    """Say what is *pending* and wait, *wait* seconds or as the site says, for speech or a key (or *several*)."""
    times = plan.flow.listening
    return Ask(
        pending,
        wait=wait or max(times.first_speech, times.keys),
        end_of_speech=times.end_of_speech,
        end_of_keys=times.end_of_keys if several else 0,
    )
