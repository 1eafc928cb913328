"""A call of the page, played anew with each request."""

from dataclasses import replace
from threading import Event, Semaphore, Thread
from typing import cast

import pytest
from flask import Flask

from ivr.call import Plan
from ivr.clock import japanese_time
from ivr.settings import Settings
from ivr.web.counters import COUNTERS
from ivr.web.page_access import PageAccess
from ivr.web.phone import phone
from ivr.web.phone.page_routes import PLAYING
from ivr.web.reload.plans import Current, Plans
from tests.web.telephone import shipped_app

from .caller import AICHI, GONE, HERE, SILENCE, Caller, Turn, ends, keys, lines, says


def test_a_call_begins_with_what_is_heard_and_asked(caller: Caller) -> None:
    view = caller.view()

    assert lines(view) == [
        "経営相談の案内です。",
        "どのようなご相談ですか。",
    ]
    assert view["asked"] == {"digits": 1, "finish": "", "seconds": 3}
    assert view["entries"][1]["second"] == pytest.approx(1.9, abs=0.2)
    assert view["now"] == {"node": "ask_service", "does": "選んでもらう", "stage": "はじめの聞き方"}
    assert (view["over"], view["ringing"]) == (False, None)


def test_a_call_of_the_page_does_not_count_as_answered(caller: Caller) -> None:
    before = COUNTERS.totals()["answered"]
    assert len(caller.view(*AICHI)["steps"]) > 1

    assert COUNTERS.totals()["answered"] == before
    assert caller.client.post("/voice", base_url=HERE).status_code == 200
    assert COUNTERS.totals()["answered"] == before + 1


def test_an_office_on_a_shared_line_rings_with_what_its_desk_will_hear(caller: Caller) -> None:
    view = caller.view(*AICHI)

    assert view["ringing"] == {
        "number": "052-223-6953",
        "office": "愛知県経営改善支援センター",
        "shared": "愛知県中小企業再生支援協議会",
        "whisper": "経営改善支援センターでの、相談です。",
        "language": "ja",
    }
    assert view["asked"] is None
    assert view["now"]["node"] == "ring_office"
    assert lines(view)[-1] == "愛知県経営改善支援センター（052-223-6953）を呼び出しています"


def test_the_desk_that_answers_hears_the_whisper_and_the_two_talk(caller: Caller) -> None:
    view = caller.view(*AICHI, ends("answered"))

    assert lines(view)[-7:] == [
        "愛知県経営改善支援センター（052-223-6953）を呼び出しています",
        "窓口が電話に出ました",
        "経営改善支援センターでの、相談です。",
        "窓口につながり、話しています",
        "話し終わりました",
        "お電話、ありがとうございました。",
        "案内が終わり、電話が切れました",
    ]
    assert lines(view, "desk") == ["経営改善支援センターでの、相談です。"]
    assert view["over"]
    assert view["now"] == {"node": "", "does": "電話は終わりました", "stage": ""}


@pytest.mark.parametrize(
    ("end", "told_so"),
    [("busy", "話し中でした"), ("no-answer", "だれも出ませんでした"), ("failed", "つながりませんでした")],
)
def test_an_office_that_is_not_reached_leads_to_a_question(caller: Caller, end: str, told_so: str) -> None:
    view = caller.view(*AICHI, ends(end))

    assert told_so in lines(view, "line")
    assert view["now"]["node"] == "not_reached"
    assert view["asked"]


@pytest.mark.parametrize("turns", [(GONE,), (*AICHI, GONE), (keys("1"), {"hangs_up": True, "after": 2.0})])
def test_who_hangs_up_is_gone(caller: Caller, turns: tuple[Turn, ...]) -> None:
    view = caller.view(*turns)

    assert view["over"]
    assert lines(view)[-1] == "あなたが電話を切りました"


def test_silence_alone_ends_with_an_office(caller: Caller) -> None:
    view = caller.view(SILENCE, SILENCE, SILENCE)

    assert view["ringing"]["office"] == "経営改善支援センター（全国本部）"
    assert view["ringing"]["shared"] == view["ringing"]["whisper"] == ""


def test_a_postal_code_is_awaited_with_all_its_digits(caller: Caller) -> None:
    view = caller.view(keys("1"), keys("9"))
    assert (view["asked"]["digits"], view["asked"]["finish"], view["asked"]["seconds"]) == (None, "#", 4)

    view = caller.view(keys("1"), keys("9"), keys("4600008"))
    assert lines(view)[-1].startswith("愛知県の、ナゴヤシナカク")


def test_a_key_cuts_the_prompt_that_it_is_pressed_in(caller: Caller) -> None:
    view = caller.view(keys("1", after=2.5))

    (greeting, question, key) = view["entries"][:3]
    assert greeting["heard"] == greeting["seconds"]
    assert question["heard"] < question["seconds"]
    assert key["text"] == "1 を押した"
    assert key["second"] == pytest.approx(2.5)


SHARED = (says("愛知県の経営改善支援センターをお願いします"),)


def test_what_is_done_before_anything_listens_is_lost(caller: Caller) -> None:
    view = caller.view(*SHARED, keys("2", after=1.0))

    assert "2 を押した（案内は聞いていませんでした）" in lines(view)
    assert view["now"]["node"] == "read_back"
    assert view["asked"]


def test_what_is_said_when_the_question_has_come_answers_it(caller: Caller) -> None:
    before = caller.view(*SHARED)
    view = caller.view(*SHARED, says("いいえ", after=before["second"] - before["since"] + 0.5))

    assert view["now"]["node"] == "what_is_wrong"


def test_what_is_heard_shows_how_it_is_said(caller: Caller) -> None:
    view = caller.view(keys("1"), keys("3"), keys("1"), SILENCE, ends("busy"), keys("2"))

    slow = [entry for entry in view["entries"] if entry["slow"]]
    assert slow[0]["text"] == "ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン。"
    assert view["entries"][0]["kana"] == "けいえいそうだんのあんないです。"


def test_another_language_is_marked(caller: Caller) -> None:
    view = caller.view(says("イングリッシュプリーズ"))

    assert "en" in {entry["language"] for entry in view["entries"]}


def test_the_number_that_calls_orders_what_may_be_meant(caller: Caller) -> None:
    asked = [lines(caller.view(says("府中市"), caller=number))[-1] for number in ("03-3123-4567", "084-923-4567")]

    assert asked[0].startswith("どちらでしょうか。東京都の、フチュウシは、イチ。")
    assert asked[1].startswith("どちらでしょうか。広島県の、フチュウシは、イチ。")


def test_each_answer_leads_to_its_step(caller: Caller) -> None:
    view = caller.view(keys("1"), SILENCE)

    steps = {entry["text"]: entry["step"] for entry in view["entries"] if entry["step"] is not None}
    assert steps == {"1 を押した": 1, "（だまっている）": 2}
    assert view["steps"][1]["request"].startswith("POST /voice/ask_service?stage=first&plan=")
    assert view["steps"][1]["form"] == {"Digits": "1"}
    assert [step["node"] for step in view["steps"][0]["way"]] == ["welcome", "ask_service"]


@pytest.mark.parametrize(
    "turns", [(ends("busy"),), (*AICHI, keys("1")), (GONE, SILENCE), (GONE, GONE), (*AICHI, ends("answered"), GONE)]
)
def test_a_turn_that_does_not_fit_is_refused(caller: Caller, turns: tuple[Turn, ...]) -> None:
    answer = caller.send(*turns)

    assert answer.status_code == 409
    assert answer.get_json()["message"].endswith("かけ直してください。")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"caller": "abc"}, "caller"),
        ({"caller": ""}, "caller"),
        ({"called": "1"}, "called"),
        ({"called": "03-12"}, "called"),
        ({"at": "きょう"}, "at"),
        ({"at": "2026-05-07 10:00+09:00"}, "at"),
    ],
)
def test_what_can_be_mended_is_said(caller: Caller, fields: dict[str, str], field: str) -> None:
    answer = caller.send(**fields)

    assert answer.status_code == 422
    assert answer.get_json()["field"] == field


@pytest.mark.parametrize(
    "turn",
    [
        {"dances": "1"},
        {},
        keys(""),
        keys("12a"),
        keys("1" * 21),
        keys("1", after=-1),
        says(" "),
        says("\u200b \x07"),
        says("あ" * 301),
        ends("canceled"),
    ],
)
def test_a_turn_that_is_none_is_refused(caller: Caller, turn: Turn) -> None:
    assert caller.send(turn).status_code == 422


def test_a_call_cannot_go_on_for_ever(caller: Caller) -> None:
    assert caller.send(*[SILENCE] * 101).get_json()["field"] == "steps"


def test_what_is_no_call_is_refused(caller: Caller) -> None:
    answer = caller.client.post("/phone/call", data="[", content_type="application/json", base_url="http://localhost")

    assert (answer.status_code, answer.get_json()["field"]) == (422, "")


def test_the_page_listens_in_the_language_of_the_call(caller: Caller) -> None:
    before = caller.view(says("銀行のことで"))
    after = caller.view(says("English please"), says("my bank"))

    assert (before["language"], after["language"]) == ("ja-JP", "en-US")
    said = [(entry["text"], entry["language"]) for entry in after["entries"] if entry["who"] == "caller"]
    assert said == [("「English please」", "ja"), ("「my bank」", "en")]
    assert [entry["sound"] for entry in after["entries"] if entry["language"] == "en"].count("") >= 2


def test_what_twilio_would_complain_of_is_shown(plan: Plan) -> None:
    voices = {**plan.voices, "ja": replace(plan.voices["ja"], name="Kazuha")}  # which the check does not let through
    plans, settings = Plans.starting_with(replace(plan, voices=voices)), Settings()
    app = Flask(__name__)
    app.register_blueprint(phone(plans, settings, japanese_time, PageAccess(settings)))
    view = Caller(app).view()

    assert lines(view, "trouble")[0].startswith("Twilio 13321: ")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(caller_id="+81312345678"),
        Settings(
            tokens=("12345",), console_password="a long password", public_url="https://x.jp/a", accept_unverified=True
        ),
        Settings(shared_key="key", console_password="a long password"),
    ],
)
def test_a_call_is_played_under_any_settings(settings: Settings) -> None:
    app = shipped_app(settings)
    body = {"caller": "+819012345678", "called": "+815012345678", "at": "2026-05-07 10:00", "steps": [*AICHI]}
    answer = app.test_client().post("/phone/call", json=body, auth=("", "a long password"), base_url="http://127.0.0.1")
    view = answer.get_json()

    assert view["ringing"]["number"] == "052-223-6953"
    assert lines(view, "trouble") == []


class Waiting:
    """Plans that are not there before *go*, so that a call takes as long; *begun* is set by each that waits."""

    def __init__(self, plans: Plans) -> None:
        self.plans = plans
        self.begun = Semaphore(0)
        self.go = Event()

    @property
    def current(self) -> Current:
        self.begun.release()
        assert self.go.wait(60)
        return self.plans.current


def test_a_worker_plays_only_a_few_calls_at_a_time(plan: Plan) -> None:
    plans, settings = Waiting(Plans.starting_with(plan)), Settings()
    app = Flask("phone")
    app.register_blueprint(phone(cast("Plans", plans), settings, japanese_time, PageAccess(settings)))
    caller, codes = Caller(app), list[int]()
    threads = [Thread(target=lambda: codes.append(caller.send().status_code)) for _ in range(PLAYING)]
    for thread in threads:
        thread.start()
        assert plans.begun.acquire(timeout=60)
    busy = [caller.send(path=path) for path in ("/phone/call", "/phone/script")]
    wrong = caller.send(says(""))
    plans.go.set()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in busy] == [503, 503]
    assert busy[0].get_json()["message"].startswith("ほかの通話を再生しています。")
    assert wrong.status_code == 422
    assert codes == [200] * PLAYING
    assert caller.send().status_code == 200
