"""What is said in English: keys and numbers as words, and how long a text takes."""

import pytest
from hypothesis import given, strategies as st

from ivr.speech import Line, SpeakingRate, english_seconds, key, line_seconds, most_characters, telephone_number
from ivr.speech.length import syllables


def test_keys_and_numbers_are_words() -> None:
    assert key("2", "en") == Line("two", "two", language="en")
    assert key("#", "en").text == "the pound key"
    assert telephone_number("052-223-6953", "en").text == "zero five two, two two three, six nine five three"


SYLLABLES = {
    "press one": 2,
    "Management Improvement Support Center": 10,
    "created": 3,
    "asked": 1,
    "wanted": 2,
    "services": 3,
    "people": 2,
    "explanation": 4,
    "national headquarters": 6,
    "Kagoshima": 4,
    "Hokkaido": 4,
    "707": 6,
    "": 0,
}


def test_syllables_are_counted_from_the_letters() -> None:
    assert {text: syllables(text) for text in SYLLABLES} == SYLLABLES


# Measured with Flite's voices slt, rms and awb: the shortest and the longest of the three.
MEASURED = [
    ("What would you like to talk about?", 1.4, 1.9),
    ("To go back, press the star key. To hear it again, press the pound key.", 3.6, 4.5),
    ("It gives support for up to two thirds of the total of those costs, and at most two million yen.", 4.9, 5.9),
    ("zero five two, two two three, six nine five three.", 3.4, 4.3),
]


@pytest.mark.parametrize(("text", "least", "most"), MEASURED)
def test_a_text_takes_as_long_as_the_slowest_voice_that_was_measured(text: str, least: float, most: float) -> None:
    assert least - 0.1 < english_seconds(text) < most + 0.8


def test_an_english_line_is_timed_by_its_text_at_the_rate_of_its_voice() -> None:
    line = Line("Please hold the line.", "プリーズ", pause=2, language="en")

    assert line_seconds(line) == english_seconds(line.text) + 2
    assert line_seconds(line, SpeakingRate(0.5)) == english_seconds(line.text) * 2 + 2
    assert (
        line_seconds(Line("One.", "One.", slow=True, language="en"), SpeakingRate(1.0, 0.5))
        == english_seconds("One.") * 2
    )


def test_more_english_than_japanese_goes_into_one_say() -> None:
    assert most_characters("en") > most_characters("ja")


@given(st.text(max_size=80))
def test_a_mark_at_the_end_takes_no_time(text: str) -> None:
    assert english_seconds(text + " .") >= english_seconds(text + ".") - 1
    assert english_seconds(text) >= 0
