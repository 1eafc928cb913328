"""Gather, one row of https://www.twilio.com/docs/voice/twiml/gather after another."""

from collections.abc import Mapping

import pytest

from ivr.simulator import CarrierOptions, Disconnect, PressKeys, SimulatedCall, Speak
from ivr.simulator.people import Action
from ivr.simulator.transcript import KeysPressed, NoInput, Paused, PromptSpoken, SoundPlayed, Spoke
from tests.simulator.pages import Answer, Page, dial, numbers, of, paths, play, remarks

PROMPT = "<Say language='ja-JP'>ご用件をどうぞ。</Say>"


def gather(
    attributes: str = "",
    inside: str = PROMPT,
    after: str = "<Say>after</Say>",
    pages: Mapping[str, Answer] | None = None,
) -> dict[str, Answer]:
    return {"/voice": f"<Gather {attributes}>{inside}</Gather>{after}", "/next": "<Hangup/>", **(pages or {})}


def answered(pages: dict[str, Answer], *deeds: Action, rules: CarrierOptions | None = None) -> SimulatedCall:
    """Play a call whose caller does *deeds* at the first question and nothing afterwards."""
    call = dial(pages, rules=rules)
    call.act(*deeds)
    while call.heard:
        call.act()
    return call


def sent(call: SimulatedCall) -> dict[str, str]:
    """Return what the request after the first one adds to the standard parameters."""
    standard = set(call.requests[0].parameters)
    return {name: value for name, value in call.requests[1].parameters.items() if name not in standard}


DIGITS = {"Digits": "1", "msg": "Gather End", "FinishedOnKey": ""}


@pytest.mark.parametrize(
    ("attributes", "method", "url"),
    [
        ("action='/next'", "POST", "http://service.test/next"),
        ("action='next'", "POST", "http://service.test/next"),
        ("action='?turn=2'", "POST", "http://service.test/voice?turn=2"),
        ("action='http://service.test/next'", "POST", "http://service.test/next"),
        ("action='/next#e=tokyo&amp;rc=2'", "POST", "http://service.test/next"),
        ("", "POST", "http://service.test/voice"),
        ("action=''", "POST", "http://service.test/voice"),
        ("action='/next' method='GET'", "GET", "http://service.test/next"),
        ("action='/next' method='get'", "GET", "http://service.test/next"),
        ("action='/next' method='PUT'", "POST", "http://service.test/next"),
    ],
)
def test_action_and_method(attributes: str, method: str, url: str) -> None:
    pages = gather(attributes)
    pages["/voice"] = [str(pages["/voice"]), "<Hangup/>"]
    call = answered(pages, PressKeys("1#"))
    assert (call.requests[1].method, call.requests[1].url) == (method, url)
    assert sent(call) == DIGITS | {"FinishedOnKey": "#"}


TOLD: list[tuple[str, list[Action], dict[str, str] | None]] = [
    # input
    ("", [PressKeys("1")], DIGITS),
    ("input='dtmf'", [PressKeys("1")], DIGITS),
    ("input='dtmf'", [Speak("はい")], None),
    ("input='speech'", [Speak("はい")], {"SpeechResult": "はい", "Confidence": "0.9"}),
    ("input='speech'", [PressKeys("1")], None),
    ("input='dtmf speech'", [PressKeys("1")], DIGITS),
    ("input='dtmf speech'", [Speak("はい", confidence=0.25)], {"SpeechResult": "はい", "Confidence": "0.25"}),
    ("input='speech dtmf'", [Speak("はい")], {"SpeechResult": "はい", "Confidence": "0.9"}),
    (
        "input='dtmf speech'",
        [Speak("はい", at=1), PressKeys("1", at=2)],
        {"SpeechResult": "はい", "Confidence": "0.9"},
    ),
    ("input='dtmf speech'", [PressKeys("1", at=1), Speak("はい", at=2)], DIGITS),
    # numDigits
    ("numDigits='1'", [PressKeys("12")], DIGITS),
    ("numDigits='7'", [PressKeys("4600008")], DIGITS | {"Digits": "4600008"}),
    ("numDigits='7'", [PressKeys("460")], DIGITS | {"Digits": "460"}),
    ("", [PressKeys("123456789012345678901234567890")], DIGITS | {"Digits": "123456789012345678901234567890"}),
    # finishOnKey
    ("", [PressKeys("1#")], DIGITS | {"FinishedOnKey": "#"}),
    ("", [PressKeys("#")], None),
    ("", [PressKeys("1*2")], DIGITS | {"Digits": "1*2"}),
    ("finishOnKey='*'", [PressKeys("1*")], DIGITS | {"FinishedOnKey": "*"}),
    ("finishOnKey='9'", [PressKeys("19")], DIGITS | {"FinishedOnKey": "9"}),
    ("finishOnKey=''", [PressKeys("1#*")], DIGITS | {"Digits": "1#*"}),
    ("finishOnKey='' numDigits='1'", [PressKeys("#")], DIGITS | {"Digits": "#"}),
    # actionOnEmptyResult
    ("actionOnEmptyResult='true'", [], {}),
    ("actionOnEmptyResult='true'", [PressKeys("#")], {}),
    ("actionOnEmptyResult='false'", [], None),
    ("", [], None),
]


def test_what_the_action_is_told() -> None:
    for attributes, deeds, expected in TOLD:
        call = answered(gather(f"action='/next' {attributes}"), *deeds)
        if expected is None:
            assert paths(call) == ["/voice"], attributes
            assert call.said.endswith("after"), attributes
        else:
            assert paths(call) == ["/voice", "/next"], attributes
            assert sent(call) == expected, attributes


def test_an_empty_result_may_come_as_empty_digits() -> None:
    call = answered(gather("action='/next' actionOnEmptyResult='true'"), rules=CarrierOptions(empty_digits=True))
    assert sent(call) == {"Digits": ""}


@pytest.mark.parametrize(
    ("attributes", "deeds", "after_prompt"),
    [
        # timeout: five seconds from the end of the prompt, or from the last key.
        ("", [], 5),
        ("timeout='2'", [], 2),
        ("timeout='2'", [PressKeys("1", at=None)], 1.3 + 2),
        # Asked in a hurry, a caller hurries.
        ("timeout='1'", [PressKeys("1", at=None)], 0.75 + 1),
        ("timeout='9'", [PressKeys("12")], 1.3 + 0.3 + 9),
        # speechTimeout: from the end of speech; without one the time-out counts.
        ("input='speech' speechTimeout='2'", [Speak("はい", at=None, seconds=1)], 0.5 + 1 + 2),
        ("input='speech' timeout='3'", [Speak("はい", seconds=1)], 0.5 + 1 + 3),
        ("input='speech' speechTimeout='auto'", [Speak("はい", seconds=1)], 0.5 + 1 + 1),
        ("input='dtmf speech' timeout='6' speechTimeout='2'", [], 6),
        ("input='dtmf speech' timeout='6' speechTimeout='2'", [PressKeys("1")], 1.3 + 6),
        # Sixty seconds of speech at most.
        ("input='speech' speechTimeout='2'", [Speak("はい", seconds=100)], 0.5 + 60),
    ],
)
def test_timeouts(attributes: str, deeds: list[Action], after_prompt: float) -> None:
    call = answered(
        gather(f"action='/next' {attributes}", after="<Hangup/>"), *deeds, rules=CarrierOptions(recogniser=0)
    )
    (prompt,) = of(call, PromptSpoken)
    assert call.second == pytest.approx(prompt.seconds + after_prompt)


BAD_VALUES = {
    "finishOnKey='A'": 13310,
    "finishOnKey='12'": 13311,
    "method='PUT'": 13312,
    "timeout='0'": 13313,
    "timeout='5s'": 13313,
    "timeout='1.5'": 13313,
    "timeout=''": 13313,
    "numDigits='0'": 13314,
    "numDigits='many'": 13314,
    "input=\"['dtmf', 'speech']\"": 13326,
    "input='DTMF'": 13326,
    "speechTimeout='0'": 13327,
    "speechTimeout='AUTO'": 13327,
    "maxSpeechTime='long'": 13328,
    "partialResultCallbackMethod='PUT'": 13329,
    "hints='" + ",".join(500 * ["愛知県"] + ["三重県"]) + "'": 13330,
    "hints='" + 101 * "あ" + "'": 13330,
    "input='speech' language='japanese'": 13331,
    "input='speech' language='ja'": 13331,
    "bargeIn='yes'": 13332,
    "profanityFilter='yes'": 13333,
    "input='speech' speechModel='whisper'": 13334,
    "input='speech' speechModel='experimental_utterances' speechTimeout='auto'": 13335,
    "debug='yes'": 13336,
    "actionOnEmptyResult='yes'": 13338,
    "enhanced='yes'": 13339,
}


def test_bad_values_are_reported_and_replaced_by_defaults() -> None:
    calls = {one: answered(gather(f"action='/next' {one}"), PressKeys("1#")) for one in BAD_VALUES}

    assert {one: numbers(call) for one, call in calls.items()} == {one: [number] for one, number in BAD_VALUES.items()}
    assert {one: len(paths(call)) for one, call in calls.items()} == {
        one: 1 if "input='speech'" in one else 2 for one in BAD_VALUES
    }


GOOD_VALUES = [
    "hints='" + ",".join(500 * ["愛知県"]) + "'",
    "hints='" + 100 * "あ" + ", , $OOV_CLASS_DIGIT_SEQUENCE'",
    "language='ja-JP'",
    "language='cmn-Hans-CN'",
    "language='es-419'",
    "speechModel='default' speechTimeout='2'",
    "speechModel='numbers_and_commands' profanityFilter='false'",
    "speechModel='phone_call' enhanced='true'",
    "speechModel='experimental_conversations'",
    "speechModel='experimental_utterances'",
    "speechModel='googlev2_long'",
    "speechModel='googlev2_short'",
    "speechModel='googlev2_telephony'",
    "speechModel='googlev2_telephony_short'",
    "speechModel='deepgram_nova-2'",
    "speechModel='deepgram_nova-3' language='ja'",
    "speechModel='deepgram_nova-3' language='multi'",
    "speechTimeout='auto'",
    "bargeIn='true' debug='true' maxSpeechTime='30'",
]


def test_good_values_are_not() -> None:
    calls = {one: answered(gather(f"action='/next' input='dtmf speech' {one}"), Speak("はい")) for one in GOOD_VALUES}

    assert {one: (numbers(call), paths(call)) for one, call in calls.items()} == dict.fromkeys(
        GOOD_VALUES, ([], ["/voice", "/next"])
    )


def test_with_a_bad_language_the_gather_hears_no_speech() -> None:
    call = answered(gather("action='/next' input='dtmf speech' language='nihongo'"), Speak("はい"))
    assert paths(call) == ["/voice"]
    assert [event.lost for event in of(call, Spoke)] == [True]


def test_auto_with_a_model_waits_for_the_time_out_instead() -> None:
    attributes = "action='/next' input='speech' speechModel='phone_call' speechTimeout='auto' timeout='4'"
    call = answered(gather(attributes, ""), Speak("はい", at=0, seconds=1), rules=CarrierOptions(recogniser=0))
    assert call.second == pytest.approx(5)


def test_what_the_caller_is_told_of_the_question() -> None:
    attributes = "input='dtmf speech' numDigits='1' finishOnKey='' timeout='6' speechTimeout='2' language='ja-JP'"
    call = dial(gather(f"{attributes} hints='愛知県, 三重県'"))
    assert call.heard
    asked = call.heard.asked
    assert asked
    assert (asked.keys, asked.speech, asked.num_digits, asked.finish_on_key) == (True, True, 1, "")
    assert (asked.timeout, asked.speech_timeout, asked.language) == (6, 2, "ja-JP")
    assert asked.hints == ("愛知県", "三重県")


NESTED = {
    "<Say>a</Say><Pause length='2'/><Say>b</Say>": (None, "a b"),
    "<Play>/tone.wav</Play><Say>a</Say>": (None, "a"),
    "<Dial>+81522236953</Dial><Say>a</Say>": (13320, "a"),
    "<Redirect/><Say>a</Say>": (13320, "a"),
    "<Record/><Say>a</Say>": (13320, "a"),
    "<Play digits='1'/><Say>a</Say>": (13320, "a"),
    "<Number>1</Number><Say>a</Say>": (12200, "a"),
    "<Say voice='Bob'>a</Say>": (13321, "a"),
    "<Say loop='-1'>a</Say>": (13322, "a"),
    "<Say loop='2'>a</Say>": (None, "a a"),
    "<Play>/page.html</Play><Say>a</Say>": (13325, "a"),
    "<Play>/nowhere.wav</Play><Say>a</Say>": (11200, "a"),
    "<Pause length='x'/><Say>a</Say>": (13910, "a"),
    "<Say></Say><Say>a</Say>": (13520, "a"),
}


def test_nesting() -> None:
    others = {"/tone.wav": Page(b"RIFF", "audio/wav"), "/page.html": Page("<p/>", "text/html")}
    calls = {inside: answered(gather("action='/next'", inside, "", pages=others)) for inside in NESTED}

    assert {inside: (numbers(call), call.said) for inside, call in calls.items()} == {
        inside: ([] if number is None else [number], said) for inside, (number, said) in NESTED.items()
    }


def test_sounds_are_fetched_before_the_prompt_begins() -> None:
    call = play(
        gather("", "<Say>a</Say><Play>/tone.wav</Play>", "<Hangup/>", pages={"/tone.wav": Page(b"", "audio/wav")}),
        latency=1,
    )
    assert [round(event.second, 2) for event in of(call, PromptSpoken)] == [2]
    assert [event.sound for event in of(call, SoundPlayed)] == ["http://service.test/tone.wav"]


def test_a_key_cuts_the_prompt_where_it_is_pressed() -> None:
    call = answered(
        gather("numDigits='1' action='/next'", "<Say>a</Say><Pause length='3'/><Say>b</Say>"), PressKeys("1", at=1)
    )
    first, *rest = of(call, PromptSpoken)
    assert (first.heard, rest) == (first.seconds, [])
    assert [round(event.heard, 2) for event in of(call, Paused)] == [round(1 - first.seconds, 2)]
    assert call.requests[1].second == 1


def test_speech_does_not_cut_the_prompt() -> None:
    call = answered(gather("input='speech' action='/next'"), Speak("はい", at=0.1, seconds=0.2))
    (prompt,) = of(call, PromptSpoken)
    assert prompt.heard == prompt.seconds


def test_speech_cuts_the_prompt_where_the_rules_say_so() -> None:
    call = answered(gather("input='speech' action='/next'"), Speak("はい", at=0.1), rules=CarrierOptions(barge_in=True))
    assert [event.heard for event in of(call, PromptSpoken)] == [0.1]


def test_keys_are_written_down_at_their_moment() -> None:
    call = answered(gather("action='/next'"), PressKeys("12#", at=0.5), PressKeys("3", at=3))
    assert [(event.second, event.keys, event.lost) for event in of(call, KeysPressed)] == [(0.5, "12#", False)]


def test_keys_pressed_ahead_count_for_the_next_question() -> None:
    pages = gather(
        "numDigits='1' action='/next'", pages={"/next": "<Gather numDigits='1' action='/last'/>", "/last": "<Hangup/>"}
    )
    call = answered(pages, PressKeys("12", at=1, gap=0.5))
    assert [request.parameters.get("Digits") for request in call.requests] == [None, "1", "2"]
    assert [request.second for request in call.requests] == [0, 1, 1.5]


def test_keys_pressed_ahead_are_lost_where_nobody_asks() -> None:
    pages = gather("numDigits='1' action='/next'", pages={"/next": "<Say>Thank you very much indeed.</Say><Hangup/>"})
    call = answered(pages, PressKeys("12", at=1, gap=0.5))
    assert [(event.second, event.keys, event.lost) for event in of(call, KeysPressed)] == [
        (1, "1", False),
        (1.5, "2", True),
    ]


def test_hanging_up_at_a_question_sends_nothing() -> None:
    call = answered(gather("action='/next'"), PressKeys("12", at=1), Disconnect(at=2))
    assert paths(call) == ["/voice"]
    assert (call.second, call.status) == (2, "completed")
    assert [(event.keys, event.lost) for event in of(call, KeysPressed)] == [("1", True), ("2", True)]


def test_silence_is_written_down_when_the_time_is_over() -> None:
    call = answered(gather("timeout='2'", ""))
    assert [event.second for event in of(call, NoInput)] == [2]


def test_partial_results_are_sent_and_their_reply_ignored() -> None:
    attributes = "input='speech' action='/next' partialResultCallback='/partial'"
    call = answered(gather(attributes, pages={"/partial": "<Say>never</Say>"}), Speak("愛知県"))
    assert paths(call) == ["/voice", "/partial", "/next"]
    assert sent(call) == {"UnstableSpeechResult": "愛知県", "SequenceNumber": "0"}
    assert "never" not in call.said


def test_a_partial_result_that_cannot_be_sent_is_reported() -> None:
    attributes = "input='speech' action='/next' partialResultCallback='http://elsewhere.test/'"
    call = answered(gather(attributes), Speak("愛知県"))
    assert numbers(call) == [11205]
    assert paths(call)[-1] == "/next"


def test_without_action_a_question_asks_for_its_own_document_again() -> None:
    call = play("<Gather numDigits='1'/>", 500 * ["1"], rules=CarrierOptions(most_documents=20))
    assert paths(call) == 20 * ["/voice"]
    assert remarks(call) == ["this carrier ends a call after 20 documents"]


def test_after_the_last_verb_the_call_ends() -> None:
    call = play(gather("action='/next'", "", after=""))
    assert (paths(call), call.status) == (["/voice"], "completed")
