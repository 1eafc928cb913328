"""Dial and Number, one row of Twilio's tables after another."""

from collections.abc import Callable, Mapping

import pytest

from ivr.simulator import Carrier, CarrierOptions, Desk, Disconnect, InProcess, PhoneNumber, PressKeys, SimulatedCall
from ivr.simulator.people import Action
from ivr.simulator.transcript import Bridged, DialFinished, Dialled, Disconnected, KeysPressed, PickedUp, Rang
from tests.simulator.pages import DESK, HOME, OTHER_DESK, Answer, Page, Pages, dial, numbers, of, paths, remarks

CALLER, CALLED = "+819012345678", "+815012345678"
BUSY = Desk("busy", after=2)


def dialling(
    attributes: str = "", inside: str = DESK, after: str = "<Say>after</Say>", pages: Mapping[str, Answer] | None = None
) -> dict[str, Answer]:
    return {"/voice": f"<Dial {attributes}>{inside}</Dial>{after}", "/done": "<Hangup/>", **(pages or {})}


def called(
    pages: dict[str, Answer],
    desk: Desk | Callable[[str], Desk] | None = None,
    *deeds: Action,
    rules: CarrierOptions | None = None,
) -> SimulatedCall:
    """Play a call whose caller does *deeds* while it rings and one talks."""
    call = dial(pages, desk if callable(desk) else lambda _number: desk or Desk(), rules)
    call.act(*deeds)
    while call.heard:
        call.act()
    return call


def dial_parameters(call: SimulatedCall) -> dict[str, str]:
    """Return what the action is told of the dial."""
    (action,) = (request for request in call.requests if request.why == "dial")
    return {name: value for name, value in action.parameters.items() if name.startswith(("Dial", "ErrorCode"))}


@pytest.mark.parametrize(
    ("desk", "status", "bridged", "duration", "second"),
    [
        (Desk(after=4, talks=30), "completed", "true", "30", 34),
        (Desk("busy", after=2), "busy", "false", None, 2),
        (Desk("no-answer"), "no-answer", "false", None, 35),
        (Desk("failed", after=1), "failed", "false", None, 1),
        (Desk("canceled", after=3), "canceled", "false", None, 3),
        (Desk(after=60), "no-answer", "false", None, 35),
        (Desk("busy", after=60), "no-answer", "false", None, 35),
    ],
)
def test_what_the_action_is_told(desk: Desk, status: str, bridged: str, duration: str | None, second: float) -> None:
    call = called(dialling("action='/done'"), desk)
    (dialled,) = of(call, Dialled)
    expected = {"DialCallStatus": status, "DialBridged": bridged, "DialCallSid": dialled.sid}
    assert dial_parameters(call) == expected | ({} if duration is None else {"DialCallDuration": duration})
    assert call.requests[1].second == second
    assert [(event.status, event.bridged) for event in of(call, DialFinished)] == [(status, bridged == "true")]


def test_the_course_of_a_call_that_is_answered() -> None:
    call = called(dialling("action='/done'"), Desk(after=4, talks=30))
    assert [(type(event).__name__, event.second) for event in call.transcript if not hasattr(event, "why")] == [
        ("Warned", 0),
        ("Dialled", 0),
        ("Rang", 0),
        ("PickedUp", 4),
        ("Bridged", 4),
        ("Disconnected", 34),
        ("DialFinished", 34),
        ("Disconnected", 34),
    ]
    assert [(event.party, event.by) for event in of(call, Disconnected)] == [("desk", "desk"), ("caller", "service")]


@pytest.mark.parametrize(("desk", "rings"), [(Desk(), 1), (Desk("no-answer"), 1), (BUSY, 0), (Desk("failed"), 0)])
def test_only_a_free_telephone_rings(desk: Desk, rings: int) -> None:
    assert len(of(called(dialling(), desk), Rang)) == rings


@pytest.mark.parametrize(
    ("attributes", "after", "status", "second"),
    [
        # timeout: five seconds are added, and it is five at least and 600 at most.
        ("", 34.9, "completed", 94.9),
        ("", 35.1, "no-answer", 35),
        ("timeout='10'", 14.9, "completed", 74.9),
        ("timeout='10'", 15.1, "no-answer", 15),
        ("timeout='1'", 10.1, "no-answer", 10),
        ("timeout='900'", 606, "no-answer", 605),
        # timeLimit
        ("timeLimit='20'", 1, "completed", 21),
    ],
)
def test_time(attributes: str, after: float, status: str, second: float) -> None:
    call = called(dialling(f"action='/done' {attributes}"), Desk(after=after))
    assert dial_parameters(call)["DialCallStatus"] == status
    assert call.requests[1].second == pytest.approx(second)


def test_a_talk_that_reaches_its_limit_is_ended_by_the_limit() -> None:
    call = called(dialling("timeLimit='20'"))
    assert [(event.party, event.by) for event in of(call, Disconnected)] == [("desk", "limit"), ("caller", "service")]


@pytest.mark.parametrize(
    ("attributes", "method", "path"),
    [
        ("action='/done'", "POST", "/done"),
        ("action='/done' method='GET'", "GET", "/done"),
        ("action='/done#e=tokyo'", "POST", "/done"),
        ("action='?x=1'", "POST", "/voice?x=1"),
        ("action=''", "POST", "/voice"),
    ],
)
def test_with_an_action_the_document_is_left(attributes: str, method: str, path: str) -> None:
    pages = dialling(attributes)
    pages["/voice"] = [str(pages["/voice"]), "<Hangup/>"]
    call = called(pages)
    assert (call.requests[1].method, paths(call)) == (method, ["/voice", path])
    assert call.said == ""


@pytest.mark.parametrize("desk", [Desk(), BUSY, Desk("no-answer"), Desk("failed")])
def test_without_an_action_the_document_goes_on(desk: Desk) -> None:
    call = called(dialling(), desk)
    assert (paths(call), call.said) == (["/voice"], "after")


@pytest.mark.parametrize(
    ("attributes", "caller_id", "number"),
    [
        ("", CALLER, None),
        (f"callerId='{CALLER}'", CALLER, None),
        (f"callerId='{CALLED}'", CALLED, None),
        ("callerId='+815098765432'", "+815098765432", None),
        ("callerId='+81312345678'", None, 13214),
        ("callerId='0312345678'", None, 13214),
        ("callerId=''", None, 13214),
    ],
)
def test_caller_id(attributes: str, caller_id: str | None, number: int | None) -> None:
    pages = Pages(dialling(f"action='/done' {attributes}"))
    call = Carrier(InProcess(pages, HOME), PhoneNumber(owned=frozenset({"+815098765432"}))).dial(CALLER, CALLED)
    while call.heard:
        call.act()
    assert [event.caller_id for event in of(call, Dialled)] == ([] if caller_id is None else [caller_id])
    assert numbers(call) == ([] if number is None else [number])
    if number:
        assert dial_parameters(call) == {"DialCallStatus": "failed", "DialBridged": "false", "ErrorCode": str(number)}


@pytest.mark.parametrize(("caller_id", "dialled"), [("+815012345678", True), ("+815000000000", False)])
def test_the_number_in_a_sip_address_that_was_called_can_be_shown(caller_id: str, *, dialled: bool) -> None:
    pages = Pages(dialling(f"action='/done' callerId='{caller_id}'"))
    call = Carrier(InProcess(pages, HOME)).dial("anonymous", "sip:+815012345678@hotline.sip.twilio.com")
    while call.heard:
        call.act()
    assert bool(of(call, Dialled)) is dialled


@pytest.mark.parametrize("caller", ["anonymous", "+266696687", "Restricted", ""])
def test_a_withheld_number_cannot_be_shown(caller: str) -> None:
    call = Carrier(InProcess(Pages(dialling("action='/done'")), HOME)).dial(caller)
    while call.heard:
        call.act()
    assert (numbers(call), dial_parameters(call)["DialCallStatus"]) == ([13214], "failed")


BAD_VALUES = {
    "method='PUT' action='/done'": 13210,
    "timeout='0'": 13212,
    "timeout='soon'": 13212,
    "hangupOnStar='yes'": 13213,
    "timeLimit='0'": 13216,
    "record='yes'": 13217,
    "sequential='yes'": 13218,
    "answerOnBridge='yes'": 13219,
    "ringTone='mars'": 13220,
    "colour='red'": 12200,
}


def test_bad_values_are_reported_and_replaced_by_defaults() -> None:
    calls = {attributes: called(dialling(attributes)) for attributes in BAD_VALUES}

    assert {one: numbers(call) for one, call in calls.items()} == {one: [number] for one, number in BAD_VALUES.items()}
    assert [one for one, call in calls.items() if not call.bridged] == []


GOOD_VALUES = [
    "ringTone='jp'",
    "ringTone='us-old'",
    "record='do-not-record'",
    "sequential='true'",
    "trim='trim-silence' recordingTrack='both' referUrl='/r' referMethod='POST'",
    "callReason='a' events='x' passports='y'",
]


def test_good_values_are_not() -> None:
    assert {attributes: called(dialling(attributes)).warnings for attributes in GOOD_VALUES} == dict.fromkeys(
        GOOD_VALUES, ()
    )


@pytest.mark.parametrize("record", ["true", "record-from-answer", "record-from-ringing-dual"])
def test_recording_is_remarked_on(record: str) -> None:
    assert remarks(called(dialling(f"record='{record}'"))) == ["this carrier does not record"]


NUMBERS: dict[str, tuple[list[str], int | None]] = {
    DESK: ([DESK], None),
    " <Number>\n+81522236953\n</Number>": ([DESK], None),
    " +81522236953 ": ([DESK], None),
    "415-123-4567": (["+14151234567"], None),
    "1 (415) 123-4567": (["+14151234567"], None),
    "<Number>052-223-6953</Number>": ([], 13223),
    "<Number>+0522236953</Number>": ([], 13223),
    "<Number>+81 52-223-6953</Number>": ([], 13223),
    "<Number>+8152223695312345</Number>": ([], 13223),
    "<Number/>": ([], 13223),
    "<Say>a</Say>": ([], 13215),
    "<Fax>1</Fax>": ([], 12200),
    "<Number method='PUT' url='/whisper'>+81522236953</Number>": ([DESK], 13221),
    "<Number statusCallbackMethod='PUT'>+81522236953</Number>": ([DESK], 13221),
    "<Number sendDigits='1-2'>+81522236953</Number>": ([DESK], 13222),
    "<Number statusCallbackEvent='begun'>+81522236953</Number>": ([DESK], 12200),
}


def test_numbers() -> None:
    calls = {inside: called(dialling("action='/done'", inside, "", pages={"/whisper": ""})) for inside in NUMBERS}

    assert {inside: ([*call.dialled], numbers(call)) for inside, call in calls.items()} == {
        inside: (dialled, [] if number is None else [number]) for inside, (dialled, number) in NUMBERS.items()
    }
    assert {inside: dial_parameters(call)["DialCallStatus"] for inside, call in calls.items()} == {
        inside: "completed" if dialled else "failed" for inside, (dialled, _) in NUMBERS.items()
    }


@pytest.mark.parametrize("noun", ["Application", "Client", "Conference", "Queue", "Sim", "Sip", "WhatsApp"])
def test_what_is_not_rung_is_reported(noun: str) -> None:
    call = called(dialling("action='/done'", f"<{noun}>a</{noun}>", ""))
    assert remarks(call) == [f"this carrier does not ring a <{noun}>"]
    assert dial_parameters(call) == {"DialCallStatus": "failed", "DialBridged": "false"}


def test_answering_machines_are_not_looked_for() -> None:
    call = called(dialling("", "<Number machineDetection='Enable'>+81522236953</Number>"))
    assert remarks(call) == ["this carrier does not look for answering machines"]


def test_tones_are_sent_before_the_two_are_connected() -> None:
    call = called(dialling("", "<Number sendDigits='wW12'>+81522236953</Number>"), Desk(after=4))
    assert [event.second for event in of(call, Bridged)] == [4 + 0.5 + 1 + 2 * 0.25]


BOTH = f"<Number>{DESK}</Number><Number>{OTHER_DESK}</Number>"


def desks(first: Desk, second: Desk) -> Callable[[str], Desk]:
    return lambda number: first if number == DESK else second


@pytest.mark.parametrize(
    ("first", "second", "answered", "status", "at"),
    [
        (Desk(after=8), Desk(after=3), OTHER_DESK, "completed", 63),
        (BUSY, Desk(after=3), OTHER_DESK, "completed", 63),
        (Desk("no-answer"), BUSY, None, "no-answer", 35),
        (BUSY, Desk("failed", after=1), None, "busy", 2),
    ],
)
def test_several_numbers_ring_at_once_and_the_first_answer_wins(
    first: Desk, second: Desk, answered: str | None, status: str, at: float
) -> None:
    call = called(dialling("action='/done'", BOTH), desks(first, second))
    assert [event.second for event in of(call, Dialled)] == [0, 0]
    assert [event.number for event in of(call, PickedUp)] == ([] if answered is None else [answered])
    assert dial_parameters(call)["DialCallStatus"] == status
    assert call.requests[1].second == at


@pytest.mark.parametrize(
    ("first", "second", "began", "status"),
    [
        (Desk(after=3), Desk(after=3), [0], "completed"),
        (BUSY, Desk(after=3), [0, 2], "completed"),
        (BUSY, BUSY, [0, 2], "busy"),
        (Desk("no-answer"), Desk("failed", after=1), [0, 35], "failed"),
    ],
)
def test_sequential_numbers_ring_one_after_another(first: Desk, second: Desk, began: list[float], status: str) -> None:
    call = called(dialling("action='/done' sequential='true'", BOTH), desks(first, second))
    assert [event.second for event in of(call, Dialled)] == began
    assert dial_parameters(call)["DialCallStatus"] == status


def test_ten_numbers_at_most() -> None:
    inside = "".join(f"<Number>+8152223695{place}</Number>" for place in range(10)) + f"<Number>{OTHER_DESK}</Number>"
    call = called(dialling("", inside), BUSY)
    assert (len(call.dialled), numbers(call)) == (10, [12200])


@pytest.mark.parametrize(
    ("deeds", "status", "bridged", "second"),
    [
        ([Disconnect(at=2)], "canceled", "false", 2),
        ([Disconnect(at=20)], "completed", "true", 20),
    ],
)
def test_the_caller_hangs_up(deeds: list[Action], status: str, bridged: str, second: float) -> None:
    quiet = called(dialling("action='/done'"), Desk(after=4), *deeds)
    assert (paths(quiet), quiet.second, quiet.status) == (["/voice"], second, "completed")
    assert [event.by for event in of(quiet, Disconnected)][-1] == "caller"
    asked = called(dialling("action='/done'"), Desk(after=4), *deeds, rules=CarrierOptions(action_after_hangup=True))
    assert (dial_parameters(asked)["DialCallStatus"], dial_parameters(asked)["DialBridged"]) == (status, bridged)
    assert asked.requests[1].parameters["CallStatus"] == "completed"


def test_hanging_up_while_several_ring_one_after_another_rings_no_more() -> None:
    call = called(dialling("sequential='true'", BOTH), Desk("no-answer"), Disconnect(at=10))
    assert (call.dialled, call.said) == ((DESK,), "")


def test_without_an_action_nothing_is_requested_after_a_hang_up() -> None:
    call = called(dialling(), Desk(), Disconnect(at=2), rules=CarrierOptions(action_after_hangup=True))
    assert paths(call) == ["/voice"]


@pytest.mark.parametrize(
    ("attributes", "pressed", "second"),
    [
        ("hangupOnStar='true'", PressKeys("*", at=10), 10),
        ("hangupOnStar='true'", PressKeys("1", at=10), 64),
        ("hangupOnStar='true'", PressKeys("*", at=1), 64),
        ("hangupOnStar='false'", PressKeys("*", at=10), 64),
        ("", PressKeys("*", at=10), 64),
    ],
)
def test_a_star_ends_the_talk_where_it_may(attributes: str, pressed: PressKeys, second: float) -> None:
    call = called(dialling(f"action='/done' {attributes}"), Desk(after=4), pressed)
    assert (call.requests[1].second, dial_parameters(call)["DialCallStatus"]) == (second, "completed")
    assert [event.lost for event in of(call, KeysPressed)] == [True]


@pytest.mark.parametrize(
    ("document", "statuses", "remarked"),
    [
        ("<Dial answerOnBridge='true' action='/done'>{0}</Dial>", ["ringing", "ringing"], []),
        ("<Dial action='/done'>{0}</Dial>", ["ringing", "in-progress"], []),
        (
            "<Say>a</Say><Dial answerOnBridge='true' action='/done'>{0}</Dial>",
            ["ringing", "in-progress"],
            ["answerOnBridge does nothing once the call has been answered"],
        ),
    ],
)
def test_answer_on_bridge_counts_only_for_the_first_verb(
    document: str, statuses: list[str], remarked: list[str]
) -> None:
    call = called({"/voice": document.format(DESK), "/done": ""}, BUSY)
    assert [request.parameters["CallStatus"] for request in call.requests] == statuses
    assert remarks(call) == remarked


def test_a_caller_who_was_never_answered_leaves_no_answer() -> None:
    call = called(dialling("answerOnBridge='true'"), Desk("no-answer"), Disconnect(at=3))
    assert call.status == "no-answer"


def test_the_talk_answers_the_call() -> None:
    call = called(dialling("answerOnBridge='true' action='/done'"), Desk())
    assert call.requests[1].parameters["CallStatus"] == "in-progress"


def test_the_caller_is_told_which_numbers_ring() -> None:
    call = dial(dialling("", BOTH))
    assert call.heard
    assert call.heard.ringing == (DESK, OTHER_DESK)


EVENTS = "initiated ringing answered completed"


def callbacks(call: SimulatedCall) -> list[tuple[str, str, str | None]]:
    """Return number, status and duration of each status callback, as sent."""
    return [
        (request.parameters["SequenceNumber"], request.parameters["CallStatus"], request.parameters.get("CallDuration"))
        for request in call.requests
        if request.why == "status"
    ]


@pytest.mark.parametrize(
    ("attributes", "desk", "expected"),
    [
        ("", Desk(), [("0", "completed", "60")]),
        (
            f"statusCallbackEvent='{EVENTS}'",
            Desk(),
            [("0", "initiated", None), ("1", "ringing", None), ("2", "in-progress", None), ("3", "completed", "60")],
        ),
        (f"statusCallbackEvent='{EVENTS}'", BUSY, [("0", "initiated", None), ("1", "busy", "0")]),
        (
            f"statusCallbackEvent='{EVENTS}'",
            Desk("no-answer"),
            [("0", "initiated", None), ("1", "ringing", None), ("2", "no-answer", "0")],
        ),
        (f"statusCallbackEvent='{EVENTS}'", Desk("failed"), [("0", "initiated", None), ("1", "failed", "0")]),
        ("statusCallbackEvent='answered'", Desk(), [("0", "in-progress", None)]),
        ("statusCallbackEvent='answered ringing'", Desk(), [("0", "ringing", None), ("1", "in-progress", None)]),
        ("statusCallbackEvent='answered'", BUSY, []),
    ],
)
def test_status_callbacks(attributes: str, desk: Desk, expected: list[tuple[str, str, str | None]]) -> None:
    inside = f"<Number statusCallback='/status' {attributes}>{DESK}</Number>"
    call = called(dialling("", inside, pages={"/status": Page(status=204)}), desk)
    assert callbacks(call) == expected


def test_what_a_status_callback_says() -> None:
    inside = f"<Number statusCallback='/status' statusCallbackMethod='GET'>{DESK}</Number>"
    call = called(
        dialling(f"callerId='{CALLED}'", inside, pages={"/status": Page(status=204)}), Desk(after=4, talks=11)
    )
    (sent,) = (request for request in call.requests if request.why == "status")
    (dialled,) = of(call, Dialled)
    assert sent.method == "GET"
    assert sent.parameters == {
        "CallSid": dialled.sid,
        "ParentCallSid": call.sid,
        "AccountSid": "AC" + 32 * "0",
        "From": CALLED,
        "To": DESK,
        "Caller": CALLED,
        "Called": DESK,
        "CallStatus": "completed",
        "ApiVersion": "2010-04-01",
        "Direction": "outbound-dial",
        "Timestamp": "Mon, 05 Jan 2026 01:00:15 +0000",
        "CallbackSource": "call-progress-events",
        "SequenceNumber": "0",
        "CallDuration": "11",
    }


@pytest.mark.parametrize("host", ["my_service.test", "[::1"])
def test_hosts_that_are_not_called_back(host: str) -> None:
    call = called(dialling("", f"<Number statusCallback='http://{host}/status'>{DESK}</Number>"))
    assert (numbers(call), paths(call)) == ([11100], ["/voice"])


def test_those_who_were_not_first_are_canceled() -> None:
    inside = "".join(f"<Number statusCallback='/{n}'>{n}</Number>" for n in (DESK, OTHER_DESK))
    pages = dialling("", inside, pages={f"/{n}": Page(status=204) for n in (DESK, OTHER_DESK)})
    call = called(pages, desks(Desk(after=8), Desk(after=3)))
    ends = {
        request.parameters["To"]: request.parameters["CallStatus"]
        for request in call.requests
        if request.why == "status"
    }
    assert ends == {DESK: "canceled", OTHER_DESK: "completed"}
