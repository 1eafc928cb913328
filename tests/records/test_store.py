"""What a database of either kind holds: each event once, and of each call the record of its events."""

import random
from dataclasses import asdict
from threading import Thread

import pytest
from sqlalchemy import URL, Engine, func, select

from ivr.records import CallEvent, Kind, database, store
from ivr.records.database_tables import calls, events, heartbeats, rings
from ivr.records.fold import fold

from .samples import AT, CALL, RING, START, reported, rung, step, whole_call

DAY = 86_400_000


def save(engine: Engine, *new: CallEvent) -> None:
    with engine.begin() as connection:
        store.save(connection, new, AT + 9 * DAY)


def count(engine: Engine, table: object) -> int:
    with engine.begin() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def stored(engine: Engine) -> list[dict[str, object]]:
    with engine.begin() as connection:
        return [dict(row) for row in connection.execute(select(calls).order_by(calls.c.call)).mappings()]


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_whatever_the_order_and_however_often_they_come_a_call_is_there_once(engine: Engine, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    of_calls = [whole_call(f"CA{number:032}", AT + number * 60_000) for number in range(20)]
    sent = [one for of_call in of_calls for one in of_call] * 2
    chance.shuffle(sent)
    while sent:
        size = chance.randint(1, 40)
        save(engine, *sent[:size])
        del sent[:size]
    assert stored(engine) == [asdict(fold(of_call[0].call, of_call)[0]) for of_call in of_calls]
    assert (count(engine, events), count(engine, rings)) == (sum(map(len, of_calls)), 20)


def test_two_machines_that_store_one_call_at_once_store_it_whole(engine: Engine, url: URL) -> None:
    of_calls = [whole_call(f"CA{number:032}") for number in range(30)]
    halves = ([of_call[::2] for of_call in of_calls], [of_call[1::2] for of_call in reversed(of_calls)])

    def machine(half: list[tuple[CallEvent, ...]]) -> None:
        own = database.writing(url)
        for some in half:
            save(own, *some)
        own.dispose()

    threads = [Thread(target=machine, args=(half,)) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored(engine) == [asdict(fold(of_call[0].call, of_call)[0]) for of_call in of_calls]


def test_calls_that_never_end_are_closed_by_age_and_opened_by_a_late_report(engine: Engine) -> None:
    save(engine, START)
    with engine.begin() as connection:
        assert store.close_lost(connection, AT + store.LOST_AFTER - 1) == 0
        assert store.close_lost(connection, AT + store.LOST_AFTER + 1) == 1
        assert store.close_lost(connection, AT + 2 * store.LOST_AFTER) == 0
    assert [(row["disposition"], row["ended"]) for row in stored(engine)] == [("lost", AT + store.LOST_AFTER + 1)]
    save(engine, reported("completed", seconds=60))
    assert [(row["disposition"], row["duration"]) for row in stored(engine)] == [("left", 60_000)]


def test_a_talk_that_was_reported_is_no_lost_call(engine: Engine) -> None:
    save(engine, START, RING, rung("completed", 2, seconds=10))
    with engine.begin() as connection:
        store.close_lost(connection, AT + DAY)
    assert [row["disposition"] for row in stored(engine)] == ["connected"]


def test_what_was_deleted_does_not_come_back_from_a_journal(engine: Engine) -> None:
    old, new = whole_call(), whole_call("CA2", AT + DAY)
    save(engine, *old, *new)
    with engine.begin() as connection:
        assert store.purge(connection, AT + DAY, AT + 2 * DAY) == 1
    save(engine, *old, *new)
    assert [row["call"] for row in stored(engine)] == ["CA2"]
    assert (count(engine, events), count(engine, rings)) == (len(new), 1)


def test_a_minute_in_which_workers_lived_is_there_once(engine: Engine) -> None:
    beats = (CallEvent("", machine, "beat", AT + 500 * number, Kind.BEAT) for machine in "ab" for number in range(5))
    save(engine, *beats)
    assert count(engine, heartbeats) == 2
    assert stored(engine) == []


def test_a_callback_of_a_call_that_nobody_knows_makes_a_call_of_it(engine: Engine) -> None:
    save(engine, rung("busy", 1))
    assert [(row["call"], row["disposition"], row["rings"]) for row in stored(engine)] == [(CALL, "open", 0)]


def test_a_ring_that_a_later_event_denies_is_on_record_no_more(engine: Engine) -> None:
    save(engine, START, RING, step(3, number="+81354701840"))
    save(engine, CallEvent(CALL, CALL, "fault 11205 b 3", AT + 20_000, Kind.FAULT, {"node": "b", "turn": 3}))
    assert count(engine, rings) == 1


def test_what_a_database_cannot_hold_costs_no_other_event(engine: Engine) -> None:
    for_ages = (1 << 53) - 1
    talks = [
        step(turn, call="CA2", dial=[turn - 1, CALL, "completed", for_ages, ""], number="+1") for turn in (2, 3, 4)
    ]
    absurd = (*talks, step(1 << 31, call="CA5"))
    refused = store.save_accepted(engine, (*whole_call("CA1"), *absurd, *whole_call("CA3")), lambda: AT)
    assert refused == (2 if engine.dialect.name == "postgresql" else 1)
    assert {row["call"] for row in stored(engine)} >= {"CA1", "CA3"}
