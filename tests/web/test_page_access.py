"""Access to pages: the password, how often it may be guessed, and what /readyz tells strangers."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from flask import Flask, request

from ivr.settings import Settings
from ivr.web.counters import Counters
from ivr.web.page_access import MOST_FROM_ADDRESS, MOST_IN_ALL, PageAccess
from ivr.web.tally import Tally

from .telephone import PASSWORD, PUBLIC_URL, SETTINGS, TOKEN, shipped_app

LOCAL = "http://127.0.0.1:8000"


class Door:
    """A page that only visitors may open, on a clock of its own."""

    def __init__(self) -> None:
        self.now = 0.0
        visitors = PageAccess(SETTINGS, Counters(lambda: self.now), Tally(300, lambda: self.now))
        app = Flask(__name__)
        app.add_url_rule("/", view_func=lambda: "in")
        app.before_request(lambda: visitors.admit(request))
        self.client = app.test_client()

    def knock(self, password: str, address: str = "192.0.2.1", forwarded: str = "") -> int:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        environ = {"REMOTE_ADDR": address}
        return self.client.get("/", auth=("", password), headers=headers, environ_base=environ).status_code


def test_an_address_that_guesses_is_not_heard_any_more_for_a_while() -> None:
    door = Door()
    assert [door.knock(f"guess {number}") for number in range(MOST_FROM_ADDRESS + 2)] == [401] * MOST_FROM_ADDRESS + [
        429
    ] * 2
    assert door.knock(PASSWORD) == 429  # else the limit would limit nothing
    assert door.knock(PASSWORD, "192.0.2.2") == 200
    door.now = 300.0
    assert door.knock(PASSWORD) == 200


def test_all_addresses_together_have_a_limit_too() -> None:
    door = Door()
    guesses = [door.knock("guess", f"192.0.2.{number // 5}") for number in range(MOST_IN_ALL + 5)]
    assert guesses == [401] * MOST_IN_ALL + [429] * 5
    assert door.knock(PASSWORD, "198.51.100.1") == 429
    door.now = 400.0
    assert door.knock(PASSWORD, "198.51.100.1") == 200


def test_the_right_password_and_a_question_without_one_are_no_guesses() -> None:
    door = Door()
    assert {door.knock(PASSWORD) for _ in range(2 * MOST_FROM_ADDRESS)} == {200}
    assert {door.client.get("/").status_code for _ in range(2 * MOST_FROM_ADDRESS)} == {401}
    assert door.knock(PASSWORD, "127.0.0.1") == 200


def test_behind_a_proxy_a_stranger_locks_only_himself_out() -> None:
    door = Door()
    for _ in range(MOST_FROM_ADDRESS):
        door.knock("guess", forwarded="203.0.113.1, 198.51.100.9")
    assert door.knock(PASSWORD, forwarded="198.51.100.9") == 429
    assert door.knock(PASSWORD, forwarded="203.0.113.1") == 200  # a name that he only claimed


def test_every_guess_of_the_service_counts(logged: list[dict[str, Any]]) -> None:
    client = shipped_app().test_client()
    answers = [client.get(path, auth=("", "a wrong one")) for path in ("/phone", "/readyz") * (MOST_FROM_ADDRESS // 2)]
    assert {answer.status_code for answer in answers} == {401}
    late = [client.get(path, auth=("", PASSWORD)) for path in ("/phone", "/readyz")]
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in late] == [(429, "300")] * 2
    assert client.get("/readyz").get_json()["ready"] is True
    assert logged[-1]["why"] == "too many wrong passwords: try again in five minutes"
    assert PASSWORD not in str(logged)
    assert "a wrong one" not in str(logged)


app_of = cache(shipped_app)
SHORT, LONG = {"ready", "plan"}, {"problems", "since", "unverified", "last_five_minutes"}
KNOWN = ("", PASSWORD)


@pytest.mark.parametrize(
    ("settings", "base", "auth", "proxied", "all_of_it"),
    [
        (SETTINGS, PUBLIC_URL, None, False, False),
        (SETTINGS, PUBLIC_URL, KNOWN, False, True),
        (SETTINGS, LOCAL, None, False, False),  # a proxy on this machine that adds nothing
        (SETTINGS, LOCAL, KNOWN, True, True),
        (Settings(tokens=(TOKEN,)), LOCAL, None, False, True),
        (Settings(tokens=(TOKEN,)), LOCAL, None, True, False),
        (Settings(tokens=(TOKEN,)), "http://10.0.0.7", None, False, False),
        (Settings(tokens=(TOKEN,)), "http://10.0.0.7", KNOWN, False, False),
        (Settings(tokens=(TOKEN,), public_url=LOCAL), LOCAL, None, False, True),
        (Settings(), LOCAL, None, False, True),
        (Settings(), LOCAL, None, True, False),
    ],
)
def test_strangers_learn_only_that_it_is_ready_and_its_plan(
    settings: Settings, base: str, auth: tuple[str, str] | None, *, proxied: bool, all_of_it: bool
) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9"} if proxied else {}
    answer = app_of(settings).test_client().get("/readyz", base_url=base, auth=auth, headers=headers)

    fields = set(answer.get_json())
    assert answer.status_code == 200
    assert (fields >= SHORT | LONG) if all_of_it else (fields == SHORT)


def test_the_bare_address_leads_to_the_phone_where_there_is_one() -> None:
    demo, public = Settings(), replace(SETTINGS, console_password="")

    answer = shipped_app(demo).test_client().get("/", base_url=LOCAL)
    assert (answer.status_code, answer.location) == (302, "phone")
    assert shipped_app(public).test_client().get("/", base_url=PUBLIC_URL).status_code == 404
