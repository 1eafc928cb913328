"""A scripted call as the text of its file."""

import json
import re
from collections.abc import Iterator
from datetime import datetime

from ivr.site.yaml.syntax import UNSEEN

from .script import HangsUp, Hears, HearsAll, Presses, Rings, Says, Script, Step, Waits

# A text that needs no quotes begins with a letter, holds nothing that YAML looks for, and does not look like a number.
_PLAIN = re.compile(r"(?![\d.+-]+$)[^\W_][^\n\t:#\[\]{},\"'&*!|>%@`\\]*(?<!\s)|「[^\n\t:#\[\]{},\"']*(?<!\s)")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_PRINTED = re.compile(r"0\d+(-\d+)+", re.ASCII)


def written(script: Script) -> str:
    """Return the text of the file that holds *script*."""
    return "\n".join([*_head(script), "steps:", *(line for step in script.steps for line in written_step(step)), ""])


def written_step(step: Step, indent: str = "  ") -> Iterator[str]:
    """Yield the lines of one step."""
    first, *rest = _keys(step)
    yield f"{indent}- {first}"
    yield from (f"{indent}  {line}" for line in rest)


def scalar(text: str | int) -> str:
    """Return *text* as a value on one line, quoted where YAML would make something else of it; a number as it is.

    Characters that nobody sees and no file may hold are left out, as `seen` does.
    """
    if isinstance(text, int):
        return str(text)
    text = seen(text)
    if text.casefold() not in _WORDS and (_PLAIN.fullmatch(text) or _PRINTED.fullmatch(text)):
        return text
    return json.dumps(text, ensure_ascii=False)


def seen(text: str) -> str:
    """Return *text* without the characters that the reader of files refuses, with spaces for those that break lines."""
    return UNSEEN.sub(lambda found: " " if found[0].isspace() else "", text)


def moment(at: datetime) -> str:
    """Return a local time as it is written."""
    return f"{at:%Y-%m-%d %H:%M}"


def _head(script: Script) -> Iterator[str]:
    yield f"call: {scalar(script.call)}"
    if script.caller:
        yield f"caller: {scalar(script.caller)}"
    if script.called:
        yield f"called: {scalar(script.called)}"
    if script.at:
        yield f"at: {moment(script.at)}"
    if script.world:
        one, *more = script.world
        yield f"world: [{', '.join(script.world)}]" if more else f"world: {one}"
    if script.warnings:
        yield f"warnings: [{', '.join(map(str, script.warnings))}]"


def _keys(step: Step) -> Iterator[str]:
    match step:
        case Hears(parts):
            yield from _hears(parts)
        case HearsAll(text):
            yield f"hears_all: {scalar(text)}"
        case Says(text):
            yield f"says: {scalar(text)}"
        case Presses(keys):
            yield f'presses: "{keys}"'
        case Waits():
            yield "waits"
        case Rings():
            yield from _rings(step)
        case HangsUp(after):
            yield "hangs_up" if after is None else "hangs_up: true"
    if isinstance(step, Says | Presses | HangsUp) and step.after is not None:
        yield f"after: {step.after:g}"


def _hears(parts: tuple[str, ...]) -> Iterator[str]:
    if len(parts) == 1:
        yield f"hears: {scalar(parts[0])}"
        return
    yield "hears:"
    yield from (f"  - {scalar(part)}" for part in parts)


def _rings(rings: Rings) -> Iterator[str]:
    yield f"rings: {scalar(rings.number)}"
    if rings.ends != "answered":
        yield f"ends: {rings.ends}"
    if rings.by is not None:
        yield f"by: {rings.by}"
    if rings.desk_hears is not None:
        yield f"desk_hears: {scalar(rings.desk_hears)}"
