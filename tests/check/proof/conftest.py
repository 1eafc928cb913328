"""Sites in which faults are planted, and their proofs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from ivr.check.proof import Proof, prove

from .faults import FAULTS
from .small import copy, planted


@dataclass(frozen=True, slots=True)
class Faulty:
    """A site in which faults are planted, and its proof."""

    site: Path
    proof: Proof


PlantFaults = Callable[[tuple[str, ...]], Faulty]


@pytest.fixture(scope="session")
def faulty(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> PlantFaults:
    """Return what plants faults, by name, in one site and proves it, once."""

    @cache
    def make(names: tuple[str, ...]) -> Faulty:
        faults = [FAULTS[name] for name in names]
        site = copy(tmp_path_factory.mktemp("faulty"), small_site)
        for path, _, text in filter(None, (fault.file for fault in faults)):
            (site / path).write_text(text, encoding="utf-8")
        changes = dict.fromkeys(change for fault in faults for change in fault.changes)
        proof = prove(planted(site, *changes), processes=1)
        assert proof
        return Faulty(site, proof)

    return make
