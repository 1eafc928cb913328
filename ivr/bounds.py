"""Bounds that the type of a value in a file does not express, written beside it: `Annotated[int, Between(1, 30)]`."""

from typing import NamedTuple


class Between(NamedTuple):
    """Bound a number, or the length of a text, a list or a mapping: from *least* to *most*, both allowed."""

    least: float
    most: float


class NameOf(NamedTuple):
    """A text that names something defined in this or another file; *kind* says what."""

    kind: str
