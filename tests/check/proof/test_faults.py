"""Faults planted in a small site: the proof finds each, and the shortest call that shows it is played to its end."""

import logging
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
import structlog

from ivr.callscript import read_script, written
from ivr.strict_yaml import read
from ivr.testcall import Target
from ivr.testing.play_scripts import play
from ivr.testing.targets import site_target
from ivr.web.log import configure_log

from .conftest import PlantFaults
from .faults import FAULTS, TOGETHER

UNPLAYABLE = {
    "another office's number is read out",  # such a site is not served: a rule finds it too
    "the nodes go round in a circle",  # the service breaks
    "a fault of the service ends the call",  # the service breaks
    "a gap is filled by a question that comes later",  # the service breaks
    "an office has no key",  # there is no call
    "callers do not find the new name of a service",  # there is no call
    "a service has the name of the other one too",  # nor here
    "who agrees is asked once more",  # nor here
}


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    configure_log(logging.CRITICAL)
    yield
    structlog.reset_defaults()


@cache
def called(site: Path) -> Target:
    return site_target(site)


MEASURED = TOGETHER[1]
EACH = [
    pytest.param(group, name, marks=[] if group is MEASURED else pytest.mark.unmeasured, id=name)
    for group in TOGETHER
    for name in group
]


@pytest.mark.parametrize(("group", "name"), EACH)
def test_a_fault_is_found_and_its_shortest_call_played_to_the_same_end(
    faulty: PlantFaults, group: tuple[str, ...], name: str
) -> None:
    fault, planted_in = FAULTS[name], faulty(group)
    proof = planted_in.proof
    found = {(one.claim, tuple(map(str, one.call.lines if one.call else ()))): one for one in proof.broken}

    assert (fault.claim, fault.call) in found
    assert fault.claim in {problem.rule for problem in proof.problems}
    if name not in UNPLAYABLE:
        script = found[fault.claim, fault.call].script
        assert script
        assert script.world == fault.world
        assert bool(script.at) is bool(fault.file)
        file = read_script(read(written(script), "shortest.call.yaml"))
        assert play(file, called(planted_in.site)).problems == ()


def test_faults_that_are_found_together_are_told_apart() -> None:
    assert sorted(chain(*TOGETHER)) == sorted(FAULTS)
    for group in TOGETHER:
        shown = {(fault.claim, fault.call) for fault in (FAULTS[name] for name in group)}
        assert len(shown) == len(group), group
