"""Warnings of a running service about hours and notices that have ended or soon will, though no file has changed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from ivr.call import Plan
from ivr.directory import Notice
from ivr.translation import _

SOON = timedelta(days=180)
"""How long before the last day whose holidays are known a service asks to be restarted."""


def timetable_report(plan: Plan, now: datetime) -> dict[str, Any]:
    """Return the notices of *plan* with the state of each at *now*, and what the operator should do."""
    notices = [
        {"name": one.name, "from": one.since.isoformat(), "until": one.until.isoformat(), "state": _state(one, now)}
        for one in plan.notices
    ]
    return {"notices": notices, "warnings": [*warnings(plan, now)]}


def warnings(plan: Plan, now: datetime) -> Iterator[str]:
    """Yield what an operator should know of hours and notices at *now*."""
    last = last_known_day(plan)
    if last and now.date() > last - SOON:
        yield _("holidays are known until {day} only; restart the service").format(day=last)
    for notice in plan.notices:
        if _state(notice, now) == "over":
            yield _("the notice {name} ended on {until}; remove it").format(
                name=notice.name, until=notice.until.isoformat(" ", "minutes")
            )


def last_known_day(plan: Plan) -> date | None:
    """Return the last day of which *plan* knows whether it is a holiday; None if no office closes on any."""
    return min((hours.known_until for hours in plan.hours.values() if hours.known_until), default=None)


def _state(notice: Notice, now: datetime) -> str:
    """Return a word for the state that programs compare: it is the same in each language."""
    if notice.is_in_force(now):
        return "in force"
    return "to come" if now.replace(tzinfo=None) < notice.since else "over"
