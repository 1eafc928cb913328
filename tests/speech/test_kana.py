"""The kana of a text, known or estimated."""

from hypothesis import given, strategies as st

from ivr.speech import morae, reading

KNOWN = {
    "愛知": "あいち",
    "愛知県": "あいちけん",
    "県": "けん",
    "日本": "にほん",
    "日本橋": "にほんばし",
    "": "まちがい",
}


READINGS = {
    "愛知県です。": "あいちけんです。",
    "愛知の県": "あいちのけん",
    "三重県": "ああああけん",
    "愛知県、愛知": "あいちけん、あいち",
    "日本橋、日本": "にほんばし、にほん",
    "A1": "ああああ",
    "「はい」・": "はい・",
    "": "",
}


def test_known_pieces_are_read_longest_first_and_the_rest_is_estimated() -> None:
    assert {text: reading(text, KNOWN) for text in READINGS} == READINGS


def test_without_known_pieces_every_kanji_counts_for_two_morae() -> None:
    assert reading("愛知県です。") == "ああああああです。"
    assert morae(reading("愛知県です。")) == 8


@given(st.text())
def test_kana_and_pauses_stand_as_they_are(text: str) -> None:
    kana = "".join(sign for sign in text if sign in "あいうアイウー、。")

    assert reading(kana, KNOWN) == kana


@given(st.text(), st.dictionaries(st.text(min_size=1), st.text("あいう", min_size=1), max_size=4))
def test_a_reading_never_fails(text: str, known: dict[str, str]) -> None:
    assert isinstance(reading(text, known), str)
