"""Prompts as sound for the browser phone, spoken by this machine's voice and cached.

A separate process speaks, and only a few of a worker's threads may wait for it, so that calls always find one.
"""

from collections.abc import Callable
from http import HTTPStatus
from threading import BoundedSemaphore
from urllib.parse import urlencode

import structlog
from flask import Blueprint, Response, request

from ivr.call import Plan
from ivr.heard.utterance import JAPANESE
from ivr.settings import Settings
from ivr.speech import MOST_CHARACTERS
from ivr.translation import _, using_language
from ivr.voice import RATES, SoundCache, Speaker, SpeakerError, VoiceMissingError
from ivr.voice.speaker import Synthesis

from .page_access import page_language
from .reload.plans import Plans

log = structlog.get_logger()

WAITING = 3
"""How many requests of one worker may wait at a time; it has eight threads, and calls come first."""
A_DAY = 24 * 3600  # seconds

Guard = Callable[[], None]
"""Raises an HTTPException for a request that may not enter."""


def sounds(plans: Plans, guard: Guard, speak: Synthesis) -> Blueprint:
    """Return the route ``GET /phone/sound?text=…&rate=0.9``, guarded by *guard*.

    It answers with a WAV file (8 kHz, mono, 16 bits); with 400 for a text or rate that cannot be spoken, with 501 if
    the voice is not installed, and with 503 if too many are waiting. *speak* is what `speaker` returns.
    """
    phone = Blueprint("sound", __name__, url_prefix="/phone")
    phone.before_request(guard)
    slots = BoundedSemaphore(WAITING)

    @phone.get("/sound")
    def sound() -> Response:
        with using_language(page_language(request)):
            return spoken_text()

    def spoken_text() -> Response:
        text = request.args.get("text", "").strip()
        plan = plans.current.plan
        rate = request.args.get("rate", plan.voice.rate.usual, float)
        if not 0 < len(text) <= MOST_CHARACTERS or not RATES[0] <= rate <= RATES[1]:
            return _text(f"text: 1–{MOST_CHARACTERS}, rate: {RATES[0]}–{RATES[1]}", HTTPStatus.BAD_REQUEST)
        if not slots.acquire(blocking=False):
            return _text(_("Other sound is being generated. Wait a moment."), HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return _wav(speak(_spoken(plan, text), rate))
        except ValueError as error:
            return _text(str(error), HTTPStatus.BAD_REQUEST)
        except VoiceMissingError as missing:
            return _text(str(missing), HTTPStatus.NOT_IMPLEMENTED)
        except SpeakerError as error:
            log.warning("no sound", why=str(error))
            return _text(_("The sound could not be generated."), HTTPStatus.SERVICE_UNAVAILABLE)
        finally:
            slots.release()

    return phone


def sound_url(text: str, rate: float) -> str:
    """Return the address of *text* spoken at *rate*, as seen from the phone's page."""
    return f"phone/sound?{urlencode({'text': text, 'rate': f'{rate:g}'})}"


def speaker(settings: Settings) -> Synthesis:
    """Return a speaking process, with a cache in front of it if there is a folder for that."""
    return SoundCache(Speaker(), settings.var / "sound") if settings.var else Speaker()


def _spoken(plan: Plan, text: str) -> str:
    """Return *text*, or its kana if it is a prompt in another language, which the voice cannot read."""
    foreign = (prompt.kana for prompt in plan.prompts.values() if prompt.language != JAPANESE and prompt.text == text)
    return next(foreign, text)


def _wav(content: bytes) -> Response:
    response = Response(content, mimetype="audio/wav")
    response.cache_control.private = True
    response.cache_control.max_age = A_DAY
    response.add_etag()
    response.make_conditional(request)
    return response


def _text(message: str, status: HTTPStatus) -> Response:
    response = Response(f"{message}\n", status, mimetype="text/plain")
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "1"
    return response
