"""The check of TwiML against Twilio's published schema, by itself."""

import pytest

from tests.twilio.validity import faults

ASKED = '<Gather input="dtmf speech" speechTimeout="2"><Say>はい</Say></Gather><Redirect>/voice</Redirect>'


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<Hangup/>",
        ASKED,
        '<Say voice="Polly.Mizuki" language="ja-JP"><prosody rate="90%">はい。</prosody></Say><Pause length="2"/>',
        '<Dial timeout="25" callerId="+815012345678"><Number url="/w">+81522236953</Number></Dial><Hangup/>',
    ],
)
def test_what_twilio_takes_has_no_fault(body: str) -> None:
    assert faults(f"<Response>{body}</Response>") == []


FAULTS = {
    "<Say>a & b</Say>": "not well-formed: not well-formed (invalid token): line 1, column 18",
    "<Say>a\x7f</Say>": "a control character",
    "<Say> </Say>": "an empty Say (13520)",
    f"<Say>{'あ' * 451}</Say>": "a Say of 451 characters (13521)",
    f"{'<Say>あ</Say>' * 5000}": "longer than 64 kB (11750)",
    "<Speak>あ</Speak>": "Speak in Response",
    "<Say><Hangup/>あ</Say>": "Hangup in Say",
    '<Say message="あ">あ</Say>': "message at Say",
    '<Say rate="90%">あ</Say>': "rate at Say",
    '<Gather input="dtmf"/>': "neither a Redirect nor another Gather after a Gather",
    "<Redirect>/voice</Redirect><Say>あ</Say>": "Say is never reached",
    '<Dial action="/a"><Number>+81522236953</Number></Dial><Hangup/>': "Hangup is never reached",
    ASKED.replace("dtmf speech", "['dtmf', 'speech']"): "input=['dtmf', 'speech']",
    ASKED.replace('"2"', '"auto"'): "speech without a speechTimeout in seconds (13335)",
    ASKED.replace('"2"', '"1.5"'): "speechTimeout=1.5 is no whole number of seconds",
    ASKED.replace("speechT", f'hints="{"あ" * 101}" speechT'): "too many or too long hints",
    ASKED.replace("speechT", f'hints="{"あ," * 500}" speechT'): "too many or too long hints",
    ASKED.replace("speechT", 'numDigits="1" speechT'): "a key that ends is not received",
    "<Dial><Number>052-223-6953</Number></Dial>": "052-223-6953 is no number (13223)",
    '<Dial callerId="anonymous"><Number>+81522236953</Number></Dial>': "no caller ID (13214)",
}


def test_each_fault_is_found() -> None:
    found = {body: list(faults(f"<Response>{body}</Response>")) for body in FAULTS}

    assert {body: found[body] for body, fault in FAULTS.items() if fault not in found[body]} == {}


def test_another_root_is_a_fault() -> None:
    assert faults("<Hangup/>") == ["the root is Hangup"]
