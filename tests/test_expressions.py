"""No regular expression can be brought to a standstill by what a caller says or an author writes."""

import ast
import re

import pytest

from .expressions import (
    compiled,
    held_up,
    in_functions,
    length_that_freezes,
    modules,
    repeats_a_group_possessively,
    tree,
)

# What is put together where it runs: alternatives of plain names, none repeated, which no text can hold up.
pytestmark = pytest.mark.unmeasured
PUT_TOGETHER = {
    "ivr.check.proof.step.__post_init__": "'|'.join(map(re.escape, set(self._own.values())))",
    "ivr.places.data.gazetteer.gazetteer": "'|'.join((place.kana for place in prefectures.values()))",
    "ivr.strict_yaml.complaints.explain": "known.pattern",  # each is in a table of the module, where it is found
    "ivr.picture.spoken._parts": "pattern",  # the words of one prompt with its few facts, tried on that prompt
    "ivr.speech.kana._pattern": "'(' + '|'.join(map(re.escape, longest_first)) + ')'",
}


def test_no_text_holds_up_an_expression() -> None:
    expressions = compiled()
    assert held_up(expressions) == {}
    heard = ("ivr.heard.", "ivr.places.", "ivr.meaning.", "ivr.call.")
    assert all(any(name.startswith(package) for name, _ in expressions) for package in heard)
    assert len({pattern for _, pattern in expressions}) > 100


def test_none_means_something_else_to_an_older_python() -> None:
    assert [name for name, pattern in compiled() if repeats_a_group_possessively(tree(pattern))] == []
    assert repeats_a_group_possessively(tree(re.compile("あ*+(?:い(?:うう|え)++)?")))
    assert not repeats_a_group_possessively(tree(re.compile("[あい]*+(?>(?:う|え)+)")))


def test_those_that_a_text_holds_up_are_named_among_others() -> None:
    held = {"plain": "愛知|岡崎", "bad": r"(?:あ|い|あい)+$", "after it": "名古屋", "last": r"(\w+、?)+だ"}
    assert held_up((name, re.compile(pattern)) for name, pattern in held.items()) == {"bad": 200, "last": 200}


def test_expressions_are_written_down_and_not_put_together_from_texts() -> None:
    found = {
        place: ast.unparse(pattern)
        for module in modules()
        for place, pattern in in_functions(module)
        if not isinstance(pattern, ast.Constant)
    }
    assert found == PUT_TOGETHER


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:です[。]?|でございます|でーす|になります|だと思います|かな|けど|が|ね|よ|、|。)+$",
        r"(?:の(?:ほう|方|会社).*|で(?:お願い|ございます).*|になります|です|だよ|だね|だ|けど|が|よ|ね|は)+$",
        r"(?:あ|い|あい)+$",
        r"(?:なんですけれども|なんです|けれども)*。",
        r"(\w+、?)+だ",
        r"(あ*)*い",
        r".+?の.+?の.+?の.+?の.+?です",
        r".*の.*の.*です",
        r"\s+\s+-",
    ],
)
def test_what_takes_twice_as_long_with_each_word_is_found(pattern: str) -> None:
    assert length_that_freezes(re.compile(pattern))


@pytest.mark.parametrize("pattern", [r"(?:あ|い|あい)++$", r"[0-9]+(-[0-9]+)+", r"(?:です|けど|が)*+", "愛知|岡崎"])
def test_what_takes_no_longer_is_let_be(pattern: str) -> None:
    assert length_that_freezes(re.compile(pattern)) == 0
