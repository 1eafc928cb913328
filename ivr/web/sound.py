"""What callers hear, as sound for the browser phone: spoken by this machine's voice, and kept.

No worker speaks itself: a process of its own does, and of a worker's threads only a few ever wait for it.
"""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from flask import Blueprint, Response, request

from ivr.call import Plan
from ivr.twilio.speech import MOST_CHARACTERS
from ivr.voice import RATES, Kept, Speaker, SpeakerError, VoiceMissingError
from ivr.voice.speaker import Speak

log = structlog.get_logger()

FOLDER = Path("var/sound")
WAITING = 3
"""Requests of one worker that may wait at a time; it has eight threads, and calls come first."""
A_DAY = 24 * 3600

Guard = Callable[[], Response | None]
"""Answers whoever may not enter; None lets the request in."""


def sounds(plan: Plan, guard: Guard, speak: Speak | None = None) -> Blueprint:
    """Return the route ``GET /phone/sound?text=…&rate=0.9``, guarded by *guard*.

    It answers with a WAV file (8 kHz, mono, 16 bits); with 400 for a text or rate that cannot be spoken, with 501 where
    the voice is not installed, and with 503 where others are waiting. *speak* speaks, by default in another process.
    """
    phone = Blueprint("sound", __name__, url_prefix="/phone")
    phone.before_request(guard)
    spoken = {prompt.text: prompt.kana for prompt in plan.prompts.values() if prompt.language != "ja"}
    usual, kept, places = plan.voices["ja"].rate, speak or Kept(Speaker(), FOLDER), BoundedSemaphore(WAITING)

    @phone.get("/sound")
    def sound() -> Response:
        text = request.args.get("text", "").strip()
        rate = request.args.get("rate", usual, float)
        if not 0 < len(text) <= MOST_CHARACTERS or not RATES[0] <= rate <= RATES[1]:
            return _told(f"text: 1–{MOST_CHARACTERS}, rate: {RATES[0]}–{RATES[1]}", HTTPStatus.BAD_REQUEST)
        if not places.acquire(blocking=False):
            return _told("音声を作っています。", HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return _wav(kept(spoken.get(text, text), rate))
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
