"""Turns Twilio's form into an event of a call."""

import re
from collections.abc import Mapping
from functools import lru_cache

from ivr.call import Conditions, DialEnded, Event, Keyed, Outcome, Said, Silent
from ivr.directory import is_e164

OUTCOMES = {
    "completed": Outcome.COMPLETED,
    "answered": Outcome.COMPLETED,
    "busy": Outcome.BUSY,
    "no-answer": Outcome.NO_ANSWER,
    "failed": Outcome.FAILED,
    "canceled": Outcome.CANCELED,
}
"""DialCallStatus, https://www.twilio.com/docs/voice/twiml/dial; any other word counts as failed."""

_WITHHELD = frozenset({"+266696687", "+86282452253", "+8656696", "+2562533", "+7378742833"})
"""ANONYMOUS, UNAVAILABLE and the like on a telephone's keys, which stand for all who withhold their numbers.

They look like E.164: hashed, all these callers would be one, and over every limit together.
"""

_SIP = re.compile(r"sips?:(?:\+|%2B)(\d+)(?:;[^@]*)?@.+", re.ASCII | re.IGNORECASE)
_ERROR = re.compile(r"\d{5}", re.ASCII)


def event(form: Mapping[str, str], conditions: Conditions) -> Event:
    """Return the event in Twilio's *form*: keys, speech, the end of a dial, or, with none of them, silence."""
    if "DialCallStatus" in form:
        return DialEnded(_outcome(form), conditions)
    if keys := form.get("Digits", "").strip():
        return Keyed(keys, conditions)
    if text := form.get("SpeechResult", "").strip():
        return Said(text, conditions)
    return Silent(conditions)


def called_number(form: Mapping[str, str]) -> str | None:
    """Return the number that was called, in E.164, or None if the form has no such number."""
    return _number(form.get("To", ""))


def calling_number(form: Mapping[str, str]) -> str | None:
    """Return the caller's number, in E.164, or None if it is withheld or there is none, as for ``client:``."""
    number = _number(form.get("From", ""))
    return None if number in _WITHHELD else number


def forwarding_number(form: Mapping[str, str]) -> str:
    """Return the number that forwarded the call, in E.164, or "": only some carriers tell it."""
    return _number(form.get("ForwardedFrom", "")) or ""


def is_over(form: Mapping[str, str]) -> bool:
    """Return whether the caller has hung up: a dial that ends this way is still reported."""
    return form.get("CallStatus", "") == "completed"


def error_code(form: Mapping[str, str]) -> str:
    """Return Twilio's number for what went wrong, or ""."""
    code = form.get("ErrorCode", "")
    return code if _ERROR.fullmatch(code) else ""


@lru_cache(maxsize=1_000)
def _number(address: str) -> str | None:
    """Return *address*, or the user part of a SIP address, if that is a number in E.164."""
    sip = _SIP.fullmatch(address)
    number = f"+{sip[1]}" if sip else address
    return number if is_e164(number) else None


def _outcome(form: Mapping[str, str]) -> Outcome:
    outcome = OUTCOMES.get(form["DialCallStatus"].strip().lower(), Outcome.FAILED)
    # A desk that hung up during the whisper was never connected to the caller.
    unbridged = form.get("DialBridged", "").strip().lower() == "false"
    return Outcome.NO_ANSWER if outcome is Outcome.COMPLETED and unbridged else outcome
