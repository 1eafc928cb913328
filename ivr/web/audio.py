"""The recorded prompts, as Twilio fetches them: by GET, without parameters or signature; they hold nothing private.

Twilio keeps what it has fetched as the usual headers tell it to (https://www.twilio.com/docs/voice/twiml/play).
"""

from io import BytesIO

from flask import Blueprint, Response, abort, send_file

from ivr.call import Plan
from ivr.twilio.address import AUDIO

A_YEAR = 365 * 24 * 3600
"""Seconds for which a recording may be kept: another one of the same prompt has another address."""


def recordings(plan: Plan) -> Blueprint:
    """Return the routes of the recordings of *plan*."""
    audio = Blueprint("audio", __name__, url_prefix=AUDIO)
    kept = {prompt.recording.name: prompt.recording for prompt in plan.prompts.values() if prompt.recording}

    @audio.get("/<language>/<prompt>-<digest>.wav")
    def play(language: str, prompt: str, digest: str) -> Response:
        """Send a recording; where a call asks for an older one, today's, for this once: silence would be worse."""
        found = kept.get(f"{language}/{prompt}")
        if found is None:
            abort(404)
        age = A_YEAR if digest == found.digest else 0
        return send_file(BytesIO(found.content), mimetype="audio/wav", etag=found.digest, max_age=age)

    return audio
