"""How many seconds of speaking a caller may have to hear before his office rings, and who has to hear more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.call import Plan
from ivr.site import Problem, Site

from .assumed import Pace
from .seconds import costliest, length
from .trips import Kind, Trip

FLOW = "data/flow.yaml"
RULE = "budget"


@dataclass(frozen=True, slots=True)
class Budgets:
    """Seconds of speaking until an office rings, at the rate of the voice.

    one_sentence, two_answers, keypad: for a caller who says all in one sentence, who answers two questions in words, who
    hears every menu to its end. shared_line: what an office on a shared line may add, yes_no: what a yes/no question may.
    """

    one_sentence: int = 23
    two_answers: int = 26
    keypad: int = 55
    shared_line: int = 8
    yes_no: int = 7


_FIELDS: dict[Kind, str] = {"one sentence": "one_sentence", "two answers": "two_answers", "keypad": "keypad"}


def over_budget(site: Site, plan: Plan, trips: Iterable[Trip], budgets: Budgets) -> Iterator[Problem]:
    """Find the ways that take too long: of each kind the longest one, with the prompt that costs most."""
    pace = Pace.of(plan.voices["ja"])
    worst: dict[Kind, tuple[float, float, Trip]] = {}
    for trip in trips:
        spoken, allowed = length(plan, trip, pace).spoken, _allowed(trip, budgets)
        if spoken > allowed and spoken - allowed > worst.get(trip.kind, (0.0,))[0]:
            worst[trip.kind] = (spoken - allowed, spoken, trip)
    for kind, (over, spoken, trip) in worst.items():
        prompt, cost = costliest(plan, trip, pace)
        message = (
            f"{trip.office.printed_name} rings after {spoken:.1f} seconds of speaking ({kind}), {over:.1f} more than allowed;"
            f' most of them, {cost:.1f}, are the prompt "{prompt}"'
        )
        yield site.problem(FLOW, ("budgets", _FIELDS[kind]), message, RULE)


def _allowed(trip: Trip, budgets: Budgets) -> int:
    allowed: int = getattr(budgets, _FIELDS[trip.kind])
    if trip.office.shared_line:
        allowed += budgets.shared_line
    if any(leg.call.stage == "yes_no" for leg in trip.legs):
        allowed += budgets.yes_no
    return allowed
