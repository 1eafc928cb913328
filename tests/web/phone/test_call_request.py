"""The page sends the steps of a script, and they are read as strictly as those of a file."""

import json
from datetime import datetime

import pytest

from ivr.callscript import HangsUp, Presses, Rings, Says, Step, Waits
from ivr.web.phone.call_request import UnreadableError, read_request

HEAD = {"caller": "090-1234-5678", "called": "050-1234-5678", "at": "2026-05-07 10:00"}


@pytest.mark.parametrize(
    ("sent", "step"),
    [
        ({"presses": "1"}, Presses("1")),
        ({"presses": "12#", "after": 1.25}, Presses("12#", 1.25)),
        ({"says": " は\u200bい "}, Says("はい")),
        ("waits", Waits()),
        ("hangs_up", HangsUp()),
        ({"hangs_up": True, "after": 2}, HangsUp(2.0)),
        ({"rings": "052-223-6953", "ends": "busy"}, Rings("052-223-6953", "busy")),
    ],
)
def test_a_step_is_that_of_a_script(sent: object, step: Step) -> None:
    script = read_request(json.dumps(HEAD | {"steps": [sent]}).encode())

    assert script.steps == (step,)
    assert (script.caller, script.called) == ("+819012345678", "+815012345678")
    assert script.at == datetime(2026, 5, 7, 10, 0)  # noqa: DTZ001 - local time


NONE = [None, True, 1, -1.5, "", "presses", [], {}, ["waits"], {"presses": None}, {"says": [1]}, {"hears": "はい"}]
WRONG = [{"presses": "1", "after": "x"}, {"presses": "1", "after": 601}, {"rings": "052-223-6953", "ends": "declined"}]


@pytest.mark.parametrize("sent", [*NONE, *WRONG])
def test_what_is_no_step_of_the_page_is_refused(sent: object) -> None:
    for body in ({"steps": [sent]}, {"steps": [], "at": sent}, {"steps": [], "caller": sent}, sent):
        call = HEAD | body if isinstance(body, dict) and "steps" in body else body
        with pytest.raises(UnreadableError):
            read_request(json.dumps(call).encode())


@pytest.mark.parametrize("body", [b"", b"[", b"\xff", b"[" * 100_000, b'{"steps": NaN}'])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_request(body)
