"""Twilio's protocol: forms to events, instructions to TwiML, signatures, REST."""

from .callback import LegStatus, call_sid, dial_status, leg_status
from .render import Trunk, render, render_closed, render_whisper, report_ring
from .signature import Signed, is_signed
from .webhook import called_number, calling_number, error_code, event, forwarding_number, is_over

__all__ = [
    "LegStatus",
    "Signed",
    "Trunk",
    "call_sid",
    "called_number",
    "calling_number",
    "dial_status",
    "error_code",
    "event",
    "forwarding_number",
    "is_over",
    "is_signed",
    "leg_status",
    "render",
    "render_closed",
    "render_whisper",
    "report_ring",
]
