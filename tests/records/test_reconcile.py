"""`ivr records reconcile`: what no worker has noted is taken from the carrier's list, and nothing else is changed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivr.records import FOLDER, CallEvent, database, segments, store
from ivr.records.supervise import locked
from tests.serving import listening
from tests.web.process import PATIENCE

from .calling import on_record
from .rest import KEY, SECRET, SID, Rest
from .samples import RING, START, step, told, whole_call

DAY = 86_400_000
NOON = 1_795_834_800_000
"""Of 2026-11-28, in Japan."""
HOTLINE, OFFICE, CALLER = "+815012345678", "+81542751880", "+819012345678"
GIVEN = {
    "TWILIO_ACCOUNT_SID": SID,
    "TWILIO_API_KEY": KEY,
    "TWILIO_API_SECRET": SECRET,
    "IVR_HASH_KEY": "for the tests!!!",
}


@pytest.fixture
def rest() -> Rest:
    return Rest()


@pytest.fixture
def api(rest: Rest) -> Iterator[str]:
    with listening(rest) as address:
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a working directory with records that hold nothing yet."""
    (tmp_path / "var" / FOLDER).mkdir(parents=True)
    engine = database.writing(database.address("", tmp_path / "var"))
    database.upgrade(engine)
    engine.dispose()
    return tmp_path


def noted(folder: Path, *events: CallEvent) -> None:
    engine = database.writing(database.address("", folder / "var"))
    with engine.begin() as connection:
        store.save(connection, [replace(one, at=one.at - 1_795_848_000_000 + NOON) for one in events])
    engine.dispose()


def reconcile(folder: Path, api: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    code = "from ivr.cli import main; main()"
    given = ("records", "reconcile", "--day", "2026-11-28", "--api", api, *arguments)
    return subprocess.run(
        [sys.executable, "-c", code, *given],
        cwd=folder,
        env=GIVEN | environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def calls(folder: Path) -> list[dict[str, Any]]:
    return on_record(folder / "var" / "records.db")


def rings(folder: Path) -> list[tuple[Any, ...]]:
    found = on_record(folder / "var" / "records.db", "rings")
    return [
        (ring["turn"], ring["office"], ring["number"], ring["leg"], ring["outcome"], ring["talk"]) for ring in found
    ]


def test_a_call_that_no_worker_noted_is_added_with_whom_it_rang(folder: Path, api: str, rest: Rest) -> None:
    rest.add("CA9", NOON, seconds=90, to=HOTLINE, **{"from": CALLER})
    rest.add("CB9", NOON + 30_000, seconds=40, to=OFFICE, parent_call_sid="CA9")
    rest.add("CA8", NOON + DAY, to=HOTLINE)
    rest.add("CA7", NOON, to="+81312345678")
    rest.add("CA6", NOON, status="in-progress", to=HOTLINE)
    shown = reconcile(folder, api, "--to", HOTLINE)
    assert (shown.stdout, shown.stderr) == ("Twilio lists 1 calls of 2026-11-28; gaps of 1 are filled.\n", "")
    (call,) = calls(folder)
    assert (call["call"], call["started"], call["ended"]) == ("CA9", NOON, NOON + 90_000)
    assert (call["disposition"], call["duration"], call["called"]) == ("connected", 90_000, HOTLINE)
    assert len(call["caller"]) == 32
    assert rings(folder) == [(101, None, OFFICE, "CB9", "completed", 40_000)]


def test_an_end_that_was_never_told_is_filled_in_and_the_rest_stays(folder: Path, api: str, rest: Rest) -> None:
    noted(folder, START, RING)
    sid = START.call
    rest.add(sid, NOON - 5_000, seconds=33, to=HOTLINE, **{"from": "anonymous"})
    rest.add("CB1", NOON + 3_000, status="busy", seconds=0, to=OFFICE, parent_call_sid=sid)
    assert json.loads(reconcile(folder, api, "--json").stdout) == {"listed": 1, "filled": 1}
    (call,) = calls(folder)
    assert (call["started"], call["duration"], call["disposition"]) == (NOON, 33_000, "busy")
    assert call["caller"] == "0123456789abcdef0123456789abcdef"
    assert rings(folder) == [(2, "22-center", OFFICE, "CB1", "busy", None)]


def test_what_is_on_record_is_never_overwritten(folder: Path, api: str, rest: Rest) -> None:
    noted(folder, *whole_call())
    before = calls(folder), rings(folder)
    rest.add(START.call, NOON - 5_000, status="failed", seconds=5, to=HOTLINE)
    rest.add("CB1", NOON, status="busy", to=OFFICE, parent_call_sid=START.call)
    for _ in range(2):
        assert reconcile(folder, api, "--json").stdout == '{"listed": 1, "filled": 0}\n'
    assert (calls(folder), rings(folder)) == before


def test_two_rings_of_one_number_keep_each_their_own_end(folder: Path, api: str, rest: Rest) -> None:
    again = step(4, to="ring_office", number=OFFICE, office="22-center")
    noted(folder, START, RING, again, told("completed", seconds=99))
    rest.add(START.call, NOON, seconds=99, to=HOTLINE)
    rest.add("CB2", NOON + 50_000, to=OFFICE, seconds=20, parent_call_sid=START.call)
    rest.add("CB1", NOON + 3_000, status="no-answer", to=OFFICE, parent_call_sid=START.call)
    reconcile(folder, api)
    assert [(ring[0], ring[3], ring[4]) for ring in rings(folder)] == [(2, "CB1", "no_answer"), (4, "CB2", "completed")]


def test_all_pages_are_read_and_whoever_is_told_to_wait_waits(folder: Path, api: str, rest: Rest) -> None:
    for number in range(5):
        rest.add(f"CA{number}", NOON + number * 1000, to=HOTLINE)
    rest.busy = 1
    assert reconcile(folder, api, "--to", HOTLINE, "--json").stdout == '{"listed": 5, "filled": 5}\n'
    assert len(calls(folder)) == 5
    assert rest.asked[0]["StartTime>"] == "2026-11-27"  # a day in Japan begins on the day before it in UTC
    assert rest.asked[0]["StartTime<"] == "2026-11-29"


def test_while_a_shipper_runs_that_one_stores_what_is_found(folder: Path, api: str, rest: Rest) -> None:
    rest.add("CA1", NOON, to=HOTLINE)
    with locked(folder / "var" / FOLDER):
        assert reconcile(folder, api, "--to", HOTLINE).returncode == 0
        assert calls(folder) == []
        assert len(segments.paths(folder / "var" / FOLDER)) == 1


@pytest.mark.parametrize(
    ("environ", "complaint"),
    [
        ({"TWILIO_API_SECRET": "wrong"}, "Twilio refuses the key: TWILIO_ACCOUNT_SID, TWILIO_API_KEY and"),
        ({"TWILIO_API_SECRET": " "}, "TWILIO_API_SECRET: must be set to read Twilio's list of calls"),
        ({"TWILIO_ACCOUNT_SID": "AC1"}, "Twilio answers with 404 and no list of calls"),
    ],
)
def test_what_keeps_the_list_from_being_read_is_told(
    folder: Path, api: str, environ: dict[str, str], complaint: str
) -> None:
    shown = reconcile(folder, api, "--to", HOTLINE, **environ)
    assert shown.returncode == 1
    assert shown.stderr.startswith(f"Error: {complaint}")
    assert SECRET not in shown.stderr


def test_a_carrier_that_cannot_be_reached_is_told(folder: Path) -> None:
    shown = reconcile(folder, "http://127.0.0.1:1", "--to", HOTLINE)
    assert (shown.returncode, shown.stderr) == (1, "Error: Twilio cannot be reached: ConnectionError\n")


def test_which_number_is_meant_must_be_known(folder: Path, api: str) -> None:
    shown = reconcile(folder, api)
    assert shown.returncode == 2
    assert "Which number is the hotline's?" in shown.stderr
