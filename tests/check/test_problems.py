import json
from dataclasses import replace

import pytest

from ivr.check import check, new_problems, problems_of
from ivr.site import Problem, as_github, as_text
from ivr.strict_yaml import read

from .sites import site


def test_what_reading_found_and_what_the_rules_find_is_listed_by_place() -> None:
    text = """\
offices:
  群馬県:
    center: {printed_name: a, number: "027-255-6505", shared_line: true}
    council: {printed_name: b, number: "027-255-6500"}
  愛知:
    center: {printed_name: 愛知県経営改善支援センター, number: "059-223-6953"}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "0522236954"}
"""

    problems = [problem for problem in problems_of(site(text)) if problem.path == "data/directory.yaml"]

    assert [(problem.line - 4, problem.rule) for problem in problems] == [
        (-3, "unverified-offices"),
        (1, "missing-office"),
        (3, "shared-line"),
        (5, "unknown-prefecture"),
        (6, "wrong-area"),
        (7, "number-form"),
    ]


def test_the_rules_alone_are_reported_without_what_reading_found() -> None:
    checked = site('offices:\n  愛知:\n    center: {printed_name: a, number: "059-223-6953"}\n')

    rules = {problem.rule for problem in check(checked)}

    assert "wrong-area" in rules
    assert "unknown-prefecture" not in rules
    assert set(check(checked)) < set(problems_of(checked))


BROKEN = """\
prompts:
  welcome: {text: *x, kana: えっくす}
  notice: {text: ＡＢ, kana: えーびー}
"""


def test_in_a_line_that_is_no_yaml_the_rules_find_nothing() -> None:
    broken = site(BROKEN, "prompts/ja.yaml")
    read = broken.documents["prompts/ja.yaml"].problems

    found = [problem for problem in problems_of(replace(broken, problems=read)) if problem.path == "prompts/ja.yaml"]

    line = next(problem.line for problem in found if problem.rule == "syntax")
    assert {problem.rule for problem in found if problem.line == line} == {"syntax"}
    assert "misread-sign" in {problem.rule for problem in found if problem.line == line + 1}


WRONG = Problem("data/a,b.yaml", 12, 3, "100% wrong: \r\nreally", "some-rule")
REMINDER = Problem("data/a,b.yaml", 2, 30, "look", "other-rule", warning=True)


def test_problems_are_written_by_place_with_their_rule() -> None:
    assert as_text([WRONG, REMINDER]).startswith(
        "data/a,b.yaml:2:30: warning: look (other-rule)\ndata/a,b.yaml:12:3: 100%"
    )


def test_annotations_escape_what_github_would_take_for_its_own() -> None:
    assert as_github([WRONG, REMINDER]).splitlines() == [
        "::warning file=data/a%2Cb.yaml,line=2,col=30,title=other-rule::look",
        "::error file=data/a%2Cb.yaml,line=12,col=3,title=some-rule::100%25 wrong: %0D%0Areally",
    ]


def test_json_holds_every_field() -> None:
    assert REMINDER.as_data() == {
        "path": "data/a,b.yaml",
        "line": 2,
        "column": 30,
        "message": "look",
        "rule": "other-rule",
        "warning": True,
        "reminder": True,
        "at": "",
    }


def test_a_problem_comes_back_from_its_data_with_the_keys_that_lead_to_it() -> None:
    problem = read("nodes: {ask: {choices: [{key: x}]}}", "data/flow.yaml").problem(
        ("nodes", "ask", "choices", 0, "key"), "wrong", "some-rule", warning=True
    )
    again = Problem.of_data(json.loads(json.dumps(problem.as_data())))

    assert (again, again.at) == (problem, "nodes.ask.choices.key")


def moved(problem: Problem, *, message: str | None = None, at: str = "nodes.ask") -> Problem:
    return replace(problem, line=problem.line + 7, at=at, message=message or problem.message)


KNOWN = Problem("flow.yaml", 12, 3, "key 1 is also the key in line 9", "same-key", at="nodes.ask")
LOST = Problem("flow.yaml", 12, 3, "the call ends; the shortest call: 「岐阜」", "proof-lost", at="nodes.ask")


@pytest.mark.parametrize(
    ("found", "known", "new"),
    [
        ((moved(KNOWN),), (KNOWN,), 0),
        ((moved(KNOWN, message="key 1 is also the key in line 16"),), (KNOWN,), 0),
        ((moved(LOST, message="the call ends; the shortest call: 「愛知」"),), (LOST,), 0),
        ((moved(KNOWN, message="key 2 is also the key in line 9"),), (KNOWN,), 1),
        ((moved(KNOWN, at="nodes.other"),), (KNOWN,), 1),
        ((replace(KNOWN, rule="other"),), (KNOWN,), 1),
        ((replace(KNOWN, path="words.yaml"),), (KNOWN,), 1),
        ((KNOWN, moved(KNOWN)), (KNOWN,), 1),
        ((), (KNOWN,), 0),
        ((KNOWN,), (), 1),
    ],
)
def test_a_problem_is_new_unless_rule_file_keys_and_message_are_known(
    found: tuple[Problem, ...], known: tuple[Problem, ...], new: int
) -> None:
    assert len(new_problems(found, known)) == new
