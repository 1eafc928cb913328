"""The benchmarks themselves: all are run together, and the sites that they make still fit the shipped one."""

from pathlib import Path

from ivr.site import load
from tests.check.proof.small import copy

from .__main__ import BENCHMARKS
from .bench_flat import more


def test_all_benchmarks_are_run_together() -> None:
    files = Path(__file__).parent.glob("*.py")
    measuring = {file.stem for file in files if "\ndef figures(" in file.read_text(encoding="utf-8")}

    assert measuring - {"__main__"} == set(BENCHMARKS)


def test_a_site_of_more_offices_and_nodes_is_a_site(tmp_path: Path) -> None:
    assert load(more(copy(tmp_path / "site"), 2)).problems == ()
