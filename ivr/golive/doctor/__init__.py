"""Everything that a line needs before it goes live, as a table of points: one function each, all in `points`."""

from .circumstances import Circumstances
from .finding import STATES, Diagnosis, Point, look
from .points import POINTS

__all__ = ["POINTS", "STATES", "Circumstances", "Diagnosis", "Point", "look"]
