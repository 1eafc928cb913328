"""The application: a plan, the settings, and the routes that they give."""

import os
from datetime import datetime, timedelta, timezone

import structlog
from flask import Flask

from ivr.call import World
from ivr.settings import Settings, read_settings

from .log import configure_log
from .plans import load_plan
from .voice import Clock, Outlook, webhooks

log = structlog.get_logger()

MOST_BYTES = 256 * 1024
"""Of one request: a webhook's form has some hundred, and what a stranger sends is read before it can be refused."""

JAPAN = timezone(timedelta(hours=9), "JST")  # no summer time since 1951


def japanese_time() -> datetime:
    """Return the time of day in Japan."""
    return datetime.now(JAPAN)


def create_app(settings: Settings | None = None, clock: Clock = japanese_time, outlook: Outlook = World) -> Flask:
    """Make the application for *settings*, or for those of the environment.

    *clock* tells the local time, *outlook* what else of the world stands in the way of a ring: by default nothing.
    Raises CannotStart where it must not serve.
    """
    if not structlog.is_configured():
        configure_log()
    settings = settings or read_settings(os.environ)
    plan = load_plan(settings)
    if settings.demo:
        log.warning("demo mode: no TWILIO_AUTH_TOKEN, so only requests from this machine are answered")
    if settings.public and settings.accept_unverified and plan.directory.unverified():
        log.warning("IVR_ACCEPT_UNVERIFIED=1: numbers that nobody has verified are dialled")
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.register_blueprint(webhooks(plan, settings, clock, outlook))

    @app.get("/healthz")
    def alive() -> tuple[str, int]:
        return "ok\n", 200

    @app.get("/readyz")
    def ready() -> dict[str, object]:
        return {"ready": True, "plan": plan.hash, "unverified": len(plan.directory.unverified()), "demo": settings.demo}

    return app
