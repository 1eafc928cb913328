"""Strict reader of a site's YAML: text stays text, every value has a position, all mistakes are found at once.

YAML 1.1 would turn 0312345670 into 53070776, 10:30 into 630 and `on` into True, and keep the last of two equal keys.
Here every scalar is the text as written; only the schema turns it into numbers and dates. A value that is left out is
None. Anchors, aliases and tags are refused, and so is a value that runs over several lines, which is nearly always a
wrong indentation or an open quote (text over several lines begins with `|` or `>`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ivr.problem import SYNTAX, Problem
from ivr.translation import _, current_language

from .composing import Draft
from .decoding import EncodingError, text_of, unreadable
from .document import YamlDocument, texts_of
from .parser_events import quick_events
from .syntax import UNSEEN, SyntaxFault, bullets, mended, unseen

MOST_FAULTS = 100  # of one file; a file with more is not YAML at all

_CONTENT = re.compile(" *[^ #]")
_NEWLINE = re.compile(r"\r\n?")


def read_file(file: Path, path: str | None = None) -> YamlDocument:
    """Read a YAML file; problems name it by *path*, else by the file's own path.

    A file that is missing, cannot be read or is not UTF-8 has one problem that says so.
    """
    path = path or str(file)
    try:
        text = text_of(file)
    except (OSError, EncodingError) as error:
        return YamlDocument(path, problems=(unreadable(path, error),), broken=True)
    return read(text, path)


def read(text: str, path: str) -> YamlDocument:
    """Read YAML text; problems name it by *path*. Never raises: faults are listed, and the rest is read."""
    document = _read(text, current_language())
    return replace(document, path=path, problems=tuple(replace(problem, path=path) for problem in document.problems))


@lru_cache(maxsize=32)
def _read(text: str, language: str) -> YamlDocument:  # noqa: ARG001 - messages are cached in their language
    """Read text without a path, once for the same text: one file of a site changes, and the others are read again."""
    lines = _NEWLINE.sub("\n", text).split("\n")
    faults: dict[int, SyntaxFault] = {}
    items = [*bullets(lines)]
    unwanted = [*unseen(lines)]
    if not unwanted:
        draft = Draft(lines, quick_events)
        if draft.is_clean() and not _begins_value(draft, items):
            return _document(draft, faults)
    for fault in (*items, *unwanted):
        faults.setdefault(fault.line, fault)
        lines = mended(lines, fault)
    lines = [UNSEEN.sub(" ", line) for line in lines]
    draft = Draft(lines)
    for _attempt in range(MOST_FAULTS):
        if (stop := draft.compose()) is None:
            break
        faults.setdefault(stop.line, stop)
        lines = mended(lines, stop)
        draft = Draft(lines)
    return _document(draft, faults, lines)


def _begins_value(draft: Draft, items: Sequence[SyntaxFault]) -> bool:
    """Return whether a value begins with the bullet of one of the *items*."""
    places = {(place.line - 1, place.column - 1) for place in draft.values.values()} if items else ()
    return any((item.line, item.column) in places for item in items)


def _told(faults: Mapping[int, SyntaxFault], lines: Sequence[str]) -> Iterator[SyntaxFault]:
    """Yield the faults to report: where line after line was left out for one reason, the first; *lines* lack these."""
    before = None
    for line in sorted(faults):
        fault = faults[line]
        goes_on = before is not None and fault.mend is None and fault.message == before.message
        if not goes_on or before is None or any(map(_CONTENT.match, lines[before.line : line])):
            yield fault
        before = fault


def _document(draft: Draft, faults: Mapping[int, SyntaxFault], lines: Sequence[str] = ()) -> YamlDocument:
    """Combine what was read from *lines* with the faults (by line, from 0) that were repaired in them."""
    problems = [problem for problem in draft.problems if problem.line - 1 not in faults]
    problems += [Problem("", one.line + 1, one.column + 1, one.message, SYNTAX) for one in _told(faults, lines)]
    if draft.data is None and not problems:
        problems = [Problem("", 1, 1, _("this file is empty"), "file")]
    broken = any(problem.rule in (SYNTAX, "file") for problem in problems)
    texts = tuple(texts_of(draft.data))
    return YamlDocument("", draft.data, draft.keys, draft.values, tuple(sorted(problems)), broken, texts)
