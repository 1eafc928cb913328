"""A stand-in for Twilio's REST API that keeps what is written to it, and can be broken at any request.

Its requests and answers are held to the published description.
"""

import json
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import unquote, urlencode

from werkzeug.wrappers import Request, Response

from tests.serving import Quiet, listening

from .shape import answer_faults, endpoint, request_faults

ACCOUNT = "AC" + "0123456789abcdef" * 2
KEY, SECRET = "SK" + "0123456789abcdef" * 2, "the-secret-of-a-restricted-key"
TOKEN = "76543210fedcba9876543210fedcba98"
NUMBER = "+815012345678"
SID = "PN" + "0123456789abcdef" * 2
CALL = "CA" + "0123456789abcdef" * 2

Break = Callable[["Request"], "Response | None"]


def number(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return a number as it is when it was just bought."""
    return {
        "sid": SID,
        "account_sid": ACCOUNT,
        "phone_number": NUMBER,
        "friendly_name": "050-1234-5678",
        "capabilities": {"voice": True, "sms": False, "mms": False, "fax": False},
        "voice_receive_mode": "voice",
        "voice_url": "https://demo.twilio.com/welcome/voice/",
        "voice_method": "POST",
        "voice_fallback_url": "",
        "voice_fallback_method": "POST",
        "status_callback": "",
        "status_callback_method": "POST",
        "trunk_sid": None,
        "voice_application_sid": "",
    } | changes


@dataclass
class Twilio:
    """An account: its numbers by SID, their regions, its verified caller IDs, its errors, its calls, and what its key
    may not do.

    *asked* lists what it was asked, without queries. A page has at most *page_size* entries. *breaks* are tried in turn
    before a request is answered, *after* once it is carried out; the first that returns an answer gives it. *late* is
    how many seconds its clock is ahead.
    """

    numbers: dict[str, dict[str, Any]] = field(default_factory=lambda: {SID: number()})
    regions: dict[str, str] = field(default_factory=dict)
    caller_ids: list[str] = field(default_factory=list)
    alerts: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    account: dict[str, str] = field(default_factory=dict)
    forbidden: tuple[str, ...] = ()
    page_size: int = 50
    late: float = 0
    asked: list[str] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    after: list[Break] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
        request = Request(environ)
        self.asked.append(f"{request.method} {request.path}")
        response = self._first(self.breaks, request) or self._answered(request)
        return response(environ, start_response)

    @property
    def writes(self) -> int:
        return sum(asked.startswith("POST ") for asked in self.asked)

    def _first(self, breaks: list[Break], request: Request) -> Response | None:
        return next((response for broken in breaks if (response := broken(request))), None)

    def _answered(self, request: Request) -> Response:
        given = request.authorization
        name, secret = (given.username, given.password) if given else ("", "")
        if (name, secret) not in ((KEY, SECRET), (ACCOUNT, TOKEN)):
            return refusal(401, 20003)
        found = endpoint(request.method, request.path)
        if found is None or ("/Accounts/" in found and ACCOUNT not in request.path):
            return refusal(404, 20404)
        if faults := list(request_faults(found, request.args, request.form)):
            return refusal(400, 20001, str(faults))
        if name == KEY and any(part in found for part in self.forbidden):
            return refusal(403, 70051)
        data = self._carried_out(found, request)
        if data is None:
            return refusal(404, 20404)
        assert list(answer_faults(found, data)) == []
        return self._first(self.after, request) or reply(200, data)

    def _carried_out(self, found: str, request: Request) -> dict[str, Any] | None:
        what, last = found.rsplit("/", maxsplit=1)[-1], unquote(request.path.rpartition("/")[2]).removesuffix(".json")
        match what:
            case "IncomingPhoneNumbers.json" | "OutgoingCallerIds.json" | "Calls.json":
                return self._page(_snake(what.removesuffix(".json")), request)
            case "Alerts":
                return {"alerts": self.alerts, "meta": {"key": "alerts", "page": 0, "page_size": 50}}
            case "{PhoneNumber}":
                region = self.regions.get(last)
                return region and {"phone_number": last, "voice_region": region}  # type: ignore[return-value]
            case _ if "IncomingPhoneNumbers" in found:
                return self._number(last, request)
        return {"sid": ACCOUNT, "status": "active", "type": "Full", "auth_token": TOKEN} | self.account

    def _number(self, sid: str, request: Request) -> dict[str, Any] | None:
        if sid in self.numbers:
            for name, value in request.form.items():
                self.numbers[sid][_snake(name)] = value
        return self.numbers.get(sid)

    def _listed(self, query: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        wanted = query.get("PhoneNumber", "")
        numbers = self.numbers.values()
        return {
            "incoming_phone_numbers": [one for one in numbers if wanted.removeprefix("+") in one["phone_number"]],
            "outgoing_caller_ids": [{"phone_number": one} for one in self.caller_ids if wanted in ("", one)],
            "calls": [one for one in self.calls if _is_asked_for(one, query)],
        }

    def _page(self, key: str, request: Request) -> dict[str, Any]:
        listed = self._listed(request.args)[key]
        page, size = int(request.args.get("Page", "0")), min(self.page_size, int(request.args.get("PageSize", "50")))
        begin, end = page * size, (page + 1) * size
        query = urlencode(request.args.to_dict() | {"PageSize": size, "Page": page + 1})
        following = f"{request.path}?{query}" if end < len(listed) else None
        return {key: listed[begin:end], "page": page, "page_size": size, "next_page_uri": following}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("_")


def reply(status: int, data: dict[str, Any]) -> Response:
    return Response(json.dumps(data), status, mimetype="application/json")


def refusal(status: int, code: int, message: str = "as it says") -> Response:
    return reply(status, {"code": code, "message": message, "more_info": "", "status": status})


def alert(code: int, call: str = CALL, at: str = "2026-11-27T05:00:00Z", url: str = "") -> dict[str, Any]:
    return {"error_code": str(code), "resource_sid": call, "date_generated": at, "request_url": url}


def listed_call(sid: str, began: int, status: str = "completed", seconds: int = 60, **changes: str) -> dict[str, Any]:
    """Return a call that began at *began* (milliseconds since 1970)."""
    times = {"start_time": _date(began), "end_time": _date(began + seconds * 1000)}
    known = {"sid": sid, "status": status, "duration": str(seconds), "direction": "inbound", "parent_call_sid": None}
    return known | times | changes


def _is_asked_for(one: dict[str, Any], query: Mapping[str, str]) -> bool:
    """Tell whether *one* is a call that *query* asks for: times count in whole days of UTC."""
    day = f"{parsedate_to_datetime(one['start_time']):%Y-%m-%d}"
    return (
        query.get("To") in (None, one["to"])
        and query.get("ParentCallSid") in (None, one["parent_call_sid"])
        and query.get("StartTime>", "") <= day <= query.get("StartTime<", "9")
    )


def _date(moment: int) -> str:
    return format_datetime(datetime.fromtimestamp(moment // 1000, UTC))


def at(request: str, response: Response | None = None, *, skip: int = 0, times: int | None = None) -> Break:
    """Answer a *request* (``POST /…/IncomingPhoneNumbers``) with *response*, or cut its line.

    The first *skip* go well, and so do those that come after *times* (None: none does).
    """
    method, _, part = request.partition(" ")
    left = [skip]

    def broken(asked: Request) -> Response | None:
        if asked.method != method or part not in asked.path:
            return None
        left[0] -= 1
        if left[0] >= 0 or (times is not None and left[0] < -times):
            return None
        return response or cut(asked)

    return broken


def cut(asked: Request) -> Response:
    """End the connection under the answer."""
    line: socket.socket = asked.environ["werkzeug.socket"]
    line.shutdown(socket.SHUT_RDWR)
    return Response("")


@contextmanager
def served(twilio: Twilio) -> Iterator[str]:
    """Serve *twilio* on this machine, and give its address."""

    class ByItsClock(Quiet):
        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string((timestamp or time.time()) + twilio.late)

    with listening(twilio, ByItsClock) as address:
        yield address
