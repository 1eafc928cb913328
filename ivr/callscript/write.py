"""A scripted call as the text of its file."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted, PlainScalarString as Plain

from ivr.strict_yaml.edit import dumped, writer
from ivr.strict_yaml.syntax import UNSEEN, as_meant

from .steps import HangsUp, Hears, HearsAll, Presses, Rings, Says, Script, Step, Waits

StepData = str | Mapping[str, Any]
"""A step as a file has it: a bare verb, or a verb with what belongs to it."""

# A text that needs no quotes begins with a letter, holds nothing that YAML looks for, and does not look like a number.
_PLAIN = re.compile(r"(?![\d.+-]+$)[^\W_][^\n\t:#\[\]{},\"'&*!?|>%@`\\]*(?<!\s)|「[^\n\t:#\[\]{},\"'?]*(?<!\s)")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_PRINTED = re.compile(r"0\d+(-\d+)+", re.ASCII)


def script_text(script: Script) -> str:
    """Return the text of the file that holds *script*."""
    data = {
        "call": scalar(script.call),
        "caller": scalar(script.caller) if script.caller else None,
        "called": scalar(script.called) if script.called else None,
        "at": Plain(moment(script.at)) if script.at else None,
        "world": _in_brackets(script.world) if len(script.world) > 1 else next(iter(script.world), None),
        "warnings": _in_brackets(script.warnings) if script.warnings else None,
        "steps": [data_of(step) for step in script.steps],
    }
    return dumped(writer(), _present(data))


def data_of(step: Step) -> StepData:
    """Return *step* as its file has it, each text quoted if YAML would make something else of it."""
    match step:
        case Hears(parts):
            return {"hears": scalar(parts[0]) if len(parts) == 1 else [scalar(part) for part in parts]}
        case HearsAll(text):
            return {"hears_all": scalar(text)}
        case Rings(number, ends, by, heard):
            ends_otherwise = ends if ends != "answered" else None
            desk_hears = None if heard is None else scalar(heard)
            return _present({"rings": scalar(number), "ends": ends_otherwise, "by": by, "desk_hears": desk_hears})
        case _:
            return _done(step)


def _done(step: Says | Presses | HangsUp | Waits) -> StepData:
    match step:
        case Says(text, after):
            return _present({"says": scalar(text), "after": _seconds(after)})
        case Presses(keys, after):
            return _present({"presses": Quoted(keys), "after": _seconds(after)})
        case HangsUp(after):
            return "hangs_up" if after is None else {"hangs_up": True, "after": _seconds(after)}
        case Waits():
            return "waits"


def scalar(text: str | int) -> str | int:
    """Return *text* as a value on one line, quoted if YAML would make something else of it; a number as it is.

    Characters that nobody sees and no file may hold are left out, as `as_read` does.
    """
    if isinstance(text, int):
        return text
    text = as_read(text)
    is_plain = text.casefold() not in _WORDS and bool(_PLAIN.fullmatch(text) or _PRINTED.fullmatch(text))
    scalar: str = Plain(text) if is_plain else Quoted(text)
    return scalar


def as_read(text: str) -> str:
    """Return *text* as the reader of files normalises it: lookalikes replaced, and line breaks as spaces.

    Invisible characters are left out, and what represents no character.
    """
    return as_meant(UNSEEN.sub(lambda match: " " if match[0].isspace() else "", text))


def moment(at: datetime) -> str:
    """Return a local time as it is written."""
    return f"{at:%Y-%m-%d %H:%M}"


def _present(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _in_brackets(items: tuple[str, ...] | tuple[int, ...]) -> CommentedSeq:
    row = CommentedSeq(items)
    row.fa.set_flow_style()
    return row


def _seconds(after: float | None) -> float | int | None:
    """Return a moment as it is written: to the hundredth, a whole number without its point."""
    if after is None:
        return None
    return int(after) if after == int(after) else round(after, 2)
