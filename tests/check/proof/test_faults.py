"""Faults planted in a small site: the proof finds each, and the shortest call that shows it is played to its end."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from ivr.callscript import read_script, written
from ivr.check.proof import Broken, prove
from ivr.strict_yaml import read
from ivr.testing.play import play
from ivr.testing.targets import site_target
from ivr.web.log import configure_log

from .faults import FAULTS
from .small import copy, planted

UNPLAYABLE = {
    "another office's number is read out",  # such a site is not served: a rule finds it too
    "the nodes go round in a circle",  # the service breaks
    "a fault of the service ends the call",  # the service breaks
    "a gap is filled by a question that comes later",  # the service breaks
    "an office has no key",  # there is no call
    "callers do not find the new name of a service",  # there is no call
}


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    configure_log(logging.CRITICAL)
    yield
    structlog.reset_defaults()


def found(site: Path, name: str) -> Broken:
    """Plant a fault and return the claim that is found broken in the way that is known."""
    fault = FAULTS[name]
    if fault.file:
        path, _, text = fault.file
        (site / path).write_text(text, encoding="utf-8")
    proof = prove(planted(site, *fault.changes), processes=1)
    assert proof
    broken = {(one.claim, tuple(map(str, one.call.lines if one.call else ()))): one for one in proof.broken}
    assert (fault.claim, fault.call) in broken
    assert fault.claim in {problem.rule for problem in proof.problems}
    return broken[fault.claim, fault.call]


EACH = [
    pytest.param(name, marks=[] if number % 16 == 0 else pytest.mark.unmeasured) for number, name in enumerate(FAULTS)
]


@pytest.mark.parametrize("name", EACH)
def test_a_fault_is_found_and_its_shortest_call_played_to_the_same_end(
    small_site: Path, tmp_path: Path, name: str
) -> None:
    site = copy(tmp_path, small_site)

    broken = found(site, name)

    if name not in UNPLAYABLE:
        assert broken.script
        assert broken.script.world == FAULTS[name].world
        assert bool(broken.script.at) is bool(FAULTS[name].file)
        file = read_script(read(written(broken.script), "shortest.call.yaml"))
        assert play(file, site_target(site)).problems == ()


@pytest.mark.unmeasured
def test_the_small_site_has_no_fault(small_site: Path) -> None:
    proof = prove(planted(small_site), processes=2)

    assert proof
    assert proof.problems == ()
    assert str(proof).endswith("6 ways to a ring; every call is served, and ends within 51 turns")
