"""From Twilio's form to an event of a call."""

import re
from collections.abc import Mapping

from ivr.call import DialEnded, Event, Keyed, Outcome, Said, Silent, World

OUTCOMES = {
    "completed": Outcome.COMPLETED,
    "answered": Outcome.COMPLETED,
    "busy": Outcome.BUSY,
    "no-answer": Outcome.NO_ANSWER,
    "failed": Outcome.FAILED,
    "canceled": Outcome.CANCELED,
}
"""DialCallStatus, https://www.twilio.com/docs/voice/twiml/dial; any other word counts as failed."""

_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)


def event(form: Mapping[str, str], world: World) -> Event:
    """Return what Twilio's *form* tells: keys, speech, the end of a dial, or, with none of them, silence."""
    if "DialCallStatus" in form:
        return DialEnded(_outcome(form), world)
    if keys := form.get("Digits", "").strip():
        return Keyed(keys, world)
    if text := form.get("SpeechResult", "").strip():
        return Said(text, world)
    return Silent(world)


def called_number(form: Mapping[str, str]) -> str | None:
    """Return the number that was called, in E.164, or None where the form has no such number."""
    number = form.get("To", "")
    return number if _E164.fullmatch(number) else None


def _outcome(form: Mapping[str, str]) -> Outcome:
    outcome = OUTCOMES.get(form["DialCallStatus"].strip().lower(), Outcome.FAILED)
    # A desk that hung up during the whisper was never connected to the caller.
    unbridged = form.get("DialBridged", "").strip().lower() == "false"
    return Outcome.NO_ANSWER if outcome is Outcome.COMPLETED and unbridged else outcome
