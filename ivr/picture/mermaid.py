"""The flow as Mermaid text, which GitHub, GitLab and many editors draw."""

from collections.abc import Iterator

from .graph import ANYWHERE, Box, Graph

_PLAIN = ("[", "]")
_SHAPES = {
    "choose": ("{{", "}}"),
    "branch": ("{", "}"),
    "place": ("{{", "}}"),
    "read_back": ("[/", "/]"),
    "ring": ("([", "])"),
    "end": ("((", "))"),
    "anywhere": ("[[", "]]"),
}
_COLOURS = {
    "choose": "fill:#e8f1fb,stroke:#3a6ea5",
    "place": "fill:#e8f1fb,stroke:#3a6ea5",
    "read_back": "fill:#fdf3dc,stroke:#a5772a",
    "ring": "fill:#e3f4ea,stroke:#2f7d4f",
    "end": "fill:#eeeeee,stroke:#777777",
    "anywhere": "fill:#ffffff,stroke:#777777,stroke-dasharray:4 3",
}
# What Mermaid reads as markup inside quotes, written as it asks for it.
_ESCAPES = str.maketrans({'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "`": "#96;", "&": "#amp;"})


def mermaid(graph: Graph) -> str:
    """Return *graph* as a Mermaid flowchart that ends with a line break."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "flowchart TD"
    for box in graph.boxes.values():
        left, right = _SHAPES.get(box.kind, _PLAIN)
        yield f'  {_id(box.name)}{left}"{_label(box)}"{right}'
    for arrow in graph.arrows:
        label = "<br/>".join(_text(line) for line in arrow.long)
        line = "-.->" if arrow.source == ANYWHERE else "-->"
        yield f"  {_id(arrow.source)} {line}" + (f'|"{label}"| ' if label else " ") + _id(arrow.target)
    for kind, colours in _COLOURS.items():
        named = ",".join(_id(box.name) for box in graph.boxes.values() if box.kind == kind)
        if named:
            yield f"  classDef {kind}_ {colours}"
            yield f"  class {named} {kind}_"


def _label(box: Box) -> str:
    """Return the label of a box; its name in the file comes last, for looking it up."""
    name = () if box.name == ANYWHERE else (box.name,)
    return "<br/>".join(_text(part) for part in (box.title, box.gist, *name) if part)


def _id(name: str) -> str:
    """Return an identifier that is not one of Mermaid's own words, such as `end`."""
    return "n_anywhere_" if name == ANYWHERE else f"n_{name}"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)
