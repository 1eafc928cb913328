"""Budgets of speaking: the route furthest over its budget is named, with its costliest prompt."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.call.flow_file import Budgets
from ivr.check.routes.budgets import over_budget, too_long, worst
from ivr.check.routes.routes import Route, routes
from ivr.site import Problem, Site, load, shipped
from tests.cli.copies import copied

LONG = "Before we go on, please let us tell you at some length what this service is for, and who has made it. " * 2


@pytest.fixture(scope="module")
def site() -> Site:
    return load(shipped())


@pytest.fixture(scope="module")
def ways(site: Site) -> tuple[Route, ...]:
    assert site.plan
    return routes(site.plan)


def found(site: Site, ways: tuple[Route, ...], budgets: Budgets) -> list[str]:
    return [re.sub(r"\d+\.\d", "N", problem.message) for problem in over(site, ways, budgets)]


def over(site: Site, ways: tuple[Route, ...], budgets: Budgets) -> list[Problem]:
    assert site.plan
    plan = replace(site.plan, flow=replace(site.plan.flow, budgets=budgets))
    return [too_long(site, plan, one) for one in worst(plan, ways)]


def test_the_shipped_site_keeps_its_budgets(site: Site, ways: tuple[Route, ...]) -> None:
    assert found(site, ways, Budgets()) == []


def test_each_plan_is_judged_by_its_own_budgets(site: Site) -> None:
    assert site.plan
    strict = replace(site.plan, flow=replace(site.plan.flow, budgets=Budgets(keypad=28)))

    assert [len(list(over_budget(site, plan))) for plan in (site.plan, strict, site.plan)] == [0, 1, 0]


@pytest.mark.parametrize(
    ("budgets", "message"),
    [
        (
            Budgets(one_sentence=9),
            '(one sentence), N more than allowed; most of them, N, are the prompt "read_back"',
        ),
        (
            Budgets(two_answers=12),
            '(two answers), N more than allowed; most of them, N, are the prompt "read_back"',
        ),
        (Budgets(keypad=30), '(keypad), N more than allowed; most of them, N, are the prompt "regions"'),
    ],
)
def test_the_longest_way_over_its_budget_is_named(
    site: Site, ways: tuple[Route, ...], budgets: Budgets, message: str
) -> None:
    assert [problem for problem in found(site, ways, budgets) if problem.endswith(message)] != []


def test_the_ways_to_offices_of_no_place_have_budgets_by_whom_they_are_for(site: Site, ways: tuple[Route, ...]) -> None:
    spoken = found(site, ways, Budgets(one_sentence=9, shared_line=90, yes_no=90))
    keyed = found(site, ways, Budgets(keypad=25, shared_line=90, yes_no=90))

    who = "経営改善支援センター（全国本部） rings after N seconds of speech "
    assert [one.removeprefix(who).partition(")")[0] for one in (*spoken, *keyed) if one.startswith(who)] == [
        "(a caller who asks for a person",
        "(a caller who asks for another language",
        "(a caller in despair",
        "(a caller who presses 0 twice",
    ]


def test_a_shared_line_and_a_yes_no_question_have_budgets_of_their_own(site: Site, ways: tuple[Route, ...]) -> None:
    shared = found(site, ways, Budgets(keypad=46, shared_line=0))
    asked = found(site, ways, Budgets(one_sentence=13, two_answers=15, yes_no=0))

    assert any(one.startswith("群馬県経営改善支援センター rings after N seconds of speech (keypad)") for one in shared)
    assert ["(a caller who asks for another language)" in one for one in asked] == [False, False, True]


def test_a_long_sentence_is_found_in_every_language(tmp_path: Path) -> None:
    prompts = copied(tmp_path) / "prompts/en.yaml"
    text = prompts.read_text(encoding="utf-8")
    assert "text: You will be connected" in text
    prompts.write_text(text.replace("text: You will", f"text: {LONG}You will"), encoding="utf-8")
    changed = load(tmp_path)
    assert changed.plan, changed.problems
    english = changed.plan.speaks("en")

    (first, *_) = over_budget(changed, english)

    assert first.message.startswith("in en, ")
    assert first.message.endswith('are the prompt "read_back"')
    assert list(over_budget(changed, changed.plan)) == []


def test_a_language_has_the_first_ones_budgets_where_it_has_none_of_its_own(site: Site) -> None:
    assert site.plan
    without = {**site.plan.flow.languages, "en": replace(site.plan.flow.languages["en"], budgets=None)}
    plan, english = replace(site.plan, flow=replace(site.plan.flow, languages=without)), site.plan.speaks("en")

    without_own, played = plan.speaks("en"), routes(english)
    assert list(over_budget(site, english)) == []
    assert {too_long(site, without_own, one).at for one in worst(without_own, played)} == {
        "budgets.one_sentence",
        "budgets.two_answers",
        "budgets.keypad",
    }


def test_it_is_reported_at_the_budget(site: Site, ways: tuple[Route, ...]) -> None:
    (problem,) = over(site, ways, Budgets(keypad=30))

    assert problem.path.endswith("data/flow.yaml")
    assert (site.root / "data/flow.yaml").read_text(encoding="utf-8").splitlines()[problem.line - 1] == "  keypad: 55"
    assert problem.rule == "budget"
