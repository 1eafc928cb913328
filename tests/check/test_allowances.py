"""Warnings that are allowed in place, until a day and for a reason."""

from datetime import date
from pathlib import Path

import pytest

from ivr.check import Allowed, problems_of, settle
from ivr.check.allowances import in_text
from ivr.site import Problem
from tests.conftest import SiteCopy

TODAY = date(2026, 11, 28)
OFFICE = "fallback_office: headquarters"
ALLOWED = "# allow: fallback-not-agreed until 2027-03-31: the talks are under way"


def settled(site: SiteCopy, today: date = TODAY) -> tuple[list[str], tuple[Allowed, ...]]:
    """Return what is told of the copy (but for its unverified numbers), and what is allowed."""
    loaded = site.load()
    left, allowed = settle(loaded, problems_of(loaded, budgets=False), today)
    return [f"{problem.message} ({problem.rule})" for problem in left if "unverified" not in problem.rule], allowed


def test_the_shipped_site_allows_nothing(site_copy: SiteCopy) -> None:
    messages, allowed = settled(site_copy)

    assert [line for line in messages if "fallback-not-agreed" in line] == messages
    assert allowed == ()


@pytest.mark.parametrize(
    "written", [f"{OFFICE}  {ALLOWED}", f"{ALLOWED}\n{OFFICE}", f"{ALLOWED}\n# a note\n\n{OFFICE}"]
)
def test_a_comment_at_the_line_or_above_it_allows_a_warning(small_copy: SiteCopy, written: str) -> None:
    small_copy.change("data/flow.yaml", OFFICE, written)

    messages, (allowed,) = settled(small_copy)

    assert messages == []
    assert allowed.problem.rule == "fallback-not-agreed"
    assert (allowed.until, allowed.reason) == (date(2027, 3, 31), "the talks are under way")
    assert allowed.as_data()["until"] == "2027-03-31"
    assert ": allowed until 2027-03-31 (the talks are under way): has the office" in str(allowed)


@pytest.mark.parametrize(("today", "counts"), [(date(2027, 3, 31), True), (date(2027, 4, 1), False)])
def test_it_counts_to_the_end_of_its_day_and_is_reported_then(
    small_copy: SiteCopy, today: date, *, counts: bool
) -> None:
    small_copy.change("data/flow.yaml", OFFICE, f"{OFFICE}  {ALLOWED}")

    messages, allowed = settled(small_copy, today)

    assert bool(allowed) is counts
    rules = [line.rpartition(" ")[2] for line in messages]
    assert rules == ([] if counts else ["(fallback-not-agreed)", "(allowance)"])
    assert counts or 'this allowance of "fallback-not-agreed" ran out on 2027-03-31' in messages[1]


FORM = 'an allowance names a rule, a day and a reason: "# allow: RULE until 2027-03-31: reason" (allowance)'


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# allow: fallback-not-agreed", FORM),
        ("# allow:", FORM),
        ("# allow: fallback-not-agreed until 2027-03-31", FORM),
        ("# allow: fallback-not-agreed until 2027-03-31:", FORM),
        ("# allow: fallback-not-agreed until 2027-02-30: a day that there is not", FORM),
        ("# allow: fallback-not-agreed: no day", FORM),
        ("# allow: fallback-not-agred until 2027-03-31: x", 'there is no rule "fallback-not-agred"; did you mean'),
        ("# allow: long-prompt until 2027-03-31: x", 'this allows nothing: there is no warning "long-prompt" here'),
        (
            "# allow: same-key until 2027-03-31: x",
            '"same-key" cannot be allowed here: it is an error, which may mislead',
        ),
        ("# allow: proof-lost until 2027-03-31: x", '"proof-lost" cannot be allowed here'),
        ("# allow: allowance until 2027-03-31: x", '"allowance" cannot be allowed here'),
        ("# allow: unverified-offices until 2027-03-31: x", '"unverified-offices" cannot be allowed in a file'),
    ],
)
def test_what_allows_nothing_is_reported_at_its_place(small_copy: SiteCopy, comment: str, message: str) -> None:
    small_copy.change("data/flow.yaml", OFFICE, f"{OFFICE}  {comment}")

    messages, allowed = settled(small_copy)

    assert allowed == ()
    assert [line for line in messages if line.startswith(message)] != []
    assert [line for line in messages if line.endswith("(fallback-not-agreed)")] != []


def test_what_refuses_is_not_allowed_by_a_rule_that_also_warns(small_copy: SiteCopy) -> None:
    bad = '"012-345-678"  # allow: invalid-number until 2027-03-31: a new exchange'
    printed = "printed_name: 愛知県経営改善支援センター\n      number: "
    small_copy.change("data/directory.yaml", f'{printed}"052-223-6953"', f"{printed}{bad}")

    messages, allowed = settled(small_copy)

    assert allowed == ()
    assert [one for one in messages if one.startswith('"invalid-number" cannot be allowed here')] != []
    assert [one for one in messages if one.endswith("(invalid-number)")] != []


LINES = {
    "a: 1 # allow: x\nb: 2\n": [(1, 1)],
    "a: # allow: x\n  b: 2\n\n  c: 3\nd: 4\n": [(1, 4)],
    "# allow: x\na:\n- 1\n- 2\nb: 2\n": [(2, 4)],
    "a:\n  - b: 1 # allow: x\n    c: 2\n  - b: 2\n": [(2, 3)],
    "a:\n  # allow: x\n\n  # another comment\n  b: 1\n  c: 2\n": [(5, 5)],
    "a: 1\n# allow: x\n": [(2, 2)],
    "a: '# allow: x'\n": [],
    "a: |\n  # allow: x\n  text\nb: 1 # allow: y\n": [(4, 4)],
    "a: b# allow: x\n": [],
    'a: "1 # allow: x\n': [],
}


def test_an_allowance_is_for_its_line_and_all_below_it() -> None:
    assert {text: [(one.first, one.last) for one in in_text(text, "a.yaml")] for text in LINES} == LINES


def test_it_is_for_its_own_file(tmp_path: Path) -> None:
    (one,) = in_text("a: 1 # allow: x\n", str(tmp_path / "a.yaml"))

    assert one.covers(Problem(str(tmp_path / "a.yaml"), 1, 4, "", "x"))
    assert not one.covers(Problem(str(tmp_path / "b.yaml"), 1, 4, "", "x"))
