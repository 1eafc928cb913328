"""Bounds of what may be written into a file, beside the type that they bound: `Annotated[int, Between(1, 30)]`."""

from typing import NamedTuple


class Between(NamedTuple):
    """Bound a number, or the length of a text, a list or a mapping: from *least* to *most*, both allowed."""

    least: float
    most: float
