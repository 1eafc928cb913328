"""Routes to offices under `others`, which belong to no place: by what callers want, or by keys that lead there."""

from collections.abc import Iterator
from functools import cache, partial

from ivr.call import Keyed, Plan, Said, Silent, step

from .routes import MOST_ANSWERS, Here, Route, RouteKind, Take, by_keys, first, other_office

_SPOKEN: tuple[RouteKind, ...] = ("person", "english", "distress")
_WORDS = 5
"""How many words of a list are tried: the first may mean something else at the first question."""


def others(plan: Plan) -> Iterator[Route]:
    """Yield the routes that lead to the offices under `others`."""
    take = cache(partial(step, plan))
    led = {spoken.words for spoken in plan.flow.languages.values()}  # by such a word a caller switches the language
    for kind in _SPOKEN:
        name = "foreign" if kind in led else kind
        listed = plan.meanings.said_for(name) if name in plan.meanings.by_id else ()
        routes = (_route(plan, take, kind, Said(" ".join(word.split()))) for word in listed[:_WORDS])
        yield from [route for route in routes if route][:1]
    yield from filter(None, [_route(plan, take, "key 0", Keyed("0"), Keyed("0"))])
    yield from (route for route in by_keys(plan).values() if route.office.other is not None)


def _route(plan: Plan, take: Take, kind: RouteKind, *says: Said | Keyed) -> Route | None:
    """Play a call in which the caller says *says*, and nothing more, until a telephone rings."""
    here: Here | None = first(plan, take)
    for answer in (*says, *(Silent() for _answer in range(MOST_ANSWERS))):
        if here is None or here.ring or not here.asks:
            break
        here = here.answer(take, answer)
    office = other_office(plan, here) if here else None
    return Route(kind, office, here.turns, here.instructions) if here and office else None
