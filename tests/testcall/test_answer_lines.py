"""Answers as lines, and callers left to chance."""

from ivr.simulator import AcceptedInput, Desk, Disconnect, Playback, PressKeys, Speak
from ivr.simulator.people import Piece
from ivr.simulator.transcript import DialFinished, Disconnected, KeysPressed, NoInput, Spoke
from ivr.testcall import DESKS, Chance
from ivr.testcall.answer_lines import LINES
from tests.callers import Scripted
from tests.simulator.pages import DESK, Answer, Page, of, play

QUESTION = Playback(0, (Piece("ご用件は。", 1),), AcceptedInput())


MEANT = {
    "1": (PressKeys("1"),),
    "4600008": (PressKeys("4600008"),),
    "*": (PressKeys("*"),),
    "12#": (PressKeys("12#"),),
    "愛知県です": (Speak("愛知県です"),),
    "1番": (Speak("1番"),),
    "": (),
    "  ": (),
    " 1 ": (PressKeys("1"),),
    "!hangup": (Disconnect(),),
    "!nonsense": (Speak("!nonsense"),),
}


def test_what_a_line_means() -> None:
    assert {line: Scripted([line]).hears(QUESTION) for line in MEANT} == MEANT


def test_what_a_line_says_of_the_desk() -> None:
    assert {line: DESKS[ends] for line, ends in LINES.items()} == {
        "!answer": Desk(),
        "!busy": Desk("busy", after=2),
        "!no-answer": Desk("no-answer"),
        "!failed": Desk("failed", after=1),
        "!canceled": Desk("canceled", after=3),
    }


MAZE: dict[str, Answer] = {
    "/voice": "<Gather input='dtmf speech' finishOnKey='' timeout='2' action='/b'/><Redirect>/b</Redirect>",
    "/b": "<Gather numDigits='1' action='/c'><Say>b</Say></Gather><Redirect>/voice</Redirect>",
    "/c": f"<Dial action='/d'><Number statusCallback='/status'>{DESK}</Number></Dial>",
    "/d": [*(5 * ["<Redirect>/voice</Redirect>"]), "<Hangup/>"],
    "/status": Page(status=204),
}


def test_a_seed_repeats_the_call() -> None:
    assert play(MAZE, Chance(7)).transcript == play(MAZE, Chance(7)).transcript


def test_chance_does_everything_there_is() -> None:
    calls = [play(MAZE, Chance(seed)) for seed in range(60)]
    assert {KeysPressed, Spoke, NoInput} <= {type(event) for call in calls for event in call.transcript}
    ends = {event.status for call in calls for event in of(call, DialFinished)}
    assert {"completed", "busy", "no-answer", "failed"} <= ends
    assert "caller" in {event.by for call in calls for event in of(call, Disconnected)}


def test_chance_presses_as_many_keys_as_are_wanted() -> None:
    asked = Playback(0, asked=AcceptedInput(num_digits=3))
    done = [action for seed in range(200) for action in Chance(seed).hears(asked)]
    assert {len(one.keys) for one in done if isinstance(one, PressKeys)} == {3}
