"""Callers with a script, and left to chance."""

import pytest

from ivr.simulator import AcceptedInput, Desk, Disconnect, Playback, PressKeys, Speak
from ivr.simulator.people import Piece
from ivr.simulator.transcript import DialFinished, Disconnected, KeysPressed, NoInput, Spoke
from ivr.testcall import Chance, Scripted
from tests.simulator.pages import DESK, Answer, Page, of, paths, play

QUESTION = Playback(0, (Piece("ご用件は。", 1),), AcceptedInput())
STATEMENT = Playback(0, (Piece("お待ちください。", 1),))
RINGING = Playback(0, ringing=(DESK,))
BUSY, NO_ANSWER = Desk("busy", after=2), Desk("no-answer")


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


def test_each_question_takes_a_line_and_then_there_is_silence() -> None:
    caller = Scripted(["1", "", "2"])
    assert [caller.hears(QUESTION) for _ in range(5)] == [(PressKeys("1"),), (), (PressKeys("2"),), (), ()]


def test_what_asks_nothing_takes_no_line() -> None:
    caller = Scripted(["1"])
    assert (caller.hears(STATEMENT), caller.hears(RINGING), caller.rest) == ((), (), ("1",))


@pytest.mark.parametrize(
    ("line", "desk"),
    [
        ("!answer", Desk()),
        ("!busy", BUSY),
        ("!no-answer", NO_ANSWER),
        ("!failed", Desk("failed", after=1)),
        ("!canceled", Desk("canceled", after=3)),
    ],
)
def test_what_a_line_says_of_the_desk(line: str, desk: Desk) -> None:
    assert Scripted([line]).desk(DESK) == desk


def test_desks_may_be_set_before_the_first_question() -> None:
    caller = Scripted(["!busy", "!no-answer", "1"])
    assert caller.hears(QUESTION) == (PressKeys("1"),)
    assert [caller.desk(DESK) for _ in range(3)] == [BUSY, NO_ANSWER, Desk()]


def test_later_a_desk_is_set_where_it_rings() -> None:
    caller = Scripted(["1", "!busy", "2", "!no-answer"])
    assert caller.hears(QUESTION) == (PressKeys("1"),)
    assert caller.desk(DESK) == BUSY
    assert caller.hears(QUESTION) == (PressKeys("2"),)
    assert caller.desk(DESK) == NO_ANSWER


def test_asked_where_a_desk_is_set_the_caller_waits_for_the_ring() -> None:
    caller = Scripted(["1", "!busy", "2"])
    caller.hears(QUESTION)
    assert caller.hears(QUESTION) == ()
    assert caller.desk(DESK) == BUSY
    assert caller.hears(QUESTION) == (PressKeys("2"),)


def test_a_caller_may_hang_up_while_it_rings() -> None:
    caller = Scripted(["1", "!hangup"])
    caller.hears(QUESTION)
    assert caller.hears(RINGING) == (Disconnect(at=3.0),)
    assert caller.rest == ()


RING: dict[str, Answer] = {
    "/voice": "<Gather numDigits='1' action='/ring'/>",
    "/ring": f"<Dial action='/again'>{DESK}</Dial>",
    "/again": ["<Gather numDigits='1' action='/ring'/>", "<Hangup/>"],
}


def test_a_whole_script() -> None:
    call = play(RING, ["1", "!busy", "1", "!no-answer"])
    assert [request.parameters.get("DialCallStatus") for request in call.requests] == [
        None,
        None,
        "busy",
        None,
        "no-answer",
    ]


def test_a_script_that_hangs_up() -> None:
    call = play(RING, ["!hangup"])
    assert (paths(call), [event.by for event in of(call, Disconnected)]) == (["/voice"], ["caller"])


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
