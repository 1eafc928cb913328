"""Lines from a pipe, taken only when they are needed."""

import os
from collections.abc import Iterator
from contextlib import suppress

import click
import pytest

from ivr.cli.answers import Answers, Lines
from ivr.simulator import AcceptedInput, Action, Desk, Disconnect, Playback, PressKeys, Speak

QUESTION = Playback(0.0, asked=AcceptedInput())
RING = Playback(0.0, ringing=("+81522236953",))


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """Open a pipe and close what is left of it."""
    ends = os.pipe()
    yield ends
    for end in ends:
        with suppress(OSError):  # a test has closed it
            os.close(end)


def answers(*lines: str) -> Answers:
    reader, writer = os.pipe()
    os.write(writer, "".join(f"{line}\n" for line in lines).encode())
    os.close(writer)
    return Answers(Lines(reader))


@pytest.mark.parametrize(
    ("line", "deeds"),
    [
        ("1", (PressKeys("1"),)),
        ("\ufeff1", (PressKeys("1"),)),
        ("12#", (PressKeys("12#"),)),
        (" はい ", (Speak("はい"),)),
        ("", ()),
        ("!hangup", (Disconnect(),)),
    ],
)
def test_a_question_takes_a_line(line: str, deeds: tuple[Action, ...]) -> None:
    person = answers(line, "9")

    assert tuple(person.hears(QUESTION)) == deeds
    assert tuple(person.hears(QUESTION)) == (PressKeys("9"),)
    assert tuple(person.hears(QUESTION)) == ()


def test_what_asks_nothing_takes_no_line() -> None:
    person = answers("1")

    assert person.hears(Playback(0.0)) == ()
    assert tuple(person.hears(QUESTION)) == (PressKeys("1"),)


@pytest.mark.parametrize(
    ("lines", "hears", "outcome"),
    [
        (["!busy", "1"], [(PressKeys("1"),), ()], "busy"),
        (["1", "!busy"], [(PressKeys("1"),), ()], "busy"),
        (["1", "", "!busy"], [(PressKeys("1"),), ()], "busy"),
        (["1", "", "2"], [(PressKeys("1"),), ()], "answer"),
        (["1"], [(PressKeys("1"),), ()], "answer"),
    ],
)
def test_a_telephone_behaves_as_the_last_line_before_it_says(
    lines: list[str], hears: list[tuple[Action, ...]], outcome: str
) -> None:
    person = answers(*lines)

    assert [tuple(person.hears(QUESTION)) for _ in hears] == hears
    assert person.hears(RING) == ()
    assert person.desk("+81522236953").outcome == outcome
    assert person.desk("+81522236953") == Desk()


def test_the_caller_gives_up_while_it_rings() -> None:
    person = answers("1", "!hangup", "2")
    person.hears(QUESTION)

    assert person.hears(RING) == (Disconnect(3.0),)
    assert person.desk("+81522236953").outcome == "no-answer"
    assert tuple(person.hears(QUESTION)) == (PressKeys("2"),)


def test_a_line_that_is_meant_for_the_next_question_is_left_to_it() -> None:
    person = answers("1", "2")
    person.hears(QUESTION)
    person.hears(RING)

    assert tuple(person.hears(QUESTION)) == (PressKeys("2"),)


def test_a_command_that_does_not_exist_is_wrong_usage() -> None:
    with pytest.raises(click.UsageError, match="There is no !bussy"):
        answers("!bussy").hears(QUESTION)


def test_without_lines_the_caller_is_silent() -> None:
    person = Answers(Lines(None))

    assert (person.hears(QUESTION), person.hears(RING), person.desk("+81522236953")) == ((), (), Desk())


def test_lines_come_whole_however_they_are_written(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    lines = Lines(reader)
    os.write(writer, "愛知".encode()[:4])
    assert lines.peek(0) is None
    os.write(writer, "愛知".encode()[4:] + b"\r\n\n")
    assert (lines.take(), lines.take()) == ("愛知", "")
    os.write(writer, b"last")
    os.close(writer)

    assert (lines.take(), lines.take(), lines.peek(0)) == ("last", None, None)
