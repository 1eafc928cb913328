"""What the called desk hears before it is put through."""

from collections.abc import Mapping

import pytest

from ivr.simulator import Carrier, Desk, Disconnect, InProcess, PhoneNumber, PressKeys, SimulatedCall
from ivr.simulator.people import Action, Playback
from ivr.simulator.transcript import Bridged, Dialled, Disconnected, KeysPressed, Requested, SoundPlayed, Whispered
from tests.simulator.pages import DESK, HOME, Answer, Page, Pages, dial, numbers, of, paths, play, remarks

PAGES: dict[str, Answer] = {
    "/voice": f"<Dial action='/done'><Number url='/whisper'>{DESK}</Number></Dial>",
    "/done": "<Hangup/>",
}


def whispered(
    document: str, *deeds: Action, caller: tuple[Action, ...] = (), pages: Mapping[str, Answer] | None = None
) -> SimulatedCall:
    """Play a call to a desk that does *deeds* at the first thing it hears."""
    heard: list[Playback] = []

    def hears(what: Playback) -> tuple[Action, ...]:
        heard.append(what)
        assert what.party == "desk"
        return deeds if len(heard) == 1 else ()

    call = dial({**PAGES, "/whisper": document, **(pages or {})}, lambda _number: Desk(after=4, talks=30, hears=hears))
    call.act(*caller)
    while call.heard:
        call.act()
    return call


def dial_result(call: SimulatedCall) -> tuple[str, str]:
    (action,) = (request for request in call.requests if request.why == "dial")
    return action.parameters["DialCallStatus"], action.parameters["DialBridged"]


def test_the_desk_hears_it_after_answering_and_is_then_put_through() -> None:
    call = whispered("<Say>abc</Say><Pause length='2'/>")
    assert [(event.second, event.number, event.text) for event in of(call, Whispered)] == [(4, DESK, "abc")]
    assert [round(event.second, 2) for event in of(call, Bridged)] == [6.2]
    assert call.said == ""
    assert dial_result(call) == ("completed", "true")


def test_it_is_requested_on_the_desks_own_leg() -> None:
    call = whispered("<Say>a</Say>")
    (request,) = (request for request in call.requests if request.why == "whisper")
    (dialled,) = of(call, Dialled)
    assert (request.party, request.method, request.second) == ("desk", "POST", 4)
    assert request.parameters["CallSid"] == dialled.sid != call.sid
    assert request.parameters["ParentCallSid"] == call.sid
    assert (request.parameters["To"], request.parameters["Direction"]) == (DESK, "outbound-dial")
    assert request.parameters["CallStatus"] == "in-progress"


def test_it_may_be_got() -> None:
    pages = {**PAGES, "/voice": f"<Dial><Number url='whisper?a=1' method='GET'>{DESK}</Number></Dial>", "/whisper": ""}
    call = dial(pages)
    call.act()
    assert [(request.method, request.url) for request in of(call, Requested)][1] == ("GET", f"{HOME}/whisper?a=1")


@pytest.mark.parametrize("document", ["", "<Say/>", "<Pause/>"])
def test_an_empty_document_puts_through(document: str) -> None:
    assert dial_result(whispered(document)) == ("completed", "true")


def test_sounds_and_pauses_are_the_desks() -> None:
    call = whispered("<Play>/tone.wav</Play><Pause/>", pages={"/tone.wav": Page(b"", "audio/wav")})
    assert [event.party for event in of(call, SoundPlayed)] == ["desk"]


@pytest.mark.parametrize(
    ("document", "deeds", "by"),
    [
        ("<Hangup/>", [], "service"),
        ("<Say>Thank you for calling.</Say>", [Disconnect(at=1)], "desk"),
        ("<Gather/><Hangup/>", [], "service"),
        ("<Gather/>", [Disconnect(at=1)], "desk"),
    ],
)
def test_a_desk_that_declines_is_not_put_through(document: str, deeds: list[Action], by: str) -> None:
    call = whispered(document, *deeds)
    assert dial_result(call) == ("completed", "false")
    assert [(event.party, event.by) for event in of(call, Disconnected)] == [("desk", by), ("caller", "service")]
    assert not call.bridged


def test_a_desk_may_be_asked_to_accept() -> None:
    document = "<Gather numDigits='1' action='/accept'><Say>Press a key.</Say></Gather><Hangup/>"
    call = whispered(document, PressKeys("1"), pages={"/accept": "<Say>Connecting.</Say>"})
    assert paths(call) == ["/voice", "/whisper", "/accept", "/done"]
    assert (dial_result(call), call.whispered) == (("completed", "true"), "Press a key. Connecting.")
    assert [(event.party, event.keys) for event in of(call, KeysPressed)] == [("desk", "1")]


@pytest.mark.parametrize(
    ("document", "number", "bridged"),
    [
        (f"<Dial>{DESK}</Dial>", 13201, "false"),
        ("<Gather><Dial>1</Dial></Gather>", 13320, "true"),
        ("<Sing/>", 12200, "true"),
    ],
)
def test_what_is_reported(document: str, number: int, bridged: str) -> None:
    call = whispered(document)
    assert (numbers(call), dial_result(call)) == ([number], ("completed", bridged))


@pytest.mark.parametrize("verb", ["Redirect", "Reject"])
def test_other_verbs_are_not_allowed(verb: str) -> None:
    call = whispered(f"<{verb}/>")
    assert remarks(call) == [f"<{verb}> is not allowed in what a called party hears"]
    assert dial_result(call) == ("completed", "true")


@pytest.mark.parametrize("page", [Page("", status=500), Page("<Response>"), Page("", None)])
def test_a_whisper_that_fails_ends_the_desks_leg(page: Page) -> None:
    call = dial({**PAGES, "/whisper": page})
    call.act()
    assert dial_result(call) == ("completed", "false")
    assert [(event.party, event.by) for event in of(call, Disconnected)] == [("desk", "error"), ("caller", "service")]
    assert call.said == ""


def test_the_fallback_url_is_not_for_the_desk() -> None:
    pages = {**PAGES, "/whisper": Page("", status=500), "/fallback": "<Say>sorry</Say>"}
    assert "/fallback" not in paths(play(pages, line=PhoneNumber(fallback_url="/fallback")))


def test_a_caller_who_hangs_up_ends_it() -> None:
    call = whispered("<Say>Thank you very much for answering.</Say>", caller=(Disconnect(at=5),))
    assert [(event.heard, event.second) for event in of(call, Whispered)] == [(1, 4)]
    assert [(event.second, event.party, event.by) for event in of(call, Disconnected)] == [
        (5, "desk", "caller"),
        (5, "caller", "caller"),
    ]
    assert paths(call) == ["/voice", "/whisper"]


def test_a_caller_who_hangs_up_while_it_is_requested_is_not_put_through() -> None:
    carrier = Carrier(InProcess(Pages({**PAGES, "/whisper": ""}), HOME, latency=2))
    call = carrier.dial(desks=lambda _number: Desk(after=4))
    call.act(Disconnect(at=5))
    assert (call.bridged, call.second) == (False, 8)


def test_slow_whispers_keep_the_desk_waiting() -> None:
    call = play({**PAGES, "/whisper": ""}, latency=1.5)
    assert [event.second for event in of(call, Bridged)] == [1.5 + 4 + 1.5]
