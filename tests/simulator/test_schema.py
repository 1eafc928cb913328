"""What the schema of TwiML does not know, and what no call can reach."""

import pytest
from twilio.twiml import voice_response

from ivr.simulator.twiml.schema import ELEMENTS, UNPLAYED, UNPLAYED_NOUNS, schema_faults, unreached
from ivr.simulator.twiml.tree import parse
from ivr.simulator.verbs import VERBS


def found(body: str) -> list[tuple[int, str]]:
    return [
        (stranger.line, stranger.text) for stranger in schema_faults(parse(f"<Response>{body}</Response>".encode()))
    ]


KNOWN = [
    '<Say voice="Polly.Mizuki" language="ja-JP" loop="2">a<break time="1s"/><prosody rate="90%">b</prosody></Say>',
    '<Say><say-as interpret-as="digits">12</say-as><sub alias="b">a</sub><lang xml:lang="ja-JP">c</lang></Say>',
    '<Gather input="dtmf" bargeIn="true" debug="true" maxSpeechTime="9"><Play loop="2">a</Play><Pause/></Gather>',
    '<Dial action="/a" callReason="x" sequential="true">+8190<Number url="/w" byoc="BY1">1</Number></Dial>',
    "<Dial><Sip>a</Sip><Client>b</Client></Dial>",
    '<Redirect method="GET">/a</Redirect><Hangup/><Reject reason="busy"/><Pause length="2"/>',
    "<Record foo='1'><Bar/></Record><Enqueue>q</Enqueue><Connect><Stream url='x'/></Connect>",
    # Twilio has numbers of its own for these.
    "<Gather><Dial/></Gather><Dial><Say>a</Say></Dial>",
]


def test_a_verb_is_played_or_known_as_one_that_is_not() -> None:
    assert VERBS.keys() | UNPLAYED == ELEMENTS["Response"].children
    assert VERBS.keys() & UNPLAYED == set()


def test_what_is_known() -> None:
    assert [problem for body in KNOWN for problem in found(body)] == []


WRONG = {
    '<Gather hintz="x"/>': "<Gather> has no attribute hintz",
    '<Gather numdigits="1"/>': "<Gather> has no attribute numdigits",
    '<Hangup now="true"/>': "<Hangup> has no attribute now",
    '<Dial><Number timeout="1">1</Number></Dial>': "<Number> has no attribute timeout",
    "<say>a</say>": "<say> is not allowed in <Response>",
    "<Number>1</Number>": "<Number> is not allowed in <Response>",
    "<Say><blink>a</blink></Say>": "<blink> is not allowed in <Say>",
    "<Say><p><p>a</p></p></Say>": "<p> is not allowed in <p>",
    "<Gather><Number>1</Number></Gather>": "<Number> is not allowed in <Gather>",
    "<Gather>a</Gather>": "<Gather> may not contain text",
    "hello": "<Response> may not contain text",
    "<Pause>a</Pause>": "<Pause> may not contain text",
}


def test_what_is_not() -> None:
    assert {body: found(body) for body in WRONG} == {body: [(1, text)] for body, text in WRONG.items()}


def test_strangers_are_named_with_their_lines() -> None:
    assert [line for line, _ in found('<Say x="1">\n<a/></Say>\n<b/>')] == [1, 2, 3]


def test_the_helper_library_knows_no_verb_that_is_missing_here() -> None:
    verbs = {name for name in dir(voice_response.VoiceResponse) if not name.startswith("_")}
    ours = {name.lower() for name in ELEMENTS["Response"].children}
    assert ours <= verbs
    assert verbs - ours <= {"add_child", "append", "comment", "add_text", "nest", "to_xml", "xml", "MAP"}


def test_the_helper_library_knows_no_noun_of_dial_that_is_missing_here() -> None:
    nouns = {name.lower().replace("whatsapp", "whats_app") for name in ELEMENTS["Dial"].children}
    assert {"number", *(name.lower().replace("whatsapp", "whats_app") for name in UNPLAYED_NOUNS)} == nouns
    assert all(hasattr(voice_response.Dial, noun) for noun in nouns)


def test_unplayed_verbs_are_not_looked_into() -> None:
    assert not (UNPLAYED & set(ELEMENTS))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<Redirect/><Say>a</Say>", [("Say", "Redirect")]),
        ("<Hangup/><Say>a</Say><Redirect/>", [("Say", "Hangup"), ("Redirect", "Hangup")]),
        ("<Reject/><Say>a</Say>", [("Say", "Reject")]),
        ('<Dial action="/a">1</Dial><Say>a</Say>', [("Say", "Dial")]),
        ('<Gather action="/a" actionOnEmptyResult="true"/><Redirect/>', [("Redirect", "Gather")]),
        ("<Dial>1</Dial><Say>a</Say>", []),
        ('<Gather action="/a"/><Redirect/>', []),
        ("<Say>a</Say><Pause/><Play>a</Play><Hangup/>", []),
    ],
)
def test_verbs_that_no_call_can_reach(body: str, expected: list[tuple[str, str]]) -> None:
    verbs = parse(f"<Response>{body}</Response>".encode()).elements
    assert [(verb.name, barrier.name) for verb, barrier in unreached(verbs)] == expected
