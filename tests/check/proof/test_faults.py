"""Faults planted in a small site: the proof finds each, and the shortest call that shows it is played to its end."""

import logging
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
import structlog

from ivr.callscript import Rings, read_script, script_text
from ivr.check.proof import Proof, prove
from ivr.strict_yaml import read
from ivr.testcall import Target
from ivr.testing.play_scripts import play
from ivr.testing.targets import site_target
from ivr.web.log import configure_log

from .faults import FAULTS, TOGETHER, Fault, Message
from .small import copy, planted

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
    pytest.param(group, marks=[] if group is MEASURED else pytest.mark.unmeasured, id=group[0]) for group in TOGETHER
]


@pytest.mark.parametrize("names", EACH)
def test_a_fault_is_found_and_its_shortest_call_played_to_the_same_end(
    small_site: Path, tmp_path: Path, names: tuple[str, ...]
) -> None:
    """Plant faults that one proof finds: in a test each, two processes would share them and prove the site twice."""
    proof = proven(copy(tmp_path, small_site), [FAULTS[name] for name in names])
    found = {(one.claim, tuple(map(str, one.call.lines if one.call else ()))): one for one in proof.broken}

    for name in names:
        fault = FAULTS[name]
        assert (fault.claim, fault.call) in found, name
        assert fault.claim in {problem.rule for problem in proof.problems}, name
        if fault.message:
            leads_to_the_word(proof, tmp_path, fault.message)
        if name not in UNPLAYABLE:
            script = found[fault.claim, fault.call].script
            assert script, name
            assert script.world == fault.world, name
            assert bool(script.at) is bool(fault.file), name
            assert [one.number for one in script.steps if isinstance(one, Rings) and "-" not in one.number] == [], name
            file = read_script(read(script_text(script), "shortest.call.yaml"))
            assert play(file, called(tmp_path)).problems == (), name


def proven(site: Path, faults: Sequence[Fault]) -> Proof:
    for path, _, text in filter(None, (fault.file for fault in faults)):
        (site / path).write_text(text, encoding="utf-8")
    proof = prove(planted(site, *dict.fromkeys(chain(*(fault.changes for fault in faults)))), processes=1)
    assert proof
    return proof


def leads_to_the_word(proof: Proof, site: Path, message: Message) -> None:
    """Hold that a message names the word and where it led, at the word's place, with the call that shows it."""
    matching = [one for one in proof.problems if all(part in one.message for part in message.parts)]
    assert [Path(one.path) for one in matching[:1]] == [site / message.path]
    assert message.line in (site / message.path).read_text(encoding="utf-8").splitlines()[matching[0].line - 1]
    scripts = [script_text(one.script) for one in proof.broken if one.script and one.message in matching[0].message]
    assert ["  - says: " in script or "  - waits" in script for script in scripts] == [True]


def test_faults_that_are_found_together_are_told_apart() -> None:
    assert sorted(chain(*TOGETHER)) == sorted(FAULTS)
    for group in TOGETHER:
        shown = {(fault.claim, fault.call) for fault in (FAULTS[name] for name in group)}
        assert len(shown) == len(group), group
