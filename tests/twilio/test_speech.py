"""Texts split into pieces that Twilio takes."""

import re

import pytest
from hypothesis import given, strategies as st

from ivr.speech import MOST_CHARACTERS
from ivr.twilio.speech import clean, pieces

JAPANESE = st.text(alphabet="あ漢カー、。「」 \n𠮷")


SPLIT: dict[tuple[str, int], list[str]] = {
    ("", 10): [],
    ("はい。", 10): ["はい。"],
    ("一つ。二つ。三つ。", 9): ["一つ。二つ。三つ。"],
    ("一つ。二つ。三つ。", 8): ["一つ。二つ。", "三つ。"],
    ("一つ。二つ。三つ", 5): ["一つ。", "二つ。三つ"],
    ("長い、文が、ある。", 6): ["長い、文が、", "ある。"],
    ("短い。長い、文が、ある。", 6): ["短い。長い、", "文が、ある。"],
    ("あいうえおかきくけこ", 4): ["あいうえ", "おかきく", "けこ"],
    ("。。。", 2): ["。。", "。"],
    ("改行\nも、\n続く。\n", 5): ["改行\nも、", "\n続く。\n"],
}


def test_a_text_is_split_at_sentences_then_clauses_then_anywhere() -> None:
    assert {(text, most): list(pieces(text, most)) for text, most in SPLIT} == SPLIT


@given(JAPANESE, st.integers(1, 20))
def test_the_pieces_are_the_text_and_none_is_too_long(text: str, most: int) -> None:
    split = list(pieces(text, most))
    assert "".join(split) == text
    assert all(0 < len(piece) <= most for piece in split)


@given(st.lists(st.text(alphabet="あ漢、", min_size=1, max_size=9).map(lambda words: words + "。"), max_size=9))
def test_no_sentence_is_cut_that_fits(sentences: list[str]) -> None:
    assert all(piece.endswith("。") for piece in pieces("".join(sentences), most=10))


def test_a_say_holds_at_most_450_characters() -> None:
    assert MOST_CHARACTERS == 450
    assert [len(piece) for piece in pieces("あ" * 1000)] == [450, 450, 100]


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_only_what_xml_can_carry_and_a_voice_can_say_remains(text: str) -> None:
    remains = clean(text)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", remains)
    assert clean(remains) == remains


@pytest.mark.parametrize("text", ["経営改善は、イチ。", "Ａ＆Ｂ <C>", "一行\n二行\t", "𠮷野家", ""])
def test_what_is_said_remains(text: str) -> None:
    assert clean(text) == text
