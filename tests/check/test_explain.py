"""Every rule that can be named after a message is explained."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import chain
from pathlib import Path

import pytest

import ivr
from ivr.call import Plan
from ivr.check.explain import EXPLANATIONS
from ivr.check.proof import prove
from ivr.check.proof.classes import classes
from ivr.check.proof.explore import explore
from ivr.check.proof.successors import Successors
from ivr.site import load
from ivr.strict_yaml import Data, read

from .proof.small import copy
from .sites import HEAD, site

PROBLEMS = {"problem", "Problem", "_note", "Finding", "Broken", "_problem_of"}
"""What makes a problem, or a part of one; the name of its rule is among the arguments."""
NAMES = {"ID", "RULE", "SYNTAX", "_TABLE"}
"""What a module calls the name of its rule."""
MAKES_ONE = re.compile(rf"\b({'|'.join(PROBLEMS)})\(|^({'|'.join(NAMES)}|RULES) = |\"proof-", re.MULTILINE)
"""What stands in a module that names a rule: of the others none is parsed."""
RULE = re.compile("[a-z]+(-[a-z]+)*")
OF_A_NAME = {
    "unknown-node",
    "unknown-word-list",
    "unknown-area",
    "unknown-municipality",
    "unknown-ward",
    "unknown-prefecture",
}
"""Made of the kind of a name in the flow; the other kinds have one of the same name elsewhere."""


def rules(tree: ast.AST) -> Iterator[str]:
    """Find the names of rules in a module."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str(text)) if re.fullmatch("proof(-[a-z]+)+", text):
                yield text
            case ast.Assign(targets=[ast.Name(name)], value=ast.Constant(str(text))) if name in NAMES:
                yield text
            case ast.Assign(targets=[ast.Name("RULES")], value=ast.Dict(values=named)):
                yield from (each for value in named for each in chosen(value))
            case ast.Call() if called(node.func) in PROBLEMS:
                given = (each for argument in node.args for each in chosen(argument))
                yield from (each for each in given if RULE.fullmatch(each))


def called(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def chosen(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*chosen(one), *chosen(other))


def test_every_rule_that_a_message_can_name_is_explained_and_no_other() -> None:
    texts = (file.read_text(encoding="utf-8") for file in Path(ivr.__file__).parent.rglob("*.py"))
    trees = (ast.parse(text) for text in texts if MAKES_ONE.search(text))
    named = {rule for tree in trees for rule in rules(tree)} | OF_A_NAME

    assert named - EXPLANATIONS.keys() == set(), "explain it in ivr/check/explain/"
    assert EXPLANATIONS.keys() - named == set()


def test_an_explanation_says_what_why_and_with_which_effect() -> None:
    for rule, explanation in EXPLANATIONS.items():
        what, *_why, verdict = explanation.text.strip().split("\n\n")

        assert what.endswith("."), rule
        assert verdict.startswith(("Refuses", "Warns")), rule
        assert explanation.bad != explanation.good or not explanation.good, rule


@pytest.mark.parametrize("rule", ["syntax", "duplicate-key"])
def test_a_bad_example_is_no_good_yaml(rule: str) -> None:
    explanation = EXPLANATIONS[rule]

    assert [problem.rule for problem in read(explanation.bad, "a.yaml").problems] == [rule]
    assert read(explanation.good, "a.yaml").problems == ()


@pytest.mark.parametrize("rule", ["kana", "number-form"])
def test_a_bad_example_is_no_good_directory(rule: str) -> None:
    explanation = EXPLANATIONS[rule]
    head = HEAD.partition("services:")[0] if "services:" in explanation.bad else HEAD
    head += "offices: {}\n"

    assert [problem.rule for problem in site(explanation.bad, head=head).problems] == [rule]
    assert site(explanation.good, head=head).problems == ()


TOGETHER = (
    (
        *("proof-silence", "proof-corrected", "proof-back", "proof-fault", "proof-number"),
        *("proof-phrase-only", "proof-unheard", "proof-turns", "proof-phrase-number", "proof-words", "proof-whisper"),
        "proof-error",
    ),
    ("proof-objected", "proof-unasked", "proof-lost", "proof-distress"),
)
"""Claims of calls whose bad examples neither hide nor break each other: two walks show what each of them breaks."""
WITH_THE_ROUTES = ("proof-phrase", "proof-help", "proof-voice", "proof-keypad")
"""Claims of the routes to the offices, and two of calls whose bad examples would be among others'."""
ELSEWHERE = {
    "proof-question",  # no file breaks it
    "proof-last",  # refused where the flow is read
    "proof-pair",  # takes every word of every list
    "proof-round",  # takes a question in front
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("claims", TOGETHER)
def test_the_bad_examples_break_their_claims(small_site: Path, tmp_path: Path, claims: tuple[str, ...]) -> None:
    shows(copy(tmp_path, of=small_site), [(EXPLANATIONS[claim].path, EXPLANATIONS[claim].bad) for claim in claims])

    plan = plan_of(tmp_path)
    explored = explore(Successors(plan, classes(plan)))
    assert set(claims) - explored.findings.keys() == set()


@pytest.mark.unmeasured
def test_so_do_those_of_the_routes_to_the_offices(small_site: Path, tmp_path: Path) -> None:
    examples = [(EXPLANATIONS[claim].path, EXPLANATIONS[claim].bad) for claim in WITH_THE_ROUTES]
    shows(copy(tmp_path, of=small_site), examples)

    assert set(WITH_THE_ROUTES) - broken_in(tmp_path) == set()


@pytest.mark.unmeasured
def test_the_good_examples_break_no_claim(small_site: Path, tmp_path: Path) -> None:
    claims = (*chain(*TOGETHER), *WITH_THE_ROUTES)
    shows(copy(tmp_path, of=small_site), [(EXPLANATIONS[claim].path, EXPLANATIONS[claim].good) for claim in claims])

    assert broken_in(tmp_path) == set()


def test_every_claim_but_those_that_no_small_site_shows_has_its_example_run() -> None:
    run = {*chain(*TOGETHER), *WITH_THE_ROUTES}

    assert {rule for rule in EXPLANATIONS if rule.startswith("proof-")} == run | ELSEWHERE, "TOGETHER"


def plan_of(root: Path) -> Plan:
    site = load(root)
    assert site.plan, site.problems
    return site.plan


def broken_in(root: Path) -> set[str]:
    """Return the claims that are broken in a site."""
    proof = prove(load(root), processes=1)
    assert proof
    return {each.claim for each in proof.broken}


def shows(root: Path, examples: Iterable[tuple[str, str]]) -> None:
    """Write the keys of *examples*, each of a file, into the files of a site."""
    for path, example in examples:
        written = deepcopy(read((root / path).read_text(encoding="utf-8"), path).data)
        shown = read(example, path).data
        assert isinstance(written, dict)
        assert isinstance(shown, dict)
        for key, value in shown.items():
            within = written if key in written else written["nodes" if "nodes" in written else "prompts"]
            assert isinstance(within, dict)
            within[key] = merged(within.get(key), value)
        (root / path).write_text(json.dumps(without_nothing(written), ensure_ascii=False), encoding="utf-8")


def merged(there: Data, shown: Data) -> Data:
    if not isinstance(there, dict) or not isinstance(shown, dict):
        return shown
    return {**there, **{key: merged(there.get(key), value) for key, value in shown.items()}}


def without_nothing(data: Data) -> Data:
    return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data
