"""The hindrances found in the records, on their way from the shipper to the workers."""

import os
from pathlib import Path

import pytest

from ivr.call.flow_file import Limits
from ivr.records import HindranceReader, Hindrances, hand_over
from ivr.records.hindrances import FILE, LIMITS, OLDEST, UNKNOWN, limits_in, read, write

AT = 1_795_848_000_000
FOUND = Hindrances(AT, {"+81542751880": AT - 60_000}, frozenset({"+81542535118"}), frozenset({"0123", "4567"}))


def test_what_was_found_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path, FOUND)

    assert read(tmp_path) == FOUND
    assert FOUND.numbers == {"+81542751880", "+81542535118"}
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0  # nobody else's


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"at": "x"}', '{"at": 1, "failing": []}', "\0"])
def test_where_nothing_of_ours_is_written_nothing_is_known(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_text(content)
    reader = HindranceReader(tmp_path, lambda: AT / 1000)
    reader.refresh()

    assert reader.current() == UNKNOWN
    assert limits_in(tmp_path) is None


@pytest.mark.parametrize(
    ("passed", "known"), [(0, True), (OLDEST - 1, True), (OLDEST, False), (-OLDEST, False), (86_400_000, False)]
)
def test_what_is_old_or_of_a_clock_that_was_put_back_is_not_known(tmp_path: Path, passed: int, known: bool) -> None:
    write(tmp_path, FOUND)
    reader = HindranceReader(tmp_path, lambda: (AT + passed) / 1000)
    reader.refresh()

    assert reader.current() == (FOUND if known else UNKNOWN)


def test_a_change_is_seen_at_the_next_look_and_a_file_that_is_gone_too(tmp_path: Path) -> None:
    reader = HindranceReader(tmp_path, lambda: AT / 1000)
    write(tmp_path, FOUND)
    assert reader.current() == UNKNOWN
    reader.refresh()
    assert reader.current() == FOUND
    write(tmp_path, Hindrances(AT))
    reader.refresh()
    assert reader.current() == Hindrances(AT)
    (tmp_path / FILE).unlink()
    reader.refresh()
    assert reader.current() == UNKNOWN


def test_limits_are_handed_over_once_and_anew_where_they_change(tmp_path: Path) -> None:
    folder, limits = tmp_path / "records", Limits(rings_an_office=60, exempt=("03-5470-1840",))
    hand_over(folder, limits)
    os.utime(folder / LIMITS, (1, 1))
    hand_over(folder, limits)
    assert (limits_in(folder), (folder / LIMITS).stat().st_mtime) == (Limits(rings_an_office=60), 1)
    hand_over(folder, Limits(5, 10, 4, 60))
    assert limits_in(folder) == Limits(5, 10, 4, 60)
    assert [path.name for path in folder.iterdir()] == [LIMITS]
