from dataclasses import replace
from io import BytesIO
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from ivr.settings import Settings
from ivr.web.signed_requests import MOST_FIELDS
from tests.twilio.signing import digest, sign

from .telephone import INSIDE, PUBLIC_URL, SETTINGS, TOKEN, Telephone, shipped_app

FORM = {"CallSid": "CA1", "To": "+815012345678"}
TYPE = "application/x-www-form-urlencoded"
HERE = "http://127.0.0.1:8000"


def status(app: Flask, url: str, signed: str, secret: str = TOKEN) -> int:
    """Post to *url* a form that is signed for the address *signed*."""
    signature = sign(secret, signed, FORM.items())
    path = "/" + url.split("/", 3)[3]
    base = url.removesuffix(path)
    headers = {"X-Twilio-Signature": signature}
    return app.test_client().post(path, base_url=base, data=FORM, headers=headers).status_code


@pytest.fixture(scope="module")
def behind_port() -> Flask:
    return shipped_app(replace(SETTINGS, public_url="https://me:secret@hotline.example.jp:8443"))


@pytest.fixture(scope="module")
def over_http() -> Flask:
    return shipped_app(replace(SETTINGS, public_url="http://hotline.example.jp:8080"))


def test_the_public_url_is_signed_whatever_address_the_proxy_shows(app: Flask) -> None:
    assert status(app, f"{INSIDE}/voice?a=1", f"{PUBLIC_URL}/voice?a=1") == 200
    assert status(app, f"{PUBLIC_URL}/voice", f"{PUBLIC_URL}/voice") == 200
    assert status(app, f"{INSIDE}/voice", f"{INSIDE}/voice") == 403


def test_over_https_port_and_user_are_not_signed(behind_port: Flask) -> None:
    assert status(behind_port, f"{INSIDE}/voice", "https://hotline.example.jp/voice") == 200
    assert status(behind_port, f"{INSIDE}/voice", "https://me:secret@hotline.example.jp:8443/voice") == 403


def test_over_http_the_port_is_signed(over_http: Flask) -> None:
    assert status(over_http, f"{INSIDE}/voice", "http://hotline.example.jp:8080/voice") == 200
    assert status(over_http, f"{INSIDE}/voice", "http://hotline.example.jp/voice") == 403


@pytest.mark.parametrize(
    "path",
    [
        "/voice?b=2&a=1&b=1",
        "/voice?q=%e6%84%9b%E7%9F%A5+%20&empty=&bare",
        "/voice?",
        "/voice?a=b?c=d",
        "/voice/%e6%84%9b%E7%9F%A5?x=%00%FF",
        "/voice/a%2Fb/../c;d=e",
        "/voice//",
    ],
)
def test_path_and_query_are_signed_to_the_letter(telephone: Telephone, path: str) -> None:
    assert telephone.send(path, {}).status_code == 200


NOT_ASCII = "署名".encode().decode("latin-1")  # as a header's bytes reach the application


@pytest.mark.parametrize("header", ["", "=", NOT_ASCII, "a" * 5000, "L/OH5YylLD5NRKLltdqwSvS0BnU="])
def test_another_header_is_refused(telephone: Telephone, header: str) -> None:
    assert telephone.send("/voice", {}, X_Twilio_Signature=header).status_code == 403


def test_repeated_fields_are_signed_once_for_each_value(app: Flask) -> None:
    posted = [("To", "2"), ("To", "1"), ("To", "2"), ("Digits", "")]
    signature = sign(TOKEN, f"{PUBLIC_URL}/voice", [("Digits", ""), ("To", "1"), ("To", "2")])
    headers = {"X-Twilio-Signature": signature}
    response = app.test_client().post("/voice", data=urlencode(posted), content_type=TYPE, headers=headers)
    assert response.status_code == 200


def test_two_tokens_while_one_replaces_the_other() -> None:
    app = shipped_app(replace(SETTINGS, tokens=("new", "old")))
    answers = [status(app, f"{INSIDE}/voice", f"{PUBLIC_URL}/voice", token) for token in ("old", "new", TOKEN)]
    assert answers == [200, 200, 403]


ID = "webhooks_sharedkey_01h"


@pytest.mark.parametrize(
    ("settings", "secret", "algorithm", "named", "expected"),
    [
        (replace(SETTINGS, shared_key="k", shared_key_id=ID), "k", "sha256", f"key={ID},algorithm=HMAC_SHA256", 200),
        (replace(SETTINGS, shared_key="k", tokens=()), "k", "sha256", f"key={ID},algorithm=HMAC_SHA256", 200),
        (replace(SETTINGS, shared_key="k", shared_key_id=ID), "k", "sha256", "key=x,algorithm=HMAC_SHA256", 403),
        (replace(SETTINGS, shared_key="k"), "k", "sha1", f"key={ID},algorithm=HMAC_SHA1", 403),
        (SETTINGS, TOKEN, "sha256", f"key={ID},algorithm=HMAC_SHA256", 403),
        (SETTINGS, TOKEN, "sha1", f"key={ID}", 403),
    ],
)
def test_a_shared_key_counts_where_it_is_configured(
    settings: Settings, secret: str, algorithm: str, named: str, expected: int
) -> None:
    signature = sign(secret, f"{PUBLIC_URL}/voice", FORM.items(), algorithm)
    headers = {"X-Twilio-Signature": signature, "X-Twilio-Webhooks-Signature-Settings": named}
    client = shipped_app(settings).test_client()
    assert client.post("/voice", data=FORM, headers=headers).status_code == expected


@pytest.mark.parametrize(("stated", "expected"), [(digest(b'{"a":1}'), 200), (digest(b'{"a":2}'), 403), ("", 403)])
def test_a_body_that_is_no_form_needs_its_hash(app: Flask, stated: str, expected: int) -> None:
    path = f"/voice/status?bodySHA256={stated}"
    headers = {"X-Twilio-Signature": sign(TOKEN, PUBLIC_URL + path)}
    response = app.test_client().post(path, data=b'{"a":1}', content_type="application/json", headers=headers)
    assert response.status_code == (204 if expected == 200 else expected)


def test_a_form_with_a_stated_hash_is_read_all_the_same(telephone: Telephone) -> None:
    path = "/voice/ask_service?stage=first&bodySHA256=00"
    assert telephone.post(path, Digits="1").node == "ask_prefecture"


@pytest.mark.parametrize(("size", "expected"), [(65_000, 200), (65_537, 413), (3_000_000, 413)])
def test_a_body_too_large_to_be_twilios_is_refused(telephone: Telephone, size: int, expected: int) -> None:
    assert telephone.send("/voice", {"SpeechResult": "a" * size}).status_code == expected


@pytest.mark.parametrize(("fields", "expected"), [(197, 200), (198, 403), (9_000, 403)])
def test_a_form_of_too_many_fields_to_be_twilios_is_refused(telephone: Telephone, fields: int, expected: int) -> None:
    """Three more come from the telephone."""
    assert telephone.send("/voice", {f"{number:x}": "" for number in range(fields)}).status_code == expected


def test_a_form_in_many_parts_is_refused_too(app: Flask) -> None:
    parts = {f"{number:x}": "" for number in range(MOST_FIELDS + 1)}
    headers = {"X-Twilio-Signature": sign(TOKEN, f"{PUBLIC_URL}/voice", parts.items())}
    answer = app.test_client().post("/voice", data=parts, content_type="multipart/form-data", headers=headers)
    assert (answer.status_code, answer.text) == (403, f"a form of more than {MOST_FIELDS} fields\n")


@pytest.mark.parametrize(("size", "expected"), [(65_000, 200), (65_537, 413), (72_000, 413)])
def test_a_body_in_chunks_is_held_to_the_same_length(app: Flask, size: int, expected: int) -> None:
    said = "a" * (size - len("SpeechResult="))
    headers = {"X-Twilio-Signature": sign(TOKEN, f"{PUBLIC_URL}/voice", {"SpeechResult": said}.items())}
    builder = EnvironBuilder("/voice", INSIDE, method="POST", content_type=TYPE, headers=Headers(headers))
    builder.input_stream = BytesIO(f"SpeechResult={said}".encode())
    environ = builder.get_environ() | {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    environ.pop("CONTENT_LENGTH", None)
    body, status, _ = run_wsgi_app(app, environ)
    assert int(status[:3]) == expected
    assert (b"the body is too long" in b"".join(body)) == (expected == 413)


@pytest.fixture(scope="module")
def local() -> Flask:
    return shipped_app(Settings(tokens=(TOKEN,)))


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000", "https://localhost:8443"]
)
def test_this_machines_own_addresses_are_believed(local: Flask, base: str) -> None:
    assert status(local, f"{base}/voice?a=1", f"{base}/voice?a=1") == 200
    assert status(local, f"{base}/voice?a=1", f"{base}/voice?a=2") == 403


@pytest.mark.parametrize("base", [PUBLIC_URL, INSIDE, "http://localhost.example.jp", "http://127.0.0.1.example.jp"])
def test_no_other_address_is_and_the_log_says_why(local: Flask, base: str, logged: list[dict[str, str]]) -> None:
    assert status(local, f"{base}/voice", f"{base}/voice") == 403
    assert "IVR_PUBLIC_URL" in logged[-1]["why"]


@pytest.mark.parametrize("host", ["", "[", "[::1", "[:::::]", "[1:2]", "a b", "localhost\t", "localhost@x.jp", "é"])
def test_an_absurd_host_is_refused(local: Flask, host: str) -> None:
    environ = EnvironBuilder("/voice", method="POST", data=FORM).get_environ() | {"HTTP_HOST": host}
    _, status, _ = run_wsgi_app(local, environ)
    assert status == "403 FORBIDDEN"


def test_a_request_may_name_its_whole_address(app: Flask) -> None:
    url = f"{PUBLIC_URL}/voice?a=1"
    raw = {"RAW_URI": url, "REQUEST_URI": url, "QUERY_STRING": "a=1"}
    headers = {"X-Twilio-Signature": sign(TOKEN, url, FORM.items())}
    response = app.test_client().post("/voice", data=FORM, headers=headers, environ_overrides=raw)
    assert response.status_code == 200


def test_a_server_that_tells_no_raw_address_will_do(app: Flask) -> None:
    raw = {"RAW_URI": "", "REQUEST_URI": "", "QUERY_STRING": "a=1"}
    headers = {"X-Twilio-Signature": sign(TOKEN, f"{PUBLIC_URL}/voice?a=1", FORM.items())}
    response = app.test_client().post("/voice", data=FORM, headers=headers, environ_overrides=raw)
    assert response.status_code == 200


@pytest.fixture(scope="module")
def demo() -> Flask:
    return shipped_app(Settings())


@pytest.mark.parametrize(
    ("base", "remote", "headers", "expected"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1", {}, 200),
        ("http://localhost:8000", "127.0.0.1", {}, 200),
        ("http://[::1]:8000", "::1", {}, 200),
        ("http://127.0.0.1:8000", "10.0.0.9", {}, 403),
        ("http://127.0.0.1:8000", "", {}, 403),
        ("http://hotline.example.jp", "127.0.0.1", {}, 403),
        ("http://127.0.0.1:8000", "127.0.0.1", {"Origin": "https://evil.example"}, 403),
        ("http://127.0.0.1:8000", "127.0.0.1", {"Origin": "null"}, 403),
    ],
)
def test_in_demo_mode_this_machine_alone_may_ask(
    demo: Flask, base: str, remote: str, headers: dict[str, str], expected: int
) -> None:
    environ = {"REMOTE_ADDR": remote}
    response = demo.test_client().post("/voice", base_url=base, data=FORM, headers=headers, environ_base=environ)
    assert response.status_code == expected


ADDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "127.0.0.1",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Server": "proxy",
    "x-forwarded-ssl": "on",
    "X-Real-IP": "127.0.0.1",
    "X-Client-IP": "",
    "X-Envoy-External-Address": "203.0.113.9",
    "X-Amzn-Trace-Id": "Root=1",
    "Ngrok-Trace-Id": "1",
    "CF-Connecting-IP": "203.0.113.9",
    "True-Client-IP": "203.0.113.9",
    "Forwarded": "for=127.0.0.1",
    "Via": "1.1 proxy",
    "CDN-Loop": "network",
}


def test_in_demo_mode_a_proxy_is_refused_by_what_it_adds(demo: Flask) -> None:
    def status(**headers: str) -> int:
        return demo.test_client().post("/voice", base_url=HERE, data=FORM, headers=headers).status_code

    assert (status(), status(**{"X-Request-ID": "1"})) == (200, 200)
    assert {name: status(**{name: value}) for name, value in ADDED.items()} == dict.fromkeys(ADDED, 403)


@pytest.mark.parametrize(("protocol", "expected"), [("HTTP/1.1", 200), ("HTTP/1.0", 403), ("HTTP/0.9", 403)])
def test_in_demo_mode_a_proxy_that_adds_nothing_is_refused_by_its_protocol(
    demo: Flask, protocol: str, expected: int
) -> None:
    client, environ = demo.test_client(), {"SERVER_PROTOCOL": protocol}
    assert client.post("/voice", base_url=HERE, data=FORM, environ_overrides=environ).status_code == expected
    assert client.get("/phone", base_url=HERE, environ_overrides=environ).status_code == expected


def test_demo_mode_says_so(logged: list[dict[str, str]]) -> None:
    app = shipped_app(Settings())
    assert any("demo mode" in entry["event"] for entry in logged)
    assert app.test_client().get("/readyz").get_json()["demo"] is True
