"""Changes single expectations in the text of a file and leaves everything else, comments too, as it stands."""

from collections.abc import Iterator

import yaml

from ivr.site.yaml.document import Position

from .script import Step
from .writing import scalar, written_step


class CannotEdit(Exception):  # noqa: N818 - says what it is
    """The text is laid out so that a step cannot be changed by lines, such as a list in brackets."""


def replaced(text: str, place: Position, value: str | int) -> str:
    """Return *text* with the scalar that begins at *place* replaced by *value*."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        first, last = event.start_mark, event.end_mark
        assert isinstance(first, yaml.Mark)  # PyYAML's own parser marks every event
        assert isinstance(last, yaml.Mark)
        if isinstance(event, yaml.ScalarEvent) and Position(first.line + 1, first.column + 1) == place:
            start, end = first.index, last.index
            return text[:start] + scalar(value) + text[start + len(text[start:end].rstrip()) :]
    raise CannotEdit(f"no value stands at {place.line}:{place.column}")


def inserted(text: str, before: int, step: Step) -> str:
    """Return *text* with *step* put before the step number *before* (from 0), or behind the last one."""
    steps = _steps(text)
    lines = text.split("\n")
    column = steps.start_mark.column
    at = steps.value[before].start_mark.line if before < len(steps.value) else _last_line(steps) + 1
    return "\n".join([*lines[:at], *written_step(step, " " * column), *lines[at:]])


def removed(text: str, number: int) -> str:
    """Return *text* without the step *number* (from 0); comments before it and behind it stay."""
    steps = _steps(text)
    if len(steps.value) == 1:
        raise CannotEdit("a call without steps is none")
    lines = text.split("\n")
    first, last = steps.value[number].start_mark.line, _last_line(steps.value[number])
    return "\n".join([*lines[:first], *lines[last + 1 :]])


def _steps(text: str) -> yaml.SequenceNode:
    """Return the list of steps; CannotEdit where it is not written one step a line."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    steps = next((value for key, value in pairs if key.value == "steps"), None)
    if not isinstance(steps, yaml.SequenceNode) or steps.flow_style:
        raise CannotEdit("the steps are not written one below the other")
    return steps


def _last_line(node: yaml.Node) -> int:
    """Return the last line (from 0) on which *node* has something."""
    return max(_last_lines(node))


def _last_lines(node: yaml.Node) -> Iterator[int]:
    match node:
        case yaml.MappingNode(value=pairs) if not node.flow_style:
            yield node.start_mark.line
            for key, value in pairs:
                yield key.end_mark.line
                yield from _last_lines(value)
        case yaml.SequenceNode(value=items) if not node.flow_style:
            yield node.start_mark.line
            for item in items:
                yield from _last_lines(item)
        case yaml.ScalarNode(style="|" | ">"):
            yield node.end_mark.line - 1 if node.end_mark.column == 0 else node.end_mark.line
        case _:
            yield node.end_mark.line
