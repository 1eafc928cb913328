"""What a Say says, and how long it takes."""

import pytest
from hypothesis import given, strategies as st

from ivr.simulator.twiml.ssml import Stretch, length, seconds_of, stretches, text_of
from ivr.simulator.twiml.tree import Element, parse
from ivr.speech import seconds


def spoken(content: str, language: str = "ja-JP", known: dict[str, str] | None = None) -> tuple[str, float]:
    parts = tuple(stretches(parse(f"<Say>{content}</Say>".encode())))
    return text_of(parts), seconds_of(parts, language, known or {})


JAPANESE = {
    "あいうえ": ("あいうえ", seconds("あいうえ")),
    "  あい\n  うえ ": ("あい うえ", seconds("あいうえ")),
    "あい、うえ。": ("あい、うえ。", seconds("あい、うえ。")),
    # A rate counts, and rates multiply.
    '<prosody rate="80%">あい、うえ。</prosody>': ("あい、うえ。", seconds("あい、うえ。", 0.8)),
    '<prosody rate="slow">あい</prosody>': ("あい", seconds("あい", 0.75)),
    '<prosody volume="loud">あい</prosody>': ("あい", seconds("あい")),
    '<prosody rate="50%"><prosody rate="50%">あい</prosody></prosody>': ("あい", seconds("あい", 0.25)),
    '<prosody rate="0%">あい</prosody>': ("あい", seconds("あい")),
    '<prosody rate="quick">あい</prosody>': ("あい", seconds("あい")),
    # A mark at the end of a stretch is a pause where speech goes on after it.
    'あい。<prosody rate="50%">うえ。</prosody>': (
        "あい。うえ。",
        seconds("あい。い") - seconds("い") + seconds("うえ", 0.5),
    ),
    "あい<emphasis>、うえ</emphasis>": ("あい、うえ", seconds("あい、うえ")),
    # Silences.
    'あ<break time="2s"/>い': ("あい", seconds("あい") + 2),
    'あ<break time="250ms"/>い': ("あい", seconds("あい") + 0.25),
    'あ<break time="60s"/>い': ("あい", seconds("あい") + 10),
    'あ<break strength="x-strong"/>い': ("あい", seconds("あい") + 0.9),
    'あ<break strength="none"/>い': ("あい", seconds("あい")),
    'あ<break strength="odd"/>い': ("あい", seconds("あい") + 0.3),
    "あ<break/>い": ("あい", seconds("あい") + 0.3),
    "<p>あ</p><s>い</s>": ("あい", seconds("あい") + 1.2),
    # What is heard in place of what is written.
    '<sub alias="あい">AI</sub>': ("あい", seconds("あい")),
    "<sub>あい</sub>": ("あい", seconds("あい")),
    '<phoneme alphabet="x-amazon-yomigana" ph="あいち">愛知</phoneme>': ("愛知", seconds("あいち")),
    '<phoneme alphabet="ipa" ph="a">あい</phoneme>': ("あい", seconds("あい")),
    '<say-as interpret-as="telephone">052-1</say-as>': ("052-1", seconds("ゼロゴーニーイチ")),
    '<say-as interpret-as="date">あい</say-as>': ("あい", seconds("あい")),
    "": ("", 0),
}


def test_japanese() -> None:
    heard = {content: spoken(content) for content in JAPANESE}

    assert {content: text for content, (text, _) in heard.items()} == {
        content: text for content, (text, _) in JAPANESE.items()
    }
    assert {content: took for content, (_, took) in heard.items()} == pytest.approx(
        {content: took for content, (_, took) in JAPANESE.items()}
    )


def test_known_readings_count() -> None:
    assert spoken("愛知", known={"愛知": "あいち"})[1] == pytest.approx(seconds("あいち"))


def test_other_languages_are_counted_by_letters() -> None:
    assert spoken("Please press one.", "en-US")[1] == pytest.approx(17 / 15)
    assert spoken('<prosody rate="50%">Please press one.</prosody>', "en-US")[1] == pytest.approx(2 * 17 / 15)


def test_japanese_is_japanese_whatever_the_language_says() -> None:
    assert spoken("あいち", "en-US") == spoken("あいち", "ja-JP")


@given(st.text("あいうえおアイウエオー、。"), st.sampled_from([0.5, 0.9, 1.0, 2.0]))
def test_a_rate_stretches_all_of_a_text(text: str, rate: float) -> None:
    assert length(text, "ja", {}, rate) == pytest.approx(length(text, "ja", {}) / rate)


@given(st.lists(st.text("あいう、。", min_size=1), min_size=1))
def test_cutting_a_text_at_elements_changes_nothing(pieces: list[str]) -> None:
    cut = Element("Say", {}, tuple(Element("lang", {}, (piece,)) for piece in pieces))
    whole = "".join(pieces)
    assert seconds_of(tuple(stretches(cut)), "ja", {}) == pytest.approx(length(whole, "ja", {}))
    assert text_of(tuple(stretches(cut))) == whole


def test_a_stretch_may_be_silence() -> None:
    assert seconds_of((Stretch("", pause=1.5),), "ja", {}) == 1.5
