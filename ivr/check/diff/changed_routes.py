"""Changes of the routes to offices that callers notice: routes that take longer, and routes that are gone."""

from collections.abc import Iterator, Mapping

from ivr.call import Plan
from ivr.check.routes.routes import ROUTE_KINDS, routes, unanswered
from ivr.check.routes.seconds import length
from ivr.directory import Office
from ivr.translation import _

from .change import Change
from .changed_offices import AreaNames, named

Ways = Mapping[str, tuple[Office, float]]
"""Routes of one kind: by key, each office that is reached, and after how many seconds of speaking it rings."""


def route_changes(old: Plan, new: Plan, names: AreaNames) -> Iterator[Change]:
    """Report, for each kind of route, how many got longer or are gone, and the one that changed most."""
    before, after, offices = _routes(old), _routes(new), {office.key for office in new.directory}
    for kind in (*ROUTE_KINDS, "silence"):
        was, now = before.get(kind, {}), after.get(kind, {})
        yield from _gone(old, kind, {key: was[key] for key in was if key not in now and key in offices}, names)
        yield from _longer(new, kind, was, now, names)


def _gone(old: Plan, kind: str, gone: Ways, names: AreaNames) -> Iterator[Change]:
    for office, spoken in [*gone.values()][:1]:
        note = _("and that to {count} more").format(count=len(gone) - 1) if len(gone) > 1 else ""
        yield Change("way", _subject(old, kind, office, names), _seconds(spoken), note=note)


def _longer(new: Plan, kind: str, was: Ways, now: Ways, names: AreaNames) -> Iterator[Change]:
    grown = {key: round(now[key][1] - was[key][1], 1) for key in now if key in was}
    longer = [key for key in grown if grown[key] > 0]
    if longer:
        most = max(longer, key=grown.__getitem__)
        office, spoken = now[most]
        note = _("{count} such routes are longer, none by more").format(count=len(longer)) if len(longer) > 1 else ""
        yield Change("way", _subject(new, kind, office, names), _seconds(was[most][1]), _seconds(spoken), note)


def _routes(plan: Plan) -> dict[str, dict[str, tuple[Office, float]]]:
    """Return the routes of each kind."""
    rate = plan.voice.rate
    by_kind: dict[str, dict[str, tuple[Office, float]]] = {}
    for route in filter(None, (*routes(plan), unanswered(plan))):
        by_kind.setdefault(route.kind, {})[route.office.key] = route.office, round(length(plan, route, rate).spoken, 1)
    return by_kind


def _subject(plan: Plan, kind: str, office: Office, names: AreaNames) -> str:
    return _("route to {office} by {kind}").format(office=named(plan.directory, office, names), kind=_(kind))


def _seconds(spoken: float) -> str:
    return _("{spoken:.1f} s of speech").format(spoken=spoken)
