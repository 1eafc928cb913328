"""The JSON Schema of a file, by which an editor completes and checks it."""

from inspect import cleandoc
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import CoreSchema, TypedDictSchema

from .strict_types import EDITOR, Hint, schema_of


def editor_schema(type_: Hint) -> dict[str, Any]:
    """Return the JSON Schema of a file of a *type_*."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | _ForEditors().generate(schema_of(type_))


class _ForEditors(GenerateJsonSchema):
    """Makes JSON Schema of a schema of ours, with what that has for editors alone."""

    def generate_inner(self, schema: CoreSchema) -> dict[str, Any]:
        """Return the JSON Schema of a part."""
        more: dict[str, Any] = schema.get("metadata", {}).get(EDITOR, {})
        return super().generate_inner(schema) | more

    def typed_dict_schema(self, schema: TypedDictSchema) -> dict[str, Any]:
        """Return the JSON Schema of a dataclass."""
        cls = schema["cls"]
        said = {"title": cls.__name__, "description": cleandoc(cls.__doc__ or ""), "additionalProperties": False}
        return super().typed_dict_schema(schema) | said
