"""A person at the terminal: what is typed, and what becomes of it."""

import pytest

from ivr.callscript import HangsUp, Presses, Says, Step, Waits
from ivr.cli.call import conduct
from ivr.cli.live_transcript import LiveTranscript, TextFormatter
from ivr.cli.terminal import Terminal
from ivr.simulator.transcript import DialFinished
from ivr.testcall import Desks, dial
from tests.testing.conftest import service


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
    ("lines", "step"),
    [
        (["1"], Presses("1")),
        ([" 愛知県 "], Says("愛知県")),
        ([""], Waits()),
        (["!hangup"], HangsUp()),
        ([], HangsUp()),
        (["!busy"], Waits()),
        (["?", "1"], Presses("1")),
        (["!bussy", "1"], Presses("1")),
    ],
)
def test_a_person_answers_a_question(lines: list[str], step: Step) -> None:
    assert Terminal(Typed(*lines)).answer(Desks()) == step


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("", "answered"),
        ("b", "busy"),
        ("N", "no-answer"),
        ("f", "failed"),
        ("!busy", "busy"),
        ("!canceled", "canceled"),
    ],
)
def test_a_person_says_how_the_telephone_behaves(line: str, ends: str) -> None:
    assert Terminal(Typed("what", line)).ring() == ends


@pytest.mark.parametrize("lines", [["h"], ["!hangup"], []])
def test_a_person_hangs_up_while_it_rings(lines: list[str]) -> None:
    assert Terminal(Typed(*lines)).ring() is None


RINGS = {
    "/voice": "<Gather action='/ring'><Say>どうぞ。</Say></Gather><Redirect>/ring</Redirect>",
    "/ring": "<Say>つなぎます。</Say><Dial>+81522236953</Dial>",
}


@pytest.mark.parametrize(
    ("typed", "asked", "status"),
    [
        (["1", "b"], [">", "[Enter]"], "busy"),
        (["1", "h"], [">", "[Enter]"], "canceled"),
        (["!busy"], [">"], "busy"),  # who has said so before is not asked again
    ],
)
def test_a_person_conducts_a_call(typed: list[str], asked: list[str], status: str) -> None:
    person = Typed(*typed)
    target = service(RINGS)
    call = dial(target, target.carrier())
    conduct(call, Terminal(person), LiveTranscript(call.call, TextFormatter(target)))

    assert [prompt.split()[0] for prompt in person.asked] == asked
    assert [event.status for event in call.transcript if isinstance(event, DialFinished)] == [status]
