"""Comments of a new site's files, in the language of the operator who reads them first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ivr.translation import _

from .lang_option import wrapped

_COMMENT = re.compile(r"( *)#(?: (.*))?")
_HEADING = re.compile(r"(-{4} )(.+?)( -{4,})")
_FOR_EDITORS = "yaml-language-server:"
_ITEM, _BELOW_ITEM = "- ", re.compile(r"  \S")
_WIDTH = 110  # columns


@dataclass(slots=True)
class _Paragraph:
    """Lines of a comment, without their #.

    *message* is the text to translate, "" if nothing is; *before* and *behind* are never translated.
    """

    lines: list[str]
    message: str = ""
    before: str = ""
    behind: str = ""

    def goes_on_with(self, body: str) -> bool:
        """Return whether the line *body* belongs to this paragraph."""
        if not self.message or self.behind or body.startswith(_ITEM):
            return False
        return bool(_BELOW_ITEM.match(body)) if self.before else not body.startswith(" ")


def comments(text: str) -> Iterator[str]:
    """Yield the messages in the comments of a YAML file: paragraphs, items of a list, headings."""
    for indent, lines in groupby(text.splitlines(), _indent):
        if indent is not None:
            yield from (one.message for one in _paragraphs(lines) if one.message)


def translated(text: str) -> str:
    """Return a YAML file with its comments in the language of this process; those already in it stay."""
    result: list[str] = []
    for indent, lines in groupby(text.splitlines(), _indent):
        result += lines if indent is None else (line for one in _paragraphs(lines) for line in _written(one, indent))
    return "".join(f"{line}\n" for line in result)


def _indent(line: str) -> str | None:
    """Return what precedes the # of a line that is a comment; None for any other line."""
    comment = _COMMENT.fullmatch(line)
    return comment[1] if comment else None


def _paragraphs(lines: Iterable[str]) -> list[_Paragraph]:
    """Divide a comment; what is indented and belongs to no item is an example, and stays as it is."""
    paragraphs: list[_Paragraph] = []
    for line in lines:
        comment = _COMMENT.fullmatch(line)
        body = (comment and comment[2]) or ""
        if paragraphs and body and paragraphs[-1].goes_on_with(body):
            paragraphs[-1].lines.append(body)
            paragraphs[-1].message += f" {body.strip()}"
        else:
            paragraphs.append(_begun(body))
    return paragraphs


def _begun(body: str) -> _Paragraph:
    if not re.search("[A-Za-z]", body) or body.startswith((" ", _FOR_EDITORS)):
        return _Paragraph([body])
    if heading := _HEADING.fullmatch(body):
        return _Paragraph([body], heading[2], heading[1], heading[3])
    item = _ITEM if body.startswith(_ITEM) else ""
    return _Paragraph([body], body.removeprefix(item), item)


def _written(paragraph: _Paragraph, indent: str) -> Iterator[str]:
    said = _(paragraph.message)
    if said == paragraph.message:
        yield from (f"{indent}# {line}".rstrip() for line in paragraph.lines)
        return
    lines = wrapped(f"{paragraph.before}{said}{paragraph.behind}", _WIDTH).split("\n")
    below = " " * len(_ITEM) if paragraph.before == _ITEM else ""
    yield from (f"{indent}# {below if number else ''}{line}" for number, line in enumerate(lines))
