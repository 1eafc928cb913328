"""Who may open the pages for people: in demo mode this machine alone, elsewhere whoever knows the password."""

import hmac
from urllib.parse import urlsplit

from flask import Request, Response

from ivr.settings import Settings

from .gate import is_local

_OWN = ("same-origin", "none")
"""Sec-Fetch-Site of a request that a page of ours, or the person at the browser, has made."""


def are_served(settings: Settings) -> bool:
    """Tell whether there are pages for people at all."""
    return settings.demo or bool(settings.console_password)


def turned_away(request: Request, settings: Settings) -> Response | None:
    """Return what a visitor hears who may not enter, None for one who may."""
    if settings.demo:
        return None if is_local(request) else _text("only from this machine\n", 403)
    if _knows(request, settings.console_password):
        return None
    refusal = _text("IVR_CONSOLE_PASSWORD, with any user name\n", 401)
    refusal.headers["WWW-Authenticate"] = 'Basic realm="ivr", charset="UTF-8"'
    return refusal


def kept_out(request: Request, settings: Settings) -> Response | None:
    """Return what a visitor hears who may not enter, or whose browser asks for the page of another site; else None."""
    refusal = turned_away(request, settings)
    if refusal is None and _is_from_elsewhere(request, settings):
        refusal = _text("only from this page\n", 403)
    return refusal


def _is_from_elsewhere(request: Request, settings: Settings) -> bool:
    """Tell whether a page of another site made the browser send *request*.

    Browsers say so themselves in Sec-Fetch-Site, but older ones and those on plain http; these name the page's origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in _OWN
    origin = request.headers.get("Origin")
    own = {request.host, urlsplit(settings.public_url).netloc} - {""}
    return origin is not None and urlsplit(origin).netloc not in own


def _knows(request: Request, password: str) -> bool:
    given = request.authorization.password if request.authorization else None
    return given is not None and hmac.compare_digest(given.encode(), password.encode())


def _text(words: str, status: int) -> Response:
    return Response(words, status, mimetype="text/plain")
