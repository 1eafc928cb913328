"""Recorded prompts, which Twilio fetches by GET without parameters or signature; nothing in them is private.

Twilio caches them as the usual headers say (https://www.twilio.com/docs/voice/twiml/play).
"""

from io import BytesIO

from flask import Blueprint, Response, abort, send_file

from ivr.call import Plan
from ivr.speech import Recording
from ivr.twilio.address import AUDIO

from .reload.plans import Plans

A_YEAR = 365 * 24 * 3600
"""Seconds for which a recording may be cached: a new recording of the prompt gets a new address."""


def recordings(plans: Plans) -> Blueprint:
    """Return the routes of the recordings of *plans*."""
    audio = Blueprint("audio", __name__, url_prefix=AUDIO)

    @audio.get("/<language>/<file>")
    def play(language: str, file: str) -> Response:
        """Send a recording; if that version is unknown here, another one, uncached: silence would be worse.

        The name is taken apart here: two variables in one part of a route take time with the square of its length.
        """
        prompt, _, version = file.rpartition("-")
        digest = version.removesuffix(".wav")
        if digest == version:
            abort(404)
        named = [recording for plan in plans.loaded if (recording := _recording(plan, language, prompt))]
        if not named:
            abort(404)
        recording = next((one for one in named if one.digest == digest), named[0])
        age = A_YEAR if digest == recording.digest else 0
        return send_file(BytesIO(recording.content), mimetype="audio/wav", etag=recording.digest, max_age=age)

    return audio


def _recording(plan: Plan, language: str, name: str) -> Recording | None:
    prompt = plan.prompts.get(name)
    return prompt.recording if prompt and prompt.language == language else None
