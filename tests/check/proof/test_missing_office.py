"""A missing office is told by its rule alone: the proof judges all else as if the office stood there."""

import re
from functools import partial
from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.check.proof import Proof, prove
from ivr.site import Site, load

from .small import FLOW, Change, copy, planted, rewrite

DIRECTORY = "data/directory.yaml"
CENTER, COUNCIL, ALL = r"    center:\n(?:      .*\n)+", r"    council:\n(?:      .*\n)+", r"(?s)(?<=offices:).*"

RINGS_AT_TWO: Change = (FLOW, "wrong: what_is_wrong", "wrong: ring_office")
"""2 at the read-back rings all the same: the proof finds it."""


def without(office: str, site: Path) -> Path:
    rewrite(site, DIRECTORY, partial(re.sub, office, " {}\n" if office == ALL else ""))
    return site


def proven(site: Site) -> Proof:
    proof = prove(site, processes=1)
    assert proof
    return proof


@pytest.mark.unmeasured
@pytest.mark.parametrize("office", [CENTER, COUNCIL], ids=["one of a shared line", "one of its own name"])
def test_a_missing_office_is_reported_once_by_its_rule(office: str, small_site: Path, tmp_path: Path) -> None:
    site = load(without(office, copy(tmp_path, small_site)))

    assert "missing-office" in {problem.rule for problem in problems_of(site)}
    assert proven(site).problems == ()


def test_another_fault_beside_is_reported_all_the_same(small_site: Path, tmp_path: Path) -> None:
    proof = proven(planted(without(ALL, copy(tmp_path, small_site)), RINGS_AT_TWO))

    assert {problem.rule for problem in proof.problems} == {"proof-corrected"}
    # Its call cannot be played: the office that it rings is still missing.
    assert [(bool(one.call), one.script) for one in proof.broken] == [(True, None)]
