"""Words are found in one pass, the longest at each place: of those that overlap the longer hides the shorter."""

from collections.abc import Iterable

import pytest
from hypothesis import given, strategies as st

from ivr.meaning.spotting import Sign, spotter

LETTERS = "あいう"
WORDS = st.lists(
    st.tuples(st.text(LETTERS, min_size=1, max_size=4), st.sampled_from("ab"), st.integers(0, 2)), max_size=8
)


def slowly(words: Iterable[tuple[str, str, int]], text: str) -> list[Sign]:
    """Find at each place the longest of all *words*, by trying every one, and go on behind it."""
    listed, found, start = list(words), [], 0
    while start < len(text):
        here = max((word for word, _, _ in listed if text.startswith(word, start)), key=len, default="")
        numbers = {meaning: number for word, meaning, number in reversed(listed) if here and word == here}
        meanings = dict.fromkeys(meaning for word, meaning, _ in listed if here and word == here)
        found += [Sign(start, start + len(here), here, meaning, numbers[meaning]) for meaning in meanings]
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
