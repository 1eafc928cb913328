"""Refused requests: each is answered, counted, and leaves one line in the log.

A refusal is a werkzeug exception whose description says why; `note_refusals` does the rest. So if a wrong token or
address makes the service refuse every call, the log shows which address it believed to be signed.
"""

from urllib.parse import quote

import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
    TooManyRequests,
    Unauthorized,
)

from ivr.settings import Settings
from ivr.translation import N_, _
from ivr.twilio.signature import SIGNATURE, signed_urls

from .counters import COUNTERS
from .signed_requests import called_url
from .tally import Tally

log = structlog.get_logger()

LINES = 10
"""Log lines a minute for one reason, in each worker: strangers can neither fill the log nor hide another reason."""
_MOST = 200  # characters of what a stranger chose

_REFUSALS: dict[type[HTTPException], str] = {
    BadRequest: "",
    Unauthorized: "",
    Forbidden: "",
    NotFound: N_("there is nothing at this address"),
    MethodNotAllowed: N_("not by this method: a number's webhooks are configured with HTTP POST"),
    RequestEntityTooLarge: N_("the body is too long"),
    TooManyRequests: "",
}
"""The exceptions that are refusals, each with its reason if werkzeug itself raises it."""


def note_refusals(app: Flask, settings: Settings) -> None:
    """Make *app* answer, count and log the requests that it refuses."""
    lines = Tally(60)

    def refuse(error: HTTPException) -> Response:
        why = _REFUSALS.get(type(error)) or error.description or ""
        if _is_counted(error):
            COUNTERS.count("refused")
            _write(why, settings, lines.count(why))
        headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
        return Response(f"{why}\n", error.code, headers, mimetype="text/plain")

    for kind in _REFUSALS:
        app.register_error_handler(kind, refuse)


def log_message(often: int) -> str:
    """Return the log message for the *often*-th refusal of its kind within this minute, up to `LINES`."""
    return (
        "refused"
        if often < LINES
        else _("refused; further refusals for this reason are not logged until the minute is over")
    )


def _is_counted(error: HTTPException) -> bool:
    match error:
        case NotFound():
            return request.method == "POST"  # it may be a call at a wrong address; a GET is not
        case Unauthorized():
            return request.authorization is not None  # else a browser only learns that there is a password
        case _:
            return True


def _write(why: str, settings: Settings, often: int) -> None:
    """Log the present request, refused for the *often*-th time for this reason within this minute."""
    if often > LINES:
        return
    address = next(iter(signed_urls(called_url(request, settings))), "")
    log.warning(
        log_message(often),
        why=why,
        method=request.method[:_MOST],
        path=printable_path(request.environ.get("RAW_URI") or request.path),
        signed_address=printable_path(address),
        signature=SIGNATURE in request.headers,
    )


def printable_path(address: str) -> str:
    """Return *address* without its query, and without characters that could deceive a terminal."""
    return quote(address.partition("?")[0], safe="/:%[]@")[:_MOST]
