"""Plays scripted calls and reports where they differ from their scripts."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.callscript import Script, ScriptFile
from ivr.simulator.carrier import CALLED, CALLER
from ivr.site import Problem
from ivr.testcall import DiffersError, PlayedCall, Target, dial
from ivr.testcall.differences import Fix
from ivr.translation import _

RULE = "differs"


@dataclass(frozen=True, slots=True)
class ScriptResult:
    """A scripted call that was played.

    *call* is None if the file could not be read. *problems* are the first difference and what the carrier complained
    of, or what is wrong with the file. *step* is the one that differed (from 0), *fix* what it would have to say.
    """

    file: ScriptFile
    call: PlayedCall | None
    problems: tuple[Problem, ...]
    step: int = 0
    fix: Fix | None = None

    @property
    def passed(self) -> bool:
        """Whether the call matched its script."""
        return all(problem.warning for problem in self.problems)


def play(file: ScriptFile, target: Target) -> ScriptResult:
    """Play the script of *file* against *target*, up to the first difference."""
    script = file.script
    if script is None:
        return ScriptResult(file, None, file.problems)
    call = _dial(script, target)
    for place, step in enumerate(script.steps):
        try:
            call.take(step)
        except DiffersError as differs:
            difference = differs.difference
            problem = file.problem(file.loc(place, *difference.key), difference.message, RULE)
            return ScriptResult(file, call, (problem, *_remarks(file, script, call, target)), place, difference.fix)
    call.leave()
    return ScriptResult(file, call, tuple(_remarks(file, script, call, target)))


def _dial(script: Script, target: Target) -> PlayedCall:
    at, world = (script.at, script.world) if target.clock else (None, ())
    numbers = script.caller or CALLER, script.called or CALLED
    return dial(target, target.carrier(script.call), numbers, at, world, script.warnings)


def _remarks(file: ScriptFile, script: Script, call: PlayedCall, target: Target) -> Iterator[Problem]:
    """Yield the carrier's warnings that were not expected, and the expected ones that are missing."""
    yield from (file.problem(("call",), message, RULE) for message in call.unexpected)
    yield from (file.problem(("warnings",), message, RULE) for message in call.missing)
    if script.at and target.clock is None:
        message = _("the script's time is not used: the called service goes by its own clock")
        yield file.problem(("at",), message, "clock", warning=True)
    if script.world and target.clock is None:
        message = _("the script's circumstances are not used: the called service has its own")
        yield file.problem(("world",), message, "world", warning=True)
