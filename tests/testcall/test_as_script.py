"""A played call, written down, plays the same again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from ivr.callscript import HangsUp, Hears, Presses, Rings, Says, Step, Waits, read_script_file
from ivr.simulator import Caller, Desk, Disconnect, PressKeys, SimulatedCall
from ivr.testcall import Target, script_from
from ivr.testcall.as_script import save
from ivr.testing.play_scripts import play
from tests.callers import Scripted
from tests.testing.conftest import service

HOTLINE = {
    "/voice": "<Say>はい。</Say><Gather action='/ring' input='dtmf speech'><Say>どうぞ。</Say></Gather><Redirect/>",
    "/ring": "<Dial action='/after'><Number url='/whisper'>+81522236953</Number></Dial>",
    "/whisper": "<Say>相談です。</Say>",
    "/after": "<Say>さようなら。</Say>",
}
BEGIN = Hears(("はい。", "どうぞ。"))
END = Hears(("さようなら。",))


def call(caller: Caller | Sequence[str]) -> SimulatedCall:
    return service(HOTLINE).carrier().call(Scripted(caller) if isinstance(caller, Sequence) else caller)


@pytest.mark.parametrize(
    ("lines", "steps"),
    [
        (["1"], (BEGIN, Presses("1"), Rings("+81522236953", by=7), END)),
        (["お願いします"], (BEGIN, Says("お願いします"), Rings("+81522236953", by=9), END)),
        (["", "12#"], (BEGIN, Waits(), BEGIN, Presses("12#"), Rings("+81522236953", by=9), END)),
        (["1", "!busy"], (BEGIN, Presses("1"), Rings("+81522236953", "busy", 7), END)),
        (["1", "!no-answer"], (BEGIN, Presses("1"), Rings("+81522236953", "no-answer", 7), END)),
        (["1", "!canceled"], (BEGIN, Presses("1"), Rings("+81522236953", "canceled", 7), END)),
        (["!hangup"], (BEGIN, HangsUp())),
    ],
)
def test_a_call_becomes_its_steps(lines: list[str], steps: tuple[Step, ...]) -> None:
    written = script_from("試し", call(lines).transcript)

    assert [_without_second(step) for step in written.steps] == [_without_second(step) for step in steps]


def _without_second(step: Step) -> Step:
    return Rings(step.number, step.ends) if isinstance(step, Rings) else step


class Impatient:
    """Presses a key in the middle of the question, hangs up while it rings; the desk declines when it answers."""

    def __init__(self, *, stays: bool) -> None:
        self._stays = stays

    def hears(self, heard):  # type: ignore[no-untyped-def]  # noqa: ANN001
        if heard.ringing and not self._stays:
            return (Disconnect(at=1.0),)
        return (PressKeys("1", at=0.2),) if heard.asked else ()

    def desk(self, _number: str) -> Desk:
        return Desk(hears=lambda _heard: (Disconnect(),))


@pytest.mark.parametrize(("stays", "end"), [(True, "declined"), (False, "given-up")])
def test_how_ringing_ended_is_written_down(stays: bool, end: str) -> None:
    steps = script_from("試し", call(Impatient(stays=stays)).transcript).steps

    assert [step.ends for step in steps if isinstance(step, Rings)] == [end]
    assert not any(isinstance(step, HangsUp) for step in steps)


def test_a_key_in_the_middle_of_a_prompt_keeps_its_moment() -> None:
    first = call(Impatient(stays=True)).transcript

    (press,) = (step for step in script_from("試し", first).steps if isinstance(step, Presses))
    assert press.after is not None


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "lines",
    [
        ["愛知県の経営改善支援センターです"],
        ["", "1", "3", "1", "2", "1", "岡山県", "はい", "", "!busy", "2", "#"],
        ["", "2", "1", "1", "!no-answer", "1", "!failed", "0", "!busy"],
        ["3", "3", "", "2", "", "*", "わからない", "大阪"],
        ["がやがや", "がやがや", "", "", "!busy"],
        ["愛知県の協議会", "", "!hangup"],
        ["1", "!hangup"],
    ],
)
def test_a_saved_call_passes(hotline: Target, tmp_path: Path, lines: list[str]) -> None:
    file = tmp_path / "saved.call.yaml"
    save(file, "試し", hotline.carrier().call(Scripted(lines)), hotline.printed)

    assert [str(problem) for problem in play(read_script_file(file), hotline).problems] == []


@pytest.mark.parametrize("stays", [True, False])
def test_a_saved_call_of_an_impatient_caller_passes(tmp_path: Path, stays: bool) -> None:
    file, target = tmp_path / "saved.call.yaml", service(HOTLINE)
    save(file, "試し", call(Impatient(stays=stays)), target.printed)

    assert [str(problem) for problem in play(read_script_file(file), target).problems] == []


def test_unusual_numbers_and_the_time_are_saved(tmp_path: Path) -> None:
    file, target = tmp_path / "saved.call.yaml", service("<Say>はい。</Say>")
    call = target.carrier().call(Scripted([]), "+81312345678")
    save(file, "試し", call, target.printed, datetime(2026, 5, 7, 10, 0))  # noqa: DTZ001 - local time

    script = read_script_file(file).script
    assert script
    assert (script.caller, script.called, script.at) == ("+81312345678", None, datetime(2026, 5, 7, 10, 0))  # noqa: DTZ001


def test_what_the_carrier_complained_of_is_saved() -> None:
    call = service("<Say voice='nobody'>はい。</Say>").carrier().call(Scripted([]))

    assert script_from("試し", call.transcript).warnings == (13511,)
