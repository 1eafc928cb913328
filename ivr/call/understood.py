"""What follows from a spoken answer that is already understood.

Hearing a sentence takes longer than all that follows from it. Whoever asks what the same answer does at thousands of
questions (the proof) hears it once and goes on from here.
"""

from .answer import _choice, _command, _fill, _person, _unclear
from .hearing import Heard
from .moves import Move
from .nodes import Question
from .plan import Plan
from .state import Call


def understood(plan: Plan, call: Call, node: Question, heard: Heard) -> Move:
    """Return what `answer` returns for a spoken answer of which `hear` has made *heard*.

    Not where a postal code is asked for: there the sentence itself is read.
    """
    return (
        _person(plan, call, heard)
        or _fill(plan, call, node, heard)
        or _choice(plan, call, node, heard)
        or _command(plan, call, node, heard)
        or _unclear(plan, call, node, heard)
    )
