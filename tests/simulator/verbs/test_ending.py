"""Redirect, Hangup and Reject."""

import pytest

from ivr.simulator import CarrierOptions, Desk, PhoneNumber
from ivr.simulator.transcript import Disconnected
from tests.callers import Scripted
from tests.simulator.pages import Page, dial, numbers, of, paths, play, remarks


@pytest.mark.parametrize(
    ("verb", "method", "path"),
    [
        ("<Redirect>/next</Redirect>", "POST", "/next"),
        ("<Redirect> next </Redirect>", "POST", "/next"),
        ("<Redirect>/next?a=1&amp;b=2</Redirect>", "POST", "/next?a=1&b=2"),
        ("<Redirect>http://service.test/next</Redirect>", "POST", "/next"),
        ("<Redirect>/next#rc=0</Redirect>", "POST", "/next"),
        ("<Redirect method='GET'>/next</Redirect>", "GET", "/next"),
        ("<Redirect/>", "POST", "/voice"),
    ],
)
def test_redirect(verb: str, method: str, path: str) -> None:
    call = play({"/voice": [verb, "<Hangup/>"], "/next": "<Hangup/>"})
    assert (call.requests[1].method, paths(call)) == (method, ["/voice", path])
    assert numbers(call) == []


def test_relative_addresses_count_from_the_document_that_holds_them() -> None:
    call = play({"/voice": "<Redirect>a/b?x=1</Redirect>", "/a/b": "<Redirect>c</Redirect>", "/a/c": ""})
    assert paths(call) == ["/voice", "/a/b?x=1", "/a/c"]


def test_a_redirect_with_a_bad_method_is_posted() -> None:
    call = play({"/voice": "<Redirect method='PUT'>/next</Redirect>", "/next": ""})
    assert (numbers(call), call.requests[1].method) == ([13710], "POST")


def test_a_redirect_leaves_the_call_ringing_and_other_verbs_answer_it() -> None:
    pages = {"/voice": "<Redirect>/b</Redirect>", "/b": "<Say>a</Say><Redirect>/c</Redirect>", "/c": ""}
    assert [request.parameters["CallStatus"] for request in play(pages).requests] == [
        "ringing",
        "ringing",
        "in-progress",
    ]


def test_a_call_that_runs_in_a_circle_ends() -> None:
    call = play("<Redirect/>", rules=CarrierOptions(most_documents=7))
    assert len(call.requests) == 7
    assert [event.by for event in of(call, Disconnected)] == ["carrier"]


@pytest.mark.parametrize("document", ["<Hangup/><Say>b</Say>", "<Say>a</Say><Hangup/>", "<Say>a</Say>", ""])
def test_hanging_up(document: str) -> None:
    call = play(document, line=PhoneNumber(status_url="/status"))
    assert [(event.party, event.by, event.status) for event in of(call, Disconnected)] == [
        ("caller", "service", "completed")
    ]
    assert "b" not in call.said


@pytest.mark.parametrize(
    ("verb", "status", "number"),
    [
        ("<Reject/>", "no-answer", None),
        ("<Reject reason='rejected'/>", "no-answer", None),
        ("<Reject reason='busy'/>", "busy", None),
        ("<Reject reason='tired'/>", "no-answer", 13810),
    ],
)
def test_rejecting(verb: str, status: str, number: int | None) -> None:
    call = play({"/voice": verb, "/status": Page(status=204)}, line=PhoneNumber(status_url="/status"))
    assert call.status == status
    assert call.requests[-1].parameters["CallStatus"] == status
    assert call.requests[-1].parameters["CallDuration"] == "0"
    assert numbers(call) == ([] if number is None else [number])


@pytest.mark.parametrize(
    "pages",
    [
        {"/voice": "<Pause/><Reject/>"},
        {"/voice": "<Say>a</Say><Redirect>/b</Redirect>", "/b": "<Reject/>"},
    ],
)
def test_rejecting_too_late_hangs_up(pages: dict[str, str]) -> None:
    call = play(pages)
    assert call.status == "completed"
    assert remarks(call) == ["Reject refuses a call only as its first verb; here it hangs up"]


def test_a_call_may_be_rejected_after_a_redirect() -> None:
    assert play({"/voice": "<Redirect>/b</Redirect>", "/b": "<Reject reason='busy'/>"}).status == "busy"


@pytest.mark.parametrize("verb", ["Connect", "Echo", "Enqueue", "Leave", "Pay", "Queue", "Record", "Refer"])
def test_verbs_that_would_take_the_call_over_are_reported_and_end_it(verb: str) -> None:
    call = play(f"<{verb}/><Say>after</Say>")
    assert remarks(call) == [f"this carrier does not play <{verb}>"]
    assert (call.said, [event.by for event in of(call, Disconnected)]) == ("", ["carrier"])


@pytest.mark.parametrize("verb", ["Prompt", "Sms", "Start", "Stop"])
def test_other_verbs_that_are_not_played_are_reported(verb: str) -> None:
    call = play(f"<{verb}/><Say>after</Say>")
    assert remarks(call) == [f"this carrier does not play <{verb}>"]
    assert call.said == "after"


def test_what_is_no_verb_is_reported_and_passed_over() -> None:
    call = play("<Sing>a</Sing><Say>after</Say>")
    assert (numbers(call), call.said) == ([12200], "after")


def test_what_is_never_reached_is_reported() -> None:
    call = play("<Hangup/>\n<Say>a</Say>")
    assert remarks(call) == ["<Say> is never reached after the <Hangup> in line 1"]
    assert [warning.line for warning in call.warnings] == [2]


def test_a_call_lasts_four_hours_at_most() -> None:
    call = play("<Pause length='14399'/><Say>abc</Say><Pause length='60'/><Say>b</Say>")
    assert (numbers(call), [event.by for event in of(call, Disconnected)]) == ([32015], ["limit"])
    assert (call.said, call.second) == ("abc", 14400)


def test_a_talk_ends_with_the_call() -> None:
    call = dial("<Pause length='14000'/><Dial>+81522236953</Dial>", lambda _number: Desk(talks=9000)).play(Scripted(()))
    assert [(event.second, event.by) for event in of(call, Disconnected)] == [(14400, "limit"), (14400, "limit")]
