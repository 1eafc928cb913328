"""No expression can be made to stand still by what a caller says or an author writes."""

import ast
import re

import pytest

from .expressions import compiled, in_functions, length_that_freezes, modules

# What is put together where it runs: alternatives of plain names, none repeated, which no text can hold up.
PUT_TOGETHER = {
    "ivr.check.proof.step.__post_init__": "'|'.join(map(re.escape, set(self._own.values())))",
    "ivr.places.data.gazetteer.gazetteer": "'|'.join((place.kana for place in prefectures.values()))",
    "ivr.site.syntax._known": "pattern",  # each is in a table of the module, where it is found
    "ivr.speech.reading._pieces": "'(' + '|'.join(map(re.escape, longest_first)) + ')'",
}


def test_no_text_holds_up_an_expression() -> None:
    expressions = {pattern: name for name, pattern in compiled()}
    held_up = {name: length for pattern, name in expressions.items() if (length := length_that_freezes(pattern))}
    assert held_up == {}
    assert len(expressions) > 100


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
    ],
)
def test_what_takes_twice_as_long_with_each_word_is_found(pattern: str) -> None:
    assert length_that_freezes(re.compile(pattern))


@pytest.mark.parametrize("pattern", [r"(?:あ|い|あい)++$", r"[0-9]+(-[0-9]+)+", r"(?:です|けど|が)*+", "愛知|岡崎"])
def test_what_takes_no_longer_is_let_be(pattern: str) -> None:
    assert length_that_freezes(re.compile(pattern)) == 0
