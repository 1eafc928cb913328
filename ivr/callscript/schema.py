"""The JSON Schema of a ``*.call.yaml`` file."""

from typing import Any

from ivr.strict_yaml.editor_schema import editor_schema

from .entries import BARE, CallEntry


def call_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file, short forms included: a bare verb, one text instead of a list."""
    schema = editor_schema(CallEntry)
    step = schema["$defs"]["StepEntry"]["properties"]
    for lists, key in ((step, "hears"), (schema["properties"], "world")):
        several, _nothing = lists[key].pop("anyOf")
        lists[key]["anyOf"] = [several["items"], several]
    step["presses"]["anyOf"].append({"type": "integer"})  # keys without quotes are text to us in any case
    for verb in BARE:
        step[verb] = {"enum": [True, None]}
    steps = schema["properties"]["steps"]
    steps["items"] = {"anyOf": [{"enum": list(BARE)}, steps["items"]]}
    return schema
