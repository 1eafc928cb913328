"""Files of rows: columns separated by tabs, comments after #. What is wrong is told with its line."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class MalformedError(ValueError):
    """A file is missing or has a bad line; carries the file's name, the line (1 if missing) and the reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


def parsed(texts: Mapping[str, str], file: str, columns: int, parse: Callable[[Sequence[str]], T]) -> list[T]:
    """Return what `parse` makes of each row of a file; a ValueError of it becomes a MalformedError."""
    if file not in texts:
        raise MalformedError(file, 1, "the file is missing")
    found = []
    for number, line in enumerate(texts[file].splitlines(), 1):
        if line and not line.startswith("#"):
            row = line.split("\t")
            if len(row) != columns:
                raise MalformedError(file, number, f"expected {columns} columns separated by tabs, found {len(row)}")
            try:
                found.append(parse(row))
            except ValueError as error:
                raise MalformedError(file, number, str(error)) from error
    return found
