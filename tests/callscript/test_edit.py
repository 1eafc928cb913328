"""Edits of a script's text: one expectation changes, and everything else stays."""

import pytest

from ivr.callscript import (
    CannotEditError,
    Rings,
    Waits,
    inserted,
    removed,
    replaced,
)
from ivr.strict_yaml import Loc

from .samples import WHOLE


@pytest.mark.parametrize(
    ("loc", "value", "number", "line"),
    [
        (("steps", 0, "hears"), "はい: いいえ", 9, '  - hears: "はい: いいえ"'),
        (("steps", 2, "rings"), "03-5470-1840", 12, "  - rings: 03-5470-1840"),
        (("steps", 2, "by"), 45, 14, "    by: 45"),
        (("steps", 3, "hears", 1), "番", 15, "  - hears: [お話し中でした, 番]"),
        (("steps", 3, "hears", 1), "Busy?", 15, '  - hears: [お話し中でした, "Busy?"]'),
        (("steps", 4, "presses"), "3", 17, '  - presses: "3"'),
    ],
)
def test_a_replaced_value_changes_its_line_only(loc: Loc, value: str | int, number: int, line: str) -> None:
    before, after = WHOLE.split("\n"), replaced(WHOLE, loc, value).split("\n")

    assert after == [*before[: number - 1], line, *before[number:]]


def test_a_replaced_text_over_several_lines_becomes_one_line() -> None:
    text = "call: a\nsteps:\n  - hears_all: |\n      一\n      二\n\n  # later\n  - waits\n"

    assert (
        replaced(text, ("steps", 0, "hears_all"), "三")
        == "call: a\nsteps:\n  - hears_all: 三\n\n  # later\n  - waits\n"
    )


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
    with pytest.raises(CannotEditError):
        removed(text, 0)


def test_a_value_that_is_not_there_is_not_replaced() -> None:
    with pytest.raises(CannotEditError):
        replaced(WHOLE, ("steps", 9, "hears"), "x")


@pytest.mark.parametrize(
    "text",
    [
        "call:  a\nsteps:\n- hears:   一 # why\n- waits\n",
        "call: a\nsteps:\n    - hears: 一\n      # then\n    - hangs_up\n",
        "call: 'a'\n\n\nsteps:\n  -   says:  はい\n  - hears: '一'\n",
    ],
)
def test_lines_that_are_not_meant_keep_their_layout(text: str) -> None:
    at = 1 if "says" in text else 0
    before, after = text.split("\n"), replaced(text, ("steps", at, "hears"), "二").split("\n")

    (changed,) = (number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new)
    assert "一" in before[changed]
    assert "二" in after[changed]
    assert ("# why" in after[changed]) is ("# why" in before[changed])
