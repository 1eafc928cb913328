"""A played call: a call to a service, taken step by step, with its clock, its desks and its transcript.

Scripted calls, the pytest plugin, the terminal and the browser phone are built on it: so what one of them plays,
another can repeat.
"""

from .as_script import save, script_from
from .call import PlayedCall, dial
from .chance import Chance
from .desks import DESKS, Desks
from .differences import DiffersError
from .target import MORNING, CallClock, Target

__all__ = [
    "DESKS",
    "MORNING",
    "CallClock",
    "Chance",
    "Desks",
    "DiffersError",
    "PlayedCall",
    "Target",
    "dial",
    "save",
    "script_from",
]
