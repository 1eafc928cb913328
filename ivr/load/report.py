"""A load's figures, for people and for programs."""

from collections.abc import Iterator
from dataclasses import asdict

from ivr.translation import N_, _

from .load_call import LoadCall
from .metrics import Metrics, Percentiles

_SHOWN = 5  # wrong calls that are listed
_TOO_LATE = 0.1
"""Seconds: callers of whom one in a hundred is later than that are not the callers that were asked for."""


def as_text(found: Metrics) -> str:
    """Return *found* in lines."""
    return "\n".join(_lines(found))


def as_data(found: Metrics) -> dict[str, object]:
    """Return *found* for JSON; seconds to the tenth of a millisecond."""
    return {
        "calls": {
            "asked_for": found.asked,
            "made": found.placed,
            "right": found.right,
            "wrong": len(found.wrong),
            "broken_off": found.broken_off,
            "hanging": found.hanging,
            "most_at_once": found.most_at_once,
        },
        "seconds": round(found.seconds, 1),
        "webhooks": {
            "made": found.webhooks,
            "a_second": round(found.a_second, 1),
            "busiest_second": found.busiest,
            "failed": dict(found.failed),
        },
        "latency": _rounded(found.latency),
        "late": _rounded(found.late),
        "slowest": _slowest(found),
        "client_cores": round(found.share, 2),
        "wrong": [_line(over) for over in found.wrong[:_SHOWN]],
    }


def _lines(found: Metrics) -> Iterator[str]:
    """Yield the figures of a load, a line for each kind, and the first calls that went wrong."""
    yield _("calls      {made} in {seconds:.0f} s, at most {most_at_once} at once; {counts}").format(
        made=found.placed, seconds=found.seconds, most_at_once=found.most_at_once, counts=_counts(found)
    )
    often = _("{a_second:.0f} a second, {busiest} in the busiest").format(
        a_second=found.a_second, busiest=found.busiest
    )
    yield _("webhooks   {webhooks}, {often}; {failures}").format(
        webhooks=found.webhooks, often=often, failures=_failures(found)
    )
    yield _("latency    {spread}").format(spread=_spread(found.latency))
    if found.slowest:
        over, asked = found.slowest
        yield _("worst step {path}, second {second:.0f} of {name}: {milliseconds}").format(
            path=asked.path, second=asked.second, name=_name(over), milliseconds=_milliseconds(asked.seconds)
        )
    yield _("late       {spread}; this client used {share:.0%} of a core").format(
        spread=_spread(found.late), share=found.share
    )
    if found.late.p99 > _TOO_LATE:
        yield _("           This client could not keep up: the load was less steady than it should have been.")
    yield from (_("wrong      {call}").format(call=_line(over)) for over in found.wrong[:_SHOWN])
    if len(found.wrong) > _SHOWN:
        yield _("           and {count} more").format(count=len(found.wrong) - _SHOWN)


def _counts(found: Metrics) -> str:
    counts = {
        N_("rung right"): found.right,
        N_("wrong"): len(found.wrong),
        N_("broken off"): found.broken_off - found.hanging,
        N_("broken off while a webhook gave no answer"): found.hanging,
        N_("not made"): found.asked - found.placed,
    }
    return _(", ").join(
        _("{count} {what}").format(count=count, what=_(what))
        for what, count in counts.items()
        if count or what == "rung right"
    )


def _failures(found: Metrics) -> str:
    return _(", ").join(_("{count} failed ({why})").format(count=count, why=why) for why, count in found.failed) or _(
        "none failed"
    )


def _spread(found: Percentiles) -> str:
    names = {"p50": found.p50, "p95": found.p95, "p99": found.p99, _("worst"): found.worst}
    return _(", ").join(f"{name} {_milliseconds(seconds)}" for name, seconds in names.items())


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _slowest(found: Metrics) -> dict[str, object] | None:
    if found.slowest is None:
        return None
    over, asked = found.slowest
    return {"path": asked.path, "call": over.sid, "second": round(asked.second, 1), "seconds": round(asked.seconds, 4)}


def _line(over: LoadCall) -> str:
    way = _("{office} by {kind}").format(office=over.scenario.office.printed_name, kind=_(over.scenario.kind))
    return _("{name}, to {way}: {wrong}").format(name=_name(over), way=way, wrong=over.wrong)


def _name(over: LoadCall) -> str:
    return _("call {number} ({sid})").format(number=over.number, sid=over.sid or _("never begun"))


def _rounded(found: Percentiles) -> dict[str, float]:
    return {name: round(seconds, 4) for name, seconds in asdict(found).items()}
