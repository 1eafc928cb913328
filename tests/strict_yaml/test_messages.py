"""The messages about values of the wrong form."""

import pytest
from pydantic_core import ErrorDetails

from ivr.strict_yaml.document import Data
from ivr.strict_yaml.messages import MESSAGES, described, meant, message

SUGGESTED: dict[tuple[str, tuple[str, ...]], str] = {
    ("nubmer", ("number", "name")): '; did you mean "number"?',
    ("愛知", ("三重県", "愛知県", "高知県")): '; did you mean "愛知県"?',
    ("東京", ("東京都", "京都府")): '; did you mean "東京都"?',
    ("zzz", ("number", "name")): "; possible here: number, name",
    ("", ("number",)): "; possible here: number",
    ("zzz", ()): "",
    ("zzz", tuple(f"word{number}" for number in range(13))): "",
    ("名古屋市東区", ("名東区", "東区", "中区")): '; did you mean "東区"?',
    ("東京都府中市", ("府中市", "中市", "府市中")): '; did you mean "府中市"?',
    ("menus_again", ("again", "menu_again")): '; did you mean "menu_again"?',
    ("10", tuple("012")): "; possible here: 0, 1, 2",
    ("１", tuple("0123456789")): '; did you mean "1"?',
    ("ｗａｉｔ", ("wait", "next")): '; did you mean "wait"?',
    ("taks", (*(f"word{number}" for number in range(13)), "tax")): '; did you mean "tax"?',
    ("港区、 南区", ("南区", "港区")): "; write a comma and a space between them: 港区, 南区",
    ("港区・南区", ("南区", "港区")): "; write a comma and a space between them: 港区, 南区",
    ("港区;南区", ("南区", "港区")): "; write a comma and a space between them: 港区, 南区",
    ("港区　南区", ("南区", "港区")): "; write a comma and a space between them: 港区, 南区",
}


def test_the_nearest_is_suggested_or_a_few_are_listed() -> None:
    assert {(word, possible): meant(word, possible) for word, possible in SUGGESTED} == SUGGESTED


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ("愛知県", '"愛知県"'),
        ("", '""'),
        ("one\n two\t three", '"one two three"'),
        ("あ" * 100, '"' + "あ" * 39 + '…"'),
        ("bell\x07 half\ud800", '"bell? half?"'),
        ({"a": "b"}, "keys with values"),
        (["a"], "a list"),
    ],
)
def test_a_value_is_described_on_one_line(value: Data, words: str) -> None:
    assert described(value) == words


def test_every_sentence_has_all_its_gaps_filled() -> None:
    context = {"expected": "a date", "ge": 1, "le": 2, "min_length": 1, "max_length": 2, "error": ValueError("wrong")}
    for type_ in MESSAGES:
        error = ErrorDetails(type=type_, loc=("a", "key"), msg="?", input={"kind": "b"}, ctx=context)

        assert not {"{", "}", "?"} & set(message(error)[1])


def test_an_error_that_nobody_foresaw_is_reported_in_its_own_words() -> None:
    error = ErrorDetails(type="strange", loc=("a",), msg="Something {odd} happened", input="b")

    assert message(error) == ("wrong-value", "Something {odd} happened")
