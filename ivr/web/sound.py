"""What callers hear, as sound for the browser phone: spoken by this machine's voice, and kept.

No worker speaks itself: a process of its own does, and of a worker's threads only a few ever wait for it.
"""

from collections.abc import Callable
from http import HTTPStatus
from threading import BoundedSemaphore
from urllib.parse import urlencode

import structlog
from flask import Blueprint, Response, request

from ivr.call import Plan
from ivr.settings import Settings
from ivr.speech import MOST_CHARACTERS
from ivr.voice import RATES, Kept, Speaker, SpeakerError, VoiceMissingError
from ivr.voice.speaker import Speak

from .reload.plans import Plans

log = structlog.get_logger()

WAITING = 3
"""Requests of one worker that may wait at a time; it has eight threads, and calls come first."""
A_DAY = 24 * 3600

Guard = Callable[[], None]
"""Raises an HTTPException for whoever may not enter."""


def sounds(plans: Plans, guard: Guard, speak: Speak) -> Blueprint:
    """Return the route ``GET /phone/sound?text=…&rate=0.9``, guarded by *guard*.

    It answers with a WAV file (8 kHz, mono, 16 bits); with 400 for a text or rate that cannot be spoken, with 501 where
    the voice is not installed, and with 503 where others are waiting. *speak* speaks, as `speaker` does.
    """
    phone = Blueprint("sound", __name__, url_prefix="/phone")
    phone.before_request(guard)
    places = BoundedSemaphore(WAITING)

    @phone.get("/sound")
    def sound() -> Response:
        text = request.args.get("text", "").strip()
        plan = plans.current.plan
        rate = request.args.get("rate", plan.voices["ja"].rate, float)
        if not 0 < len(text) <= MOST_CHARACTERS or not RATES[0] <= rate <= RATES[1]:
            return _told(f"text: 1–{MOST_CHARACTERS}, rate: {RATES[0]}–{RATES[1]}", HTTPStatus.BAD_REQUEST)
        if not places.acquire(blocking=False):
            return _told("音声を作っています。", HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return _wav(speak(_spoken(plan, text), rate))
        except ValueError as error:
            return _told(str(error), HTTPStatus.BAD_REQUEST)
        except VoiceMissingError as missing:
            return _told(str(missing), HTTPStatus.NOT_IMPLEMENTED)
        except SpeakerError as error:
            log.warning("no sound", why=str(error))
            return _told("音声を作れませんでした。", HTTPStatus.SERVICE_UNAVAILABLE)
        finally:
            places.release()

    return phone


def address(text: str, rate: float) -> str:
    """Return the address of *text* spoken at *rate*, as seen from the phone's page."""
    return f"phone/sound?{urlencode({'text': text, 'rate': f'{rate:g}'})}"


def speaker(settings: Settings) -> Speak:
    """Return what speaks in a process of its own, and keeps what it said where there is a folder for it."""
    return Kept(Speaker(), settings.var / "sound") if settings.var else Speaker()


def _spoken(plan: Plan, text: str) -> str:
    """Return what the voice can speak of *text*: of a prompt in another language its kana."""
    foreign = (prompt.kana for prompt in plan.prompts.values() if prompt.language != "ja" and prompt.text == text)
    return next(foreign, text)


def _wav(content: bytes) -> Response:
    response = Response(content, mimetype="audio/wav")
    response.cache_control.private = True
    response.cache_control.max_age = A_DAY
    response.add_etag()
    response.make_conditional(request)
    return response


def _told(message: str, status: HTTPStatus) -> Response:
    response = Response(f"{message}\n", status, mimetype="text/plain")
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "1"
    return response
