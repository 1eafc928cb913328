"""Prompts said within others, such as names of choices: a gap that nothing fills is refused, not met in a call."""

import pytest

from ivr.site.inner_prompts import problems
from ivr.strict_yaml import read

FLOW = """\
choice: each
office_name: office
"yes": agree
nodes:
  ask:
    kind: choose
    slot: topic_of_own
    choices:
      - {key: "1", label: center, short: in_short, value: center}
  ask_place:
    kind: place
    regions:
      - {label: west, prefectures: [愛知県]}
  by_member: {kind: branch, slot: member, to: {"yes": elsewhere, label: ask}}
  elsewhere: {kind: end, says: [elsewhere]}
"""
PROMPTS = """\
prompts:
  each: {text: "{label}は、{key}。"}
  office: {text: "{prefecture}の{service}{topic_of_own}"}
  agree: {text: "はい"}
  center: {text: "{cap}の件"}
  in_short: {text: "センター"}
  west: {text: "西"}
  elsewhere: {text: "{prefecture}の{choices}"}
"""
WITHIN = "data/flow.yaml names it under {key}, and it is said within others (unknown-gap)"
EACH = "data/flow.yaml names it under choice, and menus say each choice with it (unknown-gap)"


def reported(old: str, new: str) -> list[str]:
    assert PROMPTS.count(old) == 1
    return [str(one) for one in problems(read(FLOW, ""), read(PROMPTS.replace(old, new), "ja.yaml"), ("cap",))]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("西", "{prefecture}", 'ja.yaml:7:16: nothing fills {prefecture} in "west": ' + WITHIN.format(key="label")),
        ("センター", "{topic_of_own}", 'ja.yaml:6:20: nothing fills {topic_of_own} in "in_short": '),
        ("はい", "はい、{office}の{number}", 'ja.yaml:4:17: nothing fills {office} {number} in "agree": '),
        ("{service}", "{fallback}", 'ja.yaml:3:18: nothing fills {fallback} in "office": '),
        ("{label}は、", "{cap}の{label}は、", 'ja.yaml:2:16: nothing fills {cap} in "each": '),
        ("{label}は、{key}。", "{label}。", 'ja.yaml:2:16: {key} is missing in "each": ' + EACH),
        ("{label}は、{key}。", "番号を。", 'ja.yaml:2:16: {label} {key} is missing in "each": ' + EACH),
    ],
)
def test_a_gap_that_nothing_fills_there_is_reported(old: str, new: str, problem: str) -> None:
    assert [one[: len(problem)] for one in reported(old, new)] == [problem]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("西", "西"),
        ("西", "{cap}の西"),
        ("{service}", "{service_reading}{topic}{area}{cap}"),
        ("{choices}", "{number}"),
        ("西", "{prefectur}"),  # which is reported with all gaps that nothing fills anywhere
        ('  west: {text: "西"}\n', ""),  # so is what the flow names and is not there
    ],
)
def test_all_else_is_not(old: str, new: str) -> None:
    assert reported(old, new) == []
