"""What the check finds in what callers may mean."""

import time
from dataclasses import replace

import pytest

from ivr.check.rules import few_examples, joined_words, misunderstood_example, word_of_two_meanings
from ivr.check.rules.misunderstood_example import ID
from ivr.site import Problem, Site, load, shipped

from .sites import site

LISTS = (
    'lists: {"yes": {}, "no": {names: [違う]}, again: {}, back: {}, help: {}, person: {names: [担当者]}, unsure: {}}\n'
)
SERVICES = """\
services:
  center: {names: [経営改善], words: [[計画]]}
  council: {names: [リスケ], words: [[銀行]]}
"""


def meanings(text: str) -> Site:
    return site(f"{text}{LISTS}", "data/meanings.yaml")


def placed(problems: list[Problem]) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.message.partition(";")[0]) for problem in problems]


def test_a_word_of_two_keys_is_found_in_whatever_spelling() -> None:
    words = site('keys:\n  "1": [イチ, 最初, いち]\n  "2": [ニー, さいしょ, いち]\n', "data/words.yaml")

    (problem,) = word_of_two_meanings.check(words)
    assert (problem.path, problem.line, problem.message.partition(";")[0]) == (
        "data/words.yaml",
        3,
        '"いち" is a word of key 1 too (line 2)',
    )


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (
            "data/meanings.yaml",
            'names: ["水道、下水"]',
            '"水道、下水" is one word here; write ["水道", "下水"], or "水道下水"',
        ),
        ("data/meanings.yaml", "names: [水道，下水，蛇口]", 'write ["水道", "下水", "蛇口"]'),
        ("data/meanings.yaml", "names: [水道・下水]", 'write ["水道", "下水"]'),
        ("data/meanings.yaml", "names: [水道・カルテ]", 'write ["水道", "カルテ"]'),
        ("data/meanings.yaml", "names: [水道　下水]", 'write ["水道", "下水"]'),
        ("data/meanings.yaml", 'names: ["水道,下水"]', 'write ["水道", "下水"]'),
        ("data/meanings.yaml", "words: [[水道/下水]]", 'write ["水道", "下水"]'),
        ("data/meanings.yaml", "alone: [水道、下水]", 'write ["水道", "下水"]'),
        ("data/meanings.yaml", "examples: [水道、下水です]", ""),
        ("data/meanings.yaml", "names: [ケア・マネージャー, 二・三, 2/3, 、水道。]", '"二・三" is one word here'),
        ("data/words.yaml", 'keys: {"1": [イチ、いち]}', 'write ["イチ", "いち"]'),
        ("data/words.yaml", "keys: {}\nforbidden: [無料、成功]", 'write ["無料", "成功"]'),
    ],
)
def test_words_that_are_joined_by_a_sign_are_told_apart(path: str, text: str, found: str) -> None:
    written = f"services:\n  center: {{{text}}}\n{LISTS}" if path == "data/meanings.yaml" else text
    problems = list(joined_words.check(site(written, path)))

    assert len(problems) == bool(found)
    assert all(found in problem.message and problem.warning for problem in problems)


def test_a_file_that_is_one_text_holds_no_words() -> None:
    assert [*joined_words.check(site("<html></html>", "data/words.yaml"))] == []


def test_words_in_english_are_joined_by_a_space() -> None:
    english = site('services:\n  center: {names: ["books, cards"]}\n' + LISTS, "data/meanings.yaml")
    (problem,) = joined_words.check(replace(english, language="en"))

    assert (problem.line, problem.column) == (2, 20)
    assert problem.message.endswith('write ["books", "cards"], or "books cards" where it is said as one')


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SERVICES, []),
        (
            SERVICES.replace("[銀行]", "[銀行], [けいかく, ケイカク, 計画]"),
            [(3, 54, '"計画" is a word of both council and center (line 2)')],
        ),
        (
            SERVICES.replace("[銀行]", "[ギンコウ]").replace("[計画]", "[計画, ぎんこう]"),
            [(3, 36, '"ギンコウ" is a word of both')],
        ),
        (SERVICES.replace("[リスケ]", "[リスケ, 経営 改善]"), [(3, 26, '"経営 改善" is a word of both')]),
        (SERVICES.replace("[[銀行]]", "[[銀行]], alone: [計画]"), [(3, 50, '"計画" is a word of both')]),
        (
            f"{SERVICES}trouble: {{words: [[赤字, 銀行]]}}\n",
            [(4, 24, '"銀行" is trouble without a service here, but also a word of council (line 3)')],
        ),
        (f"{SERVICES}trouble: {{alone: [銀行]}}\n", []),
    ],
)
def test_a_word_belongs_to_one_service(text: str, found: list[tuple[int, int, str]]) -> None:
    problems = list(word_of_two_meanings.check(meanings(text)))

    assert [place[:2] for place in placed(problems)] == [place[:2] for place in found]
    for problem, (_, _, message) in zip(problems, found, strict=True):
        assert problem.message.startswith(message)
        assert problem.warning == ("trouble" in message)


@pytest.mark.parametrize(
    ("center", "trouble", "found"),
    [
        ("経営改善の計画です", "", []),
        ("専門家を探しています", "", []),  # nobody else claims it
        ("リスケじゃなくて経営改善のほう", "", []),
        ("リスケの費用です", "", ['this is taken for council, for "リスケ" is one of its names (line 3)']),
        ("銀行の計画です", "", ['this suggests several services ("銀行、計画"), not only center']),
        ("銀行のことです", "", ['this is taken for council ("銀行"), not for center']),
        ("お店が苦しいんです", "お店が苦しいので", ['taken for trouble (like "お店が苦しいので"), not for center']),
        ("担当者をお願いします", "", ['this is taken for person, for "担当者" is one of its names']),
    ],
)
def test_an_example_is_understood_by_all_the_rest(center: str, trouble: str, found: list[str]) -> None:
    text = SERVICES.replace("[[計画]]", f"[[計画]], examples: [{center}, 顧問が作れと, 助けがいる]")
    others = "売上が減りました, 毎日が赤字です, 仕事がない"
    problems = list(misunderstood_example.check(meanings(f"{text}trouble: {{examples: [{others}, {trouble}]}}\n")))

    at_center = [problem for problem in problems if problem.line == 2]
    assert len(at_center) == len(found)
    assert all(message in problem.message for problem, message in zip(at_center, found, strict=True))
    assert all((problem.rule, problem.column, problem.warning) == (ID, 53, False) for problem in at_center)


def test_a_meaning_needs_examples() -> None:
    text = """\
services:
  center: {names: [経営改善], examples: [一, 二, 三]}
  council: {names: [リスケ], examples: [一]}
questions:
  cost: {answer: answer_cost, names: [いくら]}
"""
    problems = list(few_examples.check(meanings(text)))

    assert placed(problems) == [
        (3, 3, "council has 1 example"),
        (6, 20, "no has no examples"),
        (6, 72, "person has no examples"),
        (5, 3, "cost has no examples"),
    ]
    assert all(problem.warning for problem in problems)


def test_the_shipped_meanings_are_judged_in_a_moment() -> None:
    found = load(shipped())
    rules = (word_of_two_meanings, misunderstood_example, few_examples)

    began = time.process_time()
    problems = [problem for rule in rules for problem in rule.check(found)]

    assert time.process_time() - began < 0.3
    assert problems == []
