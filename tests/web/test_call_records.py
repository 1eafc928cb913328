"""What webhooks record of a call and ask the carrier to report, and that none of it changes a call."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from ivr.call import Conditions
from ivr.records import CallEvent, Kind, segments
from ivr.records.events import event_of
from ivr.records.fold import fold
from ivr.records.record import CallRecord, RingRecord
from ivr.settings import Settings
from ivr.web import create_app
from ivr.web.app import WATCH
from ivr.web.call_records import RECORDER
from tests.call import in_front
from tests.conftest import SiteCopy

from . import unproven
from .process import no_file_to_open
from .telephone import CALLED, PASSWORD, SETTINGS, SID, Answer, Telephone, shipped_app

CHILD = "CB1234567890abcdef1234567890abcdef"
MOBILE, SHIZUOKA = "+819012345678", "+81542345678"
RINGING = "/voice/ring_office/rang?service=center&prefecture=22&by=voice&turn=3"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return an application that records its calls; it takes its site for proven."""
    settings = replace(SETTINGS, var=tmp_path_factory.mktemp("recording"), records=True, hash_key="known to the test")
    app = shipped_app(settings, check=unproven.found_right)
    yield app
    app.extensions[RECORDER].journal.close()
    app.extensions[WATCH].stop()


@pytest.fixture
def line(recording: Flask) -> Iterator[Telephone]:
    """Call an application that has recorded nothing yet."""
    line = Telephone(recording)
    yield line
    journal = recording.extensions[RECORDER].journal
    journal.close()
    journal.begin()
    for path in segments.paths(line_folder(line)):
        path.unlink()


def noted(line: Telephone) -> list[CallEvent]:
    """Return what the journal holds of calls; a slow test has a heartbeat of the service in between."""
    line.app.extensions[RECORDER].journal.close()
    folder = line_folder(line)
    events = (event_of(one) for path in segments.paths(folder) for one in path.read_bytes().splitlines())
    return [event for event in events if event.kind is not Kind.BEAT]


def line_folder(line: Telephone) -> Path:
    folder: Path = line.app.extensions[RECORDER].journal._folder  # noqa: SLF001
    return folder


def record(line: Telephone) -> tuple[CallRecord, tuple[RingRecord, ...]]:
    return fold(SID, noted(line))


def led(line: Telephone, *answers: dict[str, str], caller: str = MOBILE) -> str:
    """Lead a call, and return the address that is asked next."""
    path = "/voice"
    for answer in ({}, *answers):
        path = line.post(path, From=caller, **answer).next
    return path


def said(text: str) -> dict[str, str]:
    return {"SpeechResult": text}


def test_a_call_by_voice(line: Telephone) -> None:
    path = led(line, said("経営改善です"), said("静岡県です"), {})
    line.post(path, From=MOBILE, DialCallStatus="completed", DialCallSid=CHILD, DialCallDuration="30")
    line.post("/voice/status", CallStatus="completed", CallDuration="47", SequenceNumber="0")
    call, rings = record(line)
    assert (call.service, call.service_by, call.prefecture, call.prefecture_by) == ("center", "speech", "22", "speech")
    assert (call.disposition, call.duration, call.called, call.office) == ("connected", 47_000, CALLED, "22-center")
    assert call.caller
    assert [(ring.number, ring.leg, ring.talk) for ring in rings] == [("+81542751880", CHILD, 30_000)]


CLOSED = """\
notices:
  moving:
    from: 2020-01-01
    until: 2099-12-31
    closes: true
    text: 窓口は、移転のため、休みです。
    kana: まどぐちは、いてんのため、やすみです。
"""


def test_that_an_office_was_closed_and_rung_all_the_same_is_on_record(settings: Settings, site_copy: Path) -> None:
    (site_copy / "data" / "notices.yaml").write_text(CLOSED, encoding="utf-8")
    app = create_app(replace(settings, site=site_copy))
    try:
        line = Telephone(app)
        path = led(line, said("経営改善です"), said("静岡県です"), {"Digits": "1"})
        line.post(path, From=MOBILE, DialCallStatus="no-answer", DialCallSid=CHILD)
        _, rings = record(line)
    finally:
        app.extensions[WATCH].stop()

    assert [(ring.office, ring.outcome, ring.closed) for ring in rings] == [("22-center", "no_answer", 1)]


def test_what_fills_a_slot_of_the_sites_own_is_on_record_and_what_was_passed_is_not(
    settings: Settings, site_copy: Path
) -> None:
    site = in_front.with_slot(SiteCopy(site_copy))
    site.change(in_front.FLOW, "to: {member: ask_service}", "to: {member: ask_again}")
    site.change(
        in_front.FLOW,
        "  by_customer:\n",
        "  ask_again:\n    kind: choose\n    menu: [choices]\n    choices:\n"
        '      - {key: "1", label: customer_yes, words: "yes", to: ask_service}\n  by_customer:\n',
    )
    app = create_app(replace(settings, site=site.root))
    try:
        line = Telephone(app)
        path = led(line, said("お取引がある"), said("はい"), said("経営改善です"))
        call, _ = record(line)
    finally:
        app.extensions[WATCH].stop()

    assert "customer=member&ask_again=ask_service&service=center" in path
    assert (call.slots, call.service) == ('{"customer": "member"}', "center")
    assert all("お取引" not in str(one.data) for one in noted(line))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((said("経営改善です"), said("しずーか"), said("はい")), ("sound", 0)),
        ((said("経営改善です"), {"Digits": "9"}, {"Digits": "4200853"}, {"Digits": "1"}), ("postal", 0)),
        (({"Digits": "1"}, {"Digits": "4"}, {"Digits": "3"}), ("keys", 0)),
        ((said("経営改善です"), said("静岡県です"), said("ちがいます"), said("愛知県です")), ("speech", 1)),
        ((said("経営改善です"), said("しずーか"), said("いいえ"), said("愛知県です")), ("speech", 1)),
    ],
)
def test_how_the_place_was_found(
    line: Telephone, answers: tuple[dict[str, str], ...], expected: tuple[str, int]
) -> None:
    led(line, *answers)
    call, _ = record(line)
    assert call.prefecture
    assert (call.prefecture_by, call.corrected) == expected


def test_misunderstandings_and_silence_are_noted(line: Telephone) -> None:
    led(line, said("ふにゃふにゃ"), {}, {"Digits": "7"})
    call, _ = record(line)
    assert (call.misunderstood, call.silences) == (2, 1)


def test_where_and_what_for_it_was_is_noted(line: Telephone) -> None:
    led(
        line,
        said("ふにゃふにゃ"),
        said("料金はかかりますか"),
        said("経営改善です"),
        said("ふにゃふにゃ"),
        said("静岡県です"),
        {},
    )
    call, _ = record(line)
    assert (call.missed_at, call.asked) == ("ask_service.ask_prefecture", "cost")
    assert (call.misunderstood, call.way) == (2, None)


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        ((said("静岡県の経営改善です"), {}), "one_sentence"),
        ((said("経営改善です"), said("静岡県です"), {}), "two_answers"),
        (({"Digits": "1"}, {"Digits": "4"}, {"Digits": "3"}, {}), "keypad"),
        ((said("経営改善です"), {"Digits": "4"}, {"Digits": "3"}, {}), None),
        ((said("経営改善です"), {}, {"Digits": "4"}, {"Digits": "3"}, {}), None),
        ((said("経営改善です"), said("静岡県です")), None),  # nothing has rung yet
    ],
)
def test_how_the_ring_was_reached(line: Telephone, answers: tuple[dict[str, str], ...], way: str | None) -> None:
    led(line, *answers)
    assert record(line)[0].way == way


@pytest.mark.parametrize("keeps", [False, True])
def test_what_was_not_understood_is_kept_only_where_that_is_wanted(settings: Settings, keeps: bool) -> None:
    app = shipped_app(replace(settings, missed_answers=keeps))
    line = Telephone(app)
    led(line, said("経営改善です"), said("ヤマダと申します"), {"Digits": "8"}, {}, caller=SHIZUOKA)
    missed = [event for event in noted(line) if event.kind is Kind.MISSED]
    assert [event.data for event in missed] == [{"node": "ask_prefecture", "text": "〓と申します"}] * keeps
    assert [event.call for event in missed] == [""] * keeps
    app.extensions[WATCH].stop()


def test_what_a_caller_in_despair_says_is_stored_and_logged_nowhere(
    settings: Settings, logged: list[dict[str, object]]
) -> None:
    app = shipped_app(replace(settings, missed_answers=True))
    line = Telephone(app)
    despair, busy = said("もう死にたいです"), {"DialCallStatus": "busy", "DialCallSid": CHILD}
    led(line, said("経営改善です"), despair, busy, despair, busy, {"Digits": "2"}, despair, busy)
    everything = b"".join(path.read_bytes() for path in segments.paths(line_folder(line)) or [])
    everything += str(noted(line)).encode() + str(logged).encode()
    app.extensions[WATCH].stop()

    assert [ring.number for ring in record(line)[1]] == ["+81354701840"] * 3
    for words in ("死", "\\u6b7b"):
        assert words.encode() not in everything


def test_an_answer_that_was_not_understood_is_asked_about_where_no_file_can_be_opened(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = shipped_app(replace(settings, missed_answers=True), check=unproven.found_right)
    line = Telephone(app)
    path = line.post("/voice").next
    monkeypatch.delitem(sys.modules, "ivr.records.missed", raising=False)  # as in a process that has read no more yet
    with no_file_to_open():
        answer = line.post(path, SpeechResult="ふにゃふにゃ")
    app.extensions[WATCH].stop()
    assert (answer.rang, answer.node) == (None, "ask_service")


def test_neither_numbers_nor_words_of_a_caller_are_in_the_journal(line: Telephone) -> None:
    led(line, said("経営改善のことで山田太郎です"), said("静岡県です"), {}, caller=SHIZUOKA)
    everything = (
        b"".join(path.read_bytes() for path in segments.paths(line_folder(line)) or []) + str(noted(line)).encode()
    )
    for secret in ("42345678", "542345678", "山田", "太郎", "\\u5c71"):
        assert secret.encode() not in everything
    assert record(line)[0].caller_area == "22"


def test_a_withheld_number_is_nobodys(line: Telephone) -> None:
    led(line, caller="anonymous")
    assert record(line)[0].caller is None


def number(answer: Answer) -> Element:
    found = answer.verbs.find("Dial/Number")
    assert found is not None
    return found


def test_the_carrier_is_asked_to_report_how_a_ring_goes(line: Telephone) -> None:
    path = led(line, said("経営改善です"), said("静岡県です"))
    attributes = number(line.post(path)).attrib
    assert attributes["statusCallbackEvent"] == "ringing answered completed"
    assert attributes["statusCallback"].startswith(
        "/voice/ring_office/rang?service=center&prefecture=22&by=voice&turn=3"
    )


def test_where_nothing_is_recorded_it_is_not_asked(telephone: Telephone) -> None:
    path = led(telephone, said("経営改善です"), said("静岡県です"))
    assert "statusCallback" not in number(telephone.post(path)).attrib
    assert telephone.post(RINGING, CallStatus="ringing").status == 204


def test_what_is_reported_of_a_ring_is_noted_for_that_ring(line: Telephone) -> None:
    led(line, said("経営改善です"), said("静岡県です"), {})
    leg = {"CallSid": CHILD, "ParentCallSid": SID}
    assert line.post(RINGING, CallStatus="ringing", SequenceNumber="0", **leg).status == 204
    assert line.post(RINGING, CallStatus="completed", CallDuration="12", SequenceNumber="2", **leg).status == 204
    line.post("/voice/status", CallStatus="completed", SequenceNumber="0")
    call, rings = record(line)
    assert (call.disposition, rings[0].outcome, rings[0].talk, rings[0].leg) == (
        "connected",
        "completed",
        12_000,
        CHILD,
    )


def test_a_call_that_was_answered_busy_is_none(line: Telephone) -> None:
    line.post("/voice", From=CALLED)
    line.post("/voice/status", CallStatus="busy", From=CALLED)
    assert noted(line) == []


def test_what_nobody_signed_is_not_noted(line: Telephone) -> None:
    for path in (RINGING, "/voice/status"):
        answer = line.send(path, {"CallStatus": "completed"}, X_Twilio_Signature="x" * 28)
        assert answer.status_code == 403
    assert noted(line) == []


ABSURD: tuple[dict[str, str], ...] = (
    {},
    {"CallSid": ""},
    {"CallSid": "x" * 500},
    {"CallSid": "a b\0c"},
    {"CallStatus": "\0", "SequenceNumber": "-1", "Timestamp": "yesterday", "CallDuration": "1e9"},
    {"CallStatus": "completed", "SequenceNumber": "9" * 30, "Timestamp": "Mon, 99 Foo 0000 99:99:99 +9999"},
    {"CallStatus": "completed", "Timestamp": "x" * 5_000},
    {"DialCallStatus": "x", "DialCallSid": "\0", "DialCallDuration": "-5", "ErrorCode": "12345"},
)
PATHS = (RINGING, "/voice/status", "/voice", "/voice/fallback", f"/voice/{'x' * 900}", "/voice/%00%ED%A0%80?plan=%00")


def test_whatever_a_form_holds_it_is_answered_and_what_is_noted_can_be_stored(line: Telephone) -> None:
    for path in PATHS:
        for form in ABSURD:
            assert line.post(path, **{"ParentCallSid": SID} | form).status in (200, 204)
    assert {event.leg for event in noted(line)} == {SID}  # each line is one that the shipper takes


def test_a_fault_of_ours_is_noted(line: Telephone) -> None:
    line.post("/voice/fallback", ErrorCode="11200", ErrorUrl="https://hotline.example.jp/voice/ask_service?turn=1")
    line.post("/voice/status", CallStatus="completed")
    assert record(line)[0].disposition == "fault"


def test_the_ring_after_a_fault_is_on_record_and_the_one_that_never_was_is_not(line: Telephone) -> None:
    path = led(line, said("経営改善です"), said("静岡県です"))
    assert line.post(path, From=MOBILE).rang == "+81542751880"  # too late for Twilio
    ring = line.post("/voice/fallback", ErrorCode="11205", ErrorUrl=f"https://hotline.example.jp{path}")
    number = ring.verbs.find("Dial/Number")
    assert number is not None
    reports = number.attrib["statusCallback"]
    for status, extra in (("ringing", {}), ("in-progress", {}), ("completed", {"CallDuration": "30"})):
        line.post(reports, CallSid=CHILD, ParentCallSid=SID, CallStatus=status, **extra)
    line.post("/voice/status", CallStatus="completed")
    call, rings = record(line)
    assert (call.disposition, call.faults) == ("connected", 1)
    assert [(one.number, one.office, one.outcome, one.talk) for one in rings] == [
        ("+81354701840", "headquarters", "completed", 30_000)
    ]


def test_the_ring_after_a_fault_at_the_end_of_another_is_not_taken_for_that(
    settings: Settings,
) -> None:
    known = [Conditions()]
    app = shipped_app(settings, lambda: known[0], unproven.found_right)
    try:
        line = Telephone(app)
        path = led(line, said("経営改善です"), said("静岡県です"), {})
        known.clear()  # which is a fault at the next webhook
        answer = line.post(path, DialCallStatus="busy", DialCallSid=CHILD)
        known.append(Conditions())
        line.post(answer.next, DialCallStatus="completed", DialCallSid="CD" + SID[2:], DialCallDuration="9")
        _, rings = record(line)
    finally:
        app.extensions[WATCH].stop()
    assert [(one.number, one.outcome) for one in rings] == [("+81542751880", None), ("+81354701840", "completed")]


def test_a_rehearsal_call_is_not_reported_where_it_rings_after_a_fault(line: Telephone) -> None:
    answer = line.post("/voice/fallback?rehearsal=1", ErrorCode="11205")
    assert answer.rang
    assert "statusCallback" not in answer.text


def test_a_webhook_that_comes_twice_is_one_event(line: Telephone) -> None:
    path = led(line)
    for _ in range(2):
        line.post(path, **said("経営改善です"))
    events = noted(line)
    assert len({(event.leg, event.key) for event in events}) == 2
    assert len(events) == 3


def test_a_call_at_the_browser_phone_is_not_recorded(line: Telephone) -> None:
    answer = line.app.test_client().post("/phone/call", json={"steps": []}, auth=("", PASSWORD))
    assert answer.status_code < 500
    assert noted(line) == []


def test_the_state_of_recording_is_reported(line: Telephone) -> None:
    line.post("/voice")
    report = line.app.test_client().get("/readyz", auth=("", PASSWORD)).get_json()["records"]
    assert report.keys() == {
        *("lost", "waiting_bytes", "database", "why", "clock", "refused_lines", "shipper_seconds_ago"),
        "around",
    }
    assert (report["lost"], report["database"]) == (0, "starting")


def test_where_nothing_can_be_kept_that_is_said_and_the_state_is_reported_all_the_same(
    settings: Settings, tmp_path: Path, logged: list[dict[str, object]]
) -> None:
    app = shipped_app(replace(settings, hash_key="", var=tmp_path / ("x" * 300)), check=unproven.found_right)
    assert "after a restart no caller is recognised: IVR_VAR does not hold the key" in [one["event"] for one in logged]
    client = app.test_client()
    for page in ("/readyz", "/metrics"):
        assert client.get(page, auth=("", PASSWORD)).status_code == 200
    app.extensions[WATCH].stop()
