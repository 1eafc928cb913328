"""A missing office is reported by its rule alone: the proof judges everything else as if the office existed."""

import re
from functools import partial
from pathlib import Path

from ivr.check.proof import prove

from .small import FLOW, Change, copy, planted, rewrite

DIRECTORY = "data/directory.yaml"

RINGS_AT_TWO: Change = (FLOW, "wrong: what_is_wrong", "wrong: ring_office")
"""2 at the read-back rings all the same: the proof finds it."""


def test_another_fault_beside_is_reported_all_the_same(small_site: Path, tmp_path: Path) -> None:
    rewrite(copy(tmp_path, small_site), DIRECTORY, partial(re.sub, r"(?s)(?<=offices:).*", " {}\n"))
    proof = prove(planted(tmp_path, RINGS_AT_TWO), processes=1)

    assert proof
    assert {problem.rule for problem in proof.problems} == {"proof-corrected"}
    # Its call cannot be played: the office that it rings is still missing.
    assert [(bool(one.call), one.script) for one in proof.broken] == [(True, None)]
