"""The step of a call whose spoken answer is already understood.

Hearing a sentence takes longer than all that follows from it. Whoever asks what the same answer does at thousands of
questions (the proof) hears it once and goes on from here.
"""

from dataclasses import replace

from .answer import _choice, _command, _fill, _person, _unclear
from .events import World
from .fit import fit
from .hearing import Heard
from .nodes import AskPlace, Choose, ReadBack
from .plan import Plan
from .state import Call
from .walk import Step, walk


def understood(plan: Plan, call: Call, heard: Heard, world: World) -> Step:
    """Return what `step` returns for a spoken answer of which `hear` has made *heard*; *call* is at a question."""
    known = fit(plan, call)
    turned = replace(known, turn=known.turn + 1, plan=plan.hash)
    node = plan.node(turned.node)
    assert isinstance(node, Choose | AskPlace | ReadBack)
    move = (
        _person(plan, turned, heard)
        or _fill(plan, turned, node, heard)
        or _choice(plan, turned, node, heard)
        or _command(plan, turned, node, heard)
        or _unclear(plan, turned, node, heard)
    )
    return walk(plan, move, world)
