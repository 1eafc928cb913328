"""The keys as words: every key of a telephone, and nothing that nobody can say."""

from itertools import combinations

import pytest

from ivr.call import Plan
from ivr.heard.utterance import plain
from ivr.site.words import read_words
from ivr.strict_yaml import read
from tests.conftest import SiteCopy

SMALL = """\
keys:
  "1": [イチ, １]
  "2": [ニー]
forbidden: [倒産]
"""


def changed(old: str, new: str) -> list[str]:
    assert SMALL.count(old) == 1
    return [str(problem) for problem in read_words(read(SMALL.replace(old, new), "words.yaml"))[1]]


def test_keys_are_kept_by_their_words_in_plain_form() -> None:
    assert read_words(read(SMALL, "words.yaml")) == ({"いち": "1", "1": "1", "にー": "2"}, ())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('  "1": [', '  "#": [', 'words.yaml:2:3: "#" is no key of a telephone; expected 0 to 9 (key)'),
        ('  "1": [', '  "10": [', 'words.yaml:2:3: "10" is no key of a telephone; expected 0 to 9 (key)'),
        ("[ニー]", "[ニー, ！？]", 'words.yaml:3:13: "！？" has nothing in it that can be said (word)'),
        (
            "[ニー]",
            "ニー",
            (
                "words.yaml:3:8: expected a list ([a, b], or each item after '- '), found \"ニー\"; "
                "did you mean [ニー]? (wrong-value)"
            ),
        ),
        ("keys:\n", "key:\n", 'words.yaml:1:1: no key is called "key" here; did you mean "keys"? (unknown-key)'),
    ],
)
def test_every_kind_of_mistake_is_placed(old: str, new: str, problem: str) -> None:
    assert problem in changed(old, new)


@pytest.mark.parametrize("text", ["", "text", "[]", "keys: []", "keys: {'1': {a: b}}"])
def test_a_file_that_holds_no_keys_is_reported_without_a_traceback(text: str) -> None:
    keys, problems = read_words(read(text, "words.yaml"))

    assert keys is None
    assert problems


# ---- the shipped words


def test_every_key_has_words_and_no_word_means_two(plan: Plan, site_copy: SiteCopy) -> None:
    data = site_copy.load().documents["data/words.yaml"].data
    assert isinstance(data, dict)
    listed = data["keys"]
    assert isinstance(listed, dict)
    words = {key: {plain(str(word)) for word in said} for key, said in listed.items() if isinstance(said, list)}

    assert set(words) == set(plan.keys.values()) == set("0123456789")
    for one, two in combinations(words, 2):
        assert not words[one] & words[two], (one, two)
