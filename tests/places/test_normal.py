import pytest
from hypothesis import given, strategies as st

from ivr.heard.normal import smooth
from ivr.places import normal

FORMS = {
    "愛知県": "愛知県",
    " 愛知 県　です ": "愛知県です",
    "アイチケン": "あいちけん",
    "ｱｲﾁｹﾝ": "あいちけん",
    "ｷﾞﾌｹﾝ": "ぎふけん",
    "３丁目": "3丁目",
    "T¨": "\u1e97",
    "ＡＢＣ": "abc",
    "鎌ヶ谷": "鎌け谷",
    "鎌ケ谷": "鎌け谷",
    "塩竈": "塩釜",
    "愛知\u200b県\n": "愛知県",
    "": "",
}


def test_one_form_for_what_is_written_in_many() -> None:
    assert {text: normal(text) for text in FORMS} == FORMS


@given(st.text())
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize("kana", ["こうち", "こおち", "こーち"])
def test_a_long_vowel_has_one_form(kana: str) -> None:
    assert smooth(kana) == "こおち"


@given(st.text(alphabet="あいうえおかきくけこーんっゃ"))
def test_smoothing_keeps_every_place_in_the_text(kana: str) -> None:
    assert len(smooth(kana)) == len(kana)


LOOK_ALIKE = {
    "葛\U000e0100飾区": "葛飾区",
    "茨\U000e0101城県": "茨城県",
    "⼭⼝県": "山口県",
    "⻑崎県": "長崎県",
    "か\u3099ふけん": "がふけん",
    "ひろしまけんふくやま\ufe00": "ひろしまけんふくやま",
}


def test_what_looks_like_a_character_is_that_character() -> None:
    assert {written: normal(written) for written in LOOK_ALIKE} == LOOK_ALIKE
