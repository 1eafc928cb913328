"""The words around what callers mean: corrections, questions, and names that mean nothing here."""

import pytest
from hypothesis import given, strategies as st

from ivr.heard.utterance import utterance
from ivr.meaning.english import ENGLISH_WORDING as ENGLISH
from ivr.meaning.japanese import JAPANESE_WORDING as JAPANESE
from ivr.meaning.wording import consists_of

CORRECTED = {
    "東京ではなくて大阪": "大阪",
    "東京じゃなくて大阪": "大阪",
    "東京やのうて大阪や": "大阪や",
    "東京じゃのうて大阪": "大阪",
    "東京ではなく京都じゃなくて大阪": "大阪",
    "山口県です名前じゃなくて": "山口県です",  # what is taken back ends the answer
    "東京ではなくて大阪です名前じゃなくて": "大阪です",
    "東京です": "東京です",
    "": "",
}


def test_what_follows_the_last_correction_counts() -> None:
    assert {whole: JAPANESE.after_correction(whole) for whole in CORRECTED} == CORRECTED


KEPT = {
    "計画づくりで、愛知じゃなくて岐阜です": "計画づくり",
    "返済の相談です、三重ではなく愛知": "返済",
    "愛知じゃなくて岐阜です": "",
    "返済の相談です": "",
}


def test_what_is_said_before_a_correction_of_something_else_counts_too() -> None:
    assert {whole: JAPANESE.before_correction(whole) for whole in KEPT} == KEPT


RING = {
    "もう一度かける": (False, True),
    "もう一度かけてください": (False, True),
    "もう一度かけますか": (True, False),
    "もう一度かけてもらえますか": (False, True),  # which asks for it
    "もう一度お願いできますか": (False, True),
    "もう一度かけなくていいです": (False, False),
    "あとでもう一度かけます": (False, False),
}
"""Answers with a word for a ring: whether each only asks about it, and whether it wants one."""


def test_a_ring_is_asked_for_asked_about_or_declined() -> None:
    assert {said: (JAPANESE.asks_whether(said), JAPANESE.wants_ring(said)) for said in RING} == RING


def test_in_english_what_opens_an_answer_is_not_part_of_a_question() -> None:
    asked = ("excuse me is it free", "is it free", "it is free", "could you help me")
    assert [ENGLISH.asks(utterance(one, "en")) for one in asked] == [True, True, False, False]


ASKED = {
    "お金はかかりますか": True,
    "何をする所なの": True,
    "そこの電話番号は": True,
    "場所を教えてください": True,
    "違いを知りたいんですが": True,
    "三重県？": True,
    "これでいいんかのう": True,
    "お願いできますか": False,
    "お願いいただけませんか": False,
    "経営改善です": False,
    "": False,
}


def test_a_question_is_told_from_a_polite_request() -> None:
    assert {text: JAPANESE.asks(utterance(text)) for text in ASKED} == ASKED


@pytest.mark.parametrize(
    ("whole", "named"),
    [
        ("中村さんはおられますか", "中村さんはおられ"),
        ("鈴木様いらっしゃいますか", "鈴木様いらっしゃ"),
        ("佐藤先生に代わって", "佐藤先生に代わ"),
        ("中村さんに勧められて", ""),
        ("おられますか", ""),
    ],
)
def test_a_person_is_asked_for_by_name(whole: str, named: str) -> None:
    assert JAPANESE.names_person(whole) == named


BLANKED = {
    "千葉銀行の者です": "＿＿＿＿の者です",
    "取引銀行と話したい": "取引銀行と話したい",
    "毎月銀行に返す": "毎月銀行に返す",
    "西武信用金庫です": "＿＿＿＿＿＿です",
    "銀行と話したい": "銀行と話したい",
    "株式会社改善です": "＿＿＿＿＿＿です",
}


def test_names_of_banks_and_firms_are_blanked() -> None:
    assert {whole: JAPANESE.without_names(whole) for whole in BLANKED} == BLANKED


@given(
    st.lists(st.text("あいう", min_size=1, max_size=3), max_size=5), st.lists(st.text("あいう", min_size=1), max_size=4)
)
def test_a_row_of_pieces_is_made_of_them(pieces: list[str], row: list[str]) -> None:
    assert consists_of("".join(piece for piece in pieces * 3), frozenset(pieces))
    assert not consists_of("".join(row) + "x", frozenset(pieces))


@given(st.text("あい", max_size=8), st.sets(st.text("あい", min_size=1, max_size=3), max_size=4))
def test_it_is_found_as_trying_every_first_piece_would(text: str, pieces: set[str]) -> None:
    def consists(rest: str) -> bool:
        return not rest or any(rest.startswith(piece) and consists(rest[len(piece) :]) for piece in pieces)

    assert consists_of(text, pieces) is consists(text)
