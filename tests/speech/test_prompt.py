"""Prompts and what fills their gaps."""

import pytest

from ivr.speech import Line, Prompt, SpeakingRate, fill, gaps, line_seconds, recording, seconds
from ivr.speech.prompt import in_order
from tests.speech.waves import wav

OFFICE = Line("愛知県の、センター", "あいちけんの、せんたー")


def test_gaps_are_filled_with_text_and_with_reading() -> None:
    line = fill(Prompt("{office}に、おつなぎします。", "{office}に、おつなぎします。"), {"office": OFFICE})

    assert line == Line("愛知県の、センターに、おつなぎします。", "あいちけんの、せんたーに、おつなぎします。")


def test_a_gap_may_stand_twice_or_not_at_all() -> None:
    assert fill(Prompt("{a}と{a}", "{a}と{a}"), {"a": Line("甲", "こう")}) == Line("甲と甲", "こうとこう")
    assert fill(Prompt("甲", "こう"), {}) == Line("甲", "こう")


def test_what_fills_a_gap_is_no_gap_itself() -> None:
    assert fill(Prompt("{a}", "{a}"), {"a": Line("{b}", "{b}")}) == Line("{b}", "{b}")


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("It opens {when}.", "It opens at nine p.m."),
        ("At {when}, wait...", "At at nine p.m., wait..."),
        ("Not yet.", "Not yet."),
    ],
)
def test_a_sentence_ends_with_one_full_stop(prompt: str, said: str) -> None:
    when = {"when": Line("at nine p.m.", "at nine p.m.", language="en")}

    assert fill(Prompt(prompt, prompt, language="en"), when) == Line(said, said, language="en")


def test_how_a_prompt_is_said_goes_with_its_line() -> None:
    line = fill(Prompt("甲", "こう", slow=True, pause=2, language="en"), {})

    assert (line.slow, line.pause, line.language) == (True, 2, "en")


def test_a_fact_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError, match="office"):
        fill(Prompt("{office}", "{office}"), {})


@pytest.mark.parametrize(("text", "names"), [("", ()), ("{a}は、{b}。{a}", ("a", "b", "a")), ("{}", ()), ("{a b}", ())])
def test_gaps_are_named_in_their_order(text: str, names: tuple[str, ...]) -> None:
    assert gaps(text) == names


IN_ORDER: dict[tuple[str, tuple[str, ...], int], bool] = {
    ("あいう", ("あいう",), 0): True,
    ("あいう", ("あい",), 0): False,
    ("あいう", ("あ", "う"), 0): True,
    ("あう", ("あ", "う"), 0): True,
    ("あう", ("あ", "う"), 1): False,
    ("あいう", ("", "い", ""), 1): True,
    ("いう", ("", "い", ""), 1): False,
    ("ののの", ("", "の", ""), 1): True,
    ("あいあいう", ("あい", "いう"), 0): True,
    ("あいう", ("あい", "いう"), 0): False,
    ("", ("", ""), 0): True,
    ("", ("", ""), 1): False,
    ("の" * 5000, ("", *["の"] * 2400, "で"), 1): False,
}


def test_pieces_are_found_in_their_order() -> None:
    found = {(text, pieces, between): in_order(text, pieces, between=between) for text, pieces, between in IN_ORDER}

    assert found == IN_ORDER


WELCOME = recording("ja/welcome", wav(2.5), 2.5)


def test_it_is_served_under_a_name_that_changes_with_its_sound() -> None:
    other = recording("ja/welcome", wav(2.4), 2.4)

    assert WELCOME.file == f"ja/welcome-{WELCOME.digest}.wav"
    assert len(WELCOME.digest) == 12
    assert other.file != WELCOME.file
    assert recording("ja/welcome", wav(2.5), 2.5) == WELCOME


def test_the_line_of_a_recorded_prompt_is_its_recording() -> None:
    prompt = Prompt("上限、{cap}です。", "じょうげん、{cap}です。", recording=WELCOME)

    assert fill(prompt, {"cap": Line("二百万円", "にひゃくまんえん")}).recording == WELCOME


@pytest.mark.parametrize(
    ("line", "length"),
    [
        (Line("はい", "はい"), seconds("はい", 0.9)),
        (Line("はい", "はい", slow=True), seconds("はい", 0.8)),
        (Line("はい", "はい", pause=2), seconds("はい", 0.9) + 2),
        (Line("はい", "はい", recording=WELCOME), 2.5),
        (Line("はい", "はい", slow=True, pause=1, recording=WELCOME), 3.5),
    ],
)
def test_a_line_takes_as_long_as_its_recording_or_else_its_reading(line: Line, length: float) -> None:
    assert line_seconds(line, SpeakingRate(0.9, 0.8)) == pytest.approx(length)
