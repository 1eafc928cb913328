from pathlib import Path

import pytest

from ivr.check import RULES, rules
from ivr.check.rules import Rule
from ivr.site import Site
from tests.conftest import SiteCopy

from .sites import HEAD, HEAD_LINES, site

UNSERVED = "群馬県"
"""The prefecture for which no example has an office."""


def found(rule: Rule, checked: Site) -> list[tuple[int, int, str]]:
    """List what a rule finds, by line in the text behind the directory's head."""
    return [
        (problem.line - (HEAD_LINES if "directory" in problem.path else 0), problem.column, problem.message)
        for problem in rule.check(checked)
    ]


def rule(id_: str) -> Rule:
    (rule,) = (rule for rule in RULES if id_ == rule.ID)
    return rule


def test_every_rule_finds_nothing_in_its_good_example() -> None:
    good = {each.ID: site(each.GOOD, each.PATH) for each in RULES}

    assert {id_: checked.problems for id_, checked in good.items() if checked.problems} == {}
    assert [
        (id_, *each) for id_, checked in good.items() for each in found(rule(id_), checked) if UNSERVED not in each[-1]
    ] == []


def test_every_rule_finds_something_in_its_bad_example() -> None:
    bad = {each.ID: site(each.BAD, each.PATH) for each in RULES}

    assert {id_: checked.problems for id_, checked in bad.items() if checked.problems} == {}
    assert [id_ for id_, one in bad.items() if all(UNSERVED in said for *_, said in found(rule(id_), one))] == []


def test_every_rule_signs_its_problems_and_places_them_in_its_file() -> None:
    for rule in RULES:
        for problem in rule.check(site(rule.BAD, rule.PATH)):
            assert (problem.rule, problem.path) == (rule.ID, rule.PATH)
            assert problem.line > 1 or problem.warning or problem.path.endswith(".wav"), problem


def test_every_rule_has_documentation() -> None:
    assert [rule.ID for rule in RULES if len(rule.__doc__ or "") <= 80] == []


def test_every_rule_finds_nothing_where_its_file_cannot_be_read() -> None:
    paths = {rule: "prompts/ja.yaml" if rule.PATH.endswith(".wav") else rule.PATH for rule in RULES}

    assert [problem for rule, path in paths.items() for problem in rule.check(site("[", path, head=""))] == []


def test_every_module_is_a_rule_of_its_name() -> None:
    modules = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}

    assert sorted(rule.ID for rule in RULES) == sorted(name.replace("_", "-") for name in modules), "RULES"


WARNS_TOO = {"invalid-number": {True, False}, "missing-reprompt": {True}}
"""Rules that refuse, and whose bad example shows what they warn of."""


def test_a_rules_documentation_ends_with_whether_it_warns_or_refuses() -> None:
    verdicts = {rule: (rule.__doc__ or "").strip().rpartition("\n\n")[2] for rule in RULES}

    assert [rule.ID for rule, verdict in verdicts.items() if not verdict.startswith(("Warns", "Refuses"))] == []
    for rule, verdict in verdicts.items():
        warns = {problem.warning for problem in rule.check(site(rule.BAD, rule.PATH))}
        assert warns == WARNS_TOO.get(rule.ID, {verdict.startswith("Warns")}), rule.ID


@pytest.mark.parametrize(
    ("id_", "path", "text", "untidy"),
    [
        (
            "invalid-number",
            "data/directory.yaml",
            "offices: {愛知県: {center: {printed_name: a, number: 0522-23-6953}}}",
            "hyphens",
        ),
        ("missing-in-language", "prompts/en.yaml", "prompts: {welcome: {text: Hi.}, more: {text: Hm.}}", '"more"'),
    ],
)
def test_a_rule_may_refuse_one_thing_and_warn_of_another(id_: str, path: str, text: str, untidy: str) -> None:
    problems = list(rule(id_).check(site(text, path)))

    assert [problem.warning for problem in problems if untidy in problem.message] == [True]
    assert all(problem.warning == (untidy in problem.message) for problem in problems)


def office(number: str, name: str = "相談所", *, shared: bool = False) -> str:
    return f'{{printed_name: {name}, number: "{number}"{", shared_line: true" if shared else ""}}}'


def test_a_prefecture_that_lacks_offices_is_reported_once() -> None:
    text = f"offices:\n  愛知県:\n    center: {office('052-223-6950')}\n"

    assert found(rule("missing-office"), site(text)) == [
        (1, 1, "群馬県 has no office for 経営改善支援センター and 中小企業再生支援協議会"),
        (2, 3, "愛知県 has no office for 中小企業再生支援協議会"),
        (1, 1, "三重県 has no office for 経営改善支援センター and 中小企業再生支援協議会"),
    ]


def test_two_areas_in_one_item_are_one_mistake() -> None:
    offices = ", ".join(
        f"{id_}: {office('052-223-6950')[:-1]}, also_for: [群馬県、三重県]}}" for id_ in ("center", "council")
    )
    checked = site(f"offices:\n  愛知県: {{{offices}}}\n")

    assert [one.rule for one in checked.offices.problems] == ["unknown-prefecture"] * 2
    assert found(rule("missing-office"), checked) == []


NUMBERS: dict[str, str | None] = {
    "052-223-6953": None,
    "03-5470-1840": None,
    "0567-24-1234": None,
    "0120-123-456": None,
    "050-1234-5678": None,
    "052-223-695": "does not exist",
    "052-223-69530": "does not exist",
    "00-5222-3695": "does not exist",
    "01-1": "does not exist",
    "052-12345678901234567890": "is not a telephone number",
    "090-1234-5678": "not the number of a fixed line",
    "0570-012-345": "not the number of a fixed line",
    "0990-123-456": "not the number of a fixed line",
    "0522-23-6953": "hyphens in other places than the numbering plan: 052-223-6953",
    "052-22-36953": "hyphens in other places",
    "052-2236953": "hyphens in other places",
    "0522236953": None,  # its form is told already
}


def test_a_number_is_one_of_the_japanese_numbering_plan() -> None:
    texts = {number: f"offices:\n  愛知県:\n    center: {office(number)}\n" for number in NUMBERS}
    problems = {number: found(rule("invalid-number"), site(text)) for number, text in texts.items()}

    assert {number: [(line, column) for line, column, _ in problems[number]] for number in NUMBERS} == {
        number: [(3, 41)] if words else [] for number, words in NUMBERS.items()
    }
    assert [
        each for number, words in NUMBERS.items() if words for each in problems[number] if words not in each[-1]
    ] == []


AREA_CODES: dict[tuple[str, str], str | None] = {
    ("愛知県", "052-223-6953"): None,
    ("愛知県", "0567-24-1234"): None,
    ("三重県", "0567-24-1234"): None,  # an area of two prefectures
    ("三重県", "0120-123-456"): None,
    ("三重県", "0800-123-4567"): None,
    ("三重県", "050-1234-5678"): None,
    ("三重県", "052-223-6953"): "052-223-6953 is a number of 愛知県, not of 三重県",
    ("群馬県", "0567-24-1234"): "0567-24-1234 is a number of 愛知県、三重県, not of 群馬県",
    ("群馬県", "099-223-4567"): "099-223-4567 is a number of no known area, not of 群馬県",
    ("群馬県", "052-012-0001"): None,  # it stands for another one
    ("群馬県", "0522236953"): None,  # its form is told already
    ("東京都", "052-223-6953"): None,  # the prefecture is told already
}


def test_an_area_code_reaches_its_prefecture() -> None:
    texts = {row: f"offices:\n  {row[0]}:\n    center: {office(row[1])}\n" for row in AREA_CODES}

    assert {row: [message for *_, message in found(rule("wrong-area"), site(text))] for row, text in texts.items()} == {
        row: [words] if words else [] for row, words in AREA_CODES.items()
    }


SHARED = office("052-223-6953", "愛知県甲", shared=True)
COUNCIL = office("052-223-6953", "愛知県乙")
HEADQUARTERS = f"others:\n  headquarters: {office('052-223-6953', '本部')}\n"


TWICE = {
    f"offices:\n  愛知県:\n    center: {SHARED}\n    council: {COUNCIL}\n": [],
    f"offices:\n  愛知県:\n    center: {COUNCIL}\n    council: {SHARED}\n": [],
    f"offices:\n  愛知県:\n    center: {COUNCIL}\n    council: {COUNCIL}\n": [4],
    f"offices:\n  愛知県:\n    center: {SHARED}\n    council: {SHARED}\n": [],  # nobody answers as either of them
    f"offices:\n  愛知県:\n    center: {COUNCIL}\n  三重県:\n    council: {SHARED}\n": [],
    f"offices:\n  愛知県:\n    center: {COUNCIL}\n  三重県:\n    council: {COUNCIL}\n": [5],
    f"offices:\n  愛知県:\n    center: {SHARED}\n    council: {COUNCIL}\n  三重県:\n    center: {COUNCIL}\n": [4, 6],
    f"offices:\n  愛知県:\n    center: {SHARED}\n{HEADQUARTERS}": [],
    f"offices:\n  愛知県:\n    center: {COUNCIL}\n{HEADQUARTERS}": [5],
    f"offices:\n  愛知県:\n    center: {SHARED}\n    council: {COUNCIL.replace('052-223-', '0522-23-')}\n": [],
    f"offices:\n  愛知県:\n    center: {COUNCIL}\n    council: {COUNCIL.replace('052-223-', '0522-23-')}\n": [4],
}


def test_a_number_is_there_twice_only_on_a_shared_line() -> None:
    assert {text: [line for line, *_ in found(rule("number-twice"), site(text))] for text in TWICE} == TWICE


def test_a_number_that_is_there_twice_is_reported_with_the_first_office_and_its_line() -> None:
    text = f"offices:\n  愛知県:\n    center: {COUNCIL}\n  三重県:\n    council: {COUNCIL}\n"

    (problem,) = found(rule("number-twice"), site(text))

    assert problem[2] == (
        f"052-223-6953 is also the number of 愛知県乙 in line {HEAD_LINES + 3}; if the two share it, write "
        "shared_line: true at the one that callers must ask for by name"
    )


def test_one_office_that_is_written_for_each_of_two_services_is_one_problem() -> None:
    areas = "".join(
        f"  {area}:\n    center: {office(number, area)}\n    council: {office(number, area)}\n"
        for area, number in (("愛知県", "052-223-6953"), ("三重県", "059-228-3370"), ("群馬県", "027-255-6500"))
    )

    (problem,) = found(rule("number-twice"), site(f"offices:\n{areas}"))

    assert problem[2] == (
        f"052-223-6953 is also the number of 愛知県 in line {HEAD_LINES + 3}; if that is one office for both services, "
        "write elsewhere: center at the service council and leave its offices out; if callers must say which, write "
        "shared_line: true at one of the two (and in 2 more places)"
    )


def test_one_office_that_is_written_again_for_each_area_is_one_problem() -> None:
    areas = "".join(f"  {area}:\n    center: {COUNCIL}\n" for area in ("愛知県", "三重県", "群馬県"))

    (problem,) = found(rule("number-twice"), site(f"offices:\n{areas}"))

    assert "write it once, with also_for: [三重県, 群馬県]; if callers must" in problem[2]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (f"    center: {SHARED}\n    council: {COUNCIL}\n", []),
        (f"    center: {COUNCIL}\n    council: {COUNCIL}\n", []),
        (
            f"    center: {SHARED}\n    council: {office('052-223-6950', '愛知県乙')}\n",
            ["052-223-6953 is marked as a shared line, but 愛知県乙 has 052-223-6950"],
        ),
        (f"    center: {SHARED}\n    council: {SHARED}\n", []),
        (f"    center: {SHARED}\n  三重県:\n    council: {COUNCIL}\n", []),
        (
            f"    center: {SHARED}\n",
            ["052-223-6953 is marked as a shared line, but no other office has this number"],
        ),
        (
            f"    center: {SHARED}\n  三重県:\n    center: {SHARED}\n",
            ["the person answering 052-223-6953 cannot tell this office from 愛知県甲: callers for both say the same"],
        ),
    ],
)
def test_a_shared_line_is_another_office_s_too_and_each_is_asked_for_in_other_words(
    text: str, messages: list[str]
) -> None:
    assert [message for *_, message in found(rule("shared-line"), site(f"offices:\n  愛知県:\n{text}"))] == messages


@pytest.mark.parametrize(
    ("service", "name", "mixed"),
    [
        ("center", "愛知県経営改善支援センター", None),
        ("center", "経営改善支援センター", None),
        ("center", "愛知県", None),
        ("center", "相談所", None),
        ("center", "愛知県・三重県経営改善支援センター", None),  # both are named, its own among them
        ("center", "三重県経営改善支援センター", ("三重県", "愛知県")),
        ("council", "愛知県経営改善支援センター", ("経営改善支援センター", "中小企業再生支援協議会")),
    ],
)
def test_a_printed_name_belongs_where_it_stands(service: str, name: str, mixed: tuple[str, str] | None) -> None:
    text = f"offices:\n  愛知県:\n    {service}: {office('052-223-6953', name)}\n"

    messages = [message for *_, message in found(rule("mixed-up-office"), site(text))]

    assert messages == ([f'"{name}" is of {mixed[0]}, but is listed under {mixed[1]}'] if mixed else [])


VERIFIED = (
    '{printed_name: x, number: "052-223-6953", verified_on: 2026-11-20, verified_by: 山田, '
    'verified_number: "052-223-6953"}'
)


@pytest.mark.parametrize(
    ("status", "second", "messages"),
    [
        ("current", VERIFIED, []),
        ("historic", VERIFIED, []),
        ("current", office("052-223-6950"), ["1 of 2 offices are unverified (23-council)"]),
        (
            "historic",
            office("052-223-6950"),
            ["1 of 2 offices are unverified (23-council), and the directory's source is historic"],
        ),
    ],
)
def test_unverified_offices_are_one_warning(status: str, second: str, messages: list[str]) -> None:
    text = f"offices:\n  愛知県:\n    center: {VERIFIED}\n    council: {second}\n"
    checked = site(text, head=HEAD.replace("current", status))

    assert [message for *_, message in found(rule("unverified-offices"), checked)] == messages


@pytest.mark.parametrize("agreed", ["", "fallback_agreed:", "fallback_agreed: null"])
def test_a_fallback_office_without_a_date_is_a_warning_at_its_name(agreed: str) -> None:
    text = f"fallback_office: headquarters\n{agreed}\n"
    (problem,) = rule("fallback-not-agreed").check(site(text, "data/flow.yaml"))

    assert (problem.line, problem.column, problem.warning) == (1, 18, True)


def test_an_agreement_that_is_dated_in_the_future_is_a_warning_at_its_day(small_copy: SiteCopy) -> None:
    small_copy.change("data/flow.yaml", "fallback_agreed:\n", "fallback_agreed: 2099-01-01\n")
    (problem,) = rule("fallback-not-agreed").check(small_copy.load())

    assert (problem.message, problem.warning) == ("2099-01-01 is in the future", True)


@pytest.mark.parametrize("text", ["start: a", "just text", "- a"])
def test_a_flow_without_a_fallback_office_is_no_matter_of_this_rule(text: str) -> None:
    assert list(rule("fallback-not-agreed").check(site(text, "data/flow.yaml"))) == []
