"""What the records say of the last hour, in a database of either kind, and that the shipper tells it."""

from dataclasses import asdict

from sqlalchemy import Engine, insert

from ivr.clock import HOUR, WEEK
from ivr.records import LastHour
from ivr.records.database_tables import calls
from ivr.records.recent import last_hour
from ivr.records.record import CallRecord

NOW = 1_795_848_000_000


def began(*at: int, disposition: str = "connected", ring_after: int | None = None) -> list[dict[str, object]]:
    return [
        asdict(CallRecord(f"CA{disposition}{one}", one, one, disposition=disposition, ring_after=ring_after))
        for one in at
    ]


def counted(engine: Engine, *rows: dict[str, object]) -> LastHour:
    with engine.begin() as connection:
        if rows:
            connection.execute(insert(calls), rows)
        return last_hour(connection, NOW)


def test_without_calls_there_is_nothing_to_tell(engine: Engine) -> None:
    assert counted(engine) == LastHour()


def test_the_last_hour_is_counted_and_nothing_before_it(engine: Engine) -> None:
    rows = [
        *began(NOW - HOUR - 1, NOW, ring_after=99_000),
        *began(NOW - HOUR, NOW - 1, ring_after=20_000),
        *began(NOW - 2, disposition="busy", ring_after=40_500),
        *began(NOW - 3, disposition="left"),
    ]
    assert counted(engine, *rows) == LastHour({"connected": 2, "busy": 1, "left": 1}, 0, 3, 20.0, 40.5)


def test_of_an_even_number_the_median_is_the_lower_one_as_in_the_report(engine: Engine) -> None:
    rows = [*began(NOW - 2, ring_after=20_000), *began(NOW - 3, ring_after=40_000)]
    assert counted(engine, *rows).ring_median == 20.0


def test_usual_is_what_that_hour_had_in_each_of_four_weeks(engine: Engine) -> None:
    rows = [row for week in range(1, 5) for row in began(*(NOW - week * WEEK - 1 - call for call in range(week + 2)))]
    assert counted(engine, *rows).usual == 3


def test_a_week_without_calls_makes_nothing_usual(engine: Engine) -> None:
    rows = [row for week in (1, 2, 4) for row in began(*(NOW - week * WEEK - 1 - call for call in range(9)))]
    assert counted(engine, *rows).usual == 0
