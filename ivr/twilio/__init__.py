"""Everything that knows Twilio's words: forms to events, instructions to TwiML, signatures."""

from .render import Trunk, render, render_closed, render_whisper
from .signature import Keys, Signed, is_signed
from .webhook import called_number, calling_number, error_code, event

__all__ = [
    "Keys",
    "Signed",
    "Trunk",
    "called_number",
    "calling_number",
    "error_code",
    "event",
    "is_signed",
    "render",
    "render_closed",
    "render_whisper",
]
