"""Errors at Twilio in the last day, by call, each with the meaning of its number and where to look."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.clock import JAPAN
from ivr.settings import redacted_url
from ivr.simulator.twiml.faults import FAULTS
from ivr.translation import N_, _
from ivr.twilio.rest import MONITOR, Account

DAY = timedelta(days=1)
DOCUMENTATION = "https://www.twilio.com/docs/api/errors/{code}"

_MEANINGS: dict[int, str] = {
    10003: N_("the account is not active"),
    10004: N_("more simultaneous calls than the account allows"),
    11235: N_("the certificate is for another name"),
    11236: N_("the certificate has expired, or is not valid yet"),
    11237: N_("the certificate is not from an authority that Twilio accepts"),
    13224: N_("Dial: this number cannot be called, or is not valid"),
    13225: N_("Dial: calls to this number are forbidden"),
    13227: N_("Dial: the account may not call this country"),
}
"""Meanings that `FAULTS` lacks, as no simulated carrier reports them."""

_WHERE: tuple[tuple[range, str], ...] = (
    (
        range(10000, 11000),
        N_("the account in Twilio's Console: is it upgraded, paid, and its business profile approved?"),
    ),
    (
        range(11200, 11220),
        N_("the service and the proxy in front of it, at that time: are they up, and how slow are they?"),
    ),
    (range(11220, 11240), N_("the certificate of the proxy in front of the service")),
    (range(11100, 12000), N_("the addresses of the number: ivr provision")),
    (range(12000, 13000), N_("the log of the service at that time, and whether the proxy changes its answers")),
    (range(13200, 13215), N_("IVR_CALLER_ID: the number that offices see must be one of the account's own")),
    (range(13215, 13300), N_("the office's number in data/directory.yaml, and which countries the account may call")),
    (range(13300, 13400), N_("listening in data/flow.yaml")),
    (range(13400, 13500), N_("the recordings: ivr prompts recorded")),
    (range(13500, 13600), N_("the voices in prompts/: ivr doctor")),
    (range(15003, 15004), N_("the status callback of the number: ivr provision")),
)
"""Where an operator should look, by the first range of numbers that has the error's."""
_ELSEWHERE = N_("Twilio's own page about it")


@dataclass(frozen=True, slots=True)
class Alert:
    """One error at Twilio: its number *code*, the *call* it happened in ("" for none), when, and at which address."""

    code: int
    call: str
    at: datetime
    url: str

    @property
    def meaning(self) -> str:
        """The meaning of the number, "" if it is not known here."""
        return _(_MEANINGS.get(self.code) or FAULTS.get(self.code, ("", ""))[1])

    @property
    def where(self) -> str:
        """The place to look at."""
        return _(next((where for codes, where in _WHERE if self.code in codes), _ELSEWHERE))

    def as_data(self) -> dict[str, object]:
        """Return it as data for JSON; the address is without what may be secret."""
        return {
            "code": self.code,
            "at": self.at.isoformat(),
            "meaning": self.meaning,
            "where": self.where,
            "url": redacted_url(self.url),
            "more": DOCUMENTATION.format(code=self.code),
        }


def read_alerts(account: Account, until: datetime) -> dict[str, tuple[Alert, ...]]:
    """Return the errors of the day before *until*, by CallSid ("" for none), the newest first. Raises RestError."""
    query = {"LogLevel": "error", "StartDate": _utc(until - DAY), "EndDate": _utc(until), "PageSize": "1000"}
    listed = account.listed(N_("the list of errors"), MONITOR, "/v1/Alerts", "alerts", **query)
    return _by_call(sorted(map(_alert, listed), key=lambda one: one.at))


def _by_call(alerts: Iterable[Alert]) -> dict[str, tuple[Alert, ...]]:
    by_call: dict[str, tuple[Alert, ...]] = {}
    for alert in alerts:
        before = by_call.pop(alert.call, ())  # the call with the newest error comes last
        by_call[alert.call] = (*before, alert)
    return dict(reversed(by_call.items()))


def _alert(data: Mapping[str, Any]) -> Alert:
    code, resource = str(data.get("error_code") or ""), str(data.get("resource_sid") or "")
    return Alert(
        code=int(code) if code.isascii() and code.isdigit() else 0,
        call=resource if resource.startswith("CA") else "",
        at=_time(str(data.get("date_generated") or data.get("date_created") or "")),
        url=str(data.get("request_url") or ""),
    )


def _time(text: str) -> datetime:
    """Return a time of Twilio's as one in Japan, that of the epoch where there is none."""
    try:
        return datetime.fromisoformat(text).astimezone(JAPAN)
    except ValueError:
        return datetime.fromtimestamp(0, JAPAN)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
