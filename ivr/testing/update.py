"""Rewrites the expectations of a script to match what happens; what the caller does is not changed."""

from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

from ivr.callscript import (
    CannotEditError,
    Rings,
    ScriptFile,
    inserted,
    read_script,
    read_script_file,
    removed,
    replaced,
)
from ivr.speech import number_texts
from ivr.strict_yaml.edit import write_file
from ivr.strict_yaml.reader import read
from ivr.testcall import Target
from ivr.testcall.differences import Drop, Insert, Put, squeezed
from ivr.translation import _

from .play_scripts import ScriptResult, play

MOST_FIXES = 1000  # changes to one script


def update(file: Path, target: Target, path: str | None = None, *, numbers: bool = False) -> tuple[ScriptResult, str]:
    """Play the script in *file* and rewrite its expectations until they hold; return what changed as a diff.

    Problems name it by *path*. Comments and the order of things stay. Which telephone rings and which number is read
    out is only rewritten with *numbers*: a wrong office must not become the expected one unseen. Nor does what callers
    hear of a service that fails. What is not corrected, or cannot be, such as an answer to a call that is over, is
    among the problems of the result.
    """
    path = path or str(file)
    unreadable = read_script_file(file, path)
    if unreadable.script is None:
        return play(unreadable, target), ""
    old = text = file.read_bytes().decode("utf-8-sig")
    for _round in range(MOST_FIXES):
        script = read_script(read(text, path))
        played = play(script, target)
        mended = None if _has_failed(script, played) else _mended(text, script, played)
        if mended is None:
            break
        if not numbers and (_reaches(script, played) or _numbers_read(mended, target) != _numbers_read(text, target)):
            played = _withheld(played)
            break
        text = mended
    if text != old:
        write_file(file, text)
    changed = unified_diff(old.splitlines(), text.splitlines(), path, path, lineterm="", n=1)
    return played, "\n".join(changed)


def _has_failed(script: ScriptFile, played: ScriptResult) -> bool:
    """Return whether the service failed in the call, as far as it was played, and its *script* does not expect it."""
    expected = script.script.warnings if script.script else ()
    warnings = played.call.warnings if played.call else ()
    return any(one.level == "error" and one.number and one.number not in expected for one in warnings)


def _withheld(played: ScriptResult) -> ScriptResult:
    """Return *played* with a hint how its first difference, which is about a number, would be rewritten."""
    first, *others = played.problems
    reported = replace(
        first, message=_("{message}; only --update --numbers rewrites a number").format(message=first.message)
    )
    return replace(played, problems=(reported, *others))


def _numbers_read(text: str, target: Target) -> list[int]:
    """Count for each office of the directory how often its number is read out in *text*."""
    heard = squeezed(text)
    offices = target.directory or ()
    return [sum(heard.count(squeezed(text)) for text in number_texts(office.number)) for office in offices]


def _reaches(script: ScriptFile, played: ScriptResult) -> bool:
    """Return whether mending the difference changes which telephone rings, or whether any does."""
    match played.fix:
        case Put(("rings", *_)) | Insert(Rings()):
            return True
        case Drop():
            return script.script is not None and isinstance(script.script.steps[played.step], Rings)
        case _:
            return False


def _mended(text: str, script: ScriptFile, played: ScriptResult) -> str | None:
    """Return *text* with the difference mended; None if there is none, or if it cannot be."""
    try:
        match played.fix:
            case Put(key, value):
                return replaced(text, script.loc(played.step, *key), value)
            case Insert(step):
                return inserted(text, played.step, step)
            case Drop():
                return removed(text, played.step)
            case None:
                return None
    except CannotEditError:
        return None
