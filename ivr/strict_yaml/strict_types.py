"""Schemas of the core's dataclasses, with which pydantic's core checks as strictly as a site's files require.

The core does not know pydantic. So each of its dataclasses becomes a schema here that refuses unknown keys and, once
every value is right, calls the dataclass. Unions of dataclasses are distinguished by their `kind`. Text becomes a
number, a truth value, a date or a time in the one form that is defined here. `Annotated[X, Between(1, 60)]` sets bounds
for a number, or for the length of a text, a list or a mapping. A plain `null` counts as left out if a key may be left
out, and is no text anywhere.

The schemas are written for `pydantic_core` as they are: pydantic itself would take a tenth of each start to make them
of annotations. It makes an editor's JSON Schema of them, with what `metadata` of a schema says under `EDITOR`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from functools import cache, partial
from keyword import iskeyword
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    TypedDictField,
    ValidatorFunctionWrapHandler,
    any_schema,
    dict_schema,
    float_schema,
    int_schema,
    literal_schema,
    no_info_after_validator_function,
    no_info_before_validator_function,
    no_info_wrap_validator_function,
    nullable_schema,
    str_schema,
    tagged_union_schema,
    tuple_schema,
    typed_dict_field,
    typed_dict_schema,
)

from ivr.bounds import Between, NameOf
from ivr.translation import N_, _

from .customary import meant_day, meant_decimal, meant_number, meant_truth
from .document import Null

Hint = Any
"""A type as written in an annotation; typing has no name for it."""

EDITOR = "editor"
"""Where a schema's metadata says what else an editor's schema says of a value."""


TIME_OF_DAY = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
"""How a time of day is written in every file. Python takes 24:00 for one too, from 3.14 on: it begins the next day."""


class Written(NamedTuple):
    """The written form of a value: its syntax, what converts the text to it, and how an editor may check it."""

    form: re.Pattern[str]
    make: Callable[[str], object]
    expected: str
    schema: Mapping[str, str]


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
        re.compile(TIME_OF_DAY),
        time.fromisoformat,
        N_("a time of day, such as 09:30"),
        {"type": "string", "pattern": f"^{TIME_OF_DAY}$"},
    ),
}

MEANT: Mapping[type, Callable[[str], str]] = {
    bool: meant_truth,
    int: meant_number,
    float: meant_decimal,
    date: meant_day,
}
"""What suggests the written form of a value, as the end of a sentence, for another way to write it."""


def schema_of(hint: Hint) -> CoreSchema:
    """Return the schema of what a file holds; TypeError for a type that no file can hold."""
    origin: Any = get_origin(hint)
    if origin is None:
        return _of_class(hint)
    if origin is Annotated:
        return _within(*get_args(hint))
    if origin is Literal:
        return _of_words(get_args(hint))
    if is_union(hint):
        return _of_union(hint)
    if origin in (tuple, dict):
        return _of_several(hint)
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


def _of_class(hint: Hint) -> CoreSchema:
    if hint in WRITTEN:
        return _of_scalar(hint)
    if hint is str:
        return _of_text()
    if not is_dataclass(hint):
        raise TypeError(f"a file of a site holds no {hint}")
    cls: Hint = hint
    return _of_dataclass(cls)


@cache
def _of_dataclass(cls: Hint) -> CoreSchema:
    hints = get_type_hints(cls, include_extras=True)
    entries = {key_of(field.name): _of_field(field, hints[field.name]) for field in fields(cls)}

    def made(values: Mapping[str, object]) -> object:
        return cls(**{field_of(key): it for key, it in values.items()})

    checked = typed_dict_schema(entries, cls=cls, extra_behavior="forbid", ref=f"{cls.__module__}.{cls.__qualname__}")
    return no_info_after_validator_function(made, checked)


def key_of(field: str) -> str:
    """Return how a field is written in a file: without the `_` of one that is a keyword of Python (`from_`)."""
    return field.removesuffix("_")


def field_of(key: str) -> str:
    """Return the field that is written as *key*."""
    return f"{key}_" if iskeyword(key) else key


def _of_field(field: Field[Any], hint: Hint) -> TypedDictField:
    if field.default is MISSING and field.default_factory is MISSING:
        return typed_dict_field(schema_of(hint))
    if is_dataclass(bare(hint)):
        hint = bare(hint)  # a key without a value does not show which keys it needs
    shown = {EDITOR: {"default": field.default}} if isinstance(field.default, str | int) else None
    left_out = no_info_wrap_validator_function(partial(_left_out, field), schema_of(hint))
    return typed_dict_field(left_out, required=False, metadata=shown)


def _left_out(field: Field[Any], value: object, check: ValidatorFunctionWrapHandler) -> object:
    """Return the value of a field that is left out, if the file says `null`."""
    if not isinstance(value, Null):
        return check(value)
    return field.default if field.default_factory is MISSING else field.default_factory()


def _of_text(least: int | None = None, most: int | None = None) -> CoreSchema:
    return no_info_before_validator_function(_text, str_schema(min_length=least, max_length=most))


def _text(value: object) -> object:
    """Refuse `null` as a text: callers would hear the word."""
    if isinstance(value, Null):
        raise PydanticCustomError("null", "null is no text")
    return value


def _of_scalar(type_: type, bounds: Between | None = None) -> CoreSchema:
    """Return a schema that accepts the text of a *type_* in its one written form, within *bounds*."""
    written = WRITTEN[type_]

    def refusal(value: object) -> PydanticCustomError:
        meant = MEANT[type_](value) if type_ in MEANT and isinstance(value, str) else ""
        gaps = {"expected": _(written.expected), "meant": meant}
        return PydanticCustomError("not_written_so", "expected {expected}", gaps)

    def converted(text: object) -> object:
        if not isinstance(text, str) or not written.form.fullmatch(text):
            raise refusal(text)
        try:
            return written.make(text)
        except ValueError as error:  # a day or an hour that does not exist
            raise refusal(text) from error

    within: CoreSchema = any_schema(metadata={EDITOR: written.schema})
    if bounds and type_ is int:
        within = int_schema(ge=int(bounds.least), le=int(bounds.most))
    elif bounds:
        within = float_schema(ge=bounds.least, le=bounds.most)
    return no_info_before_validator_function(converted, within)


def _within(hint: Hint, *marks: object) -> CoreSchema:
    match marks:
        case [NameOf()]:  # the reader of the whole file checks whether it exists
            return schema_of(hint)
        case [Between() as bounds] if hint in WRITTEN:
            return _of_scalar(hint, bounds)
        case [Between(least, most)]:
            return _of_text(int(least), int(most)) if hint is str else _of_several(hint, int(least), int(most))
    raise TypeError(f"bounds are one Between, not {marks}")


def _of_several(hint: Hint, least: int | None = None, most: int | None = None) -> CoreSchema:
    """Return the schema of a list, tuple[X, ...], or of a mapping, of so many entries."""
    origin: Any = get_origin(hint)
    if origin is tuple:
        return tuple_schema([schema_of(get_args(hint)[0])], variadic_item_index=0, min_length=least, max_length=most)
    key, value = map(schema_of, get_args(hint))
    return dict_schema(key, value, min_length=least, max_length=most)


def _of_words(words: tuple[str, ...]) -> CoreSchema:
    """Make an editor accept digits without quotes too: they are read as text in any case."""
    numbers = [int(word) for word in words if word.isdecimal()]
    both = {EDITOR: {"enum": [*words, *numbers], "type": ["string", "integer"]}} if numbers else None
    return literal_schema(list(words), metadata=both)


def _of_union(hint: Hint) -> CoreSchema:
    members = [member for member in get_args(hint) if member is not NoneType]
    schema = schema_of(members[0])
    if len(members) > 1:
        schema = tagged_union_schema({kind: schema_of(one) for kind, one in kinds(hint).items()}, "kind")
    return nullable_schema(schema) if NoneType in get_args(hint) else schema
