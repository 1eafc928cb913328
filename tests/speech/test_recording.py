"""A prompt that was recorded."""

import pytest

from ivr.speech import Line, Prompt, fill, line_seconds, recording, seconds
from tests.speech.waves import wav

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
    assert line_seconds(line, 0.9, 0.8) == pytest.approx(length)
