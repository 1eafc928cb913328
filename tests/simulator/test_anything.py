"""Whatever a service answers and whatever a caller does: every call comes to an end, by rules that always hold."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from hypothesis import given, strategies as st

from ivr.simulator import CarrierOptions, PhoneNumber
from ivr.simulator.transcript import DialFinished, Dialled, Disconnected
from ivr.simulator.twiml.schema import ELEMENTS
from ivr.testcall import Chance

from .pages import Page, of, play

PATHS = ["/voice", "/a", "/b", "/c"]
VALUES = [
    "",
    "0",
    "1",
    "3",
    "99999999999999999999",
    "-1",
    "auto",
    "true",
    "dtmf speech",
    "speech",
    "#",
    "*",
    "GET",
    "ja-JP",
    "Polly.Takumi-Neural",
    "http://[",
    "http://elsewhere.test/x",
    "+815012345678",
    "initiated ringing answered completed",
    "あ",
    *PATHS,
]
TEXTS = ["", " ", "お電話、ありがとうございます。", "hello", "+81522236953", "052-223-6953", *PATHS]


def element(name: str, attributes: dict[str, str], children: Sequence[str]) -> str:
    written = "".join(f" {attribute}={quoteattr(value)}" for attribute, value in attributes.items())
    return f"<{name}{written}>{''.join(children)}</{name}>"


def an_element(name: str, inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attributes = st.dictionaries(
        st.sampled_from([*sorted(ELEMENTS[name].attributes), "odd"]), st.sampled_from(VALUES), max_size=4
    )
    return st.builds(element, st.just(name), attributes, st.lists(inside, max_size=3))


texts = st.sampled_from(TEXTS)
ssml = st.one_of(*(an_element(name, texts) for name in ("prosody", "break", "sub", "say-as", "p", "phoneme")))
sounds = st.one_of(an_element("Say", st.one_of(texts, ssml)), an_element("Play", texts), an_element("Pause", texts))
numbers = an_element("Number", texts)
gathers = an_element("Gather", sounds)
dials = an_element("Dial", st.one_of(texts, numbers))
others = st.one_of(
    an_element("Redirect", texts),
    an_element("Hangup", texts),
    an_element("Reject", texts),
    st.sampled_from(["<Record/>", "<Sms/>", "<Odd/>", "text", "<!-- a -->"]),
)
documents = st.lists(st.one_of(sounds, gathers, dials, others, numbers), max_size=5).map("".join)
pages = st.one_of(
    documents,
    st.builds(
        Page,
        st.one_of(documents, st.sampled_from(["<Response>", "<Response/>", "", "RIFF"])),
        st.sampled_from(["text/xml", "text/plain", "audio/wav", "image/png", None]),
        st.sampled_from([200, 204, 302, 404, 500]),
        st.sampled_from([{}, {"Location": "/a"}, {"Location": "http://["}, {"Set-Cookie": "a=1"}]),
    ),
)


@given(st.fixed_dictionaries(dict.fromkeys(PATHS, pages)), st.integers(0, 9), st.booleans())
def test_every_call_comes_to_its_end(service: dict[str, str | Page], seed: int, late: bool) -> None:
    line = PhoneNumber(fallback_url="/b", status_url="/c")
    call = play(
        service, Chance(seed), line=line, rules=CarrierOptions(most_documents=20, out_of_order=late), latency=0.25
    )

    assert call.is_over
    assert [event.party for event in of(call, Disconnected)].count("caller") == 1
    assert call.second <= 14_400 + 20
    assert len(of(call, Dialled)) >= sum(event.bridged for event in of(call, DialFinished))
    assert all(event.second >= 0 for event in call.transcript)
    assert call.status in {"completed", "busy", "no-answer"}
