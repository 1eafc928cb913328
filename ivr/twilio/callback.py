"""Reports of Twilio on a leg: status callbacks, and the leg of a dial that has ended."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from ivr.call import Outcome

from .webhook import OUTCOMES, error_code

_STATUSES = {name: outcome.value for name, outcome in OUTCOMES.items()} | {
    "queued": "queued",
    "initiated": "initiated",
    "ringing": "ringing",
    "in-progress": "answered",
    "answered": "answered",
}
"""CallStatus, https://www.twilio.com/docs/voice/api/call-resource; any other word is not a status."""
_SID = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_LONGEST_DATE = 40  # characters


@dataclass(frozen=True, slots=True)
class LegStatus:
    """State of a leg: the call's own, or that of an office that was rung by its *parent*.

    *status* is queued, initiated, ringing, answered, completed, busy, no_answer, failed, canceled or unknown.
    *sequence* counts the reports of one leg, *seconds* is how long it was, *at* when it happened (milliseconds since
    1970, in whole seconds); None if that is not reported. *error* is Twilio's number, or "".
    """

    leg: str
    status: str
    parent: str = ""
    sequence: int | None = None
    seconds: int | None = None
    at: int | None = None
    error: str = ""


def call_sid(form: Mapping[str, str]) -> str:
    """Return the CallSid in *form*, "" if it has no valid one."""
    return _sid(form.get("CallSid", ""))


def leg_status(form: Mapping[str, str]) -> LegStatus:
    """Return the leg and its status from a status callback. Raises nothing, whatever the form holds."""
    return LegStatus(
        leg=call_sid(form),
        status=_STATUSES.get(form.get("CallStatus", "").strip().lower(), "unknown"),
        parent=_sid(form.get("ParentCallSid", "")),
        sequence=_whole(form.get("SequenceNumber", "")),
        seconds=_whole(form.get("CallDuration", "")),
        at=milliseconds_of(form.get("Timestamp", "")),
        error=error_code(form),
    )


def status_of(entry: Mapping[str, Any], at: int | None) -> LegStatus | None:
    """Return how a leg ended that Twilio lists as *entry* of its REST API; None for one that is not over."""
    leg, status = _sid(str(entry.get("sid") or "")), str(entry.get("status") or "")
    if not leg or status not in OUTCOMES:
        return None
    parent, seconds = _sid(str(entry.get("parent_call_sid") or "")), _whole(str(entry.get("duration") or ""))
    return LegStatus(leg, OUTCOMES[status].value, parent, seconds=seconds, at=at)


def dial_status(form: Mapping[str, str], outcome: Outcome) -> LegStatus:
    """Return what the form that ends a dial says about its leg; *outcome* is how it ended."""
    seconds = _whole(form.get("DialCallDuration", ""))
    return LegStatus(_sid(form.get("DialCallSid", "")), outcome.value, seconds=seconds, error=error_code(form))


def _sid(text: str) -> str:
    return text if _SID.fullmatch(text) else ""


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def milliseconds_of(text: str) -> int | None:
    """Return the milliseconds since 1970 of a date as Twilio writes it (RFC 2822), None for any other text."""
    if not text or len(text) > _LONGEST_DATE:
        return None
    try:
        return max(0, int(parsedate_to_datetime(text).timestamp() * 1000))
    except (ValueError, OverflowError):
        return None
