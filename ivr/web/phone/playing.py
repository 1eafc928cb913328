"""Plays a call of the page anew: through the carrier, against the same webhooks in this process."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Flask

from ivr.call import Plan
from ivr.clock import JAPAN
from ivr.rehearsal import CallClock, Desks, Progress
from ivr.settings import Settings
from ivr.simulator import Carrier, CarrierOptions, InProcess, PhoneNumber, PressKeys as PressNow, SimulatedCall, Speak
from ivr.simulator.transcript import KeysPressed, Spoke
from ivr.site import readings
from ivr.site.recordings import spoken_in
from ivr.web.audio import recordings
from ivr.web.log import rehearsing
from ivr.web.reload.plans import Current, Plans
from ivr.web.voice import Hotline, webhooks

from .made import HangUp, Made, Press, Ring, Say, Turn, Wait


class Misfit(ValueError):  # noqa: N818 - says what is the matter
    """A turn that the call has no place for: it is over, or it rings; the flow has changed since the turn was taken."""


@dataclass(frozen=True, slots=True)
class Played:
    """A call that came in *at* that local time, played up to what is heard now, which began at second *since*."""

    call: SimulatedCall
    at: datetime
    since: float


@dataclass(frozen=True, slots=True)
class Studio:
    """The hotline of the *current* plan under *settings*, for calls that are tried out."""

    current: Current
    settings: Settings

    @property
    def plan(self) -> Plan:
        """Return the plan that calls are led by."""
        return self.current.plan

    def play(self, made: Made) -> Played:
        """Play the call as it was *made*, up to what is heard now. Raises Misfit."""
        clock, desks = CallClock(made.at), Desks()
        with rehearsing():
            call = self._carrier(clock, made).dial(made.caller, made.called, desks)
            progress = Progress(call, desks, clock, made.at)
            for turn in made.turns:
                _take(progress, turn)
            since = call.heard.second if call.heard else call.second
            progress.listen()
        return Played(call, made.at, since)

    def _carrier(self, clock: CallClock, made: Made) -> Carrier:
        """Return the carrier of one call, which has a service of its own: its clock is pretended.

        The service checks signatures on this machine's own address, by a token that nobody else has.
        """
        token = secrets.token_hex(16)
        settings = replace(self.settings, tokens=(token,), shared_key="", shared_key_id="", public_url="")
        service = Flask(__name__, static_folder=None)
        plans = Plans(self.current)
        service.register_blueprint(webhooks(Hotline(plans, settings, clock)))
        service.register_blueprint(recordings(plans))
        said = dict(spoken_in(self.plan.prompts, self.plan.facts))
        rules = CarrierOptions(known=readings(self.plan), recorded=said, began=made.at.replace(tzinfo=JAPAN))
        owned = frozenset({self.settings.caller_id} if self.settings.caller_id else ())
        line = PhoneNumber(fallback_url="/voice/fallback", status_url="/voice/status", owned=owned)
        return Carrier(InProcess(service), line, rules, token)


def _take(progress: Progress, turn: Turn) -> None:
    if getattr(turn, "after", None) is None:
        progress.listen()
    if not _fits(progress, turn):
        raise Misfit(turn.does)
    match turn:
        case Press(keys=keys, after=after):
            _answer(progress, PressNow(keys, after))
        case Say(text=text, after=after):
            _answer(progress, Speak(text, after))
        case Wait():
            progress.answer()
        case Ring(ends=ends):
            progress.let_ring(ends)
        case HangUp(after=after):
            progress.hang_up(after)


def _fits(progress: Progress, turn: Turn) -> bool:
    match turn:
        case HangUp():
            return not progress.call.is_over
        case Ring():
            return bool(progress.ringing)
        case _:
            return not (progress.call.is_over or progress.ringing)


def _answer(progress: Progress, deed: PressNow | Speak) -> None:
    """Answer the question that is open. What is done before one is asked reaches nobody, unless it lasts until then."""
    if deed.at is None or progress.is_asked:
        progress.answer(deed)
        return
    before = len(progress.call.transcript)
    progress.begin(deed)
    if progress.is_asked and not _was_lost(progress.call, before):
        progress.answer()


def _was_lost(call: SimulatedCall, before: int) -> bool:
    return any(isinstance(event, KeysPressed | Spoke) and event.lost for event in call.transcript[before:])
