"""Evidence for a meaning: words, found in one pass, the longest at each place, and likeness to examples."""

from collections.abc import Iterable

import pytest
from hypothesis import given, strategies as st

from ivr.meaning.evidence import SpottedWord, examples, spotter

LETTERS = "あいう"
WORDS = st.lists(
    st.tuples(st.text(LETTERS, min_size=1, max_size=4), st.sampled_from("ab"), st.integers(0, 2)), max_size=8
)


def slowly(words: Iterable[tuple[str, str, int]], text: str) -> list[SpottedWord]:
    """Find at each place the longest of all *words*, by trying every one, and go on behind it."""
    listed, found, start = list(words), [], 0
    while start < len(text):
        here = max((word for word, _, _ in listed if text.startswith(word, start)), key=len, default="")
        numbers = {meaning: number for word, meaning, number in reversed(listed) if here and word == here}
        meanings = dict.fromkeys(meaning for word, meaning, _ in listed if here and word == here)
        found += [SpottedWord(start, start + len(here), here, meaning, numbers[meaning]) for meaning in meanings]
        start += len(here) or 1
    return found


@given(WORDS, st.text(LETTERS, max_size=12))
def test_it_finds_what_trying_every_word_finds(words: list[tuple[str, str, int]], text: str) -> None:
    assert list(spotter(words).spot(text)) == slowly(words, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("データセンター", ["elsewhere"]),
        ("センター", ["center"]),
        ("データとセンター", ["center"]),
        ("データセンターのセンター", ["elsewhere", "center"]),
        ("", []),
    ],
)
def test_a_longer_name_hides_a_word_in_it(text: str, found: list[str]) -> None:
    named = spotter([("データセンター", "elsewhere", 0), ("センター", "center", 1)])

    assert [sign.meaning for sign in named.spot(text)] == found


def test_a_word_may_stand_for_two_meanings_and_one_without_letters_for_none() -> None:
    both = spotter([("計画", "a", 0), ("計画", "b", 1), ("", "c", 0)])

    assert [(sign.meaning, sign.is_name) for sign in both.spot("計画")] == [("a", True), ("b", False)]


def test_a_word_in_two_groups_of_one_meaning_is_one_word() -> None:
    twice = spotter([("返済", "a", 1), ("返済", "a", 2)])

    assert [sign.number for sign in twice.spot("返済")] == [1]


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
