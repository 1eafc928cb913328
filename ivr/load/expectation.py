"""Expectations of a scenario: the right office rings, and the right words are said before it."""

from collections.abc import Iterator
from itertools import islice
from textwrap import shorten

from ivr.simulator import SimulatedCall
from ivr.simulator.transcript import Dialled, PickedUp, PromptSpoken
from ivr.translation import _

from .scenarios import Scenario

_ROUNDING = 0.01
_MOST_SIGNS = 120


def unmet(call: SimulatedCall, scenario: Scenario) -> str:
    """Say what is wrong with *call*, which is over: "" where it rang right.

    It has to ring the office's number and no other. Where the line is shared, and only there, the caller has to hear
    the phrase in full before that, and the desk its whisper. Of Twilio's complaints the first one tells enough.
    """
    complaints = (f"{warning.level} {warning.number}: {warning.text}" for warning in call.warnings if warning.number)
    return "; ".join(shorten(words, _MOST_SIGNS) for words in (*_misled(call, scenario), *islice(complaints, 1)))


def _misled(call: SimulatedCall, scenario: Scenario) -> Iterator[str]:
    office = scenario.office
    if call.dialled != (office.e164,):
        yield _("rang {dialled}, not {number}").format(
            dialled=", ".join(call.dialled) or _("nobody"), number=office.e164
        )
    told = bool(scenario.phrase) and scenario.phrase in _heard_before_ringing(call)
    if told is not office.shared_line:
        yield _("was not told the phrase") if office.shared_line else _("was told the phrase of a shared line")
    whisper = scenario.whisper if any(isinstance(event, PickedUp) for event in call.transcript) else ""
    if call.whispered != whisper:
        yield _("the desk heard 「{whispered}」, not 「{whisper}」").format(whispered=call.whispered, whisper=whisper)


def _heard_before_ringing(call: SimulatedCall) -> str:
    """Return what the caller heard, in full, before a telephone was called."""
    heard = []
    for event in call.transcript:
        if isinstance(event, Dialled):
            break
        if isinstance(event, PromptSpoken) and event.heard >= event.seconds - _ROUNDING:
            heard.append(event.text)
    return "".join(heard)
