"""The carrier of a telephone network that exists only here.

A `Carrier` executes TwiML as Twilio documents it, against any service over HTTP or in this process, on a clock of its
own: a call of ninety seconds takes milliseconds and tells at which second each thing happened. It knows nothing of what
the service is for.
"""

from .call import Call
from .carrier import Carrier
from .carrier_options import Line, Rules
from .hearing import Asked, Caller, Deed, Desk, HangUp, Heard, Piece, Press, Speak
from .http.in_process import InProcess
from .http.over_http import OverHttp
from .http.services import Service
from .transcript import Event, as_line

__all__ = [
    "Asked",
    "Call",
    "Caller",
    "Carrier",
    "Deed",
    "Desk",
    "Event",
    "HangUp",
    "Heard",
    "InProcess",
    "Line",
    "OverHttp",
    "Piece",
    "Press",
    "Rules",
    "Service",
    "Speak",
    "as_line",
]
