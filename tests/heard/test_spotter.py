"""Words are found in an answer as if one went through every list, whatever the lists and the answer."""

import pytest
from hypothesis import given, strategies as st

from ivr.heard.spotter import spotter
from ivr.heard.utterance import is_polite

SIGNS = st.text("あいです", min_size=1, max_size=5)
LISTS = st.dictionaries(st.sampled_from("abc"), st.lists(SIGNS, max_size=4))


@given(LISTS, st.text("あいです", max_size=12), st.text("あいです", max_size=5))
def test_it_finds_what_going_through_the_lists_finds(lists: dict[str, list[str]], text: str, core: str) -> None:
    def touches(word: str) -> bool:
        return word in (text, core) or (len(word) >= 3 and not is_polite(word) and word in text)

    assert spotter(lists).spot(text, core) == {name for name, words in lists.items() if any(map(touches, words))}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("使い方がわからない", {"help", "unsure"}),
        ("わからないのですが使い方を", {"help", "unsure"}),
        ("銀行", {"bank"}),
        ("銀行の近く", set()),
        ("三重県をお願いします", set()),
        ("お願いします", {"yes"}),
        ("", set()),
    ],
)
def test_a_short_word_and_a_polite_one_count_alone_and_every_telling_word_counts(text: str, names: set[str]) -> None:
    lists = {"help": ["使い方"], "unsure": ["わからない"], "bank": ["銀行"], "yes": ["お願いします"]}

    assert spotter(lists).spot(text) == names
