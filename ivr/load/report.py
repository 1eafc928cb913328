"""A load's figures, for people and for programs."""

from collections.abc import Iterator
from dataclasses import asdict

from .making import Over
from .metrics import Metrics, Spread

_SHOWN = 5
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
            "made": found.made,
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
        "wrong": [_told(over) for over in found.wrong[:_SHOWN]],
    }


def _lines(found: Metrics) -> Iterator[str]:
    yield f"calls      {found.made} in {found.seconds:.0f} s, at most {found.most_at_once} at once; {_counts(found)}"
    often = f"{found.a_second:.0f} a second, {found.busiest} in the busiest"
    yield f"webhooks   {found.webhooks}, {often}; {_failures(found)}"
    yield f"latency    {_spread(found.latency)}"
    if found.slowest:
        over, asked = found.slowest
        yield f"worst step {asked.path}, second {asked.second:.0f} of {_name(over)}: {_milliseconds(asked.seconds)}"
    yield f"late       {_spread(found.late)}; this client used {found.share:.0%} of a core"
    if found.late.p99 > _TOO_LATE:
        yield "           This client could not keep up: the load was less steady than it should have been."
    yield from (f"wrong      {_told(over)}" for over in found.wrong[:_SHOWN])
    if len(found.wrong) > _SHOWN:
        yield f"           and {len(found.wrong) - _SHOWN} more"


def _counts(found: Metrics) -> str:
    counts = {
        "rung right": found.right,
        "wrong": len(found.wrong),
        "broken off": found.broken_off - found.hanging,
        "broken off while a webhook gave no answer": found.hanging,
        "not made": found.asked - found.made,
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count or what == "rung right")


def _failures(found: Metrics) -> str:
    return ", ".join(f"{count} failed ({why})" for why, count in found.failed) or "none failed"


def _spread(found: Spread) -> str:
    names = {"p50": found.p50, "p95": found.p95, "p99": found.p99, "worst": found.worst}
    return ", ".join(f"{name} {_milliseconds(seconds)}" for name, seconds in names.items())


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _slowest(found: Metrics) -> dict[str, object] | None:
    if found.slowest is None:
        return None
    over, asked = found.slowest
    return {"path": asked.path, "call": over.sid, "second": round(asked.second, 1), "seconds": round(asked.seconds, 4)}


def _told(over: Over) -> str:
    way = f"{over.scenario.office.printed_name} by {over.scenario.kind}"
    return f"{_name(over)}, to {way}: {over.wrong}"


def _name(over: Over) -> str:
    return f"call {over.number} ({over.sid or 'never begun'})"


def _rounded(found: Spread) -> dict[str, float]:
    return {name: round(seconds, 4) for name, seconds in asdict(found).items()}
