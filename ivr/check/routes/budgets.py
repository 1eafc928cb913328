"""Routes to an office that take more seconds of speaking than the flow's budgets allow.

This only warns: a caller who listens a second longer reaches the same office.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ivr.call import Plan
from ivr.call.flow_file import Budgets
from ivr.check.site_parts import FLOW
from ivr.site import Problem, Site
from ivr.speech import SpeakingRate
from ivr.translation import _

from .others import others
from .routes import NAMES, Route, RouteKind, routes
from .seconds import costliest, length

ID = "budget"
_BUDGETS: dict[RouteKind, str] = {
    "one sentence": "one_sentence",
    "two answers": "two_answers",
    "keypad": "keypad",
    "person": "one_sentence",
    "english": "one_sentence",
    "distress": "one_sentence",
    "key 0": "keypad",
}


@dataclass(frozen=True, slots=True, order=True)
class Excess:
    """A route that takes too long: seconds *over* the budget, seconds *spoken*, and the number of the *route*."""

    over: float
    spoken: float
    route: int


def over_budget(site: Site, plan: Plan) -> Iterator[Problem]:
    """Find which routes of *plan* take too long: per kind the one furthest over, and its prompt."""
    for route, excess in _worst(plan):
        yield too_long(site, plan, route, excess)


@lru_cache(maxsize=4)  # like the routes: the same plans are checked again
def _worst(plan: Plan) -> tuple[tuple[Route, Excess], ...]:
    return tuple(worst(plan, routes(plan)))


def worst(plan: Plan, played: Iterable[Route]) -> Iterator[tuple[Route, Excess]]:
    """Yield which of the *played* routes of *plan* is furthest over its budget, of each kind, if any is."""
    every = (*played, *(() if plan.home else others(plan)))
    rate = plan.voice.rate
    for kind in _BUDGETS:
        excesses = [_excess(plan, route, number, rate) for number, route in enumerate(every) if route.kind == kind]
        most = max(excesses, default=None)
        if most and most.over > 0:
            yield every[most.route], most


def _excess(plan: Plan, route: Route, number: int, rate: SpeakingRate) -> Excess:
    spoken = length(plan, route, rate).spoken
    return Excess(spoken - _allowed(route, _budgets(plan)), spoken, number)


def _budgets(plan: Plan) -> Budgets:
    """Return the budgets for the language of *plan*: its own, or else those of the first language."""
    own = plan.flow.languages.get(plan.language)
    return (own and own.budgets) or plan.flow.budgets


def _allowed(route: Route, budgets: Budgets) -> int:
    allowed: int = getattr(budgets, _BUDGETS[route.kind])
    if route.office.shared_line:
        allowed += budgets.shared_line
    if any(turn.call.asking.stage == "yes_no" for turn in route.turns):
        allowed += budgets.yes_no
    return allowed


def too_long(site: Site, plan: Plan, route: Route, excess: Excess) -> Problem:
    """Return the problem of the route that exceeds its budget most, with its most expensive prompt."""
    prompt, cost = costliest(plan, route, plan.voice.rate)
    own = plan.flow.languages.get(plan.language)
    loc = ("languages", plan.language, "budgets") if own and own.budgets else ("budgets",)
    message = _(
        "{office} rings after {spoken:.1f} seconds of speech ({kind}), {over:.1f} more than allowed; most of them, "
        '{cost:.1f}, are the prompt "{prompt}"'
    ).format(
        office=route.office.printed_name,
        spoken=excess.spoken,
        kind=_(NAMES[route.kind]),
        over=excess.over,
        cost=cost,
        prompt=prompt,
    )
    if plan.home:
        message = _("in {language}, {sentence}").format(language=plan.language, sentence=message)
    return site.problem(FLOW, (*loc, _BUDGETS[route.kind]), message, ID, warning=True)
