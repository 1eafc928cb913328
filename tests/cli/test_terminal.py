import pytest

from ivr.cli.terminal import Terminal
from ivr.simulator import AcceptedInput, Desk, Disconnect, Playback, PressKeys, Speak

QUESTION = Playback(0.0, asked=AcceptedInput())
RING = Playback(0.0, ringing=("+81522236953",))


class Typed:
    """A person who types *lines* and then ends his input; *asked* are the prompts that he saw."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self.asked: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.asked.append(prompt.strip())
        if not self._lines:
            raise EOFError
        return self._lines.pop(0)


@pytest.mark.parametrize(
    ("lines", "deeds"),
    [
        (["1"], (PressKeys("1"),)),
        ([" 愛知県 "], (Speak("愛知県"),)),
        ([""], ()),
        (["!hangup"], (Disconnect(),)),
        ([], (Disconnect(),)),
        (["!busy"], ()),
        (["?", "1"], (PressKeys("1"),)),
        (["!bussy", "1"], (PressKeys("1"),)),
    ],
)
def test_a_person_answers_a_question(lines: list[str], deeds: tuple[object, ...]) -> None:
    assert tuple(Terminal(Typed(*lines)).hears(QUESTION)) == deeds


@pytest.mark.parametrize(
    ("line", "outcome"),
    [("", "answer"), ("b", "busy"), ("N", "no-answer"), ("f", "failed"), ("!busy", "busy"), ("!canceled", "canceled")],
)
def test_a_person_says_how_the_telephone_behaves(line: str, outcome: str) -> None:
    terminal = Terminal(Typed("what", line))

    assert terminal.hears(RING) == ()
    assert terminal.desk("+81522236953").outcome == outcome
    assert terminal.desk("+81522236953") == Desk()


@pytest.mark.parametrize("lines", [["h"], ["!hangup"], []])
def test_a_person_hangs_up_while_it_rings(lines: list[str]) -> None:
    terminal = Terminal(Typed(*lines))

    assert terminal.hears(RING) == (Disconnect(3.0),)
    assert terminal.desk("+81522236953").outcome == "no-answer"


def test_a_person_who_has_said_so_before_is_not_asked_again() -> None:
    typed = Typed("!busy")
    terminal = Terminal(typed)
    terminal.hears(QUESTION)
    terminal.hears(RING)

    assert typed.asked == [">"]
    assert terminal.desk("+81522236953").outcome == "busy"


def test_nothing_is_asked_where_nothing_is_waited_for() -> None:
    assert Terminal(Typed()).hears(Playback(0.0)) == ()
