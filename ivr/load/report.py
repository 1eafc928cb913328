"""The metrics of a load test, as text and as data."""

from collections.abc import Iterator
from dataclasses import asdict

from ivr.translation import N_, _

from .load_call import LoadCall
from .metrics import Metrics, Percentiles

_SHOWN = 5  # wrong calls that are listed
_TOO_LATE = 0.1
"""Seconds: if more than one request in a hundred is sent later than that, the load was not the one asked for."""


def as_text(metrics: Metrics) -> str:
    """Return *metrics* in lines."""
    return "\n".join(_lines(metrics))


def as_data(metrics: Metrics) -> dict[str, object]:
    """Return *metrics* for JSON; seconds to the tenth of a millisecond."""
    return {
        "calls": {
            "asked_for": metrics.asked,
            "made": metrics.placed,
            "right": metrics.right,
            "wrong": len(metrics.wrong),
            "broken_off": metrics.broken_off,
            "hanging": metrics.hanging,
            "most_at_once": metrics.most_at_once,
        },
        "seconds": round(metrics.seconds, 1),
        "webhooks": {
            "made": metrics.webhooks,
            "a_second": round(metrics.a_second, 1),
            "busiest_second": metrics.busiest,
            "failed": dict(metrics.failed),
        },
        "latency": _rounded(metrics.latency),
        "late": _rounded(metrics.late),
        "slowest": _slowest(metrics),
        "client_cores": round(metrics.share, 2),
        "wrong": [_line(over) for over in metrics.wrong[:_SHOWN]],
    }


def _lines(metrics: Metrics) -> Iterator[str]:
    """Yield the figures of a load, a line for each kind, and the first calls that went wrong."""
    yield _("calls      {made} in {seconds:.0f} s, at most {most_at_once} at once; {counts}").format(
        made=metrics.placed, seconds=metrics.seconds, most_at_once=metrics.most_at_once, counts=_counts(metrics)
    )
    often = _("{a_second:.0f} a second, {busiest} in the busiest").format(
        a_second=metrics.a_second, busiest=metrics.busiest
    )
    yield _("webhooks   {webhooks}, {often}; {failures}").format(
        webhooks=metrics.webhooks, often=often, failures=_failures(metrics)
    )
    yield _("latency    {spread}").format(spread=_spread(metrics.latency))
    if metrics.slowest:
        over, asked = metrics.slowest
        yield _("worst step {path}, second {second:.0f} of {name}: {milliseconds}").format(
            path=asked.path, second=asked.second, name=_name(over), milliseconds=_milliseconds(asked.seconds)
        )
    yield _("late       {spread}; this client used {share:.0%} of a core").format(
        spread=_spread(metrics.late), share=metrics.share
    )
    if metrics.late.p99 > _TOO_LATE:
        yield _("           This client could not keep up: the load was less steady than it should have been.")
    yield from (_("wrong      {call}").format(call=_line(over)) for over in metrics.wrong[:_SHOWN])
    if len(metrics.wrong) > _SHOWN:
        yield _("           and {count} more").format(count=len(metrics.wrong) - _SHOWN)


def _counts(metrics: Metrics) -> str:
    counts = {
        N_("rung right"): metrics.right,
        N_("wrong"): len(metrics.wrong),
        N_("broken off"): metrics.broken_off - metrics.hanging,
        N_("broken off while a webhook gave no answer"): metrics.hanging,
        N_("not made"): metrics.asked - metrics.placed,
    }
    return _(", ").join(
        _("{count} {what}").format(count=count, what=_(what))
        for what, count in counts.items()
        if count or what == "rung right"
    )


def _failures(metrics: Metrics) -> str:
    return _(", ").join(_("{count} failed ({why})").format(count=count, why=why) for why, count in metrics.failed) or _(
        "none failed"
    )


def _spread(percentiles: Percentiles) -> str:
    names = {"p50": percentiles.p50, "p95": percentiles.p95, "p99": percentiles.p99, _("worst"): percentiles.worst}
    return _(", ").join(f"{name} {_milliseconds(seconds)}" for name, seconds in names.items())


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _slowest(metrics: Metrics) -> dict[str, object] | None:
    if metrics.slowest is None:
        return None
    over, asked = metrics.slowest
    return {"path": asked.path, "call": over.sid, "second": round(asked.second, 1), "seconds": round(asked.seconds, 4)}


def _line(over: LoadCall) -> str:
    route = _("{office} by {kind}").format(office=over.scenario.office.printed_name, kind=_(over.scenario.kind))
    return _("{name}, to {way}: {wrong}").format(name=_name(over), way=route, wrong=over.wrong)


def _name(over: LoadCall) -> str:
    return _("call {number} ({sid})").format(number=over.number, sid=over.sid or _("never begun"))


def _rounded(percentiles: Percentiles) -> dict[str, float]:
    return {name: round(seconds, 4) for name, seconds in asdict(percentiles).items()}
