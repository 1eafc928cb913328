"""A carrier's requests to the application, signed as Twilio signs them, and what its answers say."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, fromstring

from flask import Flask
from werkzeug.test import TestResponse

from ivr.call import Conditions
from ivr.settings import Settings
from ivr.web import create_app
from ivr.web.reload.checking import Check, run_check
from ivr.web.webhook_routes import ConditionsNow
from tests.conftest import shipped_plan
from tests.twilio.signing import sign
from tests.twilio.validity import faults

TOKEN = "0123456789abcdef0123456789abcdef"
PUBLIC_URL = "https://hotline.example.jp"
INSIDE = "http://10.0.0.7:8000"  # the address that the proxy in front of the service asks
CALLED = "+815012345678"
PASSWORD = "open, for whoever works here"
SETTINGS = Settings(tokens=(TOKEN,), public_url=PUBLIC_URL, accept_unverified=True, console_password=PASSWORD)
SID = "CA1234567890abcdef1234567890abcdef"


def shipped_app(
    settings: Settings = SETTINGS, conditions_now: ConditionsNow = Conditions, check: Check = run_check
) -> Flask:
    """Make an application of the shipped site, which is read and judged once, and not for each of them."""
    assert settings.site is None
    return create_app(settings, conditions_now=conditions_now, check=check, read=lambda _settings: shipped_plan())


@dataclass(frozen=True)
class Answer:
    """One answer of the service; only a TwiML document has verbs."""

    status: int
    type: str
    text: str

    @cached_property
    def verbs(self) -> Element:
        assert faults(self.text) == []
        return fromstring(self.text)  # noqa: S314 - a document of our own

    @property
    def said(self) -> str:
        return "".join(text for verb in self.verbs.iter("Say") for text in verb.itertext())

    @property
    def rang(self) -> str | None:
        return self.verbs.findtext("Dial/Number")

    @property
    def next(self) -> str:
        """Return the address that is asked next, or "" where the call ends."""
        dial = self.verbs.find("Dial")
        return dial.get("action", "") if dial is not None else self.verbs.findtext("Redirect", "")

    @property
    def node(self) -> str:
        """Return the node that is asked next."""
        found = re.fullmatch(r"/voice/(\w+)\?.*", self.next)
        return found[1] if found else ""


@dataclass(frozen=True)
class Telephone:
    """Posts forms to *app* as Twilio does, by way of a proxy that shows the service another address."""

    app: Flask
    token: str = TOKEN
    public_url: str = PUBLIC_URL

    def post(self, path: str, **form: str) -> Answer:
        return answered(self.send(path, form))

    def send(self, path: str, form: dict[str, str], inside: str = INSIDE, **headers: str) -> TestResponse:
        """Post *form*; *headers* (with _ for -) are added, or replace the signature."""
        fields = {"CallSid": SID, "To": CALLED, "From": "anonymous"} | form
        signature = sign(self.token, self.public_url + path, fields.items())
        named = {"X-Twilio-Signature": signature} | {name.replace("_", "-"): value for name, value in headers.items()}
        body = urlencode(fields)
        kind = "application/x-www-form-urlencoded; charset=UTF-8"
        return self.app.test_client().post(path, base_url=inside, data=body, content_type=kind, headers=named)


def answered(response: TestResponse) -> Answer:
    return Answer(response.status_code, response.content_type, response.text)
