"""A carrier's REST API that lists calls: it remembers them, gives them in pages, and refuses what Twilio refuses.

What it is asked and what it answers are held against the names and types in calls-shape.json.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

SHAPE: dict[str, Any] = json.loads((Path(__file__).parent / "calls-shape.json").read_text(encoding="utf-8"))
LIST = SHAPE["GET /2010-04-01/Accounts/{AccountSid}/Calls.json"]
SID, KEY, SECRET = "AC" + "0" * 32, "SK" + "0" * 32, "the secret of a key"
MOST = 2
"""Calls on a page, however many are asked for: so that there is a second one."""


@dataclass
class Rest:
    """The calls of one account; *busy* requests are first refused for coming too soon, *asked* are those that came."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    busy: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)

    def add(self, sid: str, began: int, status: str = "completed", seconds: int = 60, **more: str) -> None:
        """Add a call that began at *began* (milliseconds since 1970)."""
        blank: dict[str, Any] = dict.fromkeys(LIST["responses"]["200"]["calls"][0])
        times = {"start_time": _date(began), "end_time": _date(began + seconds * 1000)}
        known = {"sid": sid, "status": status, "duration": str(seconds), "direction": "inbound", "subresource_uris": {}}
        self.calls.append(blank | times | known | more)

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        status, answer = self._answered(environ)
        start(status, [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    def _answered(self, environ: "WSGIEnvironment") -> tuple[str, dict[str, Any]]:
        given = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if environ.get("HTTP_AUTHORIZATION") != f"Basic {given}":
            return "401 UNAUTHORIZED", {"code": 20003, "message": "Authenticate"}
        if self.busy:
            self.busy -= 1
            return "429 TOO MANY REQUESTS", {"code": 20429, "message": "Too Many Requests"}
        if environ["PATH_INFO"] != f"/2010-04-01/Accounts/{SID}/Calls.json":
            return "404 NOT FOUND", {"code": 20404}
        query = dict(parse_qsl(environ["QUERY_STRING"]))
        assert set(query) <= set(LIST["parameters"]), query
        self.asked.append(query)
        return "200 OK", self._page(query)

    def _page(self, query: dict[str, str]) -> dict[str, Any]:
        found = [one for one in self.calls if _fits(one, query)]
        page = int(query.get("Page", 0))
        path = f"/2010-04-01/Accounts/{SID}/Calls.json"
        more = len(found) > (page + 1) * MOST
        answer = {
            "calls": found[page * MOST : (page + 1) * MOST],
            "next_page_uri": f"{path}?{urlencode(query | {'Page': page + 1})}" if more else None,
            "first_page_uri": f"{path}?{urlencode(query | {'Page': 0})}",
            "previous_page_uri": None,
            "uri": path,
            "page": page,
            "page_size": MOST,
            "start": page * MOST,
            "end": page * MOST + MOST - 1,
        }
        assert set(answer) == set(LIST["responses"]["200"])
        return answer


def _fits(call: dict[str, Any], query: dict[str, str]) -> bool:
    """Tell whether *call* is one that *query* asks for: times count in whole days of UTC."""
    day = datetime.strptime(call["start_time"], "%a, %d %b %Y %H:%M:%S %z").strftime("%Y-%m-%d")
    return (
        query.get("To") in (None, call["to"])
        and query.get("ParentCallSid") in (None, call["parent_call_sid"])
        and query.get("StartTime>", "") <= day <= query.get("StartTime<", "9")
    )


def _date(at: int) -> str:
    return format_datetime(datetime.fromtimestamp(at // 1000, UTC))
