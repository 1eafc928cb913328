"""Calls that are tried out on a site: their clock, the desks that they ring, how far they have come and by which steps.

Scripted calls, the terminal and the browser phone stand on it: what one of them plays, another one can repeat.
"""

from .clock import MORNING, CallClock
from .desks import DESKS, PATIENCE, Desks
from .progress import Progress
from .record import recorded
from .steps import steps

__all__ = ["DESKS", "MORNING", "PATIENCE", "CallClock", "Desks", "Progress", "recorded", "steps"]
