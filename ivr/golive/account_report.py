"""Numbers, outcomes and errors at Twilio, as text and as JSON; addresses without anything secret."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ivr.settings import redacted_url
from ivr.translation import N_, _

from .account_numbers import Number, NumberRoute
from .routing import RoutingOutcome, RoutingResult
from .twilio_errors import DOCUMENTATION, Alert

_OUTCOMES: dict[RoutingOutcome, str] = {
    RoutingOutcome.UNCHANGED: N_("unchanged: it already has this route"),
    RoutingOutcome.DRY_RUN: N_("dry run: nothing was changed; --yes makes the change"),
    RoutingOutcome.ROUTED: N_("routed: reading it back confirms it"),
    RoutingOutcome.NOT_CHANGED: N_("not changed"),
    RoutingOutcome.UNKNOWN: N_("unknown: it could not be established what the number's route is now"),
}
_SAVED = N_("its previous route is saved in {file}: ivr provision rollback {number}")
_WAYS = (
    ("voice", "voice_url", "voice_method"),
    ("fallback", "voice_fallback_url", "voice_fallback_method"),
    ("status", "status_callback", "status_callback_method"),
)
_ALERTS = N_("{count} errors at Twilio in the last day, the newest call first")
_NO_ALERTS = N_("no errors at Twilio in the last day")
_ALERT = N_("  {at:%m-%d %H:%M:%S}  {code}  {meaning}{asked}\n      look at: {where}\n      {more}")
_ASKED = N_("\n      at {url}")
_NO_CALL = N_("outside a call")


def number_as_text(number: Number, wanted: NumberRoute | None) -> str:
    """Return the route of *number*, with the *wanted* address below each one that differs from it."""
    lines = [f"{number.number} ({number.sid})"]
    for name, url, method in _WAYS:
        now = _way(number.route, url, method)
        lines.append(f"  {name:<9} {now}")
        if wanted and (then := _way(wanted, url, method)) != now:
            lines.append(f"  {'':<6} -> {then}")
    return "\n".join(lines)


def number_as_data(number: Number, wanted: NumberRoute | None) -> dict[str, Any]:
    """Return the route of *number*, and the *wanted* one, for JSON."""
    return {
        "number": number.number,
        "sid": number.sid,
        "before": _redacted(number.route),
        "wanted": _redacted(wanted) if wanted else None,
    }


def result_as_text(number: Number, wanted: NumberRoute, result: RoutingResult) -> str:
    """Return the result of changing the route of *number*, which is given as it was before."""
    saved = [_(_SAVED).format(file=result.saved, number=number.number)] if result.saved else []
    why = [f"  {why}" for why in result.why]
    return "\n".join([number_as_text(number, wanted), *why, _(_OUTCOMES[result.outcome]), *saved])


def result_as_data(number: Number, wanted: NumberRoute, result: RoutingResult) -> dict[str, Any]:
    """Return the result of changing the route of *number* for JSON."""
    saved = str(result.saved) if result.saved else None
    return number_as_data(number, wanted) | {"outcome": result.outcome, "why": result.why, "kept": saved}


def alerts_as_text(alerts: Mapping[str, tuple[Alert, ...]]) -> str:
    """Return the errors by call, each with what it means and where to look."""
    if not alerts:
        return _(_NO_ALERTS)
    calls = ("\n".join([call or _(_NO_CALL), *map(_alert, errors)]) for call, errors in alerts.items())
    return "\n".join([_(_ALERTS).format(count=sum(map(len, alerts.values()))), *calls])


def alerts_as_data(alerts: Mapping[str, tuple[Alert, ...]]) -> list[dict[str, Any]]:
    """Return the errors by call for JSON."""
    return [{"call": call, "errors": [one.as_data() for one in errors]} for call, errors in alerts.items()]


def _alert(alert: Alert) -> str:
    more = DOCUMENTATION.format(code=alert.code)
    gaps = {"code": alert.code, "meaning": alert.meaning, "where": alert.where, "more": more}
    asked = _(_ASKED).format(url=redacted_url(alert.url)) if alert.url else ""
    return _(_ALERT).format(at=alert.at, asked=asked, **gaps)


def _way(route: NumberRoute, url: str, method: str) -> str:
    address = getattr(route, url)
    return f"{getattr(route, method)} {redacted_url(address)}" if address else _("(none)")


def _redacted(route: NumberRoute) -> dict[str, str]:
    return {name: value if name.endswith("_method") else redacted_url(value) for name, value in asdict(route).items()}
