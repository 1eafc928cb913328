import pytest

from ivr.site.calls import (
    CannotEdit,
    Rings,
    Waits,
    inserted,
    removed,
    replaced,
)
from ivr.site.yaml.document import Position

from .samples import WHOLE


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (Position(9, 12), "はい: いいえ", '  - hears: "はい: いいえ"'),
        (Position(12, 12), "03-5470-1840", "  - rings: 03-5470-1840"),
        (Position(14, 9), 45, "    by: 45"),
        (Position(15, 22), "番", "  - hears: [お話し中でした, 番]"),
        (Position(17, 14), "3", '  - presses: "3"'),
    ],
)
def test_a_replaced_value_changes_its_line_only(place: Position, value: str | int, line: str) -> None:
    before, after = WHOLE.split("\n"), replaced(WHOLE, place, value).split("\n")

    assert after == [*before[: place.line - 1], line, *before[place.line :]]


def test_a_replaced_text_over_several_lines_becomes_one_line() -> None:
    text = "call: a\nsteps:\n  - hears_all: |\n      一\n      二\n\n  # later\n  - waits\n"

    assert replaced(text, Position(3, 16), "三") == "call: a\nsteps:\n  - hears_all: 三\n\n  # later\n  - waits\n"


def test_a_step_is_inserted_at_its_place() -> None:
    assert inserted(WHOLE, 2, Waits()) == WHOLE.replace("  # who rings\n", "  # who rings\n  - waits\n")
    assert inserted(WHOLE, 5, Rings("03-5470-1840", "busy")) == WHOLE + "  - rings: 03-5470-1840\n    ends: busy\n"


def test_a_step_is_removed_with_all_that_belongs_to_it() -> None:
    rings = "  - rings: 052-223-6953\n    ends: busy\n    by: 30\n"

    assert removed(WHOLE, 2) == WHOLE.replace(rings, "")
    assert removed(WHOLE, 4) == WHOLE.removesuffix('  - presses: "2"\n')


def test_a_text_over_several_lines_goes_with_its_step() -> None:
    text = "call: a\nsteps:\n  - hears_all: |\n      一\n      二\n  # later\n  - waits\n"

    assert removed(text, 0) == "call: a\nsteps:\n  # later\n  - waits\n"


@pytest.mark.parametrize("text", ["call: a\nsteps: [waits, waits]\n", "call: a\nsteps: \n  - [a, b]\n", "- a\n"])
def test_what_is_not_written_in_lines_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEdit):
        removed(text, 0)


def test_a_value_that_is_not_there_is_not_replaced() -> None:
    with pytest.raises(CannotEdit):
        replaced(WHOLE, Position(1, 1), "x")
