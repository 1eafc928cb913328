"""Twilio's own list of calls, by REST (https://www.twilio.com/docs/voice/api/call-resource)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.translation import N_

from .callback import LegStatus, milliseconds_of, status_of
from .rest import API, Account

_PAGE = "500"
_WAITS = (1.0, 2.0, 4.0)
"""Seconds: the legs of each call are asked for by themselves, which may be too much at once."""


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A leg that is over: its *status*, when it *began* (milliseconds since 1970), its direction (as Twilio says)."""

    status: LegStatus
    began: int
    caller: str
    called: str


def calls_to(account: Account, number: str, since: int, until: int) -> Iterator[ListedCall]:
    """Yield the calls to *number* that began in [*since*, *until*) (milliseconds since 1970) and are over.

    Twilio finds by whole days of UTC only, of which a day in Japan touches two. Raises RestError.
    """
    first, last = (datetime.fromtimestamp(at / 1000, UTC) for at in (since, until))
    days = {"StartTime>": f"{first:%Y-%m-%d}", "StartTime<": f"{last + timedelta(days=1):%Y-%m-%d}"}
    listed = _listed(account, {"To": number, **days})
    return (one for one in listed if since <= one.began < until and not one.status.parent)


def legs_of(account: Account, sid: str) -> Iterator[ListedCall]:
    """Yield the legs that the call *sid* has rung and that are over. Raises RestError."""
    return (one for one in _listed(account, {"ParentCallSid": sid}) if one.status.parent == sid)


def _listed(account: Account, query: Mapping[str, str]) -> Iterator[ListedCall]:
    path = f"{account.path}/Calls.json"
    calls = replace(account, waits=_WAITS).listed(N_("the list of calls"), API, path, "calls", PageSize=_PAGE, **query)
    return (call for one in calls if (call := _call(one)))


def _call(entry: Mapping[str, Any]) -> ListedCall | None:
    """Return a call of the list; None for one that is not over, or did not begin."""
    began, ended = (
        milliseconds_of(str(entry.get("start_time") or "")),
        milliseconds_of(str(entry.get("end_time") or "")),
    )
    status = status_of(entry, ended if ended is not None else began)
    if status is None or began is None:
        return None
    return ListedCall(status, began, str(entry.get("from") or ""), str(entry.get("to") or ""))
