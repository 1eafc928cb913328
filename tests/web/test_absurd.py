"""Whatever a signed request contains, the caller is led on."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings, strategies as st

from ivr.call import Plan

from .telephone import Answer, Telephone

NODES = [
    "ask_service",
    "ask_prefecture",
    "read_back",
    "ring_office",
    "ring_fallback",
    "tell_number",
    "explain",
    "goodbye",
]
ANY = st.text(max_size=20)

QUERY = {
    "service": ["center", "council", "x"],
    "prefecture": ["23", "99", "01", "0", "愛知県"],
    "stage": ["first", "again", "menu", "region", "yes_no", "pick", "last"],
    "region": ["0", "1", "8", "9", "-1", "1e9", "٣"],
    "candidates": ["13.34", "23", "23100.24", "99999", "..", "13.13.13", "1" * 500],
    "refused": ["23", "23.24.13", ".", "00000"],
    "by": ["keys", "voice", "mail"],
    "missed": ["1", "2", "99", "999999"],
    "noise": ["1", "2", "98"],
    "helped": ["1", "2"],
    "handed": ["1", "true"],
    "turn": ["1", "39", "40", "50", "99", "10000000000000000000"],
    "plan": ["000000000000", "../../etc"],
    "language": ["ja", "en", "xx-YY"],
}
FORM = {
    "Digits": ["0", "1", "2", "3", "9", "#", "*", "", "11", "hangup", "4600001", "１"],
    "SpeechResult": [
        "愛知県",
        "はい",
        "いいえ、三重県です",
        "もう一度",
        "府中市",
        "人と話したい",
        "ああ",
        "だよ" * 40,
        "",
    ],
    "Confidence": ["0.5", "NaN", ""],
    "DialCallStatus": ["completed", "busy", "no-answer", "failed", "canceled", "answered", "queued", ""],
    "DialBridged": ["true", "false", "x"],
    "DialCallDuration": ["0", "-1"],
    "CallStatus": ["ringing", "in-progress", "completed"],
    "CallSid": ["", "CA1", "C" * 5000],
    "From": ["anonymous", "+266696687", ""],
    "To": ["+815012345678", "", "sip:x@y", '"/><Hangup/>'],
    "ErrorUrl": ["https://x.jp/voice/ring_fallback", "http://["],
}


def pairs(known: dict[str, list[str]]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Return lists of fields: known names with likely and unlikely values, unknown names, repeated names."""
    likely = st.sampled_from(sorted(known)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(known[name])))
    strange = st.tuples(st.sampled_from(sorted(known)), ANY)
    return st.lists(likely | likely | strange | st.tuples(ANY, ANY), max_size=8)


PATHS = st.sampled_from(["", "/", *(f"/{node}" for node in NODES)]) | ANY.map(lambda text: "/" + quote(text))


def leads_on(answer: Answer) -> bool:
    """Tell whether the call goes on, or ends in words or at the caller's wish."""
    last = [verb.tag for verb in answer.verbs][-1:]
    return last in (["Redirect"], ["Dial"], ["Hangup"])


@settings(max_examples=50)
@given(path=PATHS, query=pairs(QUERY), form=st.dictionaries(st.sampled_from(sorted(FORM)), ANY) | pairs(FORM).map(dict))
def test_a_signed_request_leads_on_whatever_it_holds(
    telephone: Telephone, path: str, query: list[tuple[str, str]], form: dict[str, str]
) -> None:
    answer = telephone.post(f"/voice{path}?{urlencode(query)}", **form)
    if path.strip("/") == "status":
        assert answer.status == 204
    else:
        assert (answer.status, answer.type) == (200, "text/xml; charset=utf-8")
        assert path.startswith("/fallback") or leads_on(answer)


@settings(max_examples=50)
@given(node=ANY.filter(lambda text: "/" not in text and text not in (".", "..")), query=pairs(QUERY))
def test_a_whisper_says_something_or_nothing(telephone: Telephone, node: str, query: list[tuple[str, str]]) -> None:
    answer = telephone.post(f"/voice/{quote(node) or 'x'}/whisper?{urlencode(query)}")
    assert answer.status == 200
    assert {verb.tag for verb in answer.verbs} <= {"Say"}


@settings(max_examples=50)
@given(form=pairs(FORM).map(dict))
def test_a_status_callback_is_taken_and_the_fallback_rings_or_reads_out_a_number(
    telephone: Telephone, form: dict[str, str]
) -> None:
    assert telephone.post("/voice/status", **form).status == 204
    answer = telephone.post("/voice/fallback", **form)
    assert answer.status == 200
    assert "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。" in answer.said


@settings(max_examples=50)
@given(query=st.binary(max_size=40))
def test_a_query_may_be_encoded_in_any_way(telephone: Telephone, query: bytes) -> None:
    answer = telephone.post(f"/voice/ask_service?stage=first&{quote(query)}", Digits="1")
    assert answer.status == 200
    assert leads_on(answer)


@pytest.mark.parametrize(
    ("path", "form", "node"),
    [
        ("/voice/no_such_node", {}, "ask_service"),
        ("/voice/no_such_node?service=center", {"Digits": "1"}, "ask_prefecture"),
        ("/voice/read_back", {"Digits": "1"}, "ask_service"),
        ("/voice/ring_office?service=center", {"DialCallStatus": "busy"}, "not_reached"),
        ("/voice/ring_office?service=center&prefecture=23", {"DialCallStatus": "exploded"}, "not_reached"),
        ("/voice/ring_office?service=center&prefecture=23", {}, "not_reached"),
        ("/voice/ask_prefecture?service=center&stage=region&region=9", {"Digits": "1"}, "ask_prefecture"),
        ("/voice/ask_prefecture?service=center&stage=yes_no", {"Digits": "1"}, "ask_prefecture"),
        ("/voice/ask_service?service=nonsense&stage=first", {"Digits": "1"}, "ask_prefecture"),
        ("/voice/ask_service?stage=first", {"Digits": "12"}, "ask_service"),
    ],
)
def test_what_is_missing_or_outdated_is_asked_again(
    telephone: Telephone, path: str, form: dict[str, str], node: str
) -> None:
    assert telephone.post(path, **form).node == node


def test_a_ring_that_was_canceled_leaves_nobody_in_silence(telephone: Telephone) -> None:
    answer = telephone.post("/voice/ring_office?service=center&prefecture=23", DialCallStatus="canceled")
    assert (answer.said[:21], answer.node) == ("申し訳ありません。呼び出しが、途中で切れま", "not_reached")


def test_the_nodes_tried_here_are_the_flows(plan: Plan) -> None:
    assert set(NODES) <= plan.flow.nodes.keys()
