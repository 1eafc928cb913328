"""What the service knows around a call."""

from datetime import datetime

from ivr.places import area

from .events import World
from .plan import Plan


def world(plan: Plan, now: datetime, number: str) -> World:
    """Return what is known at the local time *now* of a call from *number* (E.164; anything else tells nothing)."""
    return World(now=now, near=area(plan.places, number))
