"""Plays scripted calls and says where they went otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.callscript import HangsUp, Hears, HearsAll, Presses, Rings, Says, Script, ScriptFile, Step, Waits
from ivr.simulator.carrier import CALLED, CALLER
from ivr.site import Problem

from .conversation import Conversation
from .differs import Differs, Fix
from .phone import Phone
from .target import Target

RULE = "differs"


@dataclass(frozen=True, slots=True)
class Played:
    """A scripted call that was played.

    *call* is None where the file could not be read. *problems* are the first difference and what the carrier complained
    of, or what is wrong with the file. *step* is the one that differed (from 0), *fix* what it would have to say.
    """

    file: ScriptFile
    call: Conversation | None
    problems: tuple[Problem, ...]
    step: int = 0
    fix: Fix | None = None

    @property
    def passed(self) -> bool:
        """Whether all went as expected."""
        return all(problem.warning for problem in self.problems)


def play(file: ScriptFile, target: Target) -> Played:
    """Play the script of *file* against *target*, up to the first difference."""
    script = file.script
    if script is None:
        return Played(file, None, file.problems)
    call = _dial(script, target)
    for place, step in enumerate(script.steps):
        try:
            perform(call, step)
        except Differs as differs:
            found = file.problem(file.loc(place, *differs.key), differs.message, RULE)
            return Played(file, call, (found, *_remarks(file, script, call, target)), place, differs.fix)
    call.leave()
    return Played(file, call, tuple(_remarks(file, script, call, target)))


def perform(call: Conversation, step: Step) -> None:
    """Take one *step* of a script. Raises Differs."""
    match step:
        case Hears(parts):
            call.hears(*parts)
        case HearsAll(text):
            call.hears_all(text)
        case Rings(number, ends, by, desk_hears):
            call.rings(number, ends, by, desk_hears)
        case _:
            _act(call, step)


def _act(call: Conversation, step: Says | Presses | Waits | HangsUp) -> None:
    match step:
        case Says(text, after):
            call.say(text, after)
        case Presses(keys, after):
            call.press(keys, after)
        case Waits():
            call.wait()
        case HangsUp(after):
            call.hang_up(after)


def _dial(script: Script, target: Target) -> Conversation:
    at, world = (script.at, script.world) if target.clock else (None, ())
    numbers = script.caller or CALLER, script.called or CALLED
    return Phone(target, seed=script.call).dial(*numbers, at, world, script.warnings)


def _remarks(file: ScriptFile, script: Script, call: Conversation, target: Target) -> Iterator[Problem]:
    """Yield what the carrier complained of and was not expected to, and the other way round."""
    yield from (file.problem(("call",), message, RULE) for message in call.unexpected)
    yield from (file.problem(("warnings",), message, RULE) for message in call.missing)
    if script.at and target.clock is None:
        message = "the time is not the script's: the clock of the called service counts"
        yield file.problem(("at",), message, "clock", warning=True)
    if script.world and target.clock is None:
        message = "the world is not the script's: the called service knows its own"
        yield file.problem(("world",), message, "world", warning=True)
