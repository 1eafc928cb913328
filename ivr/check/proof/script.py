"""The call that breaks a claim, as a scripted call: what the caller does, who rings, and what is heard at the end."""

from collections.abc import Iterator

from ivr.call import Ask, Conditions, HangUp, Instruction, Outcome, Plan, Ring, Say
from ivr.callscript import End, Hears, HearsAll, Presses, Rings, Says, Script, Step, Waits
from ivr.directory import Directory

from .play import Line, Played
from .state import as_header

_ENDS: dict[Outcome, End] = {
    Outcome.COMPLETED: "answered",
    Outcome.BUSY: "busy",
    Outcome.NO_ANSWER: "no-answer",
    Outcome.FAILED: "failed",
    Outcome.CANCELED: "canceled",
}


def script_of(plan: Plan, title: str, played: Played) -> Script | None:
    """Return the script of a call; None where it cannot be played: the world changes in it, or the service breaks."""
    worlds = {line.world for line in played.lines} or {Conditions()}
    world = as_header(plan, worlds.pop())
    unplayable = any(line.answer.kind == "fault" or not line.instructions for line in played.lines)
    if worlds or world is None or unplayable:
        return None
    return Script(title, tuple(_steps(plan.directory, played.lines)), world=world)


def _steps(directory: Directory, lines: tuple[Line, ...]) -> Iterator[Step]:
    number = ""
    for line in lines:
        yield _given(line, number)
        number = next((_printed(directory, one.number) for one in line.instructions if isinstance(one, Ring)), "")
    last = lines[-1].instructions if lines else ()
    if heard := _heard(last):
        yield HearsAll(heard) if isinstance(last[-1], HangUp) else Hears((heard,))
    if number:
        yield Rings(number)


def _given(line: Line, number: str) -> Step:
    match line.answer.kind:
        case "key":
            return Presses(line.text)
        case "speech":
            return Says(line.text)
        case "dial":
            return Rings(number, _ENDS[line.answer.outcome or Outcome.FAILED])
        case _:
            return Waits()


def _heard(instructions: tuple[Instruction, ...]) -> str:
    return "".join(line.text for one in instructions if isinstance(one, Say | Ask) for line in one.lines)


def _printed(directory: Directory, number: str) -> str:
    return next((office.number for office in directory if office.e164 == number), number)
