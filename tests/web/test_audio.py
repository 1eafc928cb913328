"""Recorded prompts as Twilio fetches them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.call import Plan
from ivr.settings import Settings
from ivr.simulator import Carrier, InProcess, PhoneNumber
from ivr.simulator.transcript import Requested, SoundPlayed
from ivr.site import load
from ivr.site.recordings import write_texts
from ivr.speech import Recording
from ivr.testing.phone import Phone
from ivr.testing.targets import site_target
from ivr.web import create_app
from ivr.web.audio import recordings
from ivr.web.reload.plans import Plans
from tests.callers import Scripted
from tests.speech.waves import wav

from .phone.caller import Caller
from .telephone import SETTINGS, TOKEN, Telephone

RECORDED = {"welcome": ("経営相談の案内です。", 3.25), "if_wrong": ("違うときは、「いいえ」と、どうぞ。", 1.5)}


@pytest.fixture
def recorded_site(site: Path) -> Path:
    """Return a copy of the small site in which two prompts are recorded."""
    folder = site / "prompts/audio/ja"
    folder.mkdir(parents=True)
    for name, (_, seconds) in RECORDED.items():
        (folder / f"{name}.wav").write_bytes(wav(seconds))
    write_texts(site, "ja", {name: text for name, (text, _) in RECORDED.items()})
    return site


@pytest.fixture
def recorded_app(recorded_site: Path) -> Flask:
    return create_app(
        Settings(
            site=recorded_site, tokens=(TOKEN,), public_url=f"{SETTINGS.public_url}/hotline", accept_unverified=True
        )
    )


@pytest.fixture
def welcome(recorded_site: Path) -> Recording:
    plan = load(recorded_site).plan
    assert plan
    recording = plan.prompts["welcome"].recording
    assert recording
    return recording


@pytest.fixture
def client(recorded_site: Path) -> Iterator[FlaskClient]:
    with create_app(Settings(site=recorded_site)).test_client() as client:
        yield client


def test_it_is_sent_unsigned_and_may_be_kept_for_a_year(client: FlaskClient, welcome: Recording) -> None:
    response = client.get(f"/audio/{welcome.file}")

    assert (response.status_code, response.mimetype, response.data) == (200, "audio/wav", welcome.content)
    assert response.headers["ETag"] == f'"{welcome.digest}"'
    assert response.headers["Cache-Control"] == "public, max-age=31536000"


def test_who_has_it_already_gets_not_modified(client: FlaskClient, welcome: Recording) -> None:
    response = client.get(f"/audio/{welcome.file}", headers={"If-None-Match": f'"{welcome.digest}"'})

    assert (response.status_code, response.data) == (304, b"")


def test_a_call_that_asks_for_an_older_one_hears_todays_and_it_is_not_kept(
    client: FlaskClient, welcome: Recording
) -> None:
    response = client.get("/audio/ja/welcome-000000000000.wav")

    assert (response.status_code, response.data) == (200, welcome.content)
    assert "max-age=0" in response.headers["Cache-Control"]


def test_a_call_on_an_older_plan_hears_that_plans_recording(plan: Plan, welcome: Recording) -> None:
    spoken, prompt = plan, replace(plan.prompts["welcome"], recording=welcome)
    plans = Plans.starting_with(replace(plan, hash="older", prompts={**plan.prompts, "welcome": prompt}))
    app = Flask(__name__)
    app.register_blueprint(recordings(plans))
    plans.swap(spoken)
    response = app.test_client().get(f"/audio/{welcome.file}")

    assert (response.status_code, response.data) == (200, welcome.content)
    assert response.headers["Cache-Control"] == "public, max-age=31536000"


@pytest.mark.parametrize(
    "path",
    [
        "/audio/ja/goodbye-000000000000.wav",
        "/audio/en/welcome-0.wav",
        "/audio/ja/texts.yaml",
        "/audio/ja/x.wav",
        "/audio/ja/welcome-0",
        "/audio/ja/welcome.wav",
    ],
)
def test_there_is_nothing_else(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_call_plays_it_under_the_path_of_the_public_url(recorded_app: Flask, welcome: Recording) -> None:
    telephone = Telephone(recorded_app, public_url=f"{SETTINGS.public_url}/hotline")
    answer = telephone.post("/voice")

    assert answer.verbs.findtext("Gather/Play") == f"/hotline/audio/{welcome.file}"


def test_the_carrier_fetches_it_once_and_hears_it_as_long_as_it_is(recorded_site: Path, welcome: Recording) -> None:
    service = InProcess(create_app(Settings(site=recorded_site, tokens=(TOKEN,))))
    call = Carrier(service, PhoneNumber(), token=TOKEN).dial().play(Scripted(["愛知県の経営改善です", "1"]))
    url = f"http://127.0.0.1:8000/audio/{welcome.file}"

    assert next(event for event in call.transcript if isinstance(event, SoundPlayed)) == SoundPlayed(
        0.0, "caller", url, 3.25, 3.25
    )
    assert [event.status for event in call.transcript if isinstance(event, Requested) and event.url == url] == [200]
    assert call.rang == "+81522236953"
    assert call.warnings == ()


def test_a_test_of_the_site_hears_the_words_of_its_recordings(recorded_site: Path) -> None:
    call = Phone(site_target(recorded_site)).dial()
    call.hears("経営相談の案内です。", "どのようなご相談ですか。")
    call.say("愛知県の経営改善です")
    call.hears("おつなぎします。", "違うときは、「いいえ」と、どうぞ。")

    assert "♪ 経営相談の案内です。" in str(call)
    assert call.rang == "052-223-6953"


def test_the_fallback_document_speaks_what_is_recorded(site: Path) -> None:
    folder = site / "prompts/audio/ja"
    folder.mkdir(parents=True)
    (folder / "goodbye.wav").write_bytes(wav(1))
    write_texts(site, "ja", {"goodbye": "お電話、ありがとうございました。"})
    telephone = Telephone(
        create_app(Settings(site=site, tokens=(TOKEN,), public_url=SETTINGS.public_url, accept_unverified=True))
    )

    assert telephone.post("/voice/fallback").verbs.find(".//Play") is None


def test_the_browser_phone_shows_what_a_recording_says(recorded_site: Path) -> None:
    view = Caller(create_app(Settings(site=recorded_site))).view()

    assert [(entry["text"], entry["seconds"]) for entry in view["entries"]][:1] == [("♪ 経営相談の案内です。", 3.25)]
