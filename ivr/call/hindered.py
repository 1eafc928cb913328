"""Reasons why the office that a call is about was not rung, as call records note them."""

from functools import lru_cache

from .conditions import Conditions
from .nodes import Branch, ReadBack, Ring, Say
from .plan import Plan
from .ring import Hindrance, hindrance, office_of
from .state import Call


def hindered(plan: Plan, call: Call, conditions: Conditions) -> Hindrance | None:
    """Return why *call* has just come to its node instead of ringing an office; None where that is not why."""
    for name, ends in _exits(plan).items():
        if call.node not in ends:
            continue
        node = plan.flow.nodes[name]
        assert isinstance(node, ReadBack | Ring)
        office = office_of(plan, call, node) if isinstance(node, Ring) else plan.chosen(call)
        reason = hindrance(plan, call, office, node.unless, conditions)
        if reason and call.node in _waits(plan, getattr(node.unless, reason)):
            return reason
    return None


@lru_cache(maxsize=8)
def _exits(plan: Plan) -> dict[str, frozenset[str]]:
    """Return where calls come to that do not ring, by the node that would ring or read back."""
    found = {}
    for name, node in plan.flow.nodes.items():
        if isinstance(node, ReadBack | Ring):
            leads = filter(None, (node.unless.over_limit, node.unless.closed, node.unless.failing))
            found[name] = frozenset(end for first in leads for end in _waits(plan, first))
    return found


def _waits(plan: Plan, name: str) -> frozenset[str]:
    """Return the nodes at which a call waits that has entered the node *name*: announcements and branches lead on."""
    seen, ahead = set[str](), [name]
    while ahead:
        if (one := ahead.pop()) not in seen:
            seen.add(one)
            ahead += _next(plan, one)
    return frozenset(one for one in seen if not _next(plan, one))


def _next(plan: Plan, name: str) -> list[str]:
    match plan.flow.nodes.get(name):
        case Say() as node:
            return [node.next]
        case Branch() as node:
            return [*node.to.values(), node.otherwise]
        case _:
            return []
