"""`ivr records report`: its figures are those of an independent count, and its columns add up."""

import csv
import io
import json
import random
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from ivr.clock import JAPAN
from ivr.records import database
from ivr.records.database_tables import calls, heartbeats, rings
from ivr.records.record import CallRecord, Disposition, RingRecord
from ivr.records.report import Table, tables_of
from ivr.translation import current_language, using_language

from .command import run
from .conftest import KINDS, empty

SINCE, UNTIL = (int(datetime(2026, month, 1, tzinfo=JAPAN).timestamp() * 1000) for month in (11, 12))
MINUTE = 60_000


def recorded(number: int) -> list[CallRecord]:
    """Return so many calls of a month, and some of those before and after it."""
    chance = random.Random(number)  # noqa: S311 - the same in every run
    return [
        CallRecord(
            f"CA{at}",
            chance.randrange(SINCE - 3 * 86_400_000, UNTIL + 3 * 86_400_000),
            UNTIL,
            disposition=chance.choice(list(Disposition)),
            service=chance.choice(("center", "council", None)),
            prefecture=chance.choice(("01", "22", "47", None)),
            prefecture_by=chance.choice(("keys", "speech", "sound", "postal", None)),
            misunderstood=chance.randrange(3),
            silences=chance.randrange(3),
            ring_after=chance.choice((None, chance.randrange(90_000))),
            last_node=chance.choice(("ask_service", "read_back")),
            duration=chance.choice((None, chance.randrange(200_000))),
            plan=chance.choice(("p1", "p2")),
        )
        for at in range(number)
    ]


CALLS = recorded(1_000)
OF_MONTH = [one for one in CALLS if SINCE <= one.started < UNTIL]
RINGS = [
    RingRecord(
        one.call,
        turn,
        one.started,
        f"{one.prefecture}-x",
        "+81112320217",
        outcome=one.disposition and ("busy", None)[turn],
    )
    for one in CALLS
    for turn in range(2)
]


@pytest.fixture(scope="module", params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Store the calls once in each kind of database; here they are only read."""
    engine = database.writing(empty(request, tmp_path_factory.mktemp("report")))
    database.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(insert(calls), list(map(asdict, CALLS)))
        connection.execute(insert(rings), list(map(asdict, RINGS)))
        minutes = [*range(100), *range(110, 200), 205]
        beats = [{"minute": SINCE // MINUTE + minute, "machine": machine} for minute in minutes for machine in "ab"]
        connection.execute(insert(heartbeats), beats)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def tables(engine: Engine) -> dict[str, Table]:
    with engine.connect() as connection:
        return {table.title: table for table in tables_of(connection, SINCE, UNTIL, SINCE + 210 * MINUTE)}


def cells(table: Table) -> dict[tuple[str, ...], Any]:
    """Return each figure but the sums by its row and column."""
    heads = len(table.heads)
    return {
        (*map(str, row[:heads]), column): value
        for row in table.rows
        if row[0] != "all"
        for column, value in zip(table.figures, row[heads:], strict=True)
        if column != "all" and value
    }


@pytest.mark.unmeasured
def test_calls_by_area_service_and_disposition(tables: dict[str, Table]) -> None:
    expected = Counter((one.prefecture or "-", one.service or "-", str(one.disposition)) for one in OF_MONTH)
    assert cells(tables["Calls by area and service"]) == expected


def test_hours_and_weekdays_are_those_of_japan(tables: dict[str, Table]) -> None:
    local = (datetime.fromtimestamp(one.started / 1000, JAPAN) for one in OF_MONTH)
    assert cells(tables["Calls by hour and weekday"]) == Counter((f"{at:%H}", f"{at:%a}") for at in local)


def test_where_callers_hung_up(tables: dict[str, Table]) -> None:
    bounds = (15, 30, 45, 60, 90, 120, 180)

    def bucket(milliseconds: int | None) -> str:
        if milliseconds is None:
            return "-"
        return next((f"<{bound}" for bound in bounds if milliseconds / 1000 < bound), "180+")

    gone = (one for one in OF_MONTH if one.disposition in ("left", "left_ringing"))
    assert cells(tables["Where callers hung up, by seconds"]) == Counter(
        (one.last_node, bucket(one.duration)) for one in gone
    )


def test_seconds_until_a_telephone_rang(tables: dict[str, Table]) -> None:
    after = sorted(one.ring_after for one in OF_MONTH if one.ring_after is not None)
    name, number, median, late, longest = tables["Seconds until a telephone rang"].rows[-1]
    assert (name, number, longest) == ("all", len(after), round(after[-1] / 1000, 1))
    assert median == round(statistics.median_low(after) / 1000, 1)
    assert sum(one <= float(late) * 1000 + 50 for one in after) >= 0.95 * len(after)


def test_rings_of_offices(tables: dict[str, Table]) -> None:
    of_month = [one for one in RINGS if SINCE <= one.at < UNTIL]
    expected = Counter((one.office, one.number, one.outcome or "-") for one in of_month)
    assert cells(tables["Rings of each office"]) == expected


def test_what_was_not_understood(tables: dict[str, Table]) -> None:
    found = cells(tables["What was not understood at once"])
    for area in ("01", "22", "47", "-"):
        of_area = [one for one in OF_MONTH if (one.prefecture or "-") == area]
        assert found[area, "calls"] == len(of_area)
        assert found[area, "not understood"] == sum(one.misunderstood for one in of_area)
        assert found[area, "silences"] == sum(one.silences for one in of_area)


def test_minutes_without_a_service(tables: dict[str, Table]) -> None:
    rows = tables["Minutes without a sign of life from any worker"].rows
    assert rows == (("2026-11-01 01:40", 10), ("2026-11-01 03:20", 5), ("2026-11-01 03:26", 4), ("all", 19))


def test_a_service_that_is_dead_since_before_a_month_is_missed_from_its_first_minute_on(engine: Engine) -> None:
    since, until, now = (SINCE + minutes * MINUTE for minutes in (300, 500, 400))
    with engine.connect() as connection:
        *_, gaps = tables_of(connection, since, until, now)
        *_, before_all = tables_of(connection, since - 600 * MINUTE, SINCE, now)
    assert gaps.rows == (("2026-11-01 05:00", 100), ("all", 100))
    assert before_all.rows == (("all", 0),)  # nobody knows whether there was a service


def test_columns_add_up_to_the_number_of_calls(tables: dict[str, Table]) -> None:
    for title in (
        "Calls by area and service",
        "How the place was found",
        "How the service was found",
        "Calls by hour and weekday",
        "Plans that calls followed",
    ):
        table = tables[title]
        assert table.rows[-1][-1] == len(OF_MONTH), title
        for at in range(len(table.heads), len(table.columns)):
            assert table.rows[-1][at] == sum(int(row[at]) for row in table.rows[:-1]), title
        if table.columns[-1] == "all":
            assert all(row[-1] == sum(map(int, row[len(table.heads) : -1])) for row in table.rows), title


def test_it_is_shown_as_text_as_csv_and_as_json(engine: Engine, tmp_path: Path) -> None:
    given = {"DATABASE_URL": engine.url.render_as_string(hide_password=False)}

    def shown(*arguments: str) -> str:
        done = run(tmp_path, "report", *arguments, **given)
        assert done.returncode == 0
        return done.stdout

    as_text = shown("--month", "2026-11")
    assert "Calls by area and service:\n\narea " in as_text
    assert re.search("\n北海道 +経営改善支援センター +", as_text)  # by their names
    assert re.search(r"\n22-x +011-232-0217 +", as_text)  # as people in Japan write it
    assert re.search(r"\nplan  what {38}before  after\np[12]    no longer stored: .*  -       -\n", as_text)
    with using_language("ja"):
        in_japanese = shown("--month", "2026-11")
    assert "\n全部 " in in_japanese
    assert "\nことば " in in_japanese
    assert "\nall " not in in_japanese
    in_a_spreadsheet = shown("--month", "2026-11", "--csv")
    assert in_a_spreadsheet.startswith("\ufefftable,row,")  # or Excel takes it for Shift_JIS
    rows = list(csv.DictReader(io.StringIO(in_a_spreadsheet.removeprefix("\ufeff"))))
    all_calls = [row["value"] for row in rows if (row["table"], row["row"], row["column"]) == (TITLE, "all", "all")]
    assert all_calls == [str(len(OF_MONTH))]
    assert any(row["row"].startswith("北海道 経営改善支援センター") and row["value"].isdecimal() for row in rows)
    with using_language("ja"):
        assert "\n地域とサービスごとの通話,北海道 経営改善支援センター,つながった," in shown(
            "--month", "2026-11", "--csv"
        )
    assert json.loads(shown("--month", "2026-10", "--json"))[0]["title"] == TITLE
    assert (
        shown("--month", "2026-11", "--html", str(tmp_path / "page.html")) == f"{tmp_path / 'page.html'} is written.\n"
    )
    written = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert f"<dd>{len(OF_MONTH)}</dd>" in written
    assert f'<html lang="{current_language()}">' in written


TITLE = "Calls by area and service"


def test_a_month_without_calls(engine: Engine) -> None:
    with engine.connect() as connection:
        found = tables_of(connection, 0, 86_400_000, UNTIL)
    assert [table.title for table in found if table.rows and table.rows[-1][0] != "all"] == []
