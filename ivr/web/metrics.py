"""The page ``/metrics``, from which Prometheus reads what the whole service has measured and counted."""

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask import Request, Response
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from ivr.records import FOLDER, journal_bytes, read_status
from ivr.records.record import Disposition
from ivr.settings import Settings

from .call_records import Recorder
from .counters import COUNTERS, CounterName
from .measures import FAULT, MISSED, RING, SECONDS, WEBHOOK, WEBHOOK_SECONDS
from .reload.plans import Plans
from .series import OTHER, SUMS
from .service_state import failing_offices

_Sums = Mapping[tuple[str, ...], float]
_Rows = Iterable[tuple[Sequence[str], float]]

_SUMMED = (
    (RING, "ivr_rings", "Rings, by office and how they ended.", ("office", "outcome")),
    (MISSED, "ivr_not_understood", "Answers that were not understood, by question.", ("node",)),
    (FAULT, "ivr_faults", "Webhooks that broke, so that the fallback office was rung instead.", ("kind",)),
    (OTHER[0], "ivr_unnamed", "What no series was left for.", ()),
)
_COUNTED: tuple[tuple[CounterName, str, str], ...] = (
    ("answered", "ivr_answers", "Signed webhooks that got their answer."),
    ("refused", "ivr_refusals", "Requests that were refused."),
    ("dropped", "ivr_log_lines_dropped", "Lines that the log did not take."),
    ("unrecorded", "ivr_events_lost", "Events of calls that could not be recorded."),
)


def may_read_metrics(request: Request, settings: Settings) -> bool:
    """Return whether *request* has IVR_METRICS_TOKEN, as a bearer token."""
    given = (request.authorization and request.authorization.token) or ""
    sent = given.encode("latin-1", "replace")  # as WSGI decodes a header, whatever its bytes are
    return bool(settings.metrics_token) and hmac.compare_digest(sent, settings.metrics_token.encode())


def metrics_page(request: Request, plans: Plans, settings: Settings, recorder: Recorder | None) -> Response:
    """Return every metric, in the form that *request* accepts."""
    registry = CollectorRegistry()
    registry.register(_Figures(plans, settings, recorder))
    try:
        encode, kind = choose_encoder(request.headers.get("Accept", ""))
    except TypeError:  # a version that is no number
        encode, kind = choose_encoder("")
    return Response(encode(registry), content_type=kind)


class _Figures(Collector):
    """Collects the present figures when the library asks for them."""

    def __init__(self, plans: Plans, settings: Settings, recorder: Recorder | None) -> None:
        self._plans, self._settings, self._recorder = plans, settings, recorder

    def collect(self) -> Iterator[Metric]:
        """Yield every metric with all its series."""
        sums, totals = SUMS.sums(), COUNTERS.totals()
        yield _webhook_seconds(sums)
        for what, name, text, labels in _SUMMED:
            yield _family(CounterMetricFamily(name, text, labels=labels), _under(sums, what))
        for counted, name, text in _COUNTED:
            yield CounterMetricFamily(name, text, value=totals[counted])
        yield from _of_plan(self._plans)
        if self._recorder:
            yield from _of_records(self._settings)
            failing = GaugeMetricFamily("ivr_office_failing", "1 while its line keeps failing.", labels=["office"])
            yield _family(failing, [((one,), 1) for one in failing_offices(self._plans, self._recorder)])


def _webhook_seconds(sums: _Sums) -> Metric:
    family = HistogramMetricFamily("ivr_webhook_seconds", "Seconds until a webhook was answered.", labels=["kind"])
    for (kind,), seconds in _under(sums, WEBHOOK_SECONDS):
        counts = {int(bucket): count for (of, bucket), count in _under(sums, WEBHOOK) if of == kind}
        family.add_metric([kind], _cumulated(counts), seconds)
    return family


def _of_plan(plans: Plans) -> Iterator[Metric]:
    plan, refused = plans.current.plan, bool(plans.state.blocked_since)
    unverified = len(plan.directory.unverified())
    yield _family(
        GaugeMetricFamily("ivr_plan", "What calls begin with, by hash.", labels=["plan"]), [((plan.hash,), 1)]
    )
    yield GaugeMetricFamily("ivr_unverified_numbers", "Numbers that nobody has verified.", value=unverified)
    yield GaugeMetricFamily("ivr_seconds_to_ring_allowed", "What the flow allows.", value=plan.flow.budgets.keypad)
    yield GaugeMetricFamily("ivr_change_refused", "1 while a change of the site is refused.", value=refused)


def _of_records(settings: Settings) -> Iterator[Metric]:
    """Yield how much waits for the database, and the figures of the last hour."""
    folder = settings.folder / FOLDER
    waiting, status = journal_bytes(folder), read_status(folder)
    yield GaugeMetricFamily("ivr_journal_bytes", "What waits for the database.", value=waiting)
    yield GaugeMetricFamily("ivr_database_ok", "1 while the database takes it.", value=status.database == "ok")
    yield GaugeMetricFamily("ivr_shipped_seconds", "When the database last did, since 1970.", value=status.ok_at / 1000)
    hour = status.last_hour
    calls = GaugeMetricFamily("ivr_calls_last_hour", "Calls that began in it, by disposition.", labels=["disposition"])
    yield _family(calls, [((one,), hour.calls.get(one, 0)) for one in Disposition])
    yield GaugeMetricFamily(
        "ivr_calls_usual", "Calls that the hour has at the least in a usual week.", value=hour.usual
    )
    rang = GaugeMetricFamily("ivr_seconds_to_ring", "From a call's start, in the last hour.", labels=["quantile"])
    parts = (("0.5", hour.ring_median), ("0.95", hour.ring_p95))
    yield _family(rang, [((part,), value) for part, value in parts if value is not None])
    yield GaugeMetricFamily("ivr_rung_last_hour", "Calls that ivr_seconds_to_ring is about.", value=hour.rung)


def _family(family: CounterMetricFamily | GaugeMetricFamily, rows: _Rows) -> Metric:
    for labels, value in rows:
        family.add_metric(labels, value)
    return family


def _under(sums: _Sums, what: str) -> list[tuple[tuple[str, ...], float]]:
    """Return the sums of *what* by the labels that follow it."""
    return sorted((name[1:], value) for name, value in sums.items() if name[0] == what)


def _cumulated(counts: Mapping[int, float]) -> list[tuple[str, float]]:
    """Return buckets as Prometheus has them: how many took at most so long."""
    total, buckets = 0.0, []
    for at, bound in enumerate((*map(str, SECONDS), "+Inf")):
        total += counts.get(at, 0.0)
        buckets.append((bound, total))
    return buckets
