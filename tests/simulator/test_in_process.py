"""A service in this process."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from flask import Flask, Response, request

from ivr.simulator import Carrier, InProcess, PhoneNumber
from tests.callers import Scripted

from .pages import HOME, Pages, numbers


def test_a_flask_application_sees_what_a_server_would_show_it() -> None:
    app = Flask(__name__)
    seen: list[tuple[str, str, str | None, str]] = []

    @app.post("/voice/<step>")
    def voice(step: str) -> Response:
        seen.append((request.url, step, request.form.get("SpeechResult"), request.headers["X-Twilio-Signature"][-1:]))
        return Response("<Response><Gather input='speech' action='次?turn=2'/></Response>", mimetype="text/xml")

    service = InProcess(app, "https://ivr.example.jp:8443")
    Carrier(service, PhoneNumber(voice_url="/voice/a"), token="secret").call(Scripted(["愛知県"]))
    assert seen == [
        ("https://ivr.example.jp:8443/voice/a", "a", None, "="),
        ("https://ivr.example.jp:8443/voice/次?turn=2", "次", "愛知県", "="),
    ]


@pytest.mark.parametrize(
    ("base", "url", "number"),
    [
        ("http://service.test", "http://service.test:80/voice", None),
        ("https://service.test:443", "https://service.test/voice", None),
        ("http://service.test", "http://service.test:81/voice", 11205),
        ("http://service.test", "https://service.test/voice", 11205),
        ("http://service.test", "http://other.test/voice", 11205),
    ],
)
def test_only_its_own_address_is_answered(base: str, url: str, number: int | None) -> None:
    call = Carrier(InProcess(Pages({"/voice": ""}), base), PhoneNumber(voice_url=url)).dial()
    assert numbers(call) == ([] if number is None else [number])


class Writer:
    """An old-fashioned application: it writes before it returns, and wants to be closed."""

    def __init__(self) -> None:
        self.closed = False

    def __call__(self, _environ: dict[str, Any], start_response: Callable[..., Any]) -> "Writer":
        write = start_response("200 OK", [("Content-Type", "text/xml")])
        write(b"<Response>")
        return self

    def __iter__(self) -> Iterator[bytes]:
        yield b"<Say>a</Say>"
        yield b"</Response>"

    def close(self) -> None:
        self.closed = True


def test_an_application_may_write_and_is_closed() -> None:
    app = Writer()
    assert Carrier(InProcess(app, HOME)).call(Scripted([])).said == "a"
    assert app.closed


def test_what_an_application_raises_goes_through() -> None:
    def broken(_environ: dict[str, Any], _start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Carrier(InProcess(broken, HOME)).dial()
