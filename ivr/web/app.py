"""The application: a plan, the settings, and the routes that they give."""

import os

import structlog
from flask import Flask, request

from ivr.call import Plan, World
from ivr.clock import japanese_time
from ivr.settings import Settings, read_settings
from ivr.site import shipped

from .audio import recordings
from .counters import SERVICE
from .log import configure_log
from .page_access import Visitors
from .phone import phone
from .refusals import note_refusals
from .reload.check_apart import Check, check_apart
from .reload.plans import Plans, keep_served, load_plan
from .reload.store import Kept
from .reload.watcher import Pace, Watch
from .sound import sounds, speaker
from .voice import Clock, Hotline, Outlook, webhooks

log = structlog.get_logger()

MOST_BYTES = 256 * 1024
"""Of one request: what the browser phone sends of a long call. Webhooks have less, see `gate`."""
MOST_TOLD = 50
"""Problems that /readyz lists; how many there are it tells all the same."""

DEMO = "IVR_DEMO"
"""Where the application's configuration tells the worker whether nothing can be signed."""
WATCH = "ivr.watch"
"""Where the application keeps what a server starts in each worker."""

EVERY_SECOND = Pace()


def create_app(
    settings: Settings | None = None,
    clock: Clock = japanese_time,
    pace: Pace = EVERY_SECOND,
    outlook: Outlook = World,
    check: Check = check_apart,
) -> Flask:
    """Make the application for *settings*, or for those of the environment; *clock* tells the local time.

    Changed files are followed at *pace*, where there is a folder to keep plans in. *outlook* tells what stands in the
    way of a ring: by default nothing; *check* is made of changed files. Raises CannotStart where it must not serve.
    """
    if not structlog.is_configured():
        configure_log()
    settings = settings or read_settings(os.environ)
    plan = load_plan(settings)
    if settings.demo:
        log.warning("demo mode: no TWILIO_AUTH_TOKEN, so only requests from this machine are answered")
    if settings.public and settings.accept_unverified and plan.directory.unverified():
        log.warning("IVR_ACCEPT_UNVERIFIED=1: numbers that nobody has verified are dialled")
    if not settings.demo and settings.caller_id is None:
        log.warning("IVR_CALLER_ID is not set: offices are dialled with the number that was called, where there is one")
    app = Flask(__name__)
    app.config |= {"MAX_CONTENT_LENGTH": MOST_BYTES, DEMO: settings.demo}
    plans = _followed(app, plan, settings, pace, check)
    app.register_blueprint(webhooks(Hotline(plans, settings, clock, outlook)))
    app.register_blueprint(recordings(plans))
    note_refusals(app, settings)
    visitors = Visitors(settings)
    if visitors.are_served:
        app.register_blueprint(phone(plans, settings, clock, visitors))
        app.register_blueprint(sounds(plans, lambda: visitors.admit_own(request), speaker(settings)))

    @app.get("/healthz")
    def alive() -> tuple[str, int]:
        return "ok\n", 200

    @app.get("/readyz")
    def ready() -> dict[str, object]:
        told = {"ready": True, "plan": plans.current.plan.hash}
        return told | _told(plans) | {"demo": settings.demo} if visitors.know(request) else told

    return app


def _followed(app: Flask, plan: Plan, settings: Settings, pace: Pace, check: Check) -> Plans:
    """Return the plans of *app*: of *plan* alone, or with those before it and those that changed files make of it."""
    if settings.var is None:
        return Plans.begun(plan)
    root, kept = settings.site or shipped(), Kept(settings.var / "plans")
    keep_served(kept, root)
    plans = Plans.begun(plan, kept)
    plans.load_kept()
    watch = Watch(root, plans, kept, settings, pace, check)
    app.extensions[WATCH] = watch
    app.before_request(watch.start)  # for servers that do not say when a worker begins
    return plans


def _told(plans: Plans) -> dict[str, object]:
    """Tell which plan serves, what keeps a change from being served instead, and what the whole service counted."""
    plan, standing = plans.current.plan, plans.standing
    return {
        "plan": plan.hash,
        "since": standing.since,
        "unverified": len(plan.directory.unverified()),
        "problems": [problem.as_data() for problem in standing.problems[:MOST_TOLD]],
        "problems_in_all": len(standing.problems),
        "refused_since": standing.refused or None,
        "last_five_minutes": SERVICE.lately(),
        "since_start": SERVICE.totals(),
    }
