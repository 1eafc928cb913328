"""Values within brackets, read as their author meant them.

Within brackets the parser ends a value without quotes at any of ?, [ ], { } and ': ', and a missing quote makes it
swallow the next value; then it does not find the end of the bracket. Here a value extends to the next entry, or to the
brackets that end the line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s,:{}\[\]"'?]+) *:(?=\s|$)""")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_BETWEEN = re.compile(r"[\s,]*")
_SPACES = re.compile(r"\s*")
_ENDS = re.compile(r"\s*(?:[,}\]:#]|$)")
"""What may follow a value in quotes or brackets."""
_NEXT = re.compile(r"\s*(?:$|[{\[]|(?:\"[^\"]*\"|'[^']*'|[^\s,:{}\[\]\"'?]+) *:(?:\s|$))")
"""What follows the comma after a value of a mapping: the next entry."""
_LAST = re.compile(r"[}\]][}\]\s]*(?:$|#|,\s*(?:$|[{\[\"']|[^\s,:{}\[\]\"'?]+ *:(?:\s|$)))")
"""The brackets that end a line, or after which something other than text follows."""
_BROKEN = re.compile(r"[?{}\[\]]|:(?=\s|$)|(?<=\s)#")
"""What a value without quotes may not contain within brackets."""
_NO_COMMA = re.compile(r"(?<=[^\x00-\x7f])(?: +|[、，;；] *)(?P<key>[a-z_]+): ")
"""A key directly after text that is not English: a comma is missing there."""
_BEHIND = re.compile(r"(?:\s+|[、，;；]\s*)(?P<key>[a-z_]+): ")
_NEXT_ITEM = re.compile(r"(?:\s+|[、，;；]\s*)[\"'](?P<key>[^\"']+)[\"']")
"""What follows a value in quotes if the comma is missing, or is another character: a key, or an item of a list."""
_COMMENT = re.compile(r"(?<=\s)#.*")
_HASH = re.compile(r"#(?=\S|\s+[,}\]])(?=.*[}\]]\s*(?:\s#.*)?$)")
"""A value that begins with #: in a comment a space and a word follow it, or no bracket ends what is before the next."""


class Unread(NamedTuple):
    """A value within brackets that is not read as it was meant: where it begins (from 0), how it is written, and why.

    *fault* is `open` (a quote that is never closed), `closed` (something follows the closing quote), `bracket` (a text
    that begins with one), `comma` (one is missing before *character*; `other comma`: another sign is in its place) or
    `plain` (a text that contains *character*).
    """

    column: int
    text: str
    fault: str
    character: str = ""


def unread(line: str, column: int) -> Unread | None:
    """Return the first value of a line, from a column (from 0) on, that is not read as it was meant, if any."""
    return next((value for at, is_item in _values(line, column) if (value := _judged(line, at, is_item=is_item))), None)


def is_within(line: str, column: int) -> bool:
    """Return whether a bracket is open before a column (from 0) of a line."""
    before = QUOTED.sub("", line[:column])
    return sum(map(before.count, "{[")) > sum(map(before.count, "}]"))


def open_bracket(line: str) -> int | None:
    """Return where the first bracket begins (from 0) that a line opens and does not close, if there is one."""
    opened: list[int] = []
    for at, char in enumerate(_COMMENT.sub("", QUOTED.sub(lambda text: "x" * len(text[0]), line))):
        if char in "{[":
            opened.append(at)
        elif char in "}]":
            opened[-1:] = []
    return opened[0] if opened else None


def meant_value(line: str, column: int, *, is_item: bool = False) -> str:
    """Return what was meant as one value within brackets: up to the next entry, or to the end of the brackets."""
    for at in range(column, len(line)):
        match line[at]:
            case "," if is_item or _NEXT.match(line, at + 1):
                return line[column:at].rstrip()
            case "}" | "]" if _LAST.match(line, at):
                return line[column:at].rstrip()
            case "#" if line[at - 1] == " " and not (_HASH.match(line, at) or line.rstrip().endswith(("}", "]"))):
                return line[column:at].rstrip()
    return line[column:].rstrip()


def piece(line: str, column: int) -> str:
    """Return what was meant as one key or value from a column (from 0) on, within brackets or not."""
    if key := _KEY.match(line, column):
        return key["key"]
    return meant_value(line, column) if is_within(line, column) else _COMMENT.sub("", line[column:]).rstrip()


def in_quotes(text: str) -> str:
    """Return a text in quotes, without any quotes that it already begins or ends with."""
    inner = re.sub("^[\"']|[\"']$", "", text)
    if '"' not in inner and "\\" not in inner:
        return f'"{inner}"'
    doubled = inner.replace("'", "''")
    return f"'{doubled}'"


def _values(line: str, column: int) -> Iterator[tuple[int, bool]]:
    """Yield where each value that is not a bracket begins, and whether it is an item of a list."""
    lists: list[bool] = []
    at = column
    while (at := _behind(_BETWEEN, line, at)) < len(line):
        if line[at] in "}]":
            lists[-1:] = []
            at += 1
        elif line[at] == "#" and not (line[:at].strip(" ") and _HASH.match(line, at)):
            return
        else:
            key = _KEY.match(line, at)
            start = _behind(_SPACES, line, key.end()) if key else at
            is_item = not key and lists[-1:] == [True]
            if line[start : start + 1] in ("{", "[") and not _is_text(line, start):
                lists.append(line[start] == "[")
                at = start + 1
            elif line[start : start + 1] in ("", ",", "}", "]"):
                at = start
            else:
                yield start, is_item
                at = start + max(1, len(_well_quoted(line, start) or meant_value(line, start, is_item=is_item)))


def _behind(pattern: re.Pattern[str], line: str, column: int) -> int:
    match = pattern.match(line, column)
    assert match is not None  # the expression fits the empty text
    return match.end()


def _well_quoted(line: str, column: int) -> str:
    """Return the value in quotes that begins at a column, if what follows is allowed; otherwise nothing."""
    quoted = QUOTED.match(line, column)
    return quoted[0] if quoted and _ENDS.match(line, quoted.end()) else ""


def _is_text(line: str, column: int) -> bool:
    """Return whether a bracket begins a text: more of it follows after the closing bracket."""
    depth = 0
    for at in range(column, len(line)):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(line[at], 0)
        if not depth:
            return not _ENDS.match(line, at + 1)
    return False


def _judged(line: str, column: int, *, is_item: bool) -> Unread | None:
    """Return the value at *column* if it is not read as it was meant, with the fault that explains it."""
    text = meant_value(line, column, is_item=is_item)
    if not text or _well_quoted(line, column):  # there is nothing but a comment
        return None
    if text[0] in "{[":
        return Unread(column, text, "bracket")
    if text[0] in "\"'":
        quoted = QUOTED.match(text)
        behind = (_NEXT_ITEM if is_item else _BEHIND).match(text, quoted.end()) if quoted else None
        if quoted and behind:
            return Unread(column, quoted[0], "comma" if behind[0][0].isspace() else "other comma", behind["key"])
        return Unread(column, text, "closed" if quoted else "open")
    if missing := _NO_COMMA.search(text):
        fault = "comma" if missing[0][0] == " " else "other comma"
        return Unread(column, text[: missing.start()], fault, missing["key"])
    broken = _HASH.match(line, column) or _BROKEN.search(text)
    return Unread(column, text, "plain", f"{broken[0]} ".strip() if broken[0] != ":" else ": ") if broken else None
