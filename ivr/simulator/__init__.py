"""A simulated carrier, which executes TwiML as Twilio documents it.

A `Carrier` calls any service, over HTTP or in this process, in virtual time: a call of ninety seconds takes
milliseconds, and its transcript gives the second at which each thing happened. It does not know what the service is
for, and shares no table with `ivr.twilio`: it is the independent check of what that package writes.

`http.over_http.OverHttp` is imported from its own module: what calls a service in this process needs no client of HTTP.
"""

from .carrier import Carrier
from .carrier_options import CarrierOptions, PhoneNumber
from .http.in_process import InProcess
from .http.services import TwimlService
from .people import AcceptedInput, Action, Caller, Desk, Disconnect, Piece, Playback, PressKeys, Speak
from .simulated_call import SimulatedCall
from .transcript import TranscriptEvent, as_line

__all__ = [
    "AcceptedInput",
    "Action",
    "Caller",
    "Carrier",
    "CarrierOptions",
    "Desk",
    "Disconnect",
    "InProcess",
    "PhoneNumber",
    "Piece",
    "Playback",
    "PressKeys",
    "SimulatedCall",
    "Speak",
    "TranscriptEvent",
    "TwimlService",
    "as_line",
]
