"""Who may call the webhooks: Twilio, by its signature; in demo mode, this machine alone."""

from urllib.parse import urlsplit

import structlog
from flask import Request
from werkzeug.exceptions import HTTPException

from ivr.settings import Settings, is_loopback
from ivr.twilio import Keys, Signed, is_signed

log = structlog.get_logger()

_FORWARDED = frozenset(
    {
        "cdn-loop",
        "cf-connecting-ip",
        "fastly-client-ip",
        "fly-client-ip",
        "forwarded",
        "true-client-ip",
        "via",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-original-host",
        "x-real-ip",
    }
)
"""Headers by which proxies, tunnels and delivery networks show themselves; their values do not matter."""
_FORWARDED_PREFIX = "x-forwarded-"  # -for, -host, -port, -proto, -server, -ssl, …


def may_enter(request: Request, settings: Settings) -> bool:
    """Tell whether *request* comes from Twilio or, in demo mode, from this machine."""
    try:
        # The form is read from the kept body: the other way round nothing would be left of it.
        body, form = request.get_data(cache=True, parse_form_data=False), request.form
    except HTTPException:  # too large, or broken off: whatever its signature covers, it is not here
        return False
    if settings.demo:
        return is_local(request)
    url = called_url(request, settings)
    if not url:
        log.warning("refused: beyond this machine IVR_PUBLIC_URL is needed to check signatures", host=request.host)
        return False
    keys = Keys(settings.tokens, settings.shared_key, settings.shared_key_id)
    return is_signed(Signed(url, form, body, request.headers), keys)


def called_url(request: Request, settings: Settings) -> str:
    """Return the address as Twilio called it: on the configured public URL, never on what a proxy shows.

    Without a public URL only this machine's own addresses are believed; for any other the result is "".
    """
    if settings.public_url:
        return settings.public_url + _target(request)
    return f"{request.scheme}://{request.host}{_target(request)}" if is_loopback(_host(request)) else ""


def _target(request: Request) -> str:
    """Return path and query to the letter; what a server makes of them (decoded, normalised) is not what was signed."""
    raw = str(request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.full_path)
    path, mark, _ = raw.partition("?")
    if not path.startswith("/"):  # a request may name the whole address
        path = "/" + path.partition("://")[2].partition("/")[2]
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query or mark else path


def _host(request: Request) -> str:
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:  # brackets around what is no IPv6 address
        return ""


def is_local(request: Request) -> bool:
    """Tell whether *request* was sent on this machine, and not through a proxy on it."""
    return is_loopback(request.remote_addr or "") and is_loopback(_host(request)) and not _was_forwarded(request)


def _was_forwarded(request: Request) -> bool:
    """Tell whether *request* came through a proxy.

    One that adds no header still shows itself where it speaks HTTP/1.0 inwards, as many do unless told otherwise:
    browsers and our own commands speak 1.1. One that does neither cannot be told from a program on this machine.
    """
    names = [name.lower() for name in request.headers.keys()]  # noqa: SIM118 - headers are no dict
    shows = any(name in _FORWARDED or name.startswith(_FORWARDED_PREFIX) for name in names)
    return shows or request.environ.get("SERVER_PROTOCOL") != "HTTP/1.1"
