"""What the service knows around a call."""

from dataclasses import replace
from datetime import datetime

from ivr.places import area

from .events import World
from .plan import Plan

OPEN = World()
"""Nothing stands in the way of a ring."""


def world(plan: Plan, now: datetime, number: str, outlook: World = OPEN) -> World:
    """Return what is known at the local time *now* of a call from *number* (E.164; anything else tells nothing).

    *outlook* is what is known of offices and callers besides.
    """
    return replace(outlook, now=now, near=area(plan.places, number))
