"""What holds for every text."""

import pytest
from hypothesis import given, settings, strategies as st

from ivr.places import Ambiguous, Certain, PlaceOutcome, Probable, Unknown, codes_of, locate, normal, postal
from ivr.places.outcome import MOST_CHOICES
from tests.conftest import shipped_plan

pytestmark = pytest.mark.unmeasured
PLACES = shipped_plan().places  # not a fixture: hypothesis prints the arguments of a failure
PREFECTURES = sorted({name for p in PLACES.prefectures.values() for name in (p.name, p.short, p.kana, p.short_kana)})
MUNICIPALITIES = sorted({name for m in PLACES.municipalities.values() for name in (m.name, m.name[:-1], m.kana)})
PIECES = (
    *(
        "です",
        "、",
        "の",
        "ではなく",
        "えーと",
        "あのう",
        "いや",
        "と",
        "か",
        "県",
        "市",
        "けん",
        "はい",
        "銀行",
        "さん",
        "隣の",
    ),
    *(
        "服行券",
        "開きた",
        "株式会社",
        "の会社",
        "じゃなくて",
        "違います",
        "〇",
        "5",
        "ー",
        "っ",
        "！",
        "A",
        "ｱｲﾁ",
        "\u3099",
        "…",
    ),
)
SENTENCES = st.lists(st.sampled_from([*PREFECTURES, *MUNICIPALITIES, *PIECES]), max_size=6).map("".join)
TEXTS = st.text() | SENTENCES
CODES = st.frozensets(st.sampled_from([*PLACES.prefectures, *PLACES.municipalities]), max_size=4)

HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def proposal(outcome: PlaceOutcome) -> tuple[str, tuple[str, ...]]:
    return type(outcome).__name__, codes_of(outcome)


@given(TEXTS, CODES, CODES)
@settings(max_examples=150)
def test_any_text_has_an_outcome_that_keeps_its_word(text: str, refused: frozenset[str], near: frozenset[str]) -> None:
    outcome = locate(PLACES, text, refused, tuple(near))

    codes = codes_of(outcome)
    prefectures = [PLACES.prefecture_of(code) for code in codes]
    assert all(PLACES.name(code) and PLACES.kana(code) for code in codes)
    assert len(set(prefectures)) == len(codes)
    assert not {*codes, *prefectures} & refused
    match outcome:
        case Certain(code):
            assert len(code) == 2
        case Ambiguous():
            assert 2 <= len(codes) <= MOST_CHOICES
        case Probable() | Unknown():
            assert len(codes) <= MOST_CHOICES


@given(TEXTS)
@settings(max_examples=150)
def test_what_is_quoted_was_said(text: str) -> None:
    assert normal(locate(PLACES, text).heard) in normal(text)


@given(SENTENCES, st.data())
@settings(max_examples=150)
def test_width_spaces_and_kind_of_kana_change_nothing(text: str, data: st.DataObject) -> None:
    plain = proposal(locate(PLACES, text))
    spaced = data.draw(st.sampled_from([" ", "　", "\n"])).join(text)

    assert proposal(locate(PLACES, text.translate(HIRAGANA_TO_KATAKANA))) == plain
    assert proposal(locate(PLACES, text.translate(TO_FULL_WIDTH))) == plain
    assert proposal(locate(PLACES, spaced)) == plain or "\u3099" in text


@given(st.text() | st.text(alphabet="0123456789０１〇一二のーいちに- "), CODES)
@settings(max_examples=150)
def test_any_text_has_a_postal_outcome_and_none_is_certain(text: str, refused: frozenset[str]) -> None:
    outcome = postal(PLACES, text, refused)

    assert not isinstance(outcome, Certain)
    assert not {code[:size] for code in codes_of(outcome) for size in (2, 5)} & refused
