"""Which ways to an office take more seconds of speaking than the flow's budgets allow.

Warns: whoever listens a second longer is led to the same office.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.call import Plan
from ivr.call.nodes import Budgets
from ivr.check.site_parts import FLOW
from ivr.site import Problem, Site

from .routes import Kind, Trip
from .seconds import costliest, length
from .timing import Pace

ID = "budget"
_BUDGETS: dict[Kind, str] = {"one sentence": "one_sentence", "two answers": "two_answers", "keypad": "keypad"}


@dataclass(frozen=True, slots=True, order=True)
class Excess:
    """A way that takes too long: seconds *over* what is allowed, seconds *spoken*, and the number of its *trip*."""

    over: float
    spoken: float
    trip: int


def over_budget(site: Site, plan: Plan, trips: Iterable[Trip]) -> Iterator[Problem]:
    """Find the ways that take too long: of each kind the one furthest over, with the prompt that costs it most."""
    ways, pace = tuple(trips), Pace.of(plan.voices["ja"])
    for kind in _BUDGETS:
        found = (_excess(plan, trip, number, pace) for number, trip in enumerate(ways) if trip.kind == kind)
        worst = max(found, default=None)
        if worst and worst.over > 0:
            yield _problem(site, plan, ways[worst.trip], worst, pace)


def _excess(plan: Plan, trip: Trip, number: int, pace: Pace) -> Excess:
    spoken = length(plan, trip, pace).spoken
    return Excess(spoken - _allowed(trip, plan.flow.budgets), spoken, number)


def _allowed(trip: Trip, budgets: Budgets) -> int:
    allowed: int = getattr(budgets, _BUDGETS[trip.kind])
    if trip.office.shared_line:
        allowed += budgets.shared_line
    if any(leg.call.asking.stage == "yes_no" for leg in trip.legs):
        allowed += budgets.yes_no
    return allowed


def _problem(site: Site, plan: Plan, trip: Trip, worst: Excess, pace: Pace) -> Problem:
    prompt, cost = costliest(plan, trip, pace)
    message = (
        f"{trip.office.printed_name} rings after {worst.spoken:.1f} seconds of speaking ({trip.kind}), "
        f'{worst.over:.1f} more than allowed; most of them, {cost:.1f}, are the prompt "{prompt}"'
    )
    return site.problem(FLOW, ("budgets", _BUDGETS[trip.kind]), message, ID, warning=True)
