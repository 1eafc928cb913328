"""Validation of a file's data: it becomes the core's values, or problems with their positions."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails, SchemaValidator, ValidationError

from ivr.problem import Problem
from ivr.translation import _

from .document import Loc, YamlDocument
from .messages import meant, message, nearest
from .strict_types import Hint, bare, field_of, key_of, kinds, schema_of
from .syntax import shown

T = TypeVar("T")

_MANY, _FEW = 3, 5
"""Unknown keys of one mapping from which they are told together, and how many of them a message names."""


def validate(document: YamlDocument, type_: type[T]) -> tuple[T | None, tuple[Problem, ...]]:
    """Return the value of a file's data (None if it has mistakes of form), and all its problems, in order of position.

    A broken file has no value. What may be missing only because of a broken line is not reported.
    """
    model: Hint = type_
    try:
        value: T = document.once(_value, model)
    except ValidationError as error:
        problems = tuple(_problems(error, document, model))
        return None, tuple(sorted((*document.problems, *problems)))
    return (None if document.broken else value), document.problems


def _value(document: YamlDocument, type_: Hint) -> Any:  # noqa: ANN401 - of that type
    return _validator(type_).validate_python(document.data)


@cache
def _validator(type_: Hint) -> SchemaValidator:
    return SchemaValidator(schema_of(type_))


def _problems(error: ValidationError, document: YamlDocument, type_: Hint) -> Iterator[Problem]:
    reported = {problem.line for problem in document.problems}
    errors = error.errors(include_url=False)
    misspelt = {(*one["loc"][:-1], key) for one in errors for key in _meant_keys(one, type_)}
    renamed = _renamed(errors, misspelt, type_)
    strangers = _strangers(errors)
    lost = [one["loc"] for one in errors if strangers and one["type"] == "missing" and len(one["loc"]) == 1]
    for details in errors:
        strange = strangers.get(details["loc"][:-1], ()) if details["type"] == "extra_forbidden" else ()
        if details["loc"] in lost or details["loc"][-1:] in [(key,) for key in strange[1:]]:
            continue
        if _is_echo(details, broken=document.broken) or (details["type"] == "missing" and details["loc"] in misspelt):
            continue
        if details["type"] == "missing" and details["loc"] in renamed.values():
            continue
        problem = _problem(details, document, type_)
        if missing := renamed.get(details["loc"]):
            sentence = _('no key is called "{key}" here, and "{missing}" is missing; did you mean that?')
            problem = replace(problem, message=sentence.format(key=shown(str(details["loc"][-1])), missing=missing[-1]))
        if strange:
            problem = replace(problem, message=_unknown_keys(strange, lost, followed(type_, details["loc"][:-1])[1]))
        if problem.line not in reported:
            yield problem


def _meant_keys(details: ErrorDetails, type_: Hint) -> tuple[str, ...]:
    """Return the key that an unknown one was meant to be; that this key is missing is not reported as well."""
    if details["type"] != "extra_forbidden":
        return ()
    return nearest(str(details["loc"][-1]), possible(followed(type_, details["loc"][:-1])[1]))


def _strangers(errors: Sequence[ErrorDetails]) -> dict[Loc, tuple[str, ...]]:
    """Return the unknown keys of each mapping that has many: they are mostly of another one, whose own line is lost."""
    unknown: dict[Loc, list[str]] = {}
    for one in errors:
        if one["type"] == "extra_forbidden":
            unknown.setdefault(one["loc"][:-1], []).append(str(one["loc"][-1]))
    return {around: tuple(keys) for around, keys in unknown.items() if len(keys) >= _MANY}


def _unknown_keys(keys: Sequence[str], lost: Sequence[Loc], hint: Hint) -> str:
    """Return the message that a mapping has none of *keys*, and which line may be missing above them."""
    named = ", ".join(f'"{shown(key)}"' for key in keys[:_FEW]) + (", …" if len(keys) > _FEW else "")
    if lost:
        message = _('no keys are called {keys} here, and "{key}:" is missing; does it belong above them?')
        return message.format(keys=named, key=lost[0][-1])
    return _("no keys are called {keys} here{meant}").format(keys=named, meant=meant("", possible(hint)))


def _renamed(errors: Sequence[ErrorDetails], misspelt: Collection[Loc], type_: Hint) -> dict[Loc, Loc]:
    """Return, by each unknown key beside which one key is missing, that key: the unknown one may stand for it."""
    renamed = {}
    for around in {one["loc"][:-1] for one in errors}:
        beside = [one for one in errors if one["loc"][:-1] == around]
        unknown = [one["loc"] for one in beside if one["type"] == "extra_forbidden" and not _meant_keys(one, type_)]
        missing = [one["loc"] for one in beside if one["type"] == "missing" and one["loc"] not in misspelt]
        if len(unknown) == len(missing) == 1:
            renamed[unknown[0]] = missing[0]
    return renamed


def _is_echo(details: ErrorDetails, *, broken: bool) -> bool:
    """Return whether an error only repeats another one.

    A broken line leaves keys and values missing elsewhere, and pydantic does not count wrong items.
    """
    if details["type"] == "too_short":
        return bool(len(details["input"]) >= details["ctx"]["min_length"])
    return broken and (details["type"] in ("missing", "union_tag_not_found") or details["input"] is None)


def _problem(details: ErrorDetails, document: YamlDocument, type_: Hint) -> Problem:
    """Return the problem that an error of pydantic stands for, at the key or the value that it is about."""
    loc, around = details["loc"], details["loc"][:-1]
    match details["type"]:
        case "missing":
            return _reported(details, document, followed(type_, around), at_key=True)
        case "extra_forbidden":
            path, hint = followed(type_, around)
            return _reported(details, document, ((*path, loc[-1]), hint), at_key=True)
        case "union_tag_not_found":
            return _reported(details, document, followed(type_, loc), at_key=True)
        case "union_tag_invalid":
            path, hint = followed(type_, loc)
            return _reported(details, document, ((*path, "kind"), hint), at_key=False)
    return _reported(details, document, followed(type_, loc), at_key=False)


def _reported(details: ErrorDetails, document: YamlDocument, at: tuple[Loc, Hint], *, at_key: bool) -> Problem:
    rule, sentence = message(details, possible(at[1]), example(at[1]))
    return document.problem(at[0], sentence, rule, at_key=at_key)


def followed(hint: Hint, loc: Loc) -> tuple[Loc, Hint]:
    """Follow pydantic's path to a value; return the path without tags of unions, and the type at its end."""
    path: list[str | int] = []
    hint = bare(hint)
    for part in loc:
        members = kinds(hint)
        if members:  # pydantic names the member that it chose, although the file has no such key
            hint = members[str(part)]
        else:
            path.append(part)
            hint = bare(_inner(hint, part))
    return tuple(path), hint


def _inner(hint: Hint, part: str | int) -> Hint:
    if is_dataclass(hint):
        return get_type_hints(hint)[field_of(str(part))]
    return get_args(hint)[-1 if isinstance(part, str) else 0]  # dict[str, X], tuple[X, ...]


def example(hint: Hint) -> str:
    """Return an example of a value of a type: of a mapping, the required keys; of a list, one item."""
    hint = bare(hint)
    annotated: Any = get_origin(hint)
    if annotated is Annotated:
        hint = get_args(hint)[0]
    if is_dataclass(hint):
        needed = [field for field in fields(hint) if MISSING is field.default is field.default_factory]
        types = get_type_hints(hint)
        written = (f"{key_of(field.name)}: {example(types[field.name])}" for field in needed or fields(hint)[:1])
        return f"{{{', '.join(written)}}}"
    origin: Any = get_origin(hint)
    inner = get_args(hint)
    if origin is tuple:
        return f"[{example(inner[0])}]"
    if origin is dict:
        return f"{{…: {example(inner[-1])}}}"
    return f"{{kind: {possible(hint)[0]}}}" if kinds(hint) else next(iter(possible(hint)), "…")


def possible(hint: Hint) -> tuple[str, ...]:
    """Return the words that are possible at a type: keys of a dataclass, kinds of a union, values of a literal."""
    if is_dataclass(hint):
        return tuple(key_of(field.name) for field in fields(hint))
    origin: Any = get_origin(hint)
    return get_args(hint) if origin is Literal else tuple(kinds(hint))
