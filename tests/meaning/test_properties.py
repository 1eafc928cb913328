"""What holds for every answer: it is interpreted in time proportional to its length, however it is written."""

import time
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from ivr.heard.utterance import utterance
from ivr.meaning import NOT_UNDERSTOOD, meanings, understand, understand_by_ear
from tests.conftest import shipped_plan

# Not a fixture: hypothesis prints the arguments of a failure, and a plan is three megabytes.
PLAN = shipped_plan()
WORDS = sorted(
    {word for name, one in PLAN.meanings.by_id.items() for word in (*PLAN.meanings.said_for(name), *one.examples)}
)
SAID = st.text() | st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=6).map("".join)
OUTCOMES = {"certain", "probable", "ambiguous", "unknown"}
HIRAGANA, KATAKANA = "".join(map(chr, range(0x3041, 0x3095))), "".join(map(chr, range(0x30A1, 0x30F5)))
MOST_SECONDS = 0.2  # of the processor for the longest answer that is read, on a machine that does other work too


@settings(max_examples=150)
@given(SAID)
def test_any_answer_is_heard_and_means_one_thing(text: str) -> None:
    understood = understand(PLAN.meanings, utterance(text))

    assert understood.outcome in OUTCOMES
    assert understood.meaning in PLAN.meanings.by_id
    assert understood.service in ("", understood.meaning)
    assert understood.lists <= PLAN.meanings.lists | PLAN.meanings.services
    assert understood.service not in understood.lists  # services there are taken back
    alone = understood._replace(lists=understood.lists - PLAN.meanings.services)
    assert (understood.outcome == "unknown") == (alone == NOT_UNDERSTOOD)
    assert bool(understood.why) == (alone != NOT_UNDERSTOOD)


@settings(max_examples=100)
@given(SAID)
def test_any_answer_is_heard_by_ear_and_never_surely(text: str) -> None:
    understood = understand_by_ear(PLAN.meanings, PLAN.places.readings, utterance(text))

    assert understood.outcome in ("probable", "unknown")


@settings(max_examples=150)
@given(SAID)
def test_it_means_the_same_in_other_widths_and_the_other_kana(text: str) -> None:
    other = text.translate(str.maketrans(HIRAGANA, KATAKANA))
    narrow, wide = (
        unicodedata.normalize("NFKC", other),
        text.translate({sign: sign + 0xFEE0 for sign in range(33, 127)}),
    )
    understood = understand(PLAN.meanings, utterance(text))

    for written in (other, narrow, wide):
        assert understand(PLAN.meanings, utterance(written)) == understood


@pytest.mark.parametrize(
    "sentence", ["銀行", "ではなく", "さん", "か", "返済を待って", "株式会社", "けいえいかいぜん", "x", "です"]
)
def test_no_answer_takes_long(sentence: str) -> None:
    said = utterance(sentence * 5000)
    began = time.process_time()

    understand(PLAN.meanings, said)
    understand_by_ear(PLAN.meanings, PLAN.places.readings, said)

    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("text", ["", "はい", "経営改善", "助けてください"])
def test_a_site_without_words_understands_nothing(text: str) -> None:
    assert understand(meanings(()), utterance(text)) == NOT_UNDERSTOOD
