"""Who may use the browser phone, and what its answers forbid the browser."""

import re
from pathlib import Path

import pytest
from flask import Flask

from ivr.settings import Settings
from ivr.web import create_app
from tests.web.telephone import INSIDE, shipped_app

from .caller import AT, HERE

PASSWORD = "とても長い秘密の合言葉:a"
PUBLIC = "https://hotline.example.jp"
MADE = {"caller": "090-1234-5678", "called": "050-1234-5678", "at": AT, "steps": []}


@pytest.fixture(scope="module")
def demo() -> Flask:
    return shipped_app(Settings())


@pytest.fixture(scope="module")
def guarded() -> Flask:
    public_url = PUBLIC.replace("//", "//me:hidden@")
    return shipped_app(
        Settings(tokens=("12345",), public_url=public_url, accept_unverified=True, console_password=PASSWORD)
    )


@pytest.mark.parametrize("path", ["/phone", "/phone/static/phone.js"])
def test_in_demo_mode_this_machine_alone_is_served(demo: Flask, path: str) -> None:
    def status(base: str = HERE, remote: str = "127.0.0.1", **headers: str) -> int:
        given = {"base_url": base, "environ_base": {"REMOTE_ADDR": remote}, "headers": headers}
        return demo.test_client().get(path, buffered=True, **given).status_code

    assert status() == 200
    assert status("http://evil.example") == 403
    assert status(remote="10.0.0.7") == 403
    assert status(Via="1.1 proxy") == 403


@pytest.mark.parametrize("path", ["/phone", "/phone/static/phone.js", "/phone/call"])
def test_without_a_password_nothing_is_served(path: str) -> None:
    app = shipped_app(Settings(tokens=("12345",), public_url=PUBLIC, accept_unverified=True))

    assert app.test_client().get(path, base_url=PUBLIC).status_code == 404


@pytest.mark.parametrize(
    ("auth", "status"),
    [
        (None, 401),
        (("", ""), 401),
        ((PASSWORD, ""), 401),
        (("anybody", PASSWORD[:-1]), 401),
        (("anybody", PASSWORD), 200),
        (("", PASSWORD), 200),
    ],
)
def test_elsewhere_the_password_opens_it(guarded: Flask, auth: tuple[str, str] | None, status: int) -> None:
    client = guarded.test_client()

    assert client.get("/phone", auth=auth, base_url=PUBLIC).status_code == status
    answer = client.post("/phone/call", json=MADE, auth=auth, base_url=PUBLIC)
    assert answer.status_code == status
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)


STATUSES = {"/phone": 401, "/metrics": 401, "/readyz": 200}


@pytest.mark.parametrize("given", ["Bearer abc", "Basic abc", "Basic \xff", "Basic /w=="])
def test_another_authorization_does_not(guarded: Flask, given: str) -> None:
    client = guarded.test_client()
    headers = {"Authorization": given}
    statuses = {path: client.get(path, base_url=PUBLIC, headers=headers).status_code for path in STATUSES}

    assert statuses == STATUSES


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HERE}, 403),
        ({"Origin": HERE}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_page_of_another_site_cannot_call(demo: Flask, headers: dict[str, str], status: int) -> None:
    answer = demo.test_client().post("/phone/call", json=MADE, base_url=HERE, headers=headers)

    assert answer.status_code == status


def test_a_proxy_that_shows_another_name_does_not_lock_the_page_out(guarded: Flask) -> None:
    client = guarded.test_client()
    answers = [
        client.post(
            "/phone/call",
            json=MADE,
            auth=("", PASSWORD),
            base_url=INSIDE,
            headers={"Origin": origin},
        )
        for origin in (PUBLIC, "https://evil.example")
    ]

    assert [answer.status_code for answer in answers] == [200, 403]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_cannot_call(demo: Flask, kind: str) -> None:
    assert demo.test_client().post("/phone/call", data="{}", content_type=kind, base_url=HERE).status_code == 403


def test_the_browser_asks_nobody_else_and_keeps_nothing(demo: Flask) -> None:
    client = demo.test_client()
    for answer in (client.get("/phone", base_url=HERE), client.post("/phone/call", json=MADE, base_url=HERE)):
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/phone/static/phone.css", base_url=HERE, buffered=True).headers["Cache-Control"] == "no-cache"


def test_the_first_page_leads_to_what_is_there(demo: Flask) -> None:
    client = demo.test_client()
    first = client.get("/", base_url=HERE, follow_redirects=True)
    links = re.findall(r'<a href="(\w+)">', first.text)

    assert (first.request.path, links) == ("/phone", ["readyz"])
    assert client.get(links[0], base_url=HERE).json["ready"] is True  # type: ignore[index]
    assert "<code>ivr graph --html flow.html</code>" in first.text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_first_page_keeps_the_language_that_is_asked_for(demo: Flask, language: str) -> None:
    led = demo.test_client().get(f"/?lang={language}", base_url=HERE, follow_redirects=True)

    assert led.request.url == f"{HERE}/phone?lang={language}"
    assert f'<html lang="{language}"' in led.text


def test_the_page_says_that_it_is_a_rehearsal(demo: Flask) -> None:
    page = demo.test_client().get("/phone?lang=ja", base_url=HERE).text

    assert "これは練習です。実際の窓口にはつながりません。" in page
    assert "番号は、過去の案内資料のものです。" in page
    assert re.findall(r'(?:src|action)="http|<link[^>]+"http|url\(', page) == []


def test_the_page_says_whose_voice_it_speaks_with_and_under_which_licence(demo: Flask) -> None:
    page = demo.test_client().get("/phone?lang=en", base_url=HERE).text

    assert "Mei (Nagoya Institute of Technology, CC BY 3.0)" in page
    assert 'href="https://creativecommons.org/licenses/by/3.0/' in page


LIBRARY = Path(__file__).parents[2] / "sites" / "library"


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("site", "switch"), [(None, '<label class="switch">'), (LIBRARY, '<label class="switch" hidden>')]
)
def test_a_line_without_japanese_offers_neither_its_readings_nor_its_voice(
    demo: Flask, site: Path | None, switch: str
) -> None:
    client = (create_app(Settings(site=site)) if site else demo).test_client()
    page = client.get("/phone?lang=ja", base_url=HERE).text

    assert f'{switch}<input type="checkbox" id="kana"' in page
    assert ("日本語" in page.partition("<footer")[2]) == (site is None)
    assert "このブラウザの声で話します。" in page


@pytest.mark.parametrize(
    ("site", "path", "accepted", "language"),
    [
        (None, "/phone", "", "en"),  # as the process is spoken to
        (None, "/phone", "ja,en-US;q=0.7", "ja"),
        (None, "/phone", "en-GB,en;q=0.9,ja;q=0.5", "en"),
        (None, "/phone", "fr", "en"),
        (None, "/phone?lang=ja", "en", "ja"),
        (None, "/phone?lang=en", "ja", "en"),
        (None, "/phone?lang=fr", "ja", "ja"),
        (LIBRARY, "/phone", "ja", "en"),
        (LIBRARY, "/phone?lang=ja", "en", "ja"),
    ],
)
def test_the_page_is_in_the_language_of_whoever_reads_it(
    demo: Flask, site: Path | None, path: str, accepted: str, language: str
) -> None:
    client = (create_app(Settings(site=site)) if site else demo).test_client()
    page = client.get(path, base_url=HERE, headers={"Accept-Language": accepted}).text

    title = {"ja": "電話をためす", "en": "Try the telephone"}[language]
    other = {"ja": '<a href="?lang=en" lang="en"', "en": '<a href="?lang=ja" lang="ja"'}[language]
    assert page.startswith(f'<!doctype html>\n<html lang="{language}">')
    assert f"<title>{title}" in page
    assert other in page


@pytest.mark.parametrize(
    ("number", "written"),
    [(None, "050-1234-5678"), ("+81312345678", "03-1234-5678"), ("+12025550123", "+12025550123")],
)
def test_the_page_offers_the_number_that_calls_go_out_with(number: str | None, written: str) -> None:
    page = shipped_app(Settings(caller_id=number)).test_client().get("/phone", base_url=HERE).text

    assert f'value="{written}"' in page
