"""What Twilio's REST API takes and answers, by its published description: names, types, choices."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

SHAPE: dict[str, Any] = json.loads((Path(__file__).parent / "twilio-rest-shape.json").read_text(encoding="utf-8"))
ENDPOINTS: dict[str, Any] = SHAPE["endpoints"]


def endpoint(method: str, path: str) -> str | None:
    """Return the endpoint that answers *path*, None where the description has none."""
    for name in sorted(ENDPOINTS, key=lambda name: name.count("{")):
        verb, _, template = name.partition(" ")
        if verb == method and re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path):
            return name
    return None


def request_faults(name: str, query: Mapping[str, str], form: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with a request to the endpoint *name*."""
    shape = ENDPOINTS[name]
    known = {key: one["type"] for key, one in shape["parameters"].items() if one["in"] == "query"}
    for where, given, allowed in (("query", query, known), ("form", form, shape.get("form", {}))):
        for key, value in given.items():
            if key not in allowed:
                yield f"{where}: no {key}"
            else:
                yield from _text_faults(f"{where}: {key}", value, allowed[key])


def _text_faults(where: str, value: str, kind: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(kind, dict) and value not in kind["enum"]:
        yield f"{where}: {value} is none of {kind['enum']}"
    if kind == "string:uri" and value and not re.fullmatch(r"https?://\S+", value):
        yield f"{where}: {value} is no address"
    if kind == "string:date-time" and not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", value):
        yield f"{where}: {value} is no day or time in UTC"
    if isinstance(kind, str) and kind.startswith("integer") and not value.isdigit():
        yield f"{where}: {value} is no number"


def answer_faults(name: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with an answer of the endpoint *name*, so that the stand-in itself cannot go astray."""
    yield from _faults("answer", data, ENDPOINTS[name]["responses"]["200"])


def _faults(where: str, value: Any, kind: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    match kind:
        case {"enum": choices}:
            if value is not None and value not in choices:
                yield f"{where}: {value} is none of {choices}"
        case dict():
            yield from (f"{where}: no {key}" for key in value if key not in kind)
            for key in kind.keys() & value.keys():
                yield from _faults(f"{where}: {key}", value[key], kind[key])
        case [inner]:
            for one in value:
                yield from _faults(where, one, inner)
        case str():
            if not _fits(value, kind):
                yield f"{where}: {value!r} is no {kind}"


_KINDS: dict[str, Callable[[Any], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int),
    "object": lambda value: isinstance(value, dict),
    "string:date-time": lambda value: datetime.fromisoformat(value).tzinfo is not None,
    "string:date-time-rfc-2822": lambda value: parsedate_to_datetime(value).tzinfo is not None,
}


def _fits(value: Any, kind: str) -> bool:  # noqa: ANN401 - JSON
    if value is None:
        return kind.endswith("?")
    return _KINDS.get(kind.rstrip("?"), lambda text: isinstance(text, str))(value)
