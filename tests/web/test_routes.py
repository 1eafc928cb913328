from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from ivr.call import Conditions, Plan
from ivr.clock import japanese_time
from ivr.web import create_app
from ivr.web.app import WATCH
from ivr.web.counters import NAMES

from .telephone import CALLED, PASSWORD, PUBLIC_URL, SETTINGS, TOKEN, Telephone, shipped_app

XML = "text/xml; charset=utf-8"
AICHI_CENTER = "service=center&prefecture=23"


def test_a_call_that_comes_in_hears_whom_it_has_reached_and_the_first_question(telephone: Telephone) -> None:
    answer = telephone.post("/voice", CallStatus="ringing", Direction="inbound")
    assert (answer.status, answer.type) == (200, XML)
    assert answer.said.startswith("経営相談の案内です。どのようなご相談ですか。")
    assert answer.node == "ask_service"


def test_keys_and_words_lead_on(telephone: Telephone) -> None:
    asked = telephone.post("/voice")
    assert telephone.post(asked.next, Digits="1").node == "ask_prefecture"
    assert telephone.post(asked.next, SpeechResult="三重県", Confidence="0.9").node == "ask_which"


def test_a_whole_call_rings_its_office_and_reads_the_number_out_when_it_is_busy(telephone: Telephone) -> None:
    answer = telephone.post("/voice")
    answer = telephone.post(answer.next, SpeechResult="三重県の経営改善支援センターをお願いします")
    assert "三重県の経営改善支援センターにおつなぎします。" in answer.said
    answer = telephone.post(answer.next)
    assert answer.rang == "+81592534300"
    answer = telephone.post(answer.next, DialCallStatus="busy")
    assert "話し中です" in answer.said
    answer = telephone.post(answer.next, Digits="2")
    assert "ゼロゴーキューの、ニーゴーサンの、ヨンサンゼロゼロ。" in answer.said


@pytest.mark.unmeasured
def test_nothing_of_a_call_is_kept_but_in_its_address(plan: Plan, telephone: Telephone) -> None:
    address = f"/voice/read_back?{AICHI_CENTER}&by=voice&turn=1&plan={plan.hash}"
    another = Telephone(shipped_app())
    assert telephone.post(address) == telephone.post(address) == another.post(address)


def test_whatever_was_answered_before_each_call_rings_by_what_is_known_of_itself(plan: Plan) -> None:
    known = Conditions()
    telephone = Telephone(shipped_app(SETTINGS, conditions_now=lambda: known))
    address = f"/voice/read_back?{AICHI_CENTER}&by=voice&turn=1&plan={plan.hash}"
    ringing = telephone.post(address)
    elsewhere, tried_out = telephone.post(address, To="+815087654321"), telephone.post(f"{address}&rehearsal=1")
    known = Conditions(over_limit=True)
    over_limit = telephone.post(address)
    known = Conditions()

    assert telephone.post(address) == ringing
    assert elsewhere.text == ringing.text.replace(CALLED, "+815087654321")
    assert tried_out.next == f"{ringing.next}&rehearsal=1"
    assert over_limit.rang is None


def test_a_call_goes_on_under_the_plan_that_serves_now(plan: Plan, telephone: Telephone) -> None:
    answer = telephone.post(f"/voice/read_back?{AICHI_CENTER}&turn=1&plan=000000000000")
    assert answer.rang == "+81522236953"
    assert f"plan={plan.hash}" in answer.next


@pytest.mark.parametrize("path", ["/voice", "/voice/", "/voice//", "/voice?", "/voice/?a=1"])
def test_a_call_comes_in_with_a_slash_more_or_less(telephone: Telephone, path: str) -> None:
    answer = telephone.post(path)
    assert answer.status == 200
    assert answer.said.startswith("経営相談の案内です。")


def test_a_line_that_calls_itself_is_busy(logged: list[dict[str, str]]) -> None:
    telephone = Telephone(shipped_app(replace(SETTINGS, caller_id="+815087654321")))
    busy = '<Response><Reject reason="busy"/></Response>'
    # A switchboard that forwards its callers here may show its own number, which offices may be shown as well.
    others = dict.fromkeys(("+815087654321", "+815087654322", ""), False)
    callers = {CALLED: True, f"sip:{CALLED}@example.jp": True} | others

    assert {number: telephone.post("/voice", From=number).text == busy for number in callers} == callers
    assert sum("an office forwards its calls here" in one["event"] for one in logged) == 2

    # But not where its carrier tells that an office forwarded our own ring.
    office, other = "+81522236953", "+81312345678"
    ours, strange = {"From": "+815087654321"}, {"From": "+815087654322"}
    assert telephone.post("/voice", ForwardedFrom=office, **ours).text == busy
    assert telephone.post("/voice", ForwardedFrom=other, **ours).text != busy
    assert telephone.post("/voice", ForwardedFrom=office, **strange).text != busy

    # An office may be the switchboard whose number is shown for all.
    as_shown = Telephone(shipped_app(replace(SETTINGS, caller_id=office)))
    assert as_shown.post("/voice", From=office, ForwardedFrom=office).text != busy


@pytest.mark.parametrize("slash", ["", "/"])
def test_no_signed_request_is_redirected(telephone: Telephone, slash: str) -> None:
    assert telephone.post(f"/voice/ask_service{slash}?stage=first", Digits="1").node == "ask_prefecture"
    assert telephone.post(f"/voice/status{slash}", CallStatus="completed").status == 204
    assert "不具合" in telephone.post(f"/voice/fallback{slash}").said
    whisper = telephone.post(f"/voice/ring_office/whisper{slash}?{AICHI_CENTER}")
    assert whisper.said == "経営改善支援センターでの、相談です。"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_webhooks_are_posted(app: Flask, method: str) -> None:
    paths = ["/voice", "/voice/", "/voice/ask_service", "/voice/status", "/voice/fallback"]

    assert {path: app.test_client().open(path, method=method).status_code for path in paths} == dict.fromkeys(
        paths, 405
    )


def test_no_part_of_an_address_is_taken_apart_by_its_route() -> None:
    """With two variables in one part werkzeug tries each place between them: a stranger's long address takes 0.1 s."""
    rules = [rule.rule for rule in shipped_app().url_map.iter_rules()]
    assert [part for rule in rules for part in rule.split("/") if part.count("<") > 1] == []


PATHS = [
    "/voice",
    "/voice/",
    "/voice/ask_service?stage=first",
    "/voice/no_such_node",
    "/voice/status",
    "/voice/fallback",
    f"/voice/ring_office/whisper?{AICHI_CENTER}",
    f"/voice/ring_office/accepted?{AICHI_CENTER}",
]


@pytest.mark.parametrize("path", PATHS)
def test_only_twilio_may_ask(telephone: Telephone, path: str) -> None:
    stranger = replace(telephone, token="guessed")
    answer = stranger.post(path)
    assert (answer.status, answer.text.partition(",")[0]) == (403, "not signed by Twilio")
    unsigned = telephone.app.test_client().post(path)
    assert (unsigned.status_code, unsigned.text) == (403, "not signed by Twilio\n")


@pytest.mark.parametrize("form", [{"CallStatus": "completed"}, {"CallStatus": "\n<x>"}, {}])
def test_a_status_callback_wants_no_document(telephone: Telephone, form: dict[str, str]) -> None:
    answer = telephone.post("/voice/status", **form)
    assert (answer.status, answer.text) == (204, "")


@pytest.mark.parametrize(
    ("query", "whisper"),
    [
        ("service=center&prefecture=23", "経営改善支援センターでの、相談です。"),
        ("service=center&prefecture=10", "経営改善支援センターでの、相談です。"),
        ("service=center&prefecture=35", "経営改善支援センターでの、相談です。"),
        ("service=council&prefecture=23", ""),
        ("service=center&prefecture=24", ""),
        ("", ""),
        ("service=nonsense&prefecture=99", ""),
    ],
)
def test_only_a_desk_on_a_shared_line_hears_a_whisper(telephone: Telephone, query: str, whisper: str) -> None:
    answer = telephone.post(f"/voice/ring_office/whisper?{query}", CallSid="CAchild", ParentCallSid="CAparent")
    assert (answer.status, answer.said) == (200, whisper)
    assert {verb.tag for verb in answer.verbs} <= {"Say"}


def test_the_dial_of_a_shared_line_asks_for_its_whisper(telephone: Telephone) -> None:
    answer = telephone.post(f"/voice/read_back?{AICHI_CENTER}&turn=1")
    number = answer.verbs.find("Dial/Number")
    assert number is not None
    assert telephone.post(number.attrib["url"]).said == "経営改善支援センターでの、相談です。"


def test_a_desk_that_has_pressed_the_key_is_bridged(telephone: Telephone) -> None:
    answer = telephone.post(f"/voice/ring_office/accepted?{AICHI_CENTER}", Digits="1", CallSid="CAchild")
    assert (answer.status, len(answer.verbs)) == (200, 0)


def test_no_other_dial_asks_for_one(telephone: Telephone) -> None:
    answer = telephone.post("/voice/read_back?service=council&prefecture=23&turn=1")
    number = answer.verbs.find("Dial/Number")
    assert number is not None
    assert number.attrib == {}


def dial(telephone: Telephone, **form: str) -> dict[str, str]:
    found = telephone.post(f"/voice/read_back?{AICHI_CENTER}&turn=1", **form).verbs.find("Dial")
    assert found is not None
    return found.attrib


def test_the_dial_carries_caller_id_timeout_and_action(telephone: Telephone) -> None:
    attributes = dial(telephone)
    assert attributes["action"].startswith(f"/voice/ring_office?{AICHI_CENTER}&turn=2")
    assert attributes | {"action": ""} == {"action": "", "method": "POST", "timeout": "25", "callerId": CALLED}


@pytest.mark.parametrize("to", ["", "sip:line@example.com", "+12"])
def test_where_no_number_was_called_none_is_shown(telephone: Telephone, to: str) -> None:
    assert "callerId" not in dial(telephone, To=to)


def test_the_caller_id_is_the_configured_one() -> None:
    configured = Telephone(shipped_app(replace(SETTINGS, caller_id="+815099999999")))
    assert dial(configured)["callerId"] == "+815099999999"
    fallback = configured.post("/voice/fallback").verbs.find("Dial")
    assert fallback is not None
    assert fallback.get("callerId") == "+815099999999"


def test_a_proxy_may_serve_it_under_a_path() -> None:
    public_url = f"{PUBLIC_URL}/line/1"
    below = Telephone(shipped_app(replace(SETTINGS, public_url=public_url)), public_url=public_url)
    answer = below.post("/voice")
    assert answer.next.startswith("/line/1/voice/ask_service?")
    path = answer.next.removeprefix("/line/1")  # as the proxy passes it on
    assert below.post(path, Digits="1").next.startswith("/line/1/voice/ask_prefecture?")


def test_it_is_alive_and_ready(app: Flask, plan: Plan) -> None:
    client = app.test_client()
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
    ready = client.get("/readyz", auth=("", PASSWORD))
    assert ready.status_code == 200
    report = ready.get_json()
    assert datetime.fromisoformat(report.pop("since")) <= datetime.now(UTC)
    assert report.pop("alerts").keys() <= {"RefusalsOverAnswers"}  # what other tests of this process were refused
    assert report.pop("last_five_minutes").keys() == report.pop("since_start").keys() == {*NAMES}
    assert report == {
        "ready": True,
        "plan": plan.hash,
        "unverified": 95,
        "demo": False,
        "timetable": {"notices": [], "warnings": []},
        "problems": [],
        "problems_in_all": 0,
        "checked": False,
        "refused_since": None,
        "checking_since": None,
        "records": None,
    }


def test_other_addresses_are_not_there(app: Flask) -> None:
    client = app.test_client()
    assert [client.get(path).status_code for path in ("/voicemail", "/admin")] == [404, 404]


def test_the_clock_is_japans() -> None:
    now = japanese_time()
    assert now.utcoffset() == timedelta(hours=9)
    assert abs(now - datetime.now(now.tzinfo)) < timedelta(seconds=5)


def test_a_step_is_logged_without_what_was_said(telephone: Telephone, logged: list[dict[str, object]]) -> None:
    telephone.post("/voice/ask_service?stage=first", SpeechResult="三重県の山田です", From="+819012345678")
    step = next(entry for entry in logged if entry["event"] == "step")
    assert (step["node"], step["answer"]) == ("ask_service", "Said")
    assert "山田" not in str(logged)
    assert "9012345678" not in str(logged)


@pytest.mark.parametrize(
    ("form", "dial", "error"),
    [
        ({"DialCallStatus": "busy"}, "busy", None),
        ({"DialCallStatus": "no-answer"}, "no_answer", None),
        ({"DialCallStatus": "failed", "ErrorCode": "13214"}, "failed", "13214"),
        ({"DialCallStatus": "failed", "ErrorCode": "三重県の山田です"}, "failed", None),
    ],
)
def test_the_log_says_how_a_dial_ended(
    telephone: Telephone, logged: list[dict[str, object]], form: dict[str, str], dial: str, error: str | None
) -> None:
    telephone.post("/voice/ring_office?service=center&prefecture=23", **form)
    step = next(entry for entry in logged if entry["event"] == "step")

    assert (step["dial"], step.get("error")) == (dial, error)


@pytest.mark.parametrize(
    ("to", "caller_id"),
    [
        ("+815012345678", "+815012345678"),
        ("sip:+815012345678@hotline.sip.twilio.com", "+815012345678"),
        ("client:hotline", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("path", ["/voice/read_back?service=center&prefecture=23", "/voice/fallback"])
def test_a_ring_without_a_caller_id_is_logged(
    telephone: Telephone, logged: list[dict[str, object]], path: str, to: str, caller_id: str | None
) -> None:
    dial = telephone.post(path, From="anonymous", To=to, Digits="1").verbs.find("Dial")

    assert dial is not None
    assert dial.get("callerId") == caller_id
    levels = [entry["log_level"] for entry in logged if "caller ID" in str(entry["event"])]
    assert levels == ([] if caller_id else ["warning"])


@pytest.mark.parametrize(("caller_id", "times"), [(None, 1), ("+815012345678", 0)])
def test_a_start_without_a_caller_id_is_logged(
    logged: list[dict[str, object]], caller_id: str | None, times: int
) -> None:
    shipped_app(replace(SETTINGS, caller_id=caller_id))

    assert sum("IVR_CALLER_ID" in str(entry["event"]) for entry in logged) == times


def test_settings_are_those_of_the_environment(plan: Plan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.delenv("IVR_PUBLIC_URL", raising=False)
    local = Telephone(create_app(), public_url="http://127.0.0.1:8000")
    assert local.send("/voice", {}, inside="http://127.0.0.1:8000").status_code == 200
    assert [path.name for path in (tmp_path / "var/plans").iterdir()] == [plan.hash]
    local.app.extensions[WATCH].stop()
