"""What no word decides is compared with examples, by the runs of characters that both have."""

import pytest
from hypothesis import given, strategies as st

from ivr.meaning.nearest import examples

SOME = examples(
    [
        ("council", "毎月の返済が苦しいんです"),
        ("council", "銀行に話をつけてほしい"),
        ("center", "計画を一緒に作ってほしい"),
        ("either", "商売がうまくいかない"),
    ]
)


@pytest.mark.parametrize("number", range(4))
def test_an_example_is_nearest_to_itself(number: int) -> None:
    likeness, meaning, text = SOME.nearest(SOME.texts[number])[0]

    assert (meaning, text) == (SOME.meanings[number], SOME.texts[number])
    assert likeness == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("毎月の返済が苦しくなって", "council"),
        ("商売うまくいかなくて", "either"),
        ("計画を作ってほしいんだが", "center"),
    ],
)
def test_what_is_said_nearly_so_is_near(text: str, meaning: str) -> None:
    ranked = SOME.nearest(text)

    assert ranked[0][1] == meaning
    assert ranked == sorted(ranked, reverse=True)
    assert len({name for _, name, _ in ranked}) == len(ranked)


@given(st.text())
def test_likeness_lies_between_nothing_and_the_same(text: str) -> None:
    assert all(0.0 <= likeness <= 1.0 + 1e-9 for likeness, _, _ in SOME.nearest(text))


def test_without_examples_nothing_is_near() -> None:
    assert examples([]).nearest("毎月の返済") == []
