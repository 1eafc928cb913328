"""Problems of a site: what is wrong, and at which line of which file; as text, JSON, or GitHub annotations."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ivr.translation import _

SYNTAX = "syntax"
"""The rule of problems in the YAML itself."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong at a position of a file; problems sort by position.

    *line* and *column* count from 1. *rule* names the check that found it. A *warning* keeps no site from serving. *at*
    is the path of keys to the position, without indices of lists; unlike a line it stays the same when other parts of
    the file change.
    """

    path: str
    line: int
    column: int
    message: str
    rule: str
    warning: bool = False
    at: str = field(default="", compare=False)

    def __str__(self) -> str:
        kind = _("warning: ") if self.warning else ""
        return f"{self.path}:{self.line}:{self.column}: {kind}{self.message} ({self.rule})"

    def as_data(self) -> dict[str, object]:
        """Return it as data for JSON; `reminder` is the former name of `warning`."""
        return {**asdict(self), "reminder": self.warning}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "Problem":
        """Return the problem that `as_data` wrote."""
        return cls(**{one.name: data[one.name] for one in fields(cls)})


def seen_from(folder: str | Path, path: str | Path) -> str:
    """Return *path* relative to *folder* if it lies within it, as editors and GitHub expect; else unchanged."""
    try:
        short = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return str(path)
    return str(path) if short.startswith("..") else short


def as_text(problems: Iterable[Problem]) -> str:
    """Write one line for each problem: `path:line:column: message (rule)`."""
    return "\n".join(str(problem) for problem in sorted(problems))


def as_github(problems: Iterable[Problem]) -> str:
    """Write one GitHub annotation for each problem, which GitHub then shows beside the line."""
    return "\n".join(_annotation(problem) for problem in sorted(problems))


def _annotation(problem: Problem) -> str:
    level = "warning" if problem.warning else "error"
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column},title={_property(problem.rule)}"
    return f"::{level} {place}::{_data(problem.message)}"


def _data(text: str) -> str:
    """Escape as GitHub's own toolkit does, or a line break would end the annotation."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, in which `:` and `,` have a meaning too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
