"""Twilio's forms as events of a call."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from ivr.call import Conditions, DialEnded, Event, Keyed, Outcome, Said, Silent
from ivr.twilio import called_number, calling_number, error_code, event, forwarding_number, is_over

WORLD = Conditions(now=datetime(2026, 11, 22, tzinfo=UTC), closed=frozenset({"23-center"}))

COMPLETED = DialEnded(Outcome.COMPLETED, WORLD)
NO_ANSWER = DialEnded(Outcome.NO_ANSWER, WORLD)
FAILED = DialEnded(Outcome.FAILED, WORLD)


HAPPENED: list[tuple[dict[str, str], Event]] = [
    ({}, Silent(WORLD)),
    ({"CallSid": "CA1", "From": "anonymous", "msg": "Gather End"}, Silent(WORLD)),
    ({"Digits": ""}, Silent(WORLD)),
    ({"Digits": " ", "SpeechResult": "\u3000"}, Silent(WORLD)),
    ({"Digits": "1"}, Keyed("1", WORLD)),
    ({"Digits": "#"}, Keyed("#", WORLD)),
    ({"Digits": "*", "FinishedOnKey": ""}, Keyed("*", WORLD)),
    ({"Digits": "4600001"}, Keyed("4600001", WORLD)),
    ({"Digits": "hangup"}, Keyed("hangup", WORLD)),
    ({"SpeechResult": "愛知県", "Confidence": "0.91"}, Said("愛知県", WORLD)),
    ({"SpeechResult": " 愛知県 "}, Said("愛知県", WORLD)),
    ({"SpeechResult": "愛知県", "Confidence": "high"}, Said("愛知県", WORLD)),
    ({"SpeechResult": "あ" * 5000}, Said("あ" * 5000, WORLD)),
    ({"Digits": "2", "SpeechResult": "はい"}, Keyed("2", WORLD)),
    ({"Digits": "", "SpeechResult": "はい"}, Said("はい", WORLD)),
    ({"digits": "1", "speechresult": "はい"}, Silent(WORLD)),
    ({"DialCallStatus": "completed"}, COMPLETED),
    ({"DialCallStatus": "answered"}, COMPLETED),
    ({"DialCallStatus": "busy"}, DialEnded(Outcome.BUSY, WORLD)),
    ({"DialCallStatus": "no-answer"}, NO_ANSWER),
    ({"DialCallStatus": "failed"}, FAILED),
    ({"DialCallStatus": "canceled"}, DialEnded(Outcome.CANCELED, WORLD)),
    ({"DialCallStatus": " Busy "}, DialEnded(Outcome.BUSY, WORLD)),
    ({"DialCallStatus": "no_answer"}, FAILED),
    ({"DialCallStatus": "teleported"}, FAILED),
    ({"DialCallStatus": ""}, FAILED),
    ({"DialCallStatus": "completed", "DialBridged": "true"}, COMPLETED),
    ({"DialCallStatus": "completed", "DialBridged": "false"}, NO_ANSWER),
    ({"DialCallStatus": "answered", "DialBridged": "False"}, NO_ANSWER),
    ({"DialCallStatus": "completed", "DialBridged": "perhaps"}, COMPLETED),
    ({"DialCallStatus": "busy", "DialBridged": "false"}, DialEnded(Outcome.BUSY, WORLD)),
    ({"DialCallStatus": "busy", "Digits": "1", "SpeechResult": "はい"}, DialEnded(Outcome.BUSY, WORLD)),
    ({"DialBridged": "false"}, Silent(WORLD)),
]


def test_a_form_tells_what_happened() -> None:
    assert [(form, event(form, WORLD)) for form, happened in HAPPENED if event(form, WORLD) != happened] == []


FIELDS = st.sampled_from(["Digits", "SpeechResult", "DialCallStatus", "DialBridged", "Confidence", "CallStatus", "To"])


@given(st.dictionaries(FIELDS, st.text()))
def test_any_form_tells_something(form: dict[str, str]) -> None:
    happened = event(form, WORLD)
    assert isinstance(happened, Keyed | Said | Silent | DialEnded)
    assert happened.conditions is WORLD


NUMBERS: dict[str, str | None] = {
    "+815012345678": "+815012345678",
    "+14155550100": "+14155550100",
    "": None,
    "+": None,
    "+0312345678": None,
    "+1": None,
    "+8150123456789012345": None,
    "05012345678": None,
    "+８１５０１２３４５６７８": None,
    "+815012345678 ": None,
    "sip:line@example.com": None,
    "client:desk": None,
    "anonymous": None,
    "sip:+815012345678@hotline.sip.twilio.com": "+815012345678",
    "sips:+815012345678@10.0.0.7:5061;transport=tls": "+815012345678",
    "SIP:%2B815012345678;phone-context=jp@example.com": "+815012345678",
    "sip:+815012345678": None,
    "sip:+0312345678@example.com": None,
    'sip:+815012345678"/>@example.com': None,
    '+81"/><Hangup/>': None,
}


def test_only_a_number_in_e164_is_the_called_number_or_the_caller_s() -> None:
    assert {to: called_number({"To": to}) for to in NUMBERS} == NUMBERS
    assert {to: calling_number({"From": to}) for to in NUMBERS} == NUMBERS


@pytest.mark.parametrize("number", ["+266696687", "sip:+266696687@x", "+86282452253", "+7378742833", "Restricted"])
def test_what_stands_for_all_who_withhold_their_numbers_is_nobody_s(number: str) -> None:
    assert calling_number({"From": number}) is None


@pytest.mark.parametrize(("code", "read"), [("13214", "13214"), ("", ""), ("1", ""), ("13214\n", ""), ("山田", "")])
def test_an_error_code_is_five_digits(code: str, read: str) -> None:
    assert error_code({"ErrorCode": code}) == read


def test_a_form_may_lack_the_called_number() -> None:
    assert called_number({}) is None
    assert error_code({}) == ""


@pytest.mark.parametrize(
    ("given", "number"),
    [("+81335010000", "+81335010000"), ("sip:+81335010000@x.jp", "+81335010000"), ("0335010000", ""), ("", "")],
)
def test_who_forwarded_a_call_is_a_number_or_nobody(given: str, number: str) -> None:
    assert forwarding_number({"ForwardedFrom": given}) == number
    assert forwarding_number({}) == ""


def test_a_call_is_over_once_its_caller_has_hung_up() -> None:
    over = {status: is_over({"CallStatus": status}) for status in ("completed", "in-progress", "ringing")}

    assert over == {"completed": True, "in-progress": False, "ringing": False}
    assert not is_over({})
