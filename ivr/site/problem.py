"""What is wrong with a site and where, and the ways to show it."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

SYNTAX = "syntax"
"""The rule that is broken by what is not the YAML it was meant to be."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Tell an author what is wrong at a place of a file; problems sort by place.

    `line` and `column` count from 1. `rule` names the check that found it. A `reminder` keeps no site from serving.
    """

    path: str
    line: int
    column: int
    message: str
    rule: str
    reminder: bool = False

    def __str__(self) -> str:
        kind = "reminder: " if self.reminder else ""
        return f"{self.path}:{self.line}:{self.column}: {kind}{self.message} ({self.rule})"


def seen_from(folder: str | Path, path: str | Path) -> str:
    """Return *path* as seen from *folder*, where it lies within it: editors and GitHub find it so. Else as it is."""
    try:
        short = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return str(path)
    return str(path) if short.startswith("..") else short


def as_text(problems: Iterable[Problem]) -> str:
    """Write one line for each problem: `path:line:column: message (rule)`."""
    return "\n".join(str(problem) for problem in sorted(problems))


def as_json(problems: Iterable[Problem], **counts: int) -> str:
    """Write a JSON object: under `problems` objects with the fields of `Problem`, beside it whatever was counted."""
    listed = [asdict(problem) for problem in sorted(problems)]
    return json.dumps({"problems": listed, **counts}, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Write one GitHub annotation for each problem, which GitHub then shows beside the line."""
    return "\n".join(_annotation(problem) for problem in sorted(problems))


def _annotation(problem: Problem) -> str:
    level = "notice" if problem.reminder else "error"
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column},title={_property(problem.rule)}"
    return f"::{level} {place}::{_data(problem.message)}"


def _data(text: str) -> str:
    """Escape as GitHub's own toolkit does, or a line break would end the annotation."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, in which `:` and `,` have a meaning too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
