"""A month of calls by the real engine: the report's figures are those of a count that knows only what callers did."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy import URL

from ivr.clock import JAPAN
from ivr.records import CallEvent, database, store
from ivr.records.report import Table, tables_of
from tests.conftest import shipped_plan

from .simulated import Booked, simulated

SINCE, UNTIL = (int(datetime(2026, month, 1, tzinfo=JAPAN).timestamp() * 1000) for month in (11, 12))
AROUND = 2 * 86_400_000
BUDGETS = {"one_sentence": 23, "two_answers": 26, "keypad": 55}


Played = tuple[list[Booked], list[CallEvent]]


def played(number: int) -> Played:
    """Let so many calls be made; return what their callers did, and what was noted of them."""
    plan = shipped_plan()
    pairs = list(simulated(plan, number, SINCE - AROUND, UNTIL + AROUND))
    return [book for book, _ in pairs], [event for _, events in pairs for event in events]


def recorded(url: URL, events: Sequence[CallEvent]) -> dict[str, Table]:
    """Store *events*, and return the month's tables."""
    engine = database.writing(url)
    database.upgrade(engine)
    for at in range(0, len(events), 1_000):
        with engine.begin() as connection:
            store.save(connection, events[at : at + 1_000], UNTIL)
    with engine.connect() as connection:
        tables = {table.name: table for table in tables_of(connection, SINCE, UNTIL, UNTIL, BUDGETS)}
    engine.dispose()
    return tables


def cells(table: Table) -> Counter[tuple[str, ...]]:
    """Return each figure but the sums by its row and column, without zeros."""
    heads = len(table.heads)
    return Counter(
        {
            (*map(str, row[:heads]), column): int(value)
            for row in table.rows
            if row[0] != "all"
            for column, value in zip(table.figures, row[heads:], strict=True)
            if column != "all" and value
        }
    )


def quantile(values: Sequence[int], share: float) -> float:
    ordered = sorted((value + 50) // 100 for value in values)
    return next(value for at, value in enumerate(ordered, 1) if at >= share * len(ordered)) / 10


def bucket(milliseconds: int | None) -> str:
    assert milliseconds is not None
    bounds = (15, 30, 45, 60, 90, 120, 180)
    return next((f"<{bound}" for bound in bounds if milliseconds < 1000 * bound), "180+")


def check(booked: list[Booked], tables: dict[str, Table]) -> None:
    """Compare every table with an independent count."""
    assert cells(tables["areas"]) == Counter((one.area or "-", one.service or "-", one.disposition) for one in booked)
    for name, of in (("place_by", "place_by"), ("service_by", "service_by")):
        assert cells(tables[name]) == Counter((getattr(one, of) or "-", one.disposition) for one in booked), name
    understood = cells(tables["understood"])
    for column, of in (("silences", "silences"), ("asked which place", "doubts"), ("corrected", "corrected")):
        found = Counter(one.area or "-" for one in booked for _ in range(getattr(one, of)))
        assert {key[0]: value for key, value in understood.items() if key[1] == column} == found, column
    assert cells(tables["missed"]) == Counter((one.area or "-", node) for one in booked for node in one.missed)
    assert cells(tables["asked"]) == Counter(("cost", "times") for one in booked for _ in range(one.asked))
    gone = [one for one in booked if one.left_at]
    assert cells(tables["left"]) == Counter((one.left_at, bucket(one.duration)) for one in gone)
    local = (datetime.fromtimestamp(one.started / 1000, JAPAN) for one in booked)
    assert cells(tables["hours"]) == Counter((f"{at:%H}", f"{at:%a}") for at in local)
    assert tables["plans"].rows[-1][-1] == len(booked)


def check_rings(booked: list[Booked], tables: dict[str, Table]) -> None:
    """Compare the seconds until a telephone rang, and how it went on, with an independent count."""
    for name, of, row_of in (("ringing", "place_by", "-"), ("ways", "way", "-")):
        by: dict[str, list[int]] = {getattr(one, of) or row_of: [] for one in booked if one.office}
        for one in booked:
            if one.ring_after is not None:
                by[getattr(one, of) or row_of].append(one.ring_after)
        rows = {str(row[0]): row for row in tables[name].rows if row[0] != "all"}
        assert rows.keys() == by.keys(), name
        for key, values in by.items():
            assert rows[key][1:4] == (len(values), quantile(values, 0.5), quantile(values, 0.95)), (name, key)
            if name == "ways" and key != "-":
                within = sum((value + 50) // 100 <= 10 * BUDGETS[key] for value in values)
                assert rows[key][5:] == (BUDGETS[key], within)


def check_offices(every: list[Booked], tables: dict[str, Table]) -> None:
    rung = [one for one in every if one.rang_at is not None and SINCE <= one.rang_at < UNTIL]
    assert cells(tables["offices"]) == Counter((one.office, one.number, one.outcome) for one in rung)


def check_sums(booked: list[Booked], tables: dict[str, Table]) -> None:
    """Add up the columns and rows of the tables in which each call stands once."""
    for name in ("areas", "place_by", "service_by", "hours", "missed", "left", "offices"):
        table = tables[name]
        heads = len(table.heads)
        for at in range(heads, len(table.columns)):
            assert table.rows[-1][at] == sum(int(row[at]) for row in table.rows[:-1]), name
        assert all(row[-1] == sum(map(int, row[heads:-1])) for row in table.rows), name
    assert {tables[name].rows[-1][-1] for name in ("areas", "place_by", "service_by", "hours", "plans")} == {
        len(booked)
    }
    assert tables["understood"].rows[-1][1] == len(booked)


def check_all(every: list[Booked], tables: dict[str, Table]) -> None:
    """Compare all that is told of the month, and of nothing else."""
    booked = [one for one in every if SINCE <= one.started < UNTIL]
    assert 0.8 * len(every) < len(booked) < len(every)
    check(booked, tables)
    check_rings(booked, tables)
    check_offices(every, tables)
    check_sums(booked, tables)


@pytest.fixture(scope="module")
def booked_month() -> Played:
    return played(300)


@pytest.mark.unmeasured
def test_the_figures_of_a_month_are_those_of_an_independent_count(url: URL, booked_month: Played) -> None:
    booked, events = booked_month
    check_all(booked, recorded(url, events))
