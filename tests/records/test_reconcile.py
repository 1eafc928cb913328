"""`ivr records reconcile`: what no worker has noted is taken from the carrier's list, and nothing else is changed."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivr.records import FOLDER, CallEvent, database, segments, store
from ivr.records.supervise import locked
from ivr.twilio import calls as asked_calls
from tests.twilio.rest.stand_in import ACCOUNT, KEY, SECRET, TOKEN, Twilio, at, listed_call, refusal, reply, served

from .calling import on_record
from .command import run
from .samples import RING, START, reported, step, whole_call

DAY = 86_400_000
NOBODY = 65534
NOON = 1_795_834_800_000
"""Of 2026-11-28, in Japan."""
HOTLINE, OFFICE, CALLER = "+815012345678", "+81542751880", "+819012345678"
GIVEN = {
    "TWILIO_ACCOUNT_SID": ACCOUNT,
    "TWILIO_API_KEY": KEY,
    "TWILIO_API_SECRET": SECRET,
    "IVR_HASH_KEY": "for the tests!!!",
}


@pytest.fixture
def twilio() -> Twilio:
    """Return an account whose lists come in pages of two."""
    return Twilio(page_size=2)


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> tuple[float, ...]:
    """Shorten each wait before Twilio is asked again to a fiftieth, and return what is left."""
    shortened = tuple(one / 50 for one in asked_calls._WAITS)  # noqa: SLF001 - nothing that is set shortens them
    monkeypatch.setattr(asked_calls, "_WAITS", shortened)
    return shortened


@pytest.fixture
def api(twilio: Twilio) -> Iterator[str]:
    with served(twilio) as address:
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a working directory with records that hold nothing yet."""
    (tmp_path / "var" / FOLDER).mkdir(parents=True)
    engine = database.writing(database.url_for("", tmp_path / "var"))
    database.upgrade(engine)
    engine.dispose()
    return tmp_path


def noted(folder: Path, *events: CallEvent) -> None:
    engine = database.writing(database.url_for("", folder / "var"))
    with engine.begin() as connection:
        store.save(connection, [replace(one, at=one.at - 1_795_848_000_000 + NOON) for one in events], NOON)
    engine.dispose()


def reconcile(folder: Path, api: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    given = GIVEN | environ
    return run(folder, "reconcile", "--day", "2026-11-28", "--api", api, *arguments, **given)


def calls(folder: Path) -> list[dict[str, Any]]:
    return on_record(folder / "var" / "records.db")


def rings(folder: Path) -> list[tuple[Any, ...]]:
    found = on_record(folder / "var" / "records.db", "rings")
    return [
        (ring["turn"], ring["office"], ring["number"], ring["leg"], ring["outcome"], ring["talk"]) for ring in found
    ]


def test_a_call_that_no_worker_noted_is_added_with_whom_it_rang(folder: Path, api: str, twilio: Twilio) -> None:
    twilio.calls.append(listed_call("CA9", NOON, seconds=90, to=HOTLINE, **{"from": CALLER}))
    twilio.calls.append(listed_call("CB9", NOON + 30_000, seconds=40, to=OFFICE, parent_call_sid="CA9"))
    twilio.calls.append(listed_call("CA8", NOON + DAY, to=HOTLINE))
    twilio.calls.append(listed_call("CA7", NOON, to="+81312345678"))
    twilio.calls.append(listed_call("CA6", NOON, status="in-progress", to=HOTLINE))
    twilio.calls.append(listed_call("CA5", NOON, status="busy", seconds=0, to=HOTLINE))
    shown = reconcile(folder, api, "--to", HOTLINE)
    assert (shown.stdout, shown.stderr) == (
        "Calls of 2026-11-28 that Twilio lists: 2; those with gaps, now filled: 1.\n",
        "",
    )
    (call,) = calls(folder)
    assert (call["call"], call["started"], call["ended"]) == ("CA9", NOON, NOON + 90_000)
    assert (call["disposition"], call["duration"], call["called"]) == ("connected", 90_000, HOTLINE)
    assert len(call["caller"]) == 32
    assert rings(folder) == [(101, None, OFFICE, "CB9", "completed", 40_000)]


def test_an_end_that_was_never_reported_is_filled_in_and_the_rest_stays(folder: Path, api: str, twilio: Twilio) -> None:
    noted(folder, START, RING)
    sid = START.call
    twilio.calls.append(listed_call(sid, NOON - 5_000, seconds=33, to=HOTLINE, **{"from": "anonymous"}))
    twilio.calls.append(listed_call("CB1", NOON + 3_000, status="busy", seconds=0, to=OFFICE, parent_call_sid=sid))
    assert json.loads(reconcile(folder, api, "--json").stdout) == {"listed": 1, "filled": 1}
    (call,) = calls(folder)
    assert (call["started"], call["duration"], call["disposition"]) == (NOON, 33_000, "busy")
    assert call["caller"] == "0123456789abcdef0123456789abcdef"
    assert rings(folder) == [(2, "22-center", OFFICE, "CB1", "busy", None)]


def test_what_is_on_record_is_never_overwritten(folder: Path, api: str, twilio: Twilio) -> None:
    noted(folder, *whole_call())
    before = calls(folder), rings(folder)
    twilio.calls.append(listed_call(START.call, NOON - 5_000, status="failed", seconds=5, to=HOTLINE))
    twilio.calls.append(listed_call("CB1", NOON, status="busy", to=OFFICE, parent_call_sid=START.call))
    for _ in range(2):
        assert reconcile(folder, api, "--json").stdout == '{"listed": 1, "filled": 0}\n'
    assert (calls(folder), rings(folder)) == before


def test_two_rings_of_one_number_keep_each_their_own_end(folder: Path, api: str, twilio: Twilio) -> None:
    again = step(4, to="ring_office", number=OFFICE, office="22-center")
    noted(folder, START, RING, again, reported("completed", seconds=99))
    twilio.calls.append(listed_call(START.call, NOON, seconds=99, to=HOTLINE))
    twilio.calls.append(listed_call("CB2", NOON + 50_000, to=OFFICE, seconds=20, parent_call_sid=START.call))
    twilio.calls.append(listed_call("CB1", NOON + 3_000, status="no-answer", to=OFFICE, parent_call_sid=START.call))
    reconcile(folder, api)
    assert [(ring[0], ring[3], ring[4]) for ring in rings(folder)] == [(2, "CB1", "no_answer"), (4, "CB2", "completed")]


def test_all_pages_are_read_and_whoever_is_told_to_wait_waits(
    folder: Path, api: str, twilio: Twilio, short_waits: tuple[float, ...]
) -> None:
    for number in range(5):
        twilio.calls.append(listed_call(f"CA{number}", NOON + number * 1000, to=HOTLINE))
    queries: list[dict[str, str]] = []
    moments: list[float] = []
    too_soon = at("GET /2010", refusal(429, 20429), skip=1, times=2)
    twilio.breaks = [
        lambda asked: queries.append(asked.args.to_dict()),
        lambda _asked: moments.append(time.monotonic()),
        too_soon,
    ]
    assert reconcile(folder, api, "--to", HOTLINE, "--json").stdout == '{"listed": 5, "filled": 5}\n'
    assert len(calls(folder)) == 5
    assert queries[0]["StartTime>"] == "2026-11-27"  # a day in Japan begins on the day before it in UTC
    assert queries[0]["StartTime<"] == "2026-11-29"
    assert moments[2] - moments[1] >= short_waits[0]
    assert moments[3] - moments[2] >= short_waits[1]


def test_while_a_shipper_runs_that_one_stores_what_is_found(folder: Path, api: str, twilio: Twilio) -> None:
    twilio.calls.append(listed_call("CA1", NOON, to=HOTLINE))
    journals = folder / "var" / FOLDER
    with locked(journals):
        if os.geteuid() == 0:
            os.chown(journals, NOBODY, NOBODY)
        assert reconcile(folder, api, "--to", HOTLINE).returncode == 0
        assert calls(folder) == []
        assert [path.stat().st_uid for path in segments.paths(journals)] == [journals.stat().st_uid]


@pytest.mark.parametrize(
    ("environ", "complaint"),
    [
        ({"TWILIO_API_SECRET": "wrong"}, "Error: Twilio does not accept TWILIO_API_KEY and TWILIO_API_SECRET"),
        ({"TWILIO_API_SECRET": " "}, "TWILIO_API_SECRET: must be set where TWILIO_API_KEY is"),
        ({"TWILIO_ACCOUNT_SID": "AC1"}, "TWILIO_ACCOUNT_SID: expected AC and 32 characters"),
        ({"TWILIO_ACCOUNT_SID": "AC" + "0" * 32}, "Error: Twilio does not find the list of calls"),
    ],
)
def test_what_keeps_the_list_from_being_read_is_reported(
    folder: Path, api: str, environ: dict[str, str], complaint: str
) -> None:
    shown = reconcile(folder, api, "--to", HOTLINE, **environ)
    assert shown.returncode == 1
    assert shown.stderr.startswith(complaint)
    assert SECRET not in shown.stderr


@pytest.mark.parametrize(
    "page",
    [
        {"next_page_uri": None},
        {"calls": None},
        {"calls": ["CA1"]},
        {"calls": [], "next_page_uri": "http://127.0.0.1:1/"},
    ],
)
def test_a_page_that_is_not_the_list_is_not_taken_for_an_empty_one(
    folder: Path, api: str, twilio: Twilio, page: dict[str, Any]
) -> None:
    twilio.breaks = [at("GET /2010", reply(200, page))]
    shown = reconcile(folder, api, "--to", HOTLINE)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.startswith("Error: something other than Twilio answered the list of calls")


@pytest.mark.usefixtures("short_waits")
def test_who_is_told_to_wait_for_ever_gives_up(folder: Path, api: str, twilio: Twilio) -> None:
    twilio.breaks = [at("GET /2010", refusal(429, 20429))]
    shown = reconcile(folder, api, "--to", HOTLINE)
    assert (shown.returncode, len(twilio.asked)) == (1, 4)
    assert shown.stderr.startswith("Error: Twilio asks us to wait")


def test_the_account_is_asked_as_by_the_other_commands(folder: Path, api: str, twilio: Twilio) -> None:
    twilio.calls.append(listed_call("CA1", NOON, to=HOTLINE))
    by_token = {"TWILIO_API_KEY": "", "TWILIO_API_SECRET": "", "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_EDGE": "tokyo"}
    shown = reconcile(folder, api, "--to", HOTLINE, "--json", **by_token)
    assert shown.stdout == '{"listed": 1, "filled": 1}\n'
    assert "TWILIO_EDGE=tokyo" in shown.stderr
    assert reconcile(folder, "https://api.example.com", "--to", HOTLINE).returncode == 2


def test_a_carrier_that_cannot_be_reached_is_reported(folder: Path) -> None:
    shown = reconcile(folder, "http://127.0.0.1:1", "--to", HOTLINE)
    assert shown.returncode == 1
    assert shown.stderr.startswith("Error: Twilio did not answer the list of calls: the connection was refused")


def test_which_number_is_meant_must_be_known(folder: Path, api: str) -> None:
    shown = reconcile(folder, api)
    assert shown.returncode == 2
    assert "Which number is the hotline's?" in shown.stderr
