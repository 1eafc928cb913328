"""Figures and keys as callers hear them."""

import re

import pytest

from ivr.call import Plan
from ivr.speech import KEYS, key, morae, telephone_number

NAMES = ["ゼロ", "イチ", "ニー", "サン", "ヨン", "ゴー", "ロク", "ナナ", "ハチ", "キュー"]


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("052-223-6953", "ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン"),
        ("03-5470-1840", "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ"),
        ("0857-52-6701", "ゼロハチゴーナナの、ゴーニーの、ロクナナゼロイチ"),
    ],
)
def test_a_number_is_said_figure_by_figure_in_the_groups_that_are_printed(printed: str, spoken: str) -> None:
    line = telephone_number(printed)

    assert line.text == line.kana == spoken


def test_every_number_of_the_directory_is_heard_as_printed(plan: Plan) -> None:
    heard = {office.key: written(telephone_number(office.number).kana) for office in plan.directory}

    assert len(heard) == 95
    assert heard == {office.key: office.number for office in plan.directory}


def written(kana: str) -> str:
    """Write down what was heard, as a caller with a pen does."""
    figures = {name: str(figure) for figure, name in enumerate(NAMES)}
    return "-".join(
        "".join(figures[name] for name in re.findall("|".join(NAMES), group)) for group in kana.split("の、")
    )


def test_every_figure_has_two_morae_and_none_that_a_telephone_swallows() -> None:
    assert [KEYS[figure] for figure in "0123456789"] == list(NAMES)
    assert [name for name in NAMES if morae(name) != 2] == []


def test_no_figure_is_the_beginning_of_another() -> None:
    assert not [(one, two) for one in NAMES for two in NAMES if one != two and two.startswith(one)]


@pytest.mark.parametrize(("sign", "word"), [("#", "シャープ"), ("*", "コメジルシ"), ("1", "イチ")])
def test_a_key_is_called_as_japanese_guides_call_it(sign: str, word: str) -> None:
    assert (key(sign).text, key(sign).kana) == (word, word)


def test_there_are_only_twelve_keys() -> None:
    assert "".join(KEYS) == "0123456789#*"
    with pytest.raises(KeyError):
        key("A")
