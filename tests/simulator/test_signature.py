"""Signatures, against Twilio's published vectors and its own library."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, strategies as st
from twilio.request_validator import RequestValidator

from ivr.simulator import Carrier, InProcess, PhoneNumber, PressKeys
from ivr.simulator.http.signature import signature, signed_url

from .pages import Page, Pages

CALL = [("CallSid", "CA1234567890ABCDE"), ("Caller", "+14158675310"), ("Digits", "1234"), ("From", "+14158675310")]
OTHER_CALL = [(name, value.replace("+14158675310", "+12349013030")) for name, value in CALL]
TO = ("To", "+18005551212")


@pytest.mark.parametrize(
    ("url", "parameters", "expected"),
    [
        ("https://example.com/myapp.php?foo=1&bar=2", [*CALL, TO], "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        ("https://mycompany.com/myapp.php?foo=1&bar=2", [*OTHER_CALL, TO], "0/KCTR6DLpKmkAf8muzZqo1nDgQ="),
        # Neither the parameters' order, nor the fragment, nor over https user and port make a difference.
        ("https://example.com/myapp.php?foo=1&bar=2", [TO, *reversed(CALL)], "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        ("https://example.com/myapp.php?foo=1&bar=2#e=tokyo", [*CALL, TO], "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        ("https://a:b@example.com:8443/myapp.php?foo=1&bar=2", [*CALL, TO], "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        ("https://example.com/myapp.php?foo=1&bar=2", [*CALL, TO, TO], "L/OH5YylLD5NRKLltdqwSvS0BnU="),
    ],
)
def test_published_vectors(url: str, parameters: list[tuple[str, str]], expected: str) -> None:
    assert signature("12345", url, parameters) == expected


SIGNED = {
    "https://h/x?y=1#rc=2": "https://h/x?y=1",
    "https://h:8443/x": "https://h/x",
    "http://h:8080/x": "http://h:8080/x",
    "http://u:p@h:8080/x": "http://h:8080/x",
    "https://u:p@h:8443/x": "https://h/x",
    "https://[::1]:8443/x": "https://[::1]/x",
    "https://[::1]/x": "https://[::1]/x",
    "https://h/x?": "https://h/x?",
}


def test_the_url_that_is_signed() -> None:
    assert {url: signed_url(url) for url in SIGNED} == SIGNED


@given(st.dictionaries(st.text(min_size=1), st.text()), st.text(min_size=1))
def test_the_library_accepts_every_signature(parameters: dict[str, str], token: str) -> None:
    url = "https://example.com/voice?turn=3"
    assert RequestValidator(token).validate(url, parameters, signature(token, url, parameters.items()))


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://ivr.example.jp"])
def test_all_requests_of_a_call_are_signed(base: str) -> None:
    pages = Pages(
        {
            "/voice": "<Play>/tone.wav</Play><Gather numDigits='1' action='/next?名=愛知' method='GET'/>",
            "/next": "<Redirect>/end</Redirect>",
            "/end": Page("", status=302, headers={"Location": "/there"}),
            "/there": "<Dial action='/after'><Number url='/whisper' statusCallback='/rang'>+8130</Number></Dial>",
            "/whisper": "",
            "/rang": Page(status=204),
            "/after": "<Hangup/>",
            "/tone.wav": Page(b"", "audio/wav"),
            "/status": Page(status=204),
        }
    )
    carrier = Carrier(InProcess(pages, base), PhoneNumber(status_url="/status"), token="secret")
    call = carrier.dial()
    while call.heard:
        call.act(*([] if call.heard.asked is None else [PressKeys("1")]))
    validator = RequestValidator("secret")
    assert [asked.method for asked in pages.asked] == ["POST", "GET", "GET", "POST", "GET", *["POST"] * 4]
    assert {"/whisper", "/rang", "/after"} <= {urlsplit(asked.url).path for asked in pages.asked}
    for asked in pages.asked:
        form = dict(asked.form)
        assert validator.validate(asked.url, form, asked.headers["X_TWILIO_SIGNATURE"])


def test_without_a_token_nothing_is_signed() -> None:
    pages = Pages({"/voice": ""})
    Carrier(InProcess(pages)).dial()
    assert "X_TWILIO_SIGNATURE" not in pages.asked[0].headers
