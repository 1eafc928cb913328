"""The request of the browser phone: a call as made so far, as the JSON of a `*.call.yaml` file."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from ivr.callscript import HangsUp, Presses, Rings, Says, Script, Step, Waits, as_read, read_script
from ivr.strict_yaml.document import YamlDocument
from ivr.translation import N_, _

MOST_STEPS = 100
"""Steps of one call: the hotline hands it over after 40 turns and ends it soon after."""
MOST_SPOKEN = 300  # characters of one answer
MOST_KEYS = 20  # keys of one answer
LONGEST_WAIT = 600
"""Seconds that a caller listens before an answer."""

Json = Any

_WRONG = {
    "caller": N_("Write the caller's number as 090-1234-5678."),
    "called": N_("Write the number that is called as 050-1234-5678."),
    "at": N_("Write the day and the time of the call."),
    "steps": N_("This call cannot go on any longer. Call again."),
}


class UnreadableError(ValueError):
    """A request that is not a call; the message says so to the person at the page, *field* is what to correct."""

    def __init__(self, field: str = "") -> None:
        super().__init__(_(_WRONG[field]) if field in _WRONG else _("The call could not be read."))
        self.field = field


def read_request(body: bytes) -> Script:
    """Read a call from the JSON text *body*: its `caller`, `called` and `at`, and its `steps` so far.

    Raises UnreadableError.
    """
    data = _data(body)
    for field in ("caller", "called"):
        data[field] = _dialled(data.get(field), field)
    steps = data.get("steps")
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise UnreadableError("steps")
    # A script has steps; that of a call which has only begun is read with one that is taken away again.
    file = read_script(YamlDocument("", data | {"call": "-", "steps": [*steps, "waits"]}))
    if file.script is None or file.script.at is None:
        fields = {problem.at.partition(".")[0] for problem in file.problems} or {"at"}
        raise UnreadableError("at" if "at" in fields else "")
    title = _("Call of {at}").format(at=f"{file.script.at:%Y-%m-%d %H:%M}")
    script = replace(file.script, call=title, steps=tuple(_seen(file.script.steps[:-1])))
    if not all(map(_is_in_bounds, script.steps)):
        raise UnreadableError
    return script


def _data(body: bytes) -> dict[str, Json]:
    """Return the request as a file is read: every number and `true` as the text that was sent."""
    try:
        data = json.loads(body, parse_int=str, parse_float=str, object_hook=_as_written)
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    if not isinstance(data, dict):
        raise UnreadableError
    return {key: value for key, value in data.items() if key in _WRONG}


def _as_written(values: dict[str, Json]) -> dict[str, Json]:
    return {key: "true" if value is True else value for key, value in values.items()}


def _dialled(number: Json, field: str) -> str:
    """Return a number as people write it (090-1234-5678) in E.164."""
    try:
        parsed = phonenumbers.parse(number, "JP") if isinstance(number, str) else None
    except NumberParseException as error:
        raise UnreadableError(field) from error
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        raise UnreadableError(field)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def _seen(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield *steps* without invisible characters, so that they can be saved."""
    for step in steps:
        yield replace(step, text=as_read(step.text).strip()) if isinstance(step, Says) else step


def _is_in_bounds(step: Step) -> bool:
    """Return whether a step is one that the page can make."""
    match step:
        case Says(text, after):
            return 0 < len(text) <= MOST_SPOKEN and (after or 0) <= LONGEST_WAIT
        case Presses(keys, after):
            return len(keys) <= MOST_KEYS and (after or 0) <= LONGEST_WAIT
        case HangsUp(after):
            return (after or 0) <= LONGEST_WAIT
        case Rings(ends=ends):
            return ends in ("answered", "busy", "no-answer", "failed")
        case _:
            return isinstance(step, Waits)
