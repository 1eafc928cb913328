"""How long a text takes to say, against what was measured."""

import pytest
from hypothesis import given, strategies as st

from ivr.speech import morae, pauses, seconds

KANA = st.text("あいうえおかがきくんっゃょアッンャョー、。")


MORAE = {
    "": 0,
    "あいちけん": 5,
    "きょうと": 3,
    "とうきょうと": 5,
    "ほっかいどう": 6,
    "さっぽろ": 4,
    "せんたー": 4,
    "コメジルシ": 5,
    "シャープ": 3,
    "フォローアップ": 6,
    "けいえいそうだんの、でんわあんないです。": 18,
    "「けいえい」・": 4,
    "愛知": 0,
    "ゔぁ": 1,
}


def test_morae_are_kana_without_small_vowels_and_glides() -> None:
    assert {kana: morae(kana) for kana in MORAE} == MORAE


PAUSES = {
    "": 0,
    "はい。": 0,
    "はい、": 0,
    "はい。。": 0,
    "はい、いいえ。": 1,
    "はい。いいえ": 1,
    "「はい。」": 0,
    "けいえい、と、おつたえください。": 2,
}


def test_a_closing_mark_is_no_pause() -> None:
    assert {kana: pauses(kana) for kana in PAUSES} == PAUSES


# Measured with Open JTalk at its natural rate; the fit's largest miss on any prompt is 0.6 s.
MEASURED = [
    ("けいえいそうだんの、でんわあんないです。", 2.2),
    ("とどうふけんのなまえを、おはなしください。", 2.7),
    ("うまくききとれませんでした。たとえば、「あいちけん」のように、おはなしください。", 6.2),
    (
        "ボタンでおえらびください。けいえいかいぜんは、イチ。じぎょうさいせいは、ニー。せつめいは、サン。ぜんこくほんぶにつなぐときは、ゼロ。",
        10.9,
    ),
    ("ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン。", 3.5),
    ("けいえいかいぜんしえんせんたーでの、そうだんです。", 3.7),
    ("おでんわ、ありがとうございました。", 2.3),
]


@pytest.mark.parametrize(("kana", "measured"), MEASURED)
def test_the_estimate_is_near_what_was_measured(kana: str, measured: float) -> None:
    assert seconds(kana) == pytest.approx(measured, abs=0.8)


def test_the_estimate_is_8_87_morae_a_second_and_0_6_seconds_a_pause() -> None:
    assert seconds("あいちけん、あいちけん。") == pytest.approx(10 / 8.87 + 0.60)
    assert seconds("あいちけん、あいちけん。", rate=0.9) == pytest.approx((10 / 8.87 + 0.60) / 0.9)


@given(KANA, st.floats(0.5, 2))
def test_a_slower_voice_takes_longer(kana: str, rate: float) -> None:
    assert seconds(kana, rate) == pytest.approx(seconds(kana) / rate)


@given(KANA, KANA)
def test_saying_more_never_takes_less(kana: str, more: str) -> None:
    assert seconds(kana + more) >= seconds(kana) - 1e-9
