"""Requests: what they say, and what becomes of them when things go wrong."""

import pytest

from ivr.simulator import Carrier, CarrierOptions, Disconnect, InProcess, PhoneNumber, PressKeys, SimulatedCall
from ivr.simulator.http.addresses import Overrides
from ivr.simulator.http.services import NoReply, Reply, Request
from ivr.simulator.perform import APOLOGY
from ivr.simulator.transcript import Disconnected, KeysPressed, Requested
from tests.callers import Scripted

from .pages import HOME, Answer, Page, Pages, dial, numbers, of, paths, play, remarks

SID = "CA" + 32 * "0"


def test_the_standard_parameters() -> None:
    pages = Pages({"/voice": ""})
    call = Carrier(InProcess(pages, HOME)).dial("+819012345678", "+815012345678")
    assert dict(pages.asked[0].form) == {
        "CallSid": call.sid,
        "AccountSid": "AC" + 32 * "0",
        "From": "+819012345678",
        "To": "+815012345678",
        "Caller": "+819012345678",
        "Called": "+815012345678",
        "CallStatus": "ringing",
        "ApiVersion": "2010-04-01",
        "Direction": "inbound",
    }
    headers = pages.asked[0].headers
    assert headers["USER_AGENT"] == "TwilioProxy/1.1"
    assert len(headers["I_TWILIO_IDEMPOTENCY_TOKEN"]) == 32


def test_the_same_seed_gives_the_same_call_sids() -> None:
    first, second = (Carrier(InProcess(Pages({"/voice": ""}), HOME), seed="a") for _ in range(2))
    sids = [first.dial().sid, first.dial().sid]
    assert sids == [second.dial().sid, second.dial().sid]
    assert len(set(sids)) == 2
    assert all(len(sid) == 34 and sid.startswith("CA") for sid in sids)
    assert Carrier(InProcess(Pages({"/voice": ""}), HOME), seed="b").dial().sid not in sids


def test_japanese_goes_out_as_utf_8() -> None:
    pages = Pages({"/voice": "<Gather input='speech' action='/次?名=愛知 県'/>", "/次": ""})
    Carrier(InProcess(pages, HOME)).call(Scripted(["愛知県です"]))
    assert pages.asked[1].url == f"{HOME}/%E6%AC%A1?%E5%90%8D=%E6%84%9B%E7%9F%A5%20%E7%9C%8C"
    assert ("SpeechResult", "愛知県です") in pages.asked[1].form


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("/voice", f"{HOME}/voice"),
        ("/voice?a=1", f"{HOME}/voice?a=1"),
        ("/voice#e=tokyo", f"{HOME}/voice"),
        (f"{HOME}/voice", f"{HOME}/voice"),
        (HOME, f"{HOME}/"),
        (f"{HOME}?a=1", f"{HOME}/?a=1"),
    ],
)
def test_addresses(url: str, asked: str) -> None:
    pages = Pages({"/voice": "", "/": ""})
    Carrier(InProcess(pages, HOME), PhoneNumber(voice_url=url)).dial()
    assert [request.url for request in pages.asked] == [asked]


def test_a_get_carries_everything_in_its_query() -> None:
    pages = Pages({"/voice": "<Redirect method='GET'>/b?a=1</Redirect>", "/b": ["<Redirect method='GET'/>", ""]})
    call = Carrier(InProcess(pages, HOME)).dial()
    got, again = pages.asked[1:]
    assert (got.method, got.form) == ("GET", [])
    assert got.url.startswith(f"{HOME}/b?a=1&CallSid={call.sid}&")
    assert again.url == got.url  # without what was added to the query before


def test_user_information_becomes_a_header() -> None:
    pages = Pages({"/voice": ""})
    Carrier(InProcess(pages, HOME), PhoneNumber(voice_url="http://ivr:p%40ss@service.test/voice")).dial()
    assert pages.asked[0].headers["AUTHORIZATION"] == "Basic aXZyOnBAc3M="
    assert pages.asked[0].url == f"{HOME}/voice"


def test_one_cookie_is_kept_and_sent_back() -> None:
    pages = Pages(
        {
            "/voice": Page("<Response><Redirect>/b</Redirect></Response>", headers={"Set-Cookie": "a=1; Path=/"}),
            "/b": Page("<Response><Redirect>/c</Redirect></Response>", headers={"Set-Cookie": "b=2; HttpOnly"}),
            "/c": "",
        }
    )
    Carrier(InProcess(pages, HOME)).dial()
    assert [request.headers.get("COOKIE") for request in pages.asked] == [None, "a=1", "b=2"]


def redirect(to: str, status: int = 302) -> Page:
    return Page("", status=status, headers={"Location": to})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_lose_the_digits(status: int) -> None:
    call = play(
        {"/voice": "<Gather numDigits='1' action='/old'/>", "/old": redirect("/new?x=1", status), "/new": "<Hangup/>"},
        ["1"],
    )
    assert [(request.method, request.parameters.get("Digits")) for request in call.requests[1:]] == [
        ("POST", "1"),
        ("GET", None),
    ]
    assert paths(call)[-1] == "/new?x=1"
    assert remarks(call) == [f"redirected by status {status}: the parameters are not sent again"]


def test_relative_addresses_count_from_where_a_redirect_led() -> None:
    pages: dict[str, Answer] = {"/voice": redirect("/a/b"), "/a/b": "<Redirect>c</Redirect>", "/a/c": ""}
    assert paths(play(pages)) == ["/voice", "/a/b", "/a/c"]


def test_ten_redirects_are_followed() -> None:
    pages: dict[str, Answer] = {f"/{place}": redirect(f"/{place + 1}") for place in range(12)}
    pages["/voice"] = redirect("/2")
    assert numbers(play(pages | {"/11": ""})) == []
    assert numbers(play(pages | {"/12": ""})) == [11215]


def test_a_redirect_to_nowhere() -> None:
    assert numbers(play({"/voice": Page("", status=302)})) == [11216]


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("ftp://service.test/x", 11100),
        ("http:///x", 11100),
        ("http://service.test:abc/x", 11100),
        ("mailto:a@b", 11100),
        ("http://[::1/x", 11100),
        ("http://elsewhere.test/x", 11205),
        ("https://service.test/x", 11205),
        ("/x#e=nagoya", 11240),
        ("/x#rp=sometimes", 11243),
    ],
)
def test_addresses_that_cannot_be_used(url: str, number: int) -> None:
    assert numbers(play({"/voice": f"<Redirect>{url}</Redirect>", "/x": "<Hangup/>"})) == [number]


FAILURES = [
    (Page("", status=500), 11200),
    (Page("", status=404), 11200),
    (Page("<Response>" + 70_000 * " "), 11750),
    (Page("<Response>"), 12100),
    (Page("<html/>"), 12102),
    (Page("{}", "application/json"), 12300),
    (Page("", None), 12300),
]


@pytest.mark.parametrize(("page", "number"), FAILURES)
def test_a_failure_without_a_fallback_ends_the_call(page: Page, number: int) -> None:
    call = play({"/voice": page})
    assert numbers(call) == [number]
    assert (call.said, call.status) == (APOLOGY, "completed")
    assert [event.by for event in of(call, Disconnected)] == ["error"]
    assert call.second == 4


@pytest.mark.parametrize(("page", "number"), FAILURES)
def test_the_fallback_goes_on_with_the_call(page: Page, number: int) -> None:
    line = PhoneNumber(fallback_url="/fallback")
    call = play({"/voice": "<Redirect>/x?a=1</Redirect>", "/x": page, "/fallback": "<Say>sorry</Say>"}, line=line)
    assert paths(call) == ["/voice", "/x?a=1", "/fallback"]
    fallback = call.requests[2]
    assert (fallback.why, fallback.method) == ("fallback", "POST")
    assert fallback.parameters["ErrorCode"] == str(number)
    assert fallback.parameters["ErrorUrl"] == f"{HOME}/x?a=1"
    assert (numbers(call), call.said) == ([number], "sorry")


def test_a_fallback_may_fail_too() -> None:
    call = play({"/voice": Page("", status=500), "/fallback": Page("oops")}, line=PhoneNumber(fallback_url="/fallback"))
    assert (numbers(call), call.said) == ([11200, 12100], APOLOGY)


def test_a_fallback_may_be_needed_twice() -> None:
    pages: dict[str, Answer] = {
        "/voice": Page("", status=500),
        "/fallback": ["<Redirect>/x</Redirect>", "<Say>sorry</Say>"],
    }
    call = play(pages, line=PhoneNumber(fallback_url="/fallback"))
    assert (paths(call), call.said) == (["/voice", "/fallback", "/x", "/fallback"], "sorry")


def test_digits_are_not_sent_to_the_fallback() -> None:
    pages = {"/voice": "<Gather numDigits='1' action='/x'/>", "/fallback": "<Say>sorry</Say>"}
    call = play(pages, ["1"], line=PhoneNumber(fallback_url="/fallback"))
    assert "Digits" not in call.requests[2].parameters


def test_latency_passes_on_the_calls_clock() -> None:
    call = play({"/voice": "<Pause/><Redirect>/b</Redirect>", "/b": "<Pause/>"}, latency=0.5)
    assert [event.second for event in of(call, Requested)] == [0.5, 2.0]
    assert call.second == 3


@pytest.mark.parametrize(
    ("fragment", "latency", "expected"),
    [
        ("", 14.9, []),
        ("", 15, []),
        ("", 15.1, [11203]),
        ("#tt=2000", 2.1, [11203]),
        ("#rt=2000", 2.1, [11200]),
        ("#rt=2000", 1.9, []),
    ],
)
def test_fifteen_seconds_and_no_more(fragment: str, latency: float, expected: list[int]) -> None:
    pages = Pages({"/voice": "", "/fallback": ""})
    carrier = Carrier(
        InProcess(pages, HOME, lambda request: latency if request.url.endswith("/voice") else 0),
        PhoneNumber(voice_url="/voice" + fragment, fallback_url="/fallback"),
    )
    call = carrier.dial()
    assert numbers(call) == expected
    assert paths(call) == (["/voice", "/fallback"] if expected else ["/voice"])
    assert call.second == (latency if not expected else pytest.approx(latency, abs=0.2))


class Flaky:
    """A service that does not answer at first; *replies* come one after the other."""

    base_url = HOME

    def __init__(self, *replies: Reply | NoReply) -> None:
        self.replies = list(replies)
        self.tokens: list[str] = []
        self.limits: list[float] = []

    def send(self, request: Request, limits: Overrides) -> Reply | NoReply:
        self.tokens.append(request.headers["I-Twilio-Idempotency-Token"])
        self.limits.append(limits.total)
        return self.replies.pop(0)


REFUSED = NoReply(11202, "refused", "ct", 0.5)
SLOW = NoReply(11200, "slow", "rt", 4)
BROKEN = Reply(503, {}, b"", 1)
DENIED = Reply(403, {}, b"", 1)
FINE = Reply(200, {"content-type": "text/xml"}, b"<Response/>")


def flaky(fragment: str, *replies: Reply | NoReply) -> tuple[SimulatedCall, Flaky]:
    service = Flaky(*replies)
    return Carrier(service, PhoneNumber(voice_url="/voice" + fragment)).dial(), service


@pytest.mark.parametrize(
    ("fragment", "replies", "tries", "expected"),
    [
        # By default one retry, and only where no connection came about.
        ("", [REFUSED, FINE], 2, []),
        ("", [REFUSED, REFUSED, FINE], 2, [11202]),
        ("", [SLOW, FINE], 1, [11200]),
        ("", [BROKEN, FINE], 1, [11200]),
        ("#rc=0", [REFUSED, FINE], 1, [11202]),
        ("#rc=3", [REFUSED, REFUSED, REFUSED, FINE], 4, []),
        ("#rp=rt", [SLOW, FINE], 2, []),
        ("#rp=rt", [REFUSED, FINE], 1, [11202]),
        ("#rp=5xx", [BROKEN, FINE], 2, []),
        ("#rp=5xx", [DENIED, FINE], 1, [11200]),
        ("#rp=4xx", [DENIED, FINE], 2, []),
        ("#rp=all&rc=5", [SLOW, BROKEN, REFUSED, DENIED, FINE], 5, []),
        # No retry once the time is over.
        ("#rp=all&rc=5&tt=4000", [SLOW, FINE], 1, [11200]),
    ],
)
def test_retries(fragment: str, replies: list[Reply | NoReply], tries: int, expected: list[int]) -> None:
    call, service = flaky(fragment, *replies)
    assert (len(service.tokens), numbers(call)) == (tries, expected)
    assert len(of(call, Requested)) == tries


def test_a_retry_has_the_same_token_and_the_time_that_is_left() -> None:
    _, service = flaky("#rp=all", SLOW, FINE)
    assert service.tokens[0] == service.tokens[1]
    assert service.limits == [15, 11]


def test_different_requests_have_different_tokens() -> None:
    service = Flaky(Reply(200, {"content-type": "text/xml"}, b"<Response><Redirect/></Response>"), FINE)
    Carrier(service).dial()
    assert len(set(service.tokens)) == 2


def test_what_got_no_reply_is_written_down_without_a_status() -> None:
    call, _ = flaky("", REFUSED, FINE)
    assert [(event.status, event.second) for event in of(call, Requested)] == [(None, 0.5), (200, 0.5)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (Page(status=204, kind=None), []),
        (Page("<Response/>"), []),
        (Page("<Response/>", "application/xml; charset=utf-8"), []),
        (Page("ok", "text/plain"), [15003]),
        (Page("<ok/>"), [15003]),
        (Page("", None), [15003]),
        (Page("<Response/>", status=404), [15003]),
        (Page("", status=500), [15003]),
    ],
)
def test_how_a_status_callback_wants_to_be_answered(page: Page, expected: list[int]) -> None:
    assert numbers(play({"/voice": "", "/status": page}, line=PhoneNumber(status_url="/status"))) == expected


def test_a_status_callback_that_cannot_be_sent() -> None:
    assert numbers(play("", line=PhoneNumber(status_url="http://elsewhere.test/"))) == [11205]


@pytest.mark.parametrize(
    ("document", "duration", "minutes"),
    [("", 0, 0), ("<Pause length='1'/>", 0, 0), ("<Say>a</Say><Pause length='61'/>", 61, 2)],
)
def test_the_calls_own_status_callback(document: str, duration: int, minutes: int) -> None:
    call = play({"/voice": document, "/status": Page(status=204)}, line=PhoneNumber(status_url="/status"))
    sent = call.requests[-1]
    assert (sent.why, sent.method, sent.party) == ("status", "POST", "caller")
    assert sent.parameters["CallSid"] == call.sid
    assert sent.parameters["CallStatus"] == "completed"
    assert (sent.parameters["CallDuration"], sent.parameters["Duration"]) == (str(duration), str(minutes))
    assert (sent.parameters["SequenceNumber"], sent.parameters["CallbackSource"]) == ("0", "call-progress-events")
    assert sent.parameters["Timestamp"].endswith(" +0000")


def test_status_callbacks_do_not_hold_the_call_up() -> None:
    call = play({"/voice": "", "/status": Page(status=204)}, line=PhoneNumber(status_url="/status"), latency=3)
    assert call.second == 3


CALLBACKS = "statusCallback='/status' statusCallbackEvent='initiated ringing answered completed'"
EVENTFUL: dict[str, Answer] = {
    "/voice": f"<Dial><Number {CALLBACKS}>+81522236953</Number></Dial>",
    "/status": Page(status=204),
}


def sequence(call: SimulatedCall) -> list[tuple[str, str]]:
    """Return which leg's callbacks came in which order."""
    return [
        (request.party, request.parameters["SequenceNumber"]) for request in call.requests if request.why == "status"
    ]


def test_status_callbacks_come_in_order() -> None:
    in_order = [("desk", "0"), ("desk", "1"), ("desk", "2"), ("desk", "3"), ("caller", "0")]
    assert sequence(play(EVENTFUL, line=PhoneNumber(status_url="/status"))) == in_order


def test_status_callbacks_may_come_late_and_out_of_order() -> None:
    def late(seed: str) -> SimulatedCall:
        carrier = Carrier(
            InProcess(Pages(EVENTFUL), HOME),
            PhoneNumber(status_url="/status"),
            CarrierOptions(out_of_order=True),
            seed=seed,
        )
        return carrier.call(Scripted([]))

    call = late("a")
    in_order = sorted(sequence(call), reverse=True)
    assert sorted(in_order) == [("caller", "0"), ("desk", "0"), ("desk", "1"), ("desk", "2"), ("desk", "3")]
    assert {request.second for request in call.requests if request.why == "status"} == {call.second}
    assert sequence(call) == sequence(late("a"))
    assert len({tuple(sequence(late(seed))) for seed in "abcdef"}) > 1


def test_what_the_caller_does_while_a_request_is_under_way_is_lost() -> None:
    carrier = Carrier(InProcess(Pages({"/voice": "<Gather numDigits='1' action='/b'/>", "/b": "<Gather/>"}), HOME, 2))
    call = carrier.dial()
    call.act(PressKeys("12", at=0))
    call.act()
    assert [(event.keys, event.lost) for event in of(call, KeysPressed)] == [("1", False), ("2", True)]


def test_a_caller_who_leaves_while_a_request_is_under_way_is_connected_to_nobody() -> None:
    pages = {"/voice": "<Gather numDigits='1' action='/b'/>", "/b": "<Dial>+81522236953</Dial>"}
    call = Carrier(InProcess(Pages(pages), HOME, 2)).dial()
    call.act(PressKeys("1", at=1), Disconnect(at=2))
    assert (call.is_over, call.dialled, call.second) == (True, (), 5)


def test_step_by_step_is_the_same_as_at_once() -> None:
    pages = {"/voice": "<Say>a</Say><Gather numDigits='1' action='/b'/>", "/b": "<Say>b</Say>"}
    by_hand = dial(pages)
    by_hand.act()
    by_hand.act(PressKeys("1"))
    by_hand.act()
    assert by_hand.transcript == play(pages, ["1"]).transcript
