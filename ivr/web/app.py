"""The Flask application: every route of the service, for a plan and the operator's settings."""

import os
from collections.abc import Callable
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlencode

import structlog
from flask import Flask, Response, redirect, request
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response as ResponseBase

from ivr.call import Conditions, Plan
from ivr.clock import japanese_time
from ivr.garbage import no_collection
from ivr.settings import Settings, read_settings
from ivr.site import shipped
from ivr.translation import _

from .alerts import firing
from .audio import recordings
from .call_records import RECORDER, Recorder, recorder_for, records_report
from .counters import COUNTERS
from .forms import FormRequest
from .log import configure_log
from .page_access import PageAccess
from .refusals import LINES, note_refusals, printable_path
from .reload.checking import Check, run_check
from .reload.plan_store import PlanStore
from .reload.plans import Plans, load_plan, store_served_plan
from .reload.saved_files import WatchTiming
from .reload.state import ReloadState
from .reload.watcher import Watcher
from .service_state import service_state
from .tally import Tally
from .timetable import timetable_report, warnings
from .webhook_routes import Clock, ConditionsNow, Hotline, webhooks

if TYPE_CHECKING:
    from .alerting import Alerter

log = structlog.get_logger()

MOST_BYTES = 256 * 1024
"""Most bytes of one request: what the browser phone sends of a long call. Webhooks have less, see `signed_requests`."""
MOST_LISTED = 50
"""Problems that /readyz lists; their number is always given."""

ExceptionInfo: TypeAlias = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

DEMO = "IVR_DEMO"
"""Key of the application's configuration: whether it is in demo mode, for the worker."""
ALERTER = "ivr.alerter"
"""Key of the application's extensions: the `Alerter`, which a server starts in each worker, or None."""
WATCH = "ivr.watch"
"""Key of the application's extensions: the `Watcher`, which a server starts in each worker."""

EVERY_SECOND = WatchTiming()


class Application(Flask):
    """The Flask application, which logs what breaks a page with its traceback, up to a limit.

    Without a limit, anybody who finds a request that breaks a page could fill the log by sending it again.
    """

    def __init__(self) -> None:
        super().__init__(__name__)
        self._faults = Tally(60)

    def log_exception(self, exc_info: ExceptionInfo) -> None:
        """Log the fault in the form of all other lines, at most `LINES` a minute of one kind in one page."""
        if self._faults.count(f"{exc_info[0]} {request.endpoint}") <= LINES:
            log.error(_("a request could not be answered"), path=printable_path(request.path), exc_info=exc_info)


def create_app(
    settings: Settings | None = None,
    clock: Clock = japanese_time,
    timing: WatchTiming = EVERY_SECOND,
    conditions_now: ConditionsNow = Conditions,
    check: Check = run_check,
    read: Callable[[Settings], Plan] = load_plan,
) -> Flask:
    """Make the application for *settings*, or for those of the environment; *clock* gives the local time.

    Changed files are followed at *timing*, if there is a folder to keep plans in. *conditions_now* says what
    prevents a ring: by default nothing; *check* is run on changed files, and *read* gives the plan to begin with.
    Raises StartupError if it must not serve.
    """
    if not structlog.is_configured():
        configure_log()
    settings = settings or read_settings(os.environ)
    with no_collection():
        plan = read(settings)
    _warn(settings, plan, clock)
    app = Application()
    app.request_class = FormRequest
    app.config |= {"MAX_CONTENT_LENGTH": MOST_BYTES, DEMO: settings.demo}
    plans = _plans(app, plan, settings, timing, check)
    recorder = recorder_for(settings, lambda: plans.current.plan.flow.limits)
    app.extensions[RECORDER] = recorder
    app.register_blueprint(webhooks(Hotline(plans, settings, clock, conditions_now, recorder)))
    app.register_blueprint(recordings(plans))
    note_refusals(app, settings)
    access = PageAccess(settings)
    if access.enabled:
        _add_phone(app, plans, settings, clock, access)
        app.add_url_rule("/", view_func=_to_the_phone, endpoint="start")

    _add_health(app, plans, settings, access, clock)
    app.extensions[ALERTER] = _alerter(plans, settings, recorder)
    return app


def _to_the_phone() -> ResponseBase:
    """Redirect to the browser phone, in the language that the address asks for, if any.

    The target is relative, because a proxy may serve both below a path of its own.
    """
    language = request.args.get("lang")
    return redirect(f"phone?{urlencode({'lang': language})}" if language else "phone")


def _alerter(plans: Plans, settings: Settings, recorder: Recorder | None) -> "Alerter | None":
    """Return the alerter of the operator; None without an address to post to."""
    if not settings.alert_url or settings.var is None:
        return None
    from .alerting import Alerter, poster  # noqa: PLC0415 - without an address a start needs no client of HTTP

    return Alerter(settings.var, lambda: service_state(plans, settings, recorder), poster(settings))


def _add_health(app: Flask, plans: Plans, settings: Settings, access: PageAccess, clock: Clock) -> None:
    """Add the routes for monitoring: /healthz, /readyz and /metrics.

    What /metrics needs is imported at the start: it must also answer when no more files can be opened.
    """
    if settings.metrics_token:
        import_module(f"{__package__}.metrics")

    @app.get("/healthz")
    def alive() -> tuple[str, int]:
        return "ok\n", 200

    @app.get("/readyz")
    def ready() -> dict[str, object]:
        state = plans.state
        plan = plans.of(state.plan)  # the one that the state is of: while this is written, another may be swapped in
        report: dict[str, object] = {"ready": True, "plan": plan.hash}
        if not access.may_see_details(request):
            return report
        watcher: Watcher | None = app.extensions.get(WATCH)
        checking = {"checking_since": (watcher and watcher.checking_since) or None}
        recorder: Recorder | None = app.extensions[RECORDER]
        records = {"records": records_report(settings, recorder, plan) if recorder else None}
        alerts = {"alerts": firing(service_state(plans, settings, recorder))}
        more = {"timetable": timetable_report(plan, clock()), "demo": settings.demo}
        return report | _reload_report(plan, state) | checking | records | alerts | more

    @app.get("/metrics")
    def metrics() -> Response:
        from .metrics import may_read_metrics, metrics_page  # noqa: PLC0415 - a start without its library is faster

        if not may_read_metrics(request, settings) and not access.may_see_details(request):
            raise Unauthorized(_("IVR_METRICS_TOKEN as a bearer token, or IVR_CONSOLE_PASSWORD with any user name"))
        return metrics_page(request, plans, settings, app.extensions[RECORDER])


def _add_phone(app: Flask, plans: Plans, settings: Settings, clock: Clock, access: PageAccess) -> None:
    """Add the browser phone. It is imported here because most public lines have none."""
    from .phone import phone  # noqa: PLC0415 - see above
    from .sound import sounds, speaker  # noqa: PLC0415 - see above

    app.register_blueprint(phone(plans, settings, clock, access))
    app.register_blueprint(sounds(plans, lambda: access.admit_same_origin(request), speaker(settings)))


def _warn(settings: Settings, plan: Plan, clock: Clock) -> None:
    """Log what an operator may have overlooked before the first call."""
    for sentence in warnings(plan, clock()):
        log.warning(sentence)
    for sentence in settings.unknown:
        log.warning(sentence)
    if settings.demo:
        log.warning(_("demo mode: no TWILIO_AUTH_TOKEN, so only requests from this machine are answered"))
    if settings.public and settings.accept_unverified and plan.directory.unverified():
        log.warning(_("IVR_ACCEPT_UNVERIFIED=1: numbers that nobody has verified are dialled"))
    if not settings.demo and settings.caller_id is None:
        log.warning(_("IVR_CALLER_ID is not set: offices see the number that was called, where there is one"))


def _plans(app: Flask, plan: Plan, settings: Settings, timing: WatchTiming, check: Check) -> Plans:
    """Return the plans of *app*, which begins with *plan*; with a folder to store plans in, its files are watched."""
    if settings.var is None:
        return Plans.starting_with(plan)
    root, store = settings.site or shipped(), PlanStore(settings.var / "plans")
    store_served_plan(store, root)
    plans = Plans.starting_with(plan, store)
    plans.load_stored()
    watcher = Watcher(root, plans, store, settings, timing, check)
    app.extensions[WATCH] = watcher
    app.before_request(watcher.start)  # for servers that do not say when a worker begins
    return plans


def _reload_report(plan: Plan, state: ReloadState) -> dict[str, object]:
    """Report since when *plan* is in service, why a change is not, and what the whole service counted."""
    return {
        "since": state.since,
        "unverified": len(plan.directory.unverified()),
        "problems": [problem.as_data() for problem in state.problems[:MOST_LISTED]],
        "problems_in_all": len(state.problems),
        "checked": state.plan_problems is not None,
        "refused_since": state.blocked_since or None,
        "last_five_minutes": COUNTERS.lately(),
        "since_start": COUNTERS.totals(),
    }
