"""Mirrors of the core's dataclasses: types that pydantic checks as strictly as a site's files require.

The core does not know pydantic. So each of its dataclasses becomes a TypedDict here that refuses unknown keys and, once
every value is right, calls the dataclass. Unions of dataclasses are distinguished by their `kind`. Text becomes a
number, a truth value, a date or a time in the one form that is defined here. `Annotated[X, Between(1, 60)]` sets bounds
for a number, or for the length of a text, a list or a mapping. A plain `null` counts as left out if a key may be left
out, and is no text anywhere.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field as DataField, fields, is_dataclass
from datetime import date, time
from functools import cache, partial
from keyword import iskeyword
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, NotRequired, Union, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, ValidatorFunctionWrapHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    no_info_after_validator_function,
    no_info_before_validator_function,
    no_info_wrap_validator_function,
)
from typing_extensions import TypedDict  # pydantic requires this one before Python 3.12

from ivr.bounds import Between, NameOf
from ivr.translation import N_, _

from .document import Null

Hint = Any
"""A type as written in an annotation; typing has no name for it."""


class Written(NamedTuple):
    """The written form of a value: its syntax, what converts the text to it, and how an editor may check it."""

    form: re.Pattern[str]
    make: Callable[[str], object]
    expected: str
    schema: Mapping[str, str]


class Validator(NamedTuple):
    """A function that is called before, after or around a check.

    pydantic's own validators look at the signature of each function, which took a fifth of the time for all types.
    """

    schema: Callable[[Callable[..., object], CoreSchema], CoreSchema]
    function: Callable[..., object]

    def __get_pydantic_core_schema__(self, source: Hint, check: GetCoreSchemaHandler) -> CoreSchema:
        """Return the check with the function, as pydantic asks for it."""
        return self.schema(self.function, check(source))


WRITTEN: Mapping[type, Written] = {
    bool: Written(re.compile("true|false"), "true".__eq__, N_("true or false"), {"type": "boolean"}),
    int: Written(re.compile("-?(0|[1-9][0-9]{0,8})"), int, N_("a whole number, such as 25"), {"type": "integer"}),
    float: Written(re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?"), float, N_("a number, such as 0.9"), {"type": "number"}),
    date: Written(
        re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        date.fromisoformat,
        N_("a date, such as 2026-04-01"),
        {"type": "string", "format": "date"},
    ),
    time: Written(
        re.compile("[0-9]{2}:[0-9]{2}"),
        time.fromisoformat,
        N_("a time of day, such as 09:30"),
        {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$"},
    ),
}


def mirrored(hint: Hint) -> Hint:
    """Return the type with which pydantic checks what a file holds; TypeError for a type that no file can hold."""
    origin: Any = get_origin(hint)
    if origin is None:
        return _mirrored_class(hint)
    if origin is Annotated:
        return _mirrored_bounds(*get_args(hint))
    if origin is Literal:
        return _mirrored_literal(hint)
    if is_union(hint):
        return _mirrored_union(hint)
    if origin in (tuple, dict):
        return origin[*(argument if argument is ... else mirrored(argument) for argument in get_args(hint))]
    raise TypeError(f"a file of a site holds no {hint}")


def is_union(hint: Hint) -> bool:
    """Return whether a type is `A | B`."""
    origin: Any = get_origin(hint)
    return origin in (Union, UnionType)


def bare(hint: Hint) -> Hint:
    """Return a type without its `| None`."""
    return Union[*(member for member in get_args(hint) if member is not NoneType)] if is_union(hint) else hint


def kinds(hint: Hint) -> Mapping[str, Hint]:
    """Return the dataclasses of a union by the `kind` that distinguishes them; for another type, nothing."""
    if not is_union(hint):
        return {}
    return {
        kind: member
        for member in get_args(hint)
        if member is not NoneType
        for kind in get_args(get_type_hints(member)["kind"])
    }


def _mirrored_class(hint: Hint) -> Hint:
    if hint in WRITTEN:
        return _mirrored_scalar(hint)
    if hint is str:
        return _TEXT
    if not is_dataclass(hint):
        raise TypeError(f"a file of a site holds no {hint}")
    cls: Hint = hint
    return _mirrored_dataclass(cls)


@cache
def _mirrored_dataclass(cls: Hint) -> Hint:
    hints = get_type_hints(cls, include_extras=True)
    entries = {key_of(field.name): _mirrored_field(field, hints[field.name]) for field in fields(cls)}
    make: Any = TypedDict  # no type checker follows a type that is built at run time
    mirror = make(cls.__name__, entries)
    mirror.__pydantic_config__ = ConfigDict(extra="forbid")
    mirror.__doc__ = cls.__doc__

    def made(values: Mapping[str, object]) -> object:
        return cls(**{field_of(key): it for key, it in values.items()})

    return Annotated[mirror, Validator(no_info_after_validator_function, made)]


def key_of(field: str) -> str:
    """Return how a field is written in a file: without the `_` of one that is a keyword of Python (`from_`)."""
    return field.removesuffix("_")


def field_of(key: str) -> str:
    """Return the field that is written as *key*."""
    return f"{key}_" if iskeyword(key) else key


def _mirrored_field(field: DataField[Any], hint: Hint) -> Hint:
    if field.default is MISSING and field.default_factory is MISSING:
        return mirrored(hint)
    left_out = Validator(no_info_wrap_validator_function, partial(_left_out, field))
    if is_dataclass(bare(hint)):
        hint = bare(hint)  # a key without a value does not show which keys it needs
    if isinstance(field.default, str | int):
        return NotRequired[Annotated[mirrored(hint), left_out, Field(json_schema_extra={"default": field.default})]]
    return NotRequired[Annotated[mirrored(hint), left_out]]


def _left_out(field: DataField[Any], value: object, check: ValidatorFunctionWrapHandler) -> object:
    """Return the value of a field that is left out, if the file says `null`."""
    if not isinstance(value, Null):
        return check(value)
    return field.default if field.default_factory is MISSING else field.default_factory()


def _text(value: object) -> object:
    """Refuse `null` as a text: callers would hear the word."""
    if isinstance(value, Null):
        raise PydanticCustomError("null", "null is no text")
    return value


_TEXT = Annotated[str, Validator(no_info_before_validator_function, _text)]


def _mirrored_scalar(type_: type, bounds: Between | None = None) -> Hint:
    """Return a type that accepts the text of a *type_* in its one written form, within *bounds*."""
    written = WRITTEN[type_]

    def refusal() -> PydanticCustomError:
        return PydanticCustomError("not_written_so", "expected {expected}", {"expected": _(written.expected)})

    def converted(text: object) -> object:
        if not isinstance(text, str) or not written.form.fullmatch(text):
            raise refusal()
        try:
            return written.make(text)
        except ValueError as error:  # a day or an hour that does not exist
            raise refusal() from error

    convert = Validator(no_info_before_validator_function, converted)
    if bounds is None:
        return Annotated[type_, convert, WithJsonSchema(dict(written.schema))]
    schema = {**written.schema, "minimum": bounds.least, "maximum": bounds.most}
    return Annotated[type_, Field(ge=bounds.least, le=bounds.most), convert, WithJsonSchema(schema)]


def _mirrored_bounds(hint: Hint, *marks: object) -> Hint:
    match marks:
        case [NameOf()]:  # whether there is one of that name is for the reader of the whole file
            return mirrored(hint)
        case [Between() as bounds] if hint in WRITTEN:
            return _mirrored_scalar(hint, bounds)
        case [Between(least, most)]:
            length = Field(min_length=int(least), max_length=int(most))
            validator = Validator(no_info_before_validator_function, _text)
            return Annotated[str, length, validator] if hint is str else Annotated[mirrored(hint), length]
    raise TypeError(f"bounds are one Between, not {marks}")


def _mirrored_literal(hint: Hint) -> Hint:
    """Make an editor accept digits without quotes too: they are read as text in any case."""
    words = get_args(hint)
    numbers = [int(word) for word in words if word.isdecimal()]
    return Annotated[hint, WithJsonSchema({"enum": [*words, *numbers]})] if numbers else hint


def _mirrored_union(hint: Hint) -> Hint:
    members = [mirrored(member) for member in get_args(hint) if member is not NoneType]
    mirror: Hint = members[0]
    if len(members) > 1:
        mirror = Annotated[Union[*members], Field(discriminator="kind")]
    return mirror | None if NoneType in get_args(hint) else mirror
