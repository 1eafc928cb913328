"""Replays a call of the page: through the carrier, against the same webhooks in this process."""

import secrets
from dataclasses import dataclass, replace

from flask import Flask

from ivr.callscript import Script
from ivr.settings import Settings
from ivr.simulator import InProcess
from ivr.simulator.carrier import CALLED, CALLER
from ivr.testcall import CallClock, PlayedCall, Target, dial
from ivr.testcall.target import line_of_service, options_of
from ivr.web.audio import recordings
from ivr.web.log import rehearsing
from ivr.web.reload.plans import Current, Plans
from ivr.web.webhook_routes import Hotline, webhooks


@dataclass(frozen=True, slots=True)
class Shown:
    """A call played up to what is heard now, which began at second *since*."""

    played: PlayedCall
    since: float


def play(current: Current, settings: Settings, script: Script) -> Shown:
    """Play the call of *script*, with the *current* plan under *settings*, up to what is heard now.

    Raises DiffersError if a step has no place: the call is over, it rings, or the flow has changed since.
    """
    target = _target(current, settings)
    numbers = script.caller or CALLER, script.called or CALLED
    with rehearsing():
        played = dial(target, target.carrier(), numbers, script.at)
        for step in script.steps:
            played.take(step, live=True)
        since = played.call.heard.second if played.call.heard else played.second
        played.listen()
    return Shown(played, since)


def _target(current: Current, settings: Settings) -> Target:
    """Return the target of one call: a separate service, because its clock is simulated.

    The service checks signatures on this machine's own address, by a token that nobody else has.
    """
    token, clock, plans = secrets.token_hex(16), CallClock(), Plans(current)
    settings = replace(settings, tokens=(token,), shared_key="", shared_key_id="", public_url="")
    service = Flask(__name__, static_folder=None)
    service.register_blueprint(webhooks(Hotline(plans, settings, clock)))
    service.register_blueprint(recordings(plans))
    owned = frozenset({settings.caller_id} if settings.caller_id else ())
    return Target(
        InProcess(service), line_of_service(owned), options_of(current.plan), token, clock, current.plan.directory
    )
