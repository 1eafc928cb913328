"""Generated texts: the reference of node kinds in the operator's book, and the JSON Schema of each file.

``python -m ivr.site.reference`` in a checkout writes them; a test fails if they are out of date.
"""

import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

from ivr.call import Flow
from ivr.call.nodes import Choice, Node, Region, Unless
from ivr.callscript.entries import BARE, CallEntry
from ivr.distribution import shipped
from ivr.strict_yaml.editor_schema import editor_schema
from ivr.translation import catalogue

from .directory_file import DirectoryFile
from .hours import HoursFile
from .meanings import MeaningsFile
from .notices import NoticesFile
from .prompts import PromptFile
from .recordings import TextsFile
from .scheme import SchemeFile
from .words import WordsFile

SCHEMAS: Mapping[str, type[object]] = {
    "directory": DirectoryFile,
    "flow": Flow,
    "hours": HoursFile,
    "meanings": MeaningsFile,
    "notices": NoticesFile,
    "prompts": PromptFile,
    "recordings": TextsFile,
    "scheme": SchemeFile,
    "words": WordsFile,
}
BOOK = "data/README.md"
_BEGIN, _END = "<!-- nodes: generated from ivr/call/nodes.py -->", "<!-- end of nodes -->"
# In a docstring: one or more keys, a colon, and what they mean, up to the next keys.
_KEYS = re.compile(r"(?:^|(?<=\. ))((?:\w+, )*\w+): (.*?)(?=(?<=\.) (?:\w+, )*\w+: |$)")


def schemas() -> dict[str, str]:
    """Return the text of each JSON Schema file by its path in the site."""
    of_files = {name: editor_schema(type_) for name, type_ in SCHEMAS.items()} | {"call": call_schema()}
    of_files["directory"] = _with_flat_offices(of_files["directory"])
    return {
        f"data/schema/{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in of_files.items()
    }


def _with_flat_offices(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow offices directly under their area or their service, as `FlatDirectoryFile` has them."""
    offices = schema["properties"]["offices"]
    nested = offices["additionalProperties"]
    either = {**offices, "additionalProperties": {"anyOf": [nested["additionalProperties"], nested]}}
    required = [key for key in schema["required"] if key != "offices"]
    return {**schema, "properties": {**schema["properties"], "offices": either}, "required": required}


def call_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scripted call, short forms included: a bare verb, one text instead of a list."""
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


def nodes(language: str = "ja") -> str:
    """Return the reference of node kinds as Markdown, in the language of the operator's book."""
    return _reference(catalogue(language).gettext)


def texts() -> Iterator[str]:
    """Yield what of the reference is translated: what each kind and each key is."""
    looked_up: list[str] = []

    def note(text: str) -> str:
        looked_up.append(text)
        return text

    _reference(note)
    yield from looked_up


def _reference(translated: Callable[[str], str]) -> str:
    kinds = ((f"kind: {get_args(get_type_hints(node)['kind'])[0]}", node) for node in get_args(Node))
    parts = (("a choice", Choice), ("a region", Region), ("unless", Unless))
    return "\n".join(line for title, node in (*kinds, *parts) for line in _described(title, node, translated))


def with_nodes(book: str) -> str:
    """Return the text of the operator's book with its reference of node kinds rewritten."""
    before, _, rest = book.partition(_BEGIN)
    return f"{before}{_BEGIN}\n\n{nodes()}\n{_END}{rest.partition(_END)[2]}"


def _described(title: str, node: type[object], translated: Callable[[str], str]) -> Iterator[str]:
    summary, _, keys = (inspect.getdoc(node) or "").partition("\n\n")
    name = f"`{title}`" if ":" in title or title == "unless" else translated(title)
    yield f"**{name}** — {translated(' '.join(summary.split()))}\n"
    for name, meaning in _KEYS.findall(" ".join(keys.split())):
        yield f"- `{name}`: {translated(meaning)}"
    yield ""


def write(root: Path) -> None:
    """Write the schemas and the book's reference under *root*, a checkout."""
    for path, text in schemas().items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    book = root / BOOK
    book.write_text(with_nodes(book.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write(shipped())
