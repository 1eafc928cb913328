"""What all questions share: how an answer is waited for, with keys or speech."""

from .instructions import Ask
from .moves import Pending, drop, refuse
from .nodes import AskPlace, Choose
from .plan import Plan
from .state import Call

_IN_WORDS = ("first", "again", "yes_no")


def with_keys(call: Call) -> bool:
    """Tell whether a question is put with its keys: to who has not answered it in words, or uses keys anyway."""
    return call.asking.tries > 0 or call.mode == "keys"


def in_words(call: Call, wait: int | None) -> int | None:
    """Return *wait*, the question's own, while it is put in words and its keys are not yet said; else None."""
    return wait if call.asking.stage in _IN_WORDS and not with_keys(call) else None


def await_answer(plan: Plan, pending: Pending, wait: int | None = None, *, several: bool = False) -> Ask:
    """Say what is *pending* and wait, *wait* seconds or as the site says, for speech or a key (or *several*)."""
    times = plan.flow.listening
    return Ask(
        pending,
        wait=wait or max(times.first_speech, times.keys),
        end_of_speech=times.end_of_speech,
        end_of_keys=times.end_of_keys if several else 0,
    )


def asked_anew(plan: Plan, call: Call, to: str) -> Call:
    """Empty the slot of the question *to* which a wrong answer leads back; the place that filled it is refused."""
    node = plan.node(to)
    if not isinstance(node, Choose | AskPlace) or not node.slot:
        return call
    wrong = call.slot(node.slot)
    if isinstance(node, AskPlace) and wrong:
        call = refuse(call, wrong)
    return drop(call, node.slot)
