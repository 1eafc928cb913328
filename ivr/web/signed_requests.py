"""Access to the webhooks: for Twilio, by its signature; in demo mode, for this machine alone."""

from urllib.parse import urlsplit

from flask import Request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, RequestEntityTooLarge

from ivr.settings import Settings, is_loopback
from ivr.translation import _
from ivr.twilio import Signed, is_signed
from ivr.twilio.signature import SIGNATURE

from .forms import FORM

_FORWARDED = frozenset(
    {
        "cdn-loop",
        "cf-connecting-ip",
        "fastly-client-ip",
        "fly-client-ip",
        "forwarded",
        "ngrok-trace-id",
        "true-client-ip",
        "via",
        "x-amzn-trace-id",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-envoy-external-address",
        "x-original-host",
        "x-real-ip",
    }
)
"""Headers by which proxies, tunnels and delivery networks show themselves; their values do not matter."""
_FORWARDED_PREFIX = "x-forwarded-"  # -for, -host, -port, -proto, -server, -ssl, …


MOST_BYTES = 64 * 1024
"""Most bytes of a webhook's body: Twilio's have a few hundred, with a long story two thousand."""
MOST_FIELDS = 200
"""Most fields of a webhook's form: Twilio's have some thirty."""


def admit(request: Request, settings: Settings) -> None:
    """Admit *request* if it comes from Twilio or, in demo mode, from this machine.

    What the head alone shows is refused before the body is read, and a form of too many fields before it is parsed: so
    a stranger's request costs the callers nothing. Raises Forbidden, RequestEntityTooLarge, or BadRequest if the body
    breaks off or cannot be read.
    """
    url = "" if settings.demo else called_url(request, settings)
    _check_head(request, settings, url)
    body = _body(request)
    _check_form(request, body)
    if settings.demo:
        return
    if not is_signed(Signed(url, request.form, body, request.headers), settings):
        raise Forbidden(_("not signed by Twilio, or for another address: check TWILIO_AUTH_TOKEN and IVR_PUBLIC_URL"))


def _body(request: Request) -> bytes:
    """Return the whole body. Raises RequestEntityTooLarge, also if no head says how long it is (in chunks)."""
    if (request.content_length or 0) > MOST_BYTES:
        raise RequestEntityTooLarge
    request.max_content_length = MOST_BYTES + 1  # one more: a chunked body would be cut without an error
    # Read and keep the body first, then the form from it: reading the form first would consume the body.
    try:
        body = request.get_data(cache=True, parse_form_data=False)
    except HTTPException:
        raise
    except Exception as error:  # the server's own, whichever that is: chunks that are none
        raise BadRequest from error
    if len(body) > MOST_BYTES:
        raise RequestEntityTooLarge
    return body


def _check_form(request: Request, body: bytes) -> None:
    """Read the form. Raises Forbidden if it has too many fields, those of the usual kind of form before reading."""
    if body.count(b"&") >= MOST_FIELDS and request.mimetype == FORM:
        raise _too_many_fields()
    request.max_form_parts = MOST_FIELDS
    try:
        request.form  # noqa: B018 - it is read here, and kept
    except RequestEntityTooLarge:  # in parts; the whole is not too long
        raise _too_many_fields() from None


def _too_many_fields() -> Forbidden:
    return Forbidden(_("a form of more than {most_fields} fields").format(most_fields=MOST_FIELDS))


def _check_head(request: Request, settings: Settings, url: str) -> None:
    if settings.demo and not is_local(request):
        raise Forbidden(_("in demo mode, without TWILIO_AUTH_TOKEN, only this machine may call, and no proxy on it"))
    if settings.demo and "Origin" in request.headers:  # which browsers send with each form of another site
        raise Forbidden(_("in demo mode, without TWILIO_AUTH_TOKEN, no page in a browser may call"))
    if not settings.demo and SIGNATURE not in request.headers:
        raise Forbidden(_("not signed by Twilio"))
    if not settings.demo and not url:
        raise Forbidden(_("from outside this machine IVR_PUBLIC_URL is needed to check signatures"))


def called_url(request: Request, settings: Settings) -> str:
    """Return the address as Twilio called it: on the configured public URL, never on what a proxy claims.

    Without a public URL only this machine's own addresses are believed; for any other the result is "".
    """
    if settings.public_url:
        return settings.public_url + _target(request)
    return f"{request.scheme}://{request.host}{_target(request)}" if is_loopback(_host(request)) else ""


def _target(request: Request) -> str:
    """Return path and query exactly as sent: what a server decodes or normalises is not what was signed."""
    raw = str(request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.full_path)
    path, mark, _ = raw.partition("?")
    if not path.startswith("/"):  # a request may name the whole address
        path = "/" + path.partition("://")[2].partition("/")[2]
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query or mark else path


def _host(request: Request) -> str:
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:  # brackets around something that is not an IPv6 address
        return ""


def is_local(request: Request) -> bool:
    """Return whether *request* was sent on this machine, and not through a proxy on it."""
    return is_loopback(request.remote_addr or "") and is_loopback(_host(request)) and not _was_forwarded(request)


def _was_forwarded(request: Request) -> bool:
    """Return whether *request* came through a proxy.

    One that adds no header still shows itself if it speaks HTTP/1.0 inwards, as many do unless configured otherwise:
    browsers and our own commands speak 1.1. One that does neither cannot be distinguished from a program on this
    machine.
    """
    names = [name.lower() for name in request.headers.keys()]  # noqa: SIM118 - headers are no dict
    shows = any(name in _FORWARDED or name.startswith(_FORWARDED_PREFIX) for name in names)
    return shows or request.environ.get("SERVER_PROTOCOL") != "HTTP/1.1"
