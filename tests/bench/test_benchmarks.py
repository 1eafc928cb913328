"""The benchmarks themselves: all are run together, and the sites that they make still fit the shipped one."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from ivr.site import load
from tests.check.proof.small import copy

from .__main__ import BENCHMARKS
from .bench_flat import more, more_towns


def test_all_benchmarks_are_run_together() -> None:
    files = Path(__file__).parent.glob("*.py")
    measuring = {file.stem for file in files if "\ndef figures(" in file.read_text(encoding="utf-8")}

    assert measuring - {"__main__"} == set(BENCHMARKS)


def test_every_benchmark_can_still_be_begun() -> None:
    assert all(callable(import_module(f"tests.bench.{name}").figures) for name in BENCHMARKS)


@pytest.mark.parametrize("larger", [more, more_towns])
def test_a_larger_site_is_a_site(larger: Callable[[Path, int], Path], tmp_path: Path) -> None:
    assert load(larger(copy(tmp_path / "site"), 2)).problems == ()
