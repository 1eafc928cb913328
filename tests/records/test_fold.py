"""The record made of a call's events, in whatever order and however often they came."""

from dataclasses import asdict, replace
from itertools import permutations
from typing import Any

import pytest

from ivr.records import CallEvent, Kind
from ivr.records.fold import fold

from .samples import AT, CALL, CHILD, CONNECTED, FOUND, RING, START, reported, rung, step

LEFT = reported("completed", seconds=60)
LEFT_AN_HOUR_AGO = reported("completed", seconds=60, told=AT + 60_000 - 3_600_000)
"""As it is reported where our clock is an hour ahead."""
BUSY = step(3, how="dial", to="after_busy", dial=[2, CHILD, "busy", 0, ""], **FOUND)
CANCELED = step(3, how="dial", to="after_busy", dial=[2, CHILD, "canceled", 0, ""], **FOUND)
ENDS = step(3, how="dial", to="goodbye", ends=1, dial=[2, CHILD, "failed", None, "13227"], **FOUND)
UNANSWERED = step(3, how="dial", to="no_answer", dial=[2, CHILD, "no_answer", 0, ""], **FOUND)
FOR_25 = replace(RING, data={**RING.data, "timeout": 25})
BEGUN = rung("ringing", 0, at=AT + 10_000)
UNANSWERED_LATE = replace(UNANSWERED, at=AT + 7_000)
TOLD_LATER = reported("completed", at=AT + 12_000, told=AT + 4_000)
IN_VAIN = step(3, AT + 32_000, how="dial", to="no_answer", dial=[2, CHILD, "no_answer", 0, ""], **FOUND)
FAULT = CallEvent(CALL, CALL, "fault  ask_service", AT + 3_000, Kind.FAULT, {"node": "ask_service"})
INSTEAD = {"number": "+81354701840", "office": "national"}
GIVEN_UP = CallEvent(CALL, CALL, "fault 11205 b 2", AT + 17_000, Kind.FAULT, {"node": "b", "turn": 2} | INSTEAD)
"""The answer that was to ring came too late for the carrier: its fallback rang the headquarters instead."""
AGED = CallEvent(CALL, CALL, "aged", AT + 20_000_000, Kind.AGED)


def became(*events: CallEvent) -> str:
    return fold(CALL, events)[0].disposition


BECAME: list[tuple[tuple[CallEvent, ...], str]] = [
    ((START,), "open"),
    ((START, RING), "open"),
    ((START, RING, CONNECTED), "connected"),
    ((START, RING, CONNECTED, LEFT), "connected"),
    ((START, RING, rung("completed", 2, seconds=12), LEFT), "connected"),  # the dial's own end never came
    ((START, RING, rung("answered", 1), LEFT), "left_ringing"),
    ((START, RING, LEFT), "left_ringing"),
    ((START, RING, rung("canceled", 1), LEFT), "left_ringing"),
    ((START, RING, CANCELED, LEFT), "left_ringing"),
    ((START, RING, CANCELED, step(4, how="silence", to="after_busy"), LEFT), "failed"),
    ((rung("canceled", None, began=AT, number="+81542751880"), LEFT), "left_ringing"),  # as the carrier lists it
    ((rung("no_answer", None, AT + 59_500, began=AT, number="+81542751880"), LEFT), "left_ringing"),
    ((START, RING, rung("busy", 1), LEFT), "busy"),
    ((START, RING, BUSY, reported("completed", at=AT + 4_000)), "busy"),  # he hears that, and leaves at once
    ((START, RING, rung("no_answer", 1, at=AT + 59_500), LEFT), "left_ringing"),  # as some carriers call that
    ((START, RING, UNANSWERED, reported("completed", at=AT + 4_000)), "left_ringing"),  # the action is asked in vain
    ((START, RING, UNANSWERED, step(4, how="silence"), reported("completed", at=AT + 4_500)), "no_answer"),
    ((START, RING, UNANSWERED, LEFT), "no_answer"),
    ((START, RING, UNANSWERED, LEFT_AN_HOUR_AGO), "no_answer"),
    ((START, RING, UNANSWERED_LATE, TOLD_LATER), "left_ringing"),  # both are late
    ((START, FOR_25, IN_VAIN, reported("completed", at=AT + 33_500)), "no_answer"),  # he hears that, and leaves
    ((START, FOR_25, replace(IN_VAIN, at=AT + 27_000), reported("completed", at=AT + 28_000)), "no_answer"),
    ((START, FOR_25, BEGUN, IN_VAIN, reported("completed", at=AT + 33_500)), "left_ringing"),  # words came first
    ((START, RING, step(3, how="dial", ends=1, dial=[2, CHILD, "no_answer", 0, ""], **FOUND)), "no_answer"),  # by us
    ((START, RING, BUSY), "open"),
    ((START, RING, BUSY, LEFT), "busy"),
    ((START, RING, ENDS), "failed"),
    ((START, LEFT), "left"),
    ((START, step(1, ends=1)), "ended"),
    ((START, step(1, ends=1), LEFT), "ended"),
    ((START, step(1, hindered="closed")), "open"),
    ((START, step(1, hindered="closed"), LEFT), "closed"),
    ((START, step(1, hindered="over_limit"), step(2, ends=1)), "over_limit"),
    ((START, step(1, hindered="closed"), step(3, hindered="failing"), LEFT), "failing"),  # and then the other one
    ((START, step(1, hindered="closed"), RING, CONNECTED), "connected"),  # rung all the same
    ((START, RING, BUSY, step(4, hindered="failing"), LEFT), "busy"),
    ((START, step(1, hindered="odd"), LEFT), "left"),
    ((START, FAULT, LEFT), "fault"),
    ((START, FAULT, RING, CONNECTED, LEFT), "connected"),
    ((START, RING, GIVEN_UP, LEFT), "fault"),
    ((START, RING, GIVEN_UP, rung("completed", 2, seconds=30), LEFT), "connected"),
    ((START, AGED), "lost"),
    ((START, AGED, LEFT), "left"),  # the end was told after all
    ((LEFT,), "left"),
    ((rung("busy", 1),), "open"),
]


def test_what_became_of_a_call() -> None:
    orders = [(order, disposition) for events, disposition in BECAME for order in permutations(events)]

    assert [(order, became(*order)) for order, disposition in orders if became(*order) != disposition] == []


def test_a_whole_call() -> None:
    heard = step(1, slots={"service": "center"}, stage="first")
    place = step(2, slots=FOUND["slots"], stage="first", how="keys")
    ring = step(3, to="ring_office", number="+81542751880", office="22-center", how="silence", **FOUND)
    end = step(4, how="dial", to="goodbye", ends=1, dial=[3, CHILD, "completed", 30, ""], **FOUND)
    rang = rung("ringing", 0, at=AT + 4_500, turn=3)
    record, rings = fold(CALL, (START, heard, place, ring, rang, end, reported("completed", seconds=47)))

    known = {name: value for name, value in asdict(record).items() if value}
    assert known == {
        "call": CALL,
        "started": AT,
        "last": AT + 60_000,
        "ended": AT + 60_000,
        "disposition": "connected",
        "caller": "0123456789abcdef0123456789abcdef",
        "caller_area": "22",
        "called": "+815012345678",
        "plan": "p1",
        "language": "ja",
        "service": "center",
        "service_by": "speech",
        "prefecture": "22",
        "prefecture_by": "keys",
        "turns": 4,
        "rings": 1,
        "ring_after": 4_500,
        "office": "22-center",
        "outcome": "completed",
        "talk": 30_000,
        "last_node": "goodbye",
        "duration": 47_000,
    }
    assert [(ring.turn, ring.after, ring.outcome, ring.talk, ring.leg) for ring in rings] == [
        (3, 1_500, "completed", 30_000, CHILD)
    ]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({}, None),
        (FOUND["slots"], None),
        ({"customer": "member", **FOUND["slots"], "branch": "tokyo"}, '{"branch": "tokyo", "customer": "member"}'),
        ({"customer": 7}, None),
    ],
)
def test_slots_of_the_sites_own_are_kept_as_they_were_last(slots: dict[str, Any], expected: str | None) -> None:
    record, _ = fold(CALL, (START, step(1, slots={"customer": "guest"}), step(2, slots=slots)))
    assert record.slots == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([{"stage": "first", "asks": "yes_no", "sound": 1}, {"stage": "yes_no", **FOUND}], ("sound", 0, 1)),
        ([{"stage": "first", "asks": "pick", "sound": 0}, {"stage": "pick", "how": "keys", **FOUND}], ("speech", 0, 1)),
        ([{"stage": "postal", "how": "keys", "asks": "yes_no"}, {"stage": "yes_no", **FOUND}], ("postal", 0, 1)),
        ([{"stage": "region", "how": "keys", **FOUND}], ("keys", 0, 0)),
        ([{"stage": "first", **FOUND}, {"refused": 1}, {"stage": "menu", "how": "keys", **FOUND}], ("keys", 1, 0)),
        ([{"stage": "first", **FOUND}, {}], (None, 1, 0)),
        ([{"stage": "first", **FOUND}, {"number": "+81354701840"}, {}], ("speech", 0, 0)),  # despair
        ([{"stage": "first", "refused": 1}], (None, 1, 0)),
        ([{"stage": "first", "asks": "pick"}, {"stage": "pick", "asks": "yes_no"}], (None, 0, 1)),
    ],
)
def test_how_the_place_was_found(steps: list[dict[str, Any]], expected: tuple[str | None, int, int]) -> None:
    events = [START, *(step(turn, **data) for turn, data in enumerate(steps, 1))]
    record, _ = fold(CALL, events)
    assert (record.prefecture_by, record.corrected, record.doubts) == expected


def test_a_service_that_is_named_with_the_place_asked_about_was_found_by_that_answer() -> None:
    asked, both = step(1, stage="first", asks="yes_no", sound=1), step(2, stage="yes_no", how="keys", **FOUND)
    record, _ = fold(CALL, (START, asked, both))
    assert (record.service_by, record.prefecture_by) == ("keys", "sound")


def test_misunderstandings_and_silences_are_counted() -> None:
    events = (
        START,
        step(1, missed=1),
        step(2, missed=1),
        step(3, how="silence", node="a", to="a"),
        step(4, node="a", to="a"),
        step(5, how="silence", node="a", to="b"),
    )
    record, _ = fold(CALL, events)
    assert (record.misunderstood, record.silences) == (2, 1)


HALF = {"slots": {"service": "center"}}
SILENT = {"how": "silence", "node": "a", "to": "a"}


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        ([FOUND], "one_sentence"),
        ([HALF, FOUND], "two_answers"),
        ([HALF, HALF | {"asks": "yes_no"}, FOUND], "two_answers"),
        ([SILENT, HALF | {"how": "keys"}, FOUND | {"how": "keys"}], "keypad"),
        ([SILENT, HALF, FOUND], None),
        ([{"missed": 1}, FOUND], None),
        ([HALF, HALF | {"asked": "cost"}, FOUND], None),
        ([HALF, FOUND, FOUND | {"refused": 1}, FOUND], None),
        ([HALF | {"how": "keys"}, FOUND], None),
        ([HALF, FOUND | {"how": "keys", "stage": "postal"}], None),
    ],
)
def test_how_a_ring_was_reached(steps: list[dict[str, Any]], way: str | None) -> None:
    events = [step(turn, **data) for turn, data in enumerate(steps, 1)]
    ring = step(len(steps) + 1, to="ring_office", number="+81542751880", how="silence", **FOUND)
    assert fold(CALL, [START, *events])[0].way is None
    assert fold(CALL, [START, *events, ring])[0].way == way


def test_where_it_was_misunderstood_and_what_was_asked_back() -> None:
    events = (
        START,
        step(1, missed=1, node="x"),
        step(2, asked="cost"),
        step(3, missed=1, node="y"),
        step(4, asked="who"),
    )
    record, _ = fold(CALL, events)
    assert (record.missed_at, record.asked) == ("x.y", "cost.who")
    assert fold(CALL, (START,))[0].missed_at is None


@pytest.mark.parametrize(
    ("statuses", "outcome"),
    [
        (("ringing", "completed"), "completed"),
        (("completed", "ringing"), "completed"),  # contradictory: it does not ring again
        (("busy", "completed"), "busy"),  # the first end stays
        (("ringing", "unknown"), None),
        (("no_answer", "no_answer"), "no_answer"),
    ],
)
def test_the_first_end_of_a_leg_stays(statuses: tuple[str, ...], outcome: str | None) -> None:
    events = (START, RING, *(rung(status, number) for number, status in enumerate(statuses)))
    for order in permutations(events):
        assert [ring.outcome for ring in fold(CALL, order)[1]] == [outcome]


def test_the_dials_own_end_knows_better_whether_anybody_talked() -> None:
    hung_up = step(3, how="dial", to="after_no_answer", dial=[2, CHILD, "no_answer", 3, ""], **FOUND)
    record, rings = fold(CALL, (START, RING, rung("completed", 2, seconds=3), hung_up, LEFT))
    assert (record.disposition, rings[0].outcome, rings[0].talk) == ("no_answer", "no_answer", None)


@pytest.mark.parametrize(
    ("at", "carrier_says", "rang_after"),
    [
        (AT + 3_000, AT + 3_000, 1_000),
        (AT + 3_600, AT + 3_000, 1_600),  # whole seconds: ours is the finer one
        (AT + 300_000, AT + 4_000, 2_000),  # the callback was late
        (AT + 3_000, AT - 40 * 86_400_000, 1_000),  # one of the clocks is wrong
        (AT + 3_000, AT + 9_000_000, 1_000),
        (AT - 5_000, None, 0),  # our clock was put back
    ],
)
def test_when_a_telephone_rang(at: int, carrier_says: int | None, rang_after: int) -> None:
    _, rings = fold(CALL, (START, RING, rung("ringing", 0, at, told=carrier_says)))
    assert rings[0].after == rang_after


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"turn": "two", "slots": [], "caller": 5, "dial": [1]},
        {"turn": -1, "dial": [None, 1, 2, "x", []], "caller": [1, 2, 3], "number": 7},
        {"turn": True, "slots": {"service": 5, "prefecture": None}, "asks": [], "stage": {}},
    ],
)
def test_nothing_absurd_in_a_journal_breaks_it(data: dict[str, Any]) -> None:
    odd = CallEvent(CALL, CALL, "step x", AT, Kind.STEP, data)
    told_oddly = CallEvent(CALL, CALL, "status x", AT, Kind.STATUS, {"status": 5, "sequence": "x", "turn": []})
    record, _ = fold(CALL, (odd, told_oddly))
    assert (record.call, record.started, record.disposition, record.turns) == (CALL, AT, "open", 0)


def listed(status: str, began: int, leg: str = CHILD, **data: Any) -> CallEvent:  # noqa: ANN401 - what an event holds
    """Return what the carrier's own list of calls says of a ring."""
    return reported(status, None, AT + 50_000, leg, began=began, number="+81542751880", **data)


def test_a_ring_that_only_the_carrier_lists_is_on_record_behind_all_others() -> None:
    first = listed("completed", AT + 9_000, "CB7", seconds=40)
    events = (START, RING, BUSY, listed("busy", AT + 30_000, "CB9", seconds=0), first, listed("failed", AT + 20_000))
    for order in permutations(events):
        _, rings = fold(CALL, order)
        shown = [(ring.turn, ring.at, ring.leg, ring.outcome, ring.talk, ring.office) for ring in rings]
        assert shown == [
            (2, AT + 2_000, CHILD, "busy", None, "22-center"),
            (101, AT + 9_000, "CB7", "completed", 40_000, None),
            (102, AT + 30_000, "CB9", "busy", None, None),
        ]


@pytest.mark.parametrize(
    ("on_record", "listed_as", "ends"),
    [
        ((RING,), ["completed"], [("completed", 40_000)]),
        ((RING,), ["no_answer"], [("no_answer", None)]),
        ((RING, rung("ringing", 0)), ["busy"], [("busy", None)]),  # known by its leg
        ((RING, BUSY), ["completed"], [("busy", None)]),  # what is known stays
        ((RING, step(4, number="+81542751880")), ["busy", "failed"], [("busy", None), ("failed", None)]),
        ((step(1, number="+81354701840"), RING), ["busy"], [(None, None), ("busy", None)]),
    ],
)
def test_an_end_that_nobody_reported_is_taken_from_the_list(
    on_record: tuple[CallEvent, ...], listed_as: list[str], ends: list[tuple[str | None, int | None]]
) -> None:
    told = [listed(end, AT + at, CHILD if at == 0 else f"CB{at}", seconds=40) for at, end in enumerate(listed_as)]
    _, rings = fold(CALL, (START, *on_record, *told))
    assert [(ring.outcome, ring.talk) for ring in rings] == ends


def test_a_call_began_when_it_was_seen_here_or_else_as_it_is_listed() -> None:
    of_list = reported("completed", None, began=AT - 7_000, seconds=60)
    assert fold(CALL, (START, of_list))[0].started == AT
    record, _ = fold(CALL, (of_list, listed("busy", AT + 9_000)))
    assert (record.started, record.ring_after) == (AT - 7_000, 16_000)


@pytest.mark.parametrize("told", [(), (rung("ringing", 1, AT + 20_000),)])
def test_how_soon_it_rang_is_not_known_of_a_call_whose_first_answer_the_carrier_never_got(
    told: tuple[CallEvent, ...],
) -> None:
    at_once = replace(GIVEN_UP, data={"node": "", "turn": 0} | INSTEAD)
    record, (ring,) = fold(CALL, (at_once, *told, LEFT))
    assert (record.ring_after, ring.office) == (None, "national")
    assert fold(CALL, (START, at_once, LEFT))[0].ring_after == 17_000


def test_a_ring_that_the_carrier_never_began_is_not_on_record_but_the_one_instead_of_it_is() -> None:
    busy = step(3, how="dial", to="after_busy", dial=[2, CHILD, "busy", 0, ""], **FOUND)
    told = rung("answered", 1, AT + 20_000), rung("completed", 2, AT + 50_000, seconds=30)
    record, rings = fold(CALL, (START, RING, GIVEN_UP, *told, LEFT))
    assert [(ring.office, ring.outcome, ring.talk, ring.after) for ring in rings] == [
        ("national", "completed", 30_000, 3_000)
    ]
    assert (record.office, record.rings, record.ring_after, record.way) == ("national", 1, 20_000, None)

    silent = replace(GIVEN_UP, data={"node": "b", "turn": 2})  # the number was read out: it had rung before
    assert fold(CALL, (START, RING, silent, LEFT))[1] == ()

    later = replace(GIVEN_UP, data={"node": "b", "turn": 3} | INSTEAD)  # what was to follow the ring was given up
    assert [ring.outcome for ring in fold(CALL, (START, RING, busy, later, LEFT))[1]] == ["busy", None]
