"""Lines from a pipe, taken only when they are needed."""

import os
from collections.abc import Iterator
from contextlib import suppress

import pytest

from ivr.callscript import HangsUp, Presses, Says, Step, Waits
from ivr.cli.piped_answers import Answers, LineReader
from ivr.simulator import Desk
from ivr.testcall import Desks


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
    return Answers(LineReader(reader))


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("1", Presses("1")),
        ("\ufeff1", Presses("1")),
        ("12#", Presses("12#")),
        (" はい ", Says("はい")),
        ("", Waits()),
        ("!hangup", HangsUp()),
    ],
)
def test_a_question_takes_a_line(line: str, step: Step) -> None:
    person = answers(line, "9")

    assert [person.answer(Desks()) for _ in range(3)] == [step, Presses("9"), Waits()]


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        (["!busy", "1"], "busy"),
        (["1", "!busy"], "busy"),
        (["1", "", "!busy"], "answer"),
        (["1", "", "2"], "answer"),
        (["1"], "answer"),
    ],
)
def test_a_telephone_behaves_as_a_line_before_it_says(lines: list[str], outcome: str) -> None:
    person, desks = answers(*lines), Desks()

    assert [person.answer(desks) for _ in range(2)] == [Presses("1"), Waits()]
    assert desks().outcome == outcome
    assert desks() == Desk()


@pytest.mark.parametrize(("line", "ends"), [("!busy", "busy"), ("!no-answer", "no-answer"), ("!answer", "answered")])
def test_a_telephone_behaves_as_a_line_says_while_it_rings(line: str, ends: str) -> None:
    person = answers("1", line, "2")
    person.answer(Desks())

    assert (person.ring(), person.answer(Desks())) == (ends, Presses("2"))


def test_a_line_that_is_meant_for_the_next_question_is_left_to_it() -> None:
    person = answers("1", "2")
    person.answer(Desks())

    assert (person.ring(), person.answer(Desks())) == ("answered", Presses("2"))


def test_lines_come_whole_however_they_are_written(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    lines = LineReader(reader)
    os.write(writer, "愛知".encode()[:4])
    assert lines.peek(0) is None
    os.write(writer, "愛知".encode()[4:] + b"\r\n\n")
    assert (lines.take(), lines.take()) == ("愛知", "")
    os.write(writer, b"last")
    os.close(writer)

    assert (lines.take(), lines.take(), lines.peek(0)) == ("last", None, None)
