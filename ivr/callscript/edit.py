"""Changes single expectations in the text of a file and leaves everything else unchanged, comments too."""

from collections.abc import Callable
from typing import Any

from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString
from ruamel.yaml.tokens import CommentToken

from ivr.strict_yaml.document import Loc, YamlDocument
from ivr.strict_yaml.edit import CannotEditError, edited
from ivr.strict_yaml.reader import read
from ivr.translation import _

from .steps import Step
from .write import data_of, scalar

Edit = Callable[[Any], None]


def replaced(text: str, loc: Loc, value: str | int) -> str:
    """Return *text* with *value* at *loc*. Raises CannotEditError."""
    *path, last = loc

    def change(data: Any) -> None:  # noqa: ANN401 - ruamel.yaml's own
        for key in path:
            data = data[key]
        _let_comments_follow(data, last)
        data[last] = scalar(value)

    return edited(text, change, _indent(read(text, "")))


def inserted(text: str, before: int, step: Step) -> str:
    """Return *text* with *step* put before the step number *before* (from 0), or after the last one.

    Raises CannotEditError.
    """
    return _steps_edited(text, lambda steps: steps.insert(before, data_of(step)))


def removed(text: str, number: int) -> str:
    """Return *text* without the step *number* (from 0); comments before and after it stay.

    Raises CannotEditError.
    """

    def change(steps: Any) -> None:  # noqa: ANN401 - ruamel.yaml's own
        if len(steps) == 1:
            raise CannotEditError(_("a call needs at least one step"))
        del steps[number]

    return _steps_edited(text, change)


def _let_comments_follow(data: Any, key: str | int) -> None:  # noqa: ANN401 - ruamel.yaml's own
    """Put the comment after a value one space after the new one, or below what was a text of several lines."""
    for comment in data.ca.items.get(key) or ():
        if isinstance(comment, CommentToken):
            if isinstance(data[key], LiteralScalarString | FoldedScalarString):
                comment.value = f"\n{' ' * comment.column}{comment.value}"
            comment.column = 0


def _steps_edited(text: str, change: Edit) -> str:
    """Return *text* after a *change* of its list of steps, which has to be written one step a line."""
    document = read(text, "")
    first = document.values.get(("steps", 0))
    if first is None or first.line == document.place(("steps",)).line or not _is_below(text, first.line):
        raise CannotEditError(_("the steps are not written one below the other"))
    return edited(text, lambda data: change(data["steps"]), _indent(document))


def _is_below(text: str, line: int) -> bool:
    return text.split("\n")[line - 1].lstrip().startswith("- ")


def _indent(document: YamlDocument) -> int:
    """Return how many columns the dash of a step is to the right of `steps`."""
    first = document.values.get(("steps", 0))
    return max(first.column - 3, 0) if first else 2
