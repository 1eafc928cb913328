"""The keypad listener: he presses what he has heard announced, and nothing else."""

import pytest

from ivr.simulator import Desk
from ivr.simulator.people import AcceptedInput, Piece, Playback, PressKeys
from ivr.simulator.transcript import KeysPressed, PromptSpoken
from tests.simulator.callers.listener import Listener
from tests.simulator.pages import of, paths, play

MENU = "愛知はイチ、静岡はニー、岐阜はサンです。"


def heard(*texts: str, asked: AcceptedInput | None = AcceptedInput()) -> Playback:  # noqa: B008 - a frozen value
    return Playback(0, tuple(Piece(text, len(text) / 10) for text in texts), asked)


def test_he_presses_when_his_option_has_been_announced() -> None:
    (press,) = Listener(["静岡"]).hears(heard(MENU))
    assert isinstance(press, PressKeys)
    assert press.keys == "2"
    assert press.at is not None
    assert 1.3 < press.at < heard(MENU).seconds + 1.3


def test_or_when_all_is_heard() -> None:
    (press,) = Listener(["静岡"], promptly=False).hears(heard(MENU))
    assert press == PressKeys("2", at=heard(MENU).seconds + 1.3)


def test_later_options_take_longer() -> None:
    moments = [Listener([want]).hears(heard(MENU))[0] for want in ("愛知", "静岡", "岐阜")]
    times = [press.at for press in moments if isinstance(press, PressKeys) and press.at is not None]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(heard(MENU).seconds + 1.3)


def test_the_moment_counts_pauses_and_earlier_pieces() -> None:
    pieces = (Piece("はじめに。", 1), Piece("", 2, "pause"), Piece("愛知はイチ。", 1), Piece("三重はニー。", 1))
    (press,) = Listener(["愛知"]).hears(Playback(0, pieces, AcceptedInput()))
    assert isinstance(press, PressKeys)
    assert press.at == pytest.approx(4 + 1.3)


def test_what_is_announced_in_a_recording_counts_where_its_words_are_known() -> None:
    pieces = (Piece("/a.wav", 2, "play"), Piece("/b.wav", 2, "play", "愛知はイチ。"), Piece("三重はニー。", 1))
    (press,) = Listener(["愛知"]).hears(Playback(0, pieces, AcceptedInput()))
    assert isinstance(press, PressKeys)
    assert press.at == pytest.approx(4 + 1.3)


@pytest.mark.parametrize(
    "what",
    [
        heard("都道府県の名前を、おはなしください。"),
        heard(MENU.replace("静岡", "三重")),
        heard(MENU, asked=None),
        heard(MENU, asked=AcceptedInput(keys=False, speech=True)),
        heard(),
    ],
)
def test_otherwise_he_is_silent(what: Playback) -> None:
    assert Listener(["静岡"]).hears(what) == ()


def test_what_was_announced_before_the_question_counts_for_it() -> None:
    listener = Listener(["静岡"])
    assert listener.hears(heard(MENU, asked=None)) == ()
    assert listener.hears(heard("どうぞ。")) == (PressKeys("2", at=1.3),)
    assert listener.hears(heard("どうぞ。")) == ()


def test_an_announcement_may_begin_before_the_question() -> None:
    listener = Listener(["静岡"])
    listener.hears(heard("静岡は、", asked=None))
    (press,) = listener.hears(heard("ニー。三重は、サン。"))
    assert isinstance(press, PressKeys)
    assert press.keys == "2"


def test_he_finds_his_way_through_menus() -> None:
    pages = {
        "/voice": "<Gather numDigits='1' action='/region'><Say>経営改善は、イチ。事業再生は、ニー。</Say></Gather>",
        "/region": "<Gather numDigits='1' action='/prefecture'><Say>関東はイチ、東海はニーです。</Say></Gather>",
        "/prefecture": f"<Gather numDigits='1' action='/end'><Say>{MENU}</Say></Gather>",
        "/end": "<Dial>+81522236953</Dial>",
    }
    call = play(pages, Listener(["事業再生", "東海", "岐阜"], desks=lambda _number: Desk("busy")))
    assert [event.keys for event in of(call, KeysPressed)] == ["2", "2", "3"]
    assert paths(call) == list(pages)
    assert not call.bridged
    assert all(event.heard <= event.seconds for event in of(call, PromptSpoken))


def test_desks_answer_unless_told_otherwise() -> None:
    assert Listener([]).desk("+81522236953") == Desk()
