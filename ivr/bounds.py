"""What more is known of a value in a file than its type, written beside that: `Annotated[int, Between(1, 30)]`."""

from typing import NamedTuple


class Between(NamedTuple):
    """Bound a number, or the length of a text, a list or a mapping: from *least* to *most*, both allowed."""

    least: float
    most: float


class NameOf(NamedTuple):
    """A text is the name of something that another file, or another part of the same one, defines: *kind* says what."""

    kind: str
