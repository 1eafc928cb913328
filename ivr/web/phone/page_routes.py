"""The routes of the browser phone, and the access to them."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import Forbidden

from ivr.settings import Settings
from ivr.translation import _
from ivr.web.page_access import PageAccess
from ivr.web.reload.plans import Plans

if TYPE_CHECKING:
    from .page_views import PhonePage

PLAYING = 2
"""Calls that a worker plays at a time; it has eight threads, sound takes three, and calls of callers come first."""
POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "microphone=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def phone(plans: Plans, settings: Settings, clock: Callable[[], datetime], access: PageAccess) -> Blueprint:
    """Return the routes of the browser phone for *plans*; *access* admits people, *clock* gives the time to offer."""
    playing = BoundedSemaphore(PLAYING)  # one for all, though first requests at once may each make a page

    @cache
    def page() -> "PhonePage":
        """Return the page, which plays calls; its modules are imported with the first request, not at the start."""
        from .page_views import PhonePage  # noqa: PLC0415 - see above

        return PhonePage(plans, settings, clock, playing)

    def admit() -> None:
        """Refuse whoever has no access, and requests that another site's page sends."""
        if request.method != "POST":
            access.admit(request)
            return
        access.admit_same_origin(request)
        if not request.is_json:
            raise Forbidden(_("only from a page of this service"))

    pages = Blueprint(
        "phone", __name__, static_folder="static", static_url_path="/phone/static", template_folder="templates"
    )
    pages.before_request(admit)
    pages.after_request(_guard)
    pages.add_url_rule("/phone", "page", lambda: page().shown())
    pages.add_url_rule("/phone/call", "call", lambda: page().call(), methods=["POST"])
    pages.add_url_rule("/phone/script", "script", lambda: page().script(), methods=["POST"])
    return pages


def _guard(response: Response) -> Response:
    """Set the headers by which the page loads nothing from elsewhere, and nothing of a call is cached."""
    response.headers.update(_HEADERS)
    if request.endpoint != "phone.static":
        response.headers["Cache-Control"] = "no-store"
    return response
