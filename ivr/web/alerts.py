"""Alerts for operators without Prometheus: conditions of the service, and when each is posted again.

The conditions have the same names as in the rules that `ivr deploy show alerts` prints. Nothing here runs during a
webhook, or knows a call or a caller.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ivr.records import LastHour
from ivr.translation import _

FEWEST_REFUSALS = 10
"""Refused requests in five minutes below which no alert is raised: every public address gets some."""
USUAL = 3
"""Calls that this hour must have had in each of the last four weeks, for an hour without calls to mean anything."""
FEWEST_RUNG = 5
"""Calls of an hour that must have rung an office for their seconds to mean anything."""
LONGEST_SILENCE = 300
"""Seconds for which the shipper may be silent, or the database gone."""
AGAIN = 3600
"""Seconds before the same alert is posted again."""


@dataclass(frozen=True, slots=True)
class ServiceState:
    """State of the service, as far as alerts depend on it.

    *answered* and *refused* are requests of the last five minutes, *refused_change* says since when a change of the
    site has been refused ("": none is). *failing* are the names of offices that are not rung. *unshipped* are the
    seconds since the database last took records, 0 if none are made. *budget* are the seconds to ring that the flow
    allows, *last_hour* is what the records say of the last hour.
    """

    answered: int = 0
    refused: int = 0
    refused_change: str = ""
    failing: tuple[str, ...] = ()
    unshipped: float = 0
    budget: int = 0
    last_hour: LastHour = field(default_factory=LastHour)


def _refusals(state: ServiceState) -> str:
    if state.refused < FEWEST_REFUSALS or state.refused <= state.answered:
        return ""
    return _("{refused} requests were refused in five minutes, {answered} answered: is the auth token right?").format(
        refused=state.refused, answered=state.answered
    )


def _no_calls(state: ServiceState) -> str:
    if state.last_hour.usual < USUAL or state.last_hour.calls:
        return ""
    return _("no call came in during an hour that usually has {usual} or more").format(usual=state.last_hour.usual)


def _dead_office(state: ServiceState) -> str:
    if not state.failing:
        return ""
    return _("offices that cannot be reached, and are not rung: {offices}").format(offices=", ".join(state.failing))


def _slow(state: ServiceState) -> str:
    median = state.last_hour.ring_median
    if median is None or state.last_hour.rung < FEWEST_RUNG or median <= state.budget:
        return ""
    message = _(
        "half of the last hour's calls took more than {seconds:.0f} s until an office rang; {budget} s are allowed"
    )
    return message.format(seconds=median, budget=state.budget)


def _refused_change(state: ServiceState) -> str:
    if not state.refused_change:
        return ""
    return _("a change to the site has problems, and has not taken effect since {since}").format(
        since=state.refused_change
    )


def _unshipped(state: ServiceState) -> str:
    if state.unshipped < LONGEST_SILENCE:
        return ""
    minutes = state.unshipped / 60
    return _("call records have not reached the database for {minutes:.0f} minutes").format(minutes=minutes)


CONDITIONS: Mapping[str, Callable[[ServiceState], str]] = {
    "RefusalsOverAnswers": _refusals,
    "NoCalls": _no_calls,
    "OfficeDead": _dead_office,
    "SlowToRing": _slow,
    "ChangeRefused": _refused_change,
    "RecordsNotShipped": _unshipped,
}
"""Reports by the name of their rule; each returns in words what is wrong, or "". To add one: a function above, a
line here, a rule in `ivr/golive/deploy/alerts.yml`."""


def firing(state: ServiceState) -> dict[str, str]:
    """Return the conditions that hold, by name, each with what is wrong in words."""
    return {name: text for name, condition in CONDITIONS.items() if (text := condition(state))}


@dataclass(frozen=True, slots=True)
class AlertState:
    """The last post about a condition: *since* when it holds (0: it is over), and the time *at* which it was posted."""

    since: float
    at: float


@dataclass(frozen=True, slots=True)
class AlertMessage:
    """One message to the operator: the condition *name* holds, or is over."""

    name: str
    status: Literal["firing", "resolved"]
    text: str
    since: float


def due(posted: Mapping[str, AlertState], now_firing: Mapping[str, str], now: float) -> Iterator[AlertMessage]:
    """Yield the messages due *now* (seconds): conditions that hold, an hour after their last post, or that are over."""
    for name, text in now_firing.items():
        before = posted.get(name)
        if before is None or not _was_lately(before, now):
            yield AlertMessage(name, "firing", text, before.since if before and before.since else now)
    for name, before in posted.items():
        if before.since and name not in now_firing:
            yield AlertMessage(name, "resolved", _("resolved"), before.since)


def after(posted: Mapping[str, AlertState], taken: AlertMessage, now: float) -> dict[str, AlertState]:
    """Return the last posts by condition, after a message was *taken*.

    What is over is remembered for an hour, so that a condition that comes and goes is also posted only once an hour.
    """
    at = now if taken.status == "firing" else posted[taken.name].at
    states = {**posted, taken.name: AlertState(taken.since if taken.status == "firing" else 0, at)}
    return {name: one for name, one in states.items() if one.since or _was_lately(one, now)}


def _was_lately(posted: AlertState, now: float) -> bool:
    """Return whether it was posted within the hour; not if the clock has been put back since."""
    return 0 <= now - posted.at < AGAIN
