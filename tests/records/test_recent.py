"""The records of the last minutes: which offices keep failing, and who is connected too often."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest
from sqlalchemy import URL, Connection

from ivr.call.flow_file import Limits
from ivr.records import CallEvent, Hindrances, Kind, database
from ivr.records.recent import RingEnd, Spell, hindrances, ring_ends, spells
from ivr.records.report import tables_of
from ivr.records.store import save

MINUTE = 60_000
NOW = 1_795_848_000_000
OFFICE, OTHER = "+81542751880", "+81542535118"
LIMITS = Limits()


class Rang(NamedTuple):
    """A call that rang an office so many minutes ago."""

    minutes: float
    caller: str
    outcome: str
    lasted: int = 25
    number: str = OFFICE
    closed: bool = False


def events(rang: Rang, name: str) -> Iterator[CallEvent]:
    at = NOW - int(rang.minutes * MINUTE)
    known = {"plan": "p1", "language": "ja", "caller": [rang.caller, "22", "+815012345678"]}
    ring = {"turn": 1, "how": "speech", "node": "read_back", "to": "ring_office", "number": rang.number}
    ring |= {"closed": 1} if rang.closed else {}
    yield CallEvent(name, name, "step 1", at, Kind.STEP, known | ring | {"office": "22-center"})
    if rang.outcome:
        end = {"turn": 2, "how": "dial", "node": "ring_office", "to": "x", "dial": [1, f"{name}c", rang.outcome, 0, ""]}
        yield CallEvent(name, name, "step 2", at + rang.lasted * 1000, Kind.STEP, known | end)


@pytest.fixture
def connection(url: URL) -> Iterator[Connection]:
    engine = database.writing(url)
    database.upgrade(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def found(connection: Connection, rung: Sequence[Rang], limits: Limits = LIMITS) -> Hindrances:
    save(connection, [event for at, rang in enumerate(rung) for event in events(rang, f"CA{at}")], NOW)
    return hindrances(connection, limits, NOW)


IN_VAIN = (Rang(9, "a", "no_answer"), Rang(5, "b", "no_answer"), Rang(1, "c", "no_answer"))
TWO = IN_VAIN[:2]
FAST = tuple(Rang(at, "a", "failed", 1) for at in (9, 5, 1))
FAILING = {
    "three callers": IN_VAIN,
    "one of them withholds his number": (*TWO, IN_VAIN[2]._replace(caller="")),
    "after somebody was answered": (Rang(9.5, "d", "completed"), *IN_VAIN),
    "a busy line is no answer either": (*IN_VAIN, Rang(0.5, "d", "busy"), Rang(0.4, "e", "canceled")),
    "the carrier fails at once, for one caller": FAST,
    "the carrier fails at once, for withheld numbers": tuple(one._replace(caller="") for one in FAST),
}
RUNG = {
    "two callers": TWO,
    "a while ago": (IN_VAIN[0]._replace(minutes=10.1), *IN_VAIN[1:]),  # it is tried again
    "it is closed": tuple(one._replace(closed=True) for one in IN_VAIN),
    "one caller": tuple(one._replace(caller="a") for one in IN_VAIN),
    "withheld numbers": tuple(one._replace(caller="") for one in IN_VAIN),
    "one caller, at whom the carrier fails slowly": tuple(one._replace(lasted=20) for one in FAST),
    "busy, left and under way": (*TWO, Rang(1, "c", "busy"), Rang(0.5, "d", "canceled"), Rang(0.1, "e", "")),
    "answered at last": (*IN_VAIN, Rang(0.5, "d", "completed")),
}


def test_which_offices_keep_failing(connection: Connection) -> None:
    numbers = {name: f"+8154275{at:04}" for at, name in enumerate((*FAILING, *RUNG))}
    rung = [one._replace(number=numbers[name]) for name, of in (FAILING | RUNG).items() for one in of]

    known = found(connection, rung).failing

    assert {name for name, number in numbers.items() if number in known} == set(FAILING)
    assert known[numbers["three callers"]] == NOW - 9 * MINUTE


LIMITED = replace(LIMITS, rings_a_caller=3, rings_an_office=6)


def test_callers_and_offices_over_the_limit(connection: Connection) -> None:
    rung = [Rang(at, "a", "completed") for at in (50, 40, 30)]
    rung += [Rang(at, "b", "completed") for at in (61, 40)]  # an hour ago is forgiven
    rung += [Rang(at, "", "busy", number=OTHER) for at in range(1, 8)]  # of whom nobody knows who they are

    assert found(connection, rung, LIMITED) == Hindrances(NOW, {}, frozenset({OTHER}), frozenset({"a"}))
    assert hindrances(connection, LIMITS, NOW) == Hindrances(NOW)


def ends(*rung: Rang) -> list[RingEnd]:
    return [RingEnd(one.number, "x", NOW + int(one.minutes * MINUTE), 25_000, one.outcome, one.caller) for one in rung]


def test_the_times_when_an_office_kept_failing_are_listed_for_a_whole_month() -> None:
    rung = ends(
        *(Rang(at, str(at), "no_answer") for at in (0, 1, 2, 9, 13)),  # until only two of ten minutes are left
        *(Rang(at, str(at), "failed") for at in (60, 61, 62)),
        Rang(63, "x", "completed"),
        *(Rang(at, str(at), "no_answer") for at in (64, 65)),
        *(Rang(at, str(at), "no_answer", number=OTHER) for at in (1, 2, 3)),
    )

    assert spells(rung, 3, 10 * MINUTE) == [
        Spell(OFFICE, "x", NOW, NOW + 9 * MINUTE, 4),
        Spell(OTHER, "x", NOW + MINUTE, NOW + 3 * MINUTE, 3),
        Spell(OFFICE, "x", NOW + 60 * MINUTE, NOW + 62 * MINUTE, 3),
    ]


def test_ends_are_those_of_the_span_in_their_order(connection: Connection) -> None:
    found(connection, IN_VAIN)

    assert [end.caller for end in ring_ends(connection, NOW - 6 * MINUTE, NOW, replace(LIMITS, failures=2))] == [
        "b",
        "c",
    ]
    assert [end.lasted for end in ring_ends(connection, 0, NOW, LIMITS)] == [25_000] * 3


def test_only_numbers_that_may_keep_failing_are_looked_at(connection: Connection) -> None:
    apart = [Rang(at, str(at), "no_answer", number=OTHER) for at in (1, 5, 11.1)]
    found(connection, [*IN_VAIN, Rang(2, "d", "completed"), Rang(2, "e", "busy"), *apart])

    looked_at = [(end.number, end.outcome) for end in ring_ends(connection, 0, NOW, LIMITS)]

    assert looked_at == [(OFFICE, outcome) for outcome in ("no_answer", "no_answer", "completed", "no_answer")]


def test_the_report_of_a_month_lists_when_offices_kept_failing(connection: Connection) -> None:
    found(connection, (*IN_VAIN, *TWO))

    tables = tables_of(connection, NOW - 86_400_000, NOW, NOW)

    (table,) = (one for one in tables if one.title == "Offices that kept failing")
    assert table.rows == (
        ("22-center", OFFICE, "2026-11-28 15:31", "2026-11-28 15:39", 5),
        ("all", "", "", "", 5),
    )
