"""Routes to an office that take more seconds of speaking than the flow's budgets allow.

This only warns: a caller who listens a second longer reaches the same office.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ivr.call import Plan
from ivr.call.flow_file import Budgets
from ivr.check.site_parts import FLOW
from ivr.site import Problem, Site
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


Excess = tuple[float, float, Route]
"""The seconds over its budget that a route takes, its seconds of speech, and the route."""


def over_budget(site: Site, plan: Plan) -> Iterator[Problem]:
    """Find which routes of *plan* take too long: per kind the one furthest over, and its prompt."""
    for excess in _worst(plan):
        yield too_long(site, plan, excess)


@lru_cache(maxsize=4)  # like the routes: the same plans are checked again
def _worst(plan: Plan) -> tuple[Excess, ...]:
    return tuple(worst(plan, routes(plan)))


def worst(plan: Plan, played: Iterable[Route]) -> Iterator[Excess]:
    """Yield which of the *played* routes of *plan* is furthest over its budget, of each kind, if any is."""
    every = (*played, *(() if plan.home else others(plan)))
    budgets, rate = _budgets(plan), plan.voice.rate
    spoken = [(length(plan, route, rate).spoken, route) for route in every]
    excesses = [(seconds - _allowed(route, budgets), seconds, route) for seconds, route in spoken]
    for kind in _BUDGETS:
        of_kind = [one for one in excesses if one[-1].kind == kind and one[0] > 0]
        # Of routes that take equally long the last one counts.
        yield from [max(reversed(of_kind), key=lambda one: one[:2])] if of_kind else ()


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


def too_long(site: Site, plan: Plan, excess: Excess) -> Problem:
    """Return the problem of the route that exceeds its budget most, with its most expensive prompt."""
    over, spoken, route = excess
    prompt, cost = costliest(plan, route, plan.voice.rate)
    own = plan.flow.languages.get(plan.language)
    loc = ("languages", plan.language, "budgets") if own and own.budgets else ("budgets",)
    message = _(
        "{office} rings after {spoken:.1f} seconds of speech ({kind}), {over:.1f} more than allowed; most of them, "
        '{cost:.1f}, are the prompt "{prompt}"'
    ).format(
        office=route.office.printed_name,
        spoken=spoken,
        kind=_(NAMES[route.kind]),
        over=over,
        cost=cost,
        prompt=prompt,
    )
    if plan.home:
        message = _("in {language}, {sentence}").format(language=plan.language, sentence=message)
    return site.problem(FLOW, (*loc, _BUDGETS[route.kind]), message, ID, warning=True)
