"""From a ``*.call.yaml`` file to a scripted call, with every mistake placed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ivr.problem import Problem
from ivr.strict_yaml.document import Data, Loc, YamlDocument
from ivr.strict_yaml.messages import meant
from ivr.strict_yaml.reader import read_file
from ivr.strict_yaml.schema import validate
from ivr.strict_yaml.strict_types import TIME_OF_DAY
from ivr.strict_yaml.syntax import shown
from ivr.translation import _

from .entries import BARE, BELONGS, VERBS, CallEntry, StepEntry
from .steps import (
    HangsUp,
    Hears,
    HearsAll,
    Presses,
    Rings,
    Says,
    Script,
    Step,
    Waits,
    wrong_keys,
    wrong_moment,
    wrong_number,
    wrong_ring,
)

SUFFIX = ".call.yaml"

_MOMENT = re.compile(f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}} {TIME_OF_DAY}")


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A scripted call and its file; *script* is None while there are *problems*."""

    document: YamlDocument = field(repr=False)
    script: Script | None
    problems: tuple[Problem, ...]

    def loc(self, step: int, *key: str | int) -> Loc:
        """Return the path to a *key* of the *step* (counted from 0), as far as it is in the file."""
        loc: Loc = ("steps", step, *key)
        while len(loc) > len(("steps", step)) and loc not in self.document.values:
            loc = loc[:-1]
        return loc

    def problem(self, loc: Loc, message: str, rule: str, *, warning: bool = False) -> Problem:
        """Make a problem at a value."""
        return self.document.problem(loc, message, rule, warning=warning)


def read_script_file(file: Path, path: str | None = None) -> ScriptFile:
    """Read a file; problems name it by *path*, else by its own path. Raises nothing."""
    return read_script(read_file(file, path))


def read_script(document: YamlDocument) -> ScriptFile:
    """Make the scripted call of a document that was read."""
    document, wrong = _in_full(document)
    entry, problems = validate(document, CallEntry)
    all_problems = [*problems, *wrong]
    script = None
    if entry is not None:
        all_problems += _problems(document, entry)
        script = None if all_problems else _script(entry)
    return ScriptFile(document, script, tuple(sorted(all_problems)))


def _in_full(document: YamlDocument) -> tuple[YamlDocument, list[Problem]]:
    """Expand the short forms: a bare verb becomes a key, one text a list of one; other bare words are refused."""
    if not isinstance(document.data, dict):
        return document, []
    data, values, wrong = {**document.data}, document.values, list[Problem]()
    if isinstance(world := data.get("world"), str):
        data["world"], values = [world], {**values, ("world", 0): document.place_of_value(("world",))}
    if isinstance(steps := data.get("steps"), list):
        wrong = [
            document.problem(("steps", place), _no_step(step), "wrong-value")
            for place, step in enumerate(steps)
            if isinstance(step, str) and step not in BARE
        ]
        data["steps"] = [_step_in_full(step) for step in steps]
    return replace(document, data=data, values=values), wrong


def _step_in_full(step: Data) -> Data:
    match step:
        case str():
            return {step if step in BARE else "waits": "true"}
        case dict():
            bare: dict[str, Data] = {verb: "true" for verb in BARE if verb in step and step[verb] is None}
            heard = step.get("hears")
            return step | bare | ({"hears": [heard]} if isinstance(heard, str) else {})
        case _:
            return step


def _no_step(word: str) -> str:
    verb, colon, _rest = word.partition("：")
    if colon and verb.strip() in (*VERBS, *BELONGS):
        return _('the colon of "{word}" is full-width (：); a key ends with a half-width colon').format(
            word=shown(word)
        )
    if word in VERBS:
        return _('"{word}" needs a value: "{word}: …"').format(word=word)
    return _('"{word}" is not a step{meant}').format(word=shown(word), meant=meant(word, VERBS))


def _problems(document: YamlDocument, entry: CallEntry) -> Iterator[Problem]:
    """Find the values of a script that have the right form, but cannot be meant."""
    for key, number in (("caller", entry.caller), ("called", entry.called)):
        if number is not None and (wrong := wrong_number(number, anonymous=key == "caller")):
            yield document.problem((key,), wrong, "wrong-value")
    if entry.at is not None and _moment(entry.at) is None:
        yield document.problem(("at",), wrong_moment(entry.at), "wrong-value")
    for place, (step, keys) in enumerate(zip(entry.steps, _keys(document), strict=True)):
        loc = ("steps", place)
        if problem := _misplaced(document, loc, keys) or _wrong(document, loc, step):
            yield problem


def _keys(document: YamlDocument) -> Iterator[Mapping[str, Data]]:
    """Yield the steps of a file that has the right form."""
    assert isinstance(document.data, dict)
    steps = document.data["steps"]
    assert isinstance(steps, list)
    return (step for step in steps if isinstance(step, dict))


def _misplaced(document: YamlDocument, loc: Loc, keys: Mapping[str, Data]) -> Problem | None:
    """Find missing and surplus keys of a step: it has one verb, and the keys that belong to it."""
    empty = next((key for key, value in keys.items() if value is None), None)
    if empty is not None:
        return document.problem((*loc, empty), _nothing(empty), "wrong-value", at_key=True)
    verbs = [key for key in keys if key in VERBS]
    if not verbs:
        return document.problem(loc, _("a step needs one of {verbs}").format(verbs=", ".join(VERBS)), "missing-key")
    if len(verbs) > 1:
        message = _(
            'a step does one thing; write "{verb}" as a step of its own, on a line that begins with "- "'
        ).format(verb=verbs[1])
        return document.problem((*loc, verbs[1]), message, "wrong-value", at_key=True)
    stray = next((key for key in keys if key in BELONGS and verbs[0] not in BELONGS[key]), None)
    if stray is None:
        return None
    message = _('"{stray}" belongs to {verbs}, not to {verb}').format(
        stray=stray, verbs=_(" or ").join(BELONGS[stray]), verb=verbs[0]
    )
    return document.problem((*loc, stray), message, "wrong-value", at_key=True)


def _nothing(key: str) -> str:
    if key == "presses":
        return _('nothing follows "presses"; # begins a comment, so that key is quoted: "#"')
    return _('nothing follows "{key}"').format(key=key)


def _wrong(document: YamlDocument, loc: Loc, step: StepEntry) -> Problem | None:
    wrong = {
        "presses": wrong_keys(step.presses) if step.presses is not None else "",
        "rings": wrong_ring(step.rings) if step.rings is not None else "",
        "after": _("seconds are counted from 0") if step.after is not None and step.after < 0 else "",
    }
    found = (document.problem((*loc, key), message, "wrong-value") for key, message in wrong.items() if message)
    return next(found, None)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
    except ValueError:  # a day or an hour that does not exist
        return None


def _script(entry: CallEntry) -> Script:
    return Script(
        call=entry.call,
        steps=tuple(map(_step, entry.steps)),
        caller=entry.caller,
        called=entry.called,
        at=_moment(entry.at) if entry.at else None,
        world=entry.world or (),
        warnings=entry.warnings,
    )


def _step(entry: StepEntry) -> Step:
    match entry:
        case StepEntry(hears=tuple() as parts):
            return Hears(parts)
        case StepEntry(hears_all=str() as text):
            return HearsAll(text)
        case StepEntry(rings=str() as number):
            return Rings(number, entry.ends or "answered", entry.by, entry.desk_hears)
        case StepEntry(says=str() as text):
            return Says(text, entry.after)
        case StepEntry(presses=str() as keys):
            return Presses(keys, entry.after)
        case _:
            return HangsUp(entry.after) if entry.hangs_up else Waits()
