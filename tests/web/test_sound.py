"""What callers hear, for the browser phone: GET /phone/sound."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from ivr.call import Plan
from ivr.distribution import install_command
from ivr.settings import Settings
from ivr.speech import read_wave
from ivr.voice import SoundCache, Speaker, SpeakerError
from ivr.voice.speaker import Synthesis
from ivr.web.reload.plans import Plans
from ivr.web.sound import WAITING, Guard, sounds, speaker
from tests.voice.conftest import no_voice

from .telephone import shipped_app

__all__ = ["no_voice"]


def client(plan: Plan, speak: Synthesis, guard: Guard = lambda: None) -> FlaskClient:
    app = Flask(__name__)
    app.register_blueprint(sounds(Plans.starting_with(plan), guard, speak))
    return app.test_client()


def echo(text: str, rate: float) -> bytes:
    return f"{text} {rate}".encode()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Iterator[FlaskClient]:
    with closing(Speaker()) as speaker:
        yield client(plan, SoundCache(speaker, tmp_path_factory.mktemp("sound")))


def test_a_text_is_heard_in_the_sound_of_a_telephone(real: FlaskClient) -> None:
    response = real.get("/phone/sound", query_string={"text": "経営相談の案内です。"})
    wave = read_wave(response.data)
    assert wave

    assert (response.status_code, response.mimetype) == (200, "audio/wav")
    assert (wave.rate, wave.channels, wave.bits) == (8000, 1, 16)
    assert 1 < wave.seconds < 3
    assert response.headers["Cache-Control"] == "private, max-age=86400"


def test_who_has_it_already_gets_not_modified(real: FlaskClient) -> None:
    first = real.get("/phone/sound?text=はい")
    again = real.get("/phone/sound?text=はい", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("text=はい", "はい 0.9"),
        ("text=はい&rate=0.8", "はい 0.8"),
        ("text=はい&rate=x", "はい 0.9"),
        ("text=%20はい%0A", "はい 0.9"),
        ("text=Hello", "Hello 0.9"),
    ],
)
def test_the_usual_rate_is_that_of_the_site(plan: Plan, query: str, said: str) -> None:
    assert client(plan, echo).get(f"/phone/sound?{query}").text == said


def test_a_sentence_in_another_language_is_spoken_from_its_kana(plan: Plan) -> None:
    english = plan.prompts["english"]

    assert client(plan, echo).get("/phone/sound", query_string={"text": english.text}).text == f"{english.kana} 0.9"


@pytest.mark.parametrize(
    "query", ["", "text=", "text=%20", f"text={'あ' * 451}", "text=はい&rate=9", "text=はい&rate=nan"]
)
def test_what_is_no_text_or_no_rate_is_refused(plan: Plan, query: str) -> None:
    response = client(plan, echo).get(f"/phone/sound?{query}")

    assert (response.status_code, response.text) == (400, "text: 1–450, rate: 0.5–2.0\n")


def test_a_text_in_which_there_is_nothing_to_say_is_refused(real: FlaskClient) -> None:
    response = real.get("/phone/sound?text=。")

    assert (response.status_code, response.text) == (400, "there is nothing to say in it\n")


def test_who_may_not_enter_is_sent_away(plan: Plan) -> None:
    assert client(plan, echo, lambda: abort(404)).get("/phone/sound?text=はい").status_code == 404


def test_when_the_voice_fails_the_page_is_told_to_try_again(plan: Plan) -> None:
    def fail(_text: str, _rate: float) -> bytes:
        raise SpeakerError("ended")

    response = client(plan, fail).get("/phone/sound?text=はい")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
    assert response.text == "The sound could not be generated.\n"


@pytest.mark.usefixtures("no_voice")
def test_without_the_voice_it_is_said_how_to_install_it(plan: Plan, tmp_path: Path) -> None:
    response = client(plan, SoundCache(echo, tmp_path)).get("/phone/sound?text=はい")

    assert response.status_code == 501
    assert response.text == f"there is no voice here; install it with: {install_command('voice')}\n"


def test_only_a_few_threads_of_a_worker_ever_wait(plan: Plan) -> None:
    all_wait, go_on = [Event() for _ in range(WAITING)], Event()
    waiting = iter(all_wait)

    def slow(text: str, rate: float) -> bytes:
        next(waiting).set()
        go_on.wait(30)
        return echo(text, rate)

    phone = client(plan, slow).application
    codes: list[int] = []
    threads = [
        Thread(target=lambda: codes.append(phone.test_client().get("/phone/sound?text=はい").status_code))
        for _ in range(WAITING)
    ]
    for thread in threads:
        thread.start()
    for one in all_wait:
        one.wait(30)
    refused = phone.test_client().get("/phone/sound?text=はい")
    go_on.set()
    for thread in threads:
        thread.join()

    assert (refused.status_code, refused.text) == (503, "Other sound is being generated. Wait a moment.\n")
    assert codes == [200] * WAITING
    waiting = iter([Event()])
    assert phone.test_client().get("/phone/sound?text=はい").status_code == 200


def test_sounds_are_kept_beside_the_plans_where_there_is_a_folder(tmp_path: Path) -> None:
    cache = speaker(Settings(var=tmp_path))
    assert isinstance(cache, SoundCache)
    assert cache.folder == tmp_path / "sound"
    assert isinstance(speaker(Settings()), Speaker)


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        (Settings(), 400),  # in, and asked for a text
        (Settings(tokens=("1",)), 404),
        (Settings(tokens=("1",), console_password="open"), 401),
    ],
)
def test_the_service_gives_it_to_whoever_may_open_the_phone(settings: Settings, status: int) -> None:
    assert shipped_app(settings).test_client().get("/phone/sound").status_code == status


def test_a_page_of_another_site_cannot_have_anything_spoken() -> None:
    client = shipped_app(Settings()).test_client()
    answers = [
        client.get("/phone/sound", headers={"Sec-Fetch-Site": site}) for site in ("same-origin", "none", "cross-site")
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 403]
