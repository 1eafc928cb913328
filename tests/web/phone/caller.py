"""A caller at the page, without the page: what it sends and what it is told."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HERE = "http://127.0.0.1:8000"
AT = "2026-05-07 10:00"

Turn = str | dict[str, Any]
"""A step of a call, as a script has it."""

SILENCE: Turn = "waits"
GONE: Turn = "hangs_up"
AICHI_NUMBER = "052-223-6953"


def keys(pressed: str, after: float | None = None) -> Turn:
    return {"presses": pressed} | ({} if after is None else {"after": round(after, 2)})


def says(text: str, after: float | None = None) -> Turn:
    return {"says": text} | ({} if after is None else {"after": round(after, 2)})


def ends(how: str, number: str = AICHI_NUMBER) -> Turn:
    return {"rings": number, "ends": how}


AICHI = (says("愛知県の経営改善支援センターをお願いします"), SILENCE)
"""Leads to the office on a shared line, which then rings."""


@dataclass(frozen=True)
class Caller:
    """Sends calls to *app* as its page does."""

    app: Flask
    language: str = "ja"

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def send(self, *turns: Turn, path: str = "/phone/call", **fields: str) -> TestResponse:
        call = {"caller": "090-1234-5678", "called": "050-1234-5678", "at": AT} | fields | {"steps": list(turns)}
        return self.client.post(path, json=call, base_url=HERE, headers={"Accept-Language": self.language})

    def view(self, *turns: Turn, **fields: str) -> dict[str, Any]:
        answer = self.send(*turns, **fields)
        assert answer.status_code == 200, answer.text
        view: dict[str, Any] = answer.get_json()
        return view


def lines(view: dict[str, Any], who: str = "") -> list[str]:
    """Return the texts of the transcript, or of those that *who* says."""
    return [entry["text"] for entry in view["entries"] if who in ("", entry["who"])]


def facts(view: dict[str, Any]) -> dict[str, str]:
    """Return what the last step understood."""
    return {fact["name"]: fact["value"] for fact in view["steps"][-1]["facts"]}
