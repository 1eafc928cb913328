"""Who may call the webhooks: Twilio, by its signature; in demo mode, this machine alone."""

from urllib.parse import urlsplit

import structlog
from flask import Request

from ivr.settings import Settings, is_loopback
from ivr.twilio import Keys, Signed, is_signed

log = structlog.get_logger()

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


def may_enter(request: Request, settings: Settings) -> bool:
    """Tell whether *request* comes from Twilio or, in demo mode, from this machine."""
    if settings.demo:
        return _is_local(request)
    url = called_url(request, settings)
    if not url:
        log.warning(
            "refused: behind a name of its own the service needs IVR_PUBLIC_URL to check signatures", host=request.host
        )
        return False
    keys = Keys(settings.tokens, settings.shared_key, settings.shared_key_id)
    return is_signed(Signed(url, request.form, request.get_data(cache=True), request.headers), keys)


def called_url(request: Request, settings: Settings) -> str:
    """Return the address as Twilio called it: on the configured public URL, never on what a proxy shows.

    Without a public URL only this machine's own addresses are believed; for any other the result is "".
    """
    raw = urlsplit(str(request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.full_path))
    path = raw.path + (f"?{raw.query}" if raw.query else "")
    if settings.public_url:
        return settings.public_url + path
    return f"{request.scheme}://{request.host}{path}" if is_loopback(_host(request)) else ""


def _host(request: Request) -> str:
    return urlsplit(f"//{request.host}").hostname or ""


def _is_local(request: Request) -> bool:
    """Tell whether *request* was sent on this machine, and not through a proxy on it."""
    forwarded = any(header in request.headers for header in _FORWARDED)
    return is_loopback(request.remote_addr or "") and is_loopback(_host(request)) and not forwarded
