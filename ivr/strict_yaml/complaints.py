"""Translation of PyYAML's parse errors: a sentence at the line to correct, and how to read on."""

import re
from typing import NamedTuple

from yaml import MarkedYAMLError

from ivr.translation import N_, _

from .brackets import in_quotes, open_bracket, unread
from .syntax import QUOTE, SyntaxFault, content, end_of_block, indent, quote, quoted, shown

NO_COLON = N_("no ': ' in this line; a key ends with a colon and a space")
OPEN = N_("the bracket that opens here is never closed; write {bracket} where it ends")
INDENT = N_("the indentation of this line fits no line above it: it has {here} spaces, line {line} has {there}")
ITEM = N_("found a key where a list item ('- ') is expected")
ONE_DOCUMENT = N_("one file is one document: it has no second '---' and no '...'")

UNREAD = {
    "open": N_("the quote that opens here is never closed; write {quoted}"),
    "closed": N_("something follows the closing quote; quote the whole value: {quoted}"),
    "bracket": N_("a text that begins with a bracket must be quoted: {quoted}"),
    "comma": N_('a comma is missing before "{sign}"'),
    "other comma": N_('{char} before "{sign}" separates nothing here; write a comma and a space'),
    "list": N_("within brackets a text with ',' in it must be quoted: {quoted}; a list is written {listed}"),
    "plain": N_("within brackets a text with '{sign}' in it must be quoted: {quoted}"),
}
_OF_ITEMS = ("{", "[", '"', "'", "-", "－")
"""The beginnings of a line that is an item of a list, with or without its dash."""
_KEYS = re.compile(
    r" *(?:- +)?(?:[^\s\"'\[{:]+: +)?(?P<first>[a-z_]+): +"
    r"(?:\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|[^\s\"'\[{][^\"'{}\[\]:]*?)[,、，;；] *[a-z_]+: +\S"
)
"""A line of several keys, as they are written between braces."""
_OTHER_COMMA = re.compile("[、，;；] *(?=[a-z_]+: )")
_COLON = re.compile(r" *(- +)*[^\s:：]+(?P<colon> *[:：]\s*)(?=\S)")


class Known(NamedTuple):
    """One of the errors of PyYAML's parser: what to say, where, and how to repair the text."""

    pattern: str
    message: str
    context: bool = False
    mend: str | None = None


# The parser's words (context, then problem) to ours; the first that matches counts. `context` places the problem where
# the construct began that is at fault. {char} is the character at that place.
KNOWN = (
    Known(r"scanning an (alias|anchor)", QUOTE, context=True, mend="x"),
    Known(r"(scanning|parsing) a tag|undefined tag handle", QUOTE, context=True, mend="x"),
    Known(r"found character '\\t'", N_("there is a tab here; use spaces"), mend=" "),
    Known(r"cannot start any token|mapping keys are not allowed", QUOTE, mend="x"),
    Known(r"could not find expected ':'", NO_COLON, context=True),
    Known(r"sequence entries are not allowed", N_("a list begins on a line of its own, below its key"), mend="x"),
    Known(
        r"quoted scalar.*(end of stream|document separator|that is open)",
        N_("the quote that opens here is never closed"),
        context=True,
    ),
    Known(r"quoted scalar.*escape", N_("in double quotes a backslash is special; use single quotes or write \\\\")),
    Known(r"block scalar", N_("after | or > the line ends; a value that begins so must be quoted"), context=True),
    Known(r"flow (sequence|mapping)", OPEN, context=True),
    Known(r"'<document (start|end)>'", ONE_DOCUMENT),
    Known(r"expected the node content", QUOTE, mend="x"),
    Known(r"block mapping.*but found '-'", N_("found a list item where a key is expected; indent it below its key")),
    Known(r"block collection.*but found '\?'", ITEM),
    Known(r"expected <block end>", INDENT),
    Known(r"nested too deeply", N_("the lists and mappings here are nested too deeply")),
)


def explain(error: MarkedYAMLError, lines: list[str]) -> SyntaxFault:
    """Return the fault that the parser's error stands for, at the line to correct."""
    complaint = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    assert mark is not None  # the parser and the scanner always give a position
    if "mapping values are not allowed" in complaint:
        return _stray_colon(lines, mark.line, mark.column)
    known = next((known for known in KNOWN if re.search(known.pattern, complaint, re.DOTALL)), None)
    if known is None:
        return SyntaxFault(
            mark.line, mark.column, _("this is not YAML: {complaint}").format(complaint=complaint.strip())
        )
    if known.context and error.context_mark is not None:
        mark = error.context_mark
    if known.message is QUOTE and (opened := _bracket_above(lines, mark.line, mark.column)):
        return in_brackets(lines, *opened)
    if own := _OWN.get(known.message):
        return own(lines, mark.line, mark.column)
    message = quote(lines[mark.line], mark.column) if known.message is QUOTE else _(known.message)
    return SyntaxFault(mark.line, mark.column, message, known.mend)


def in_brackets(lines: list[str], line: int, column: int) -> SyntaxFault:
    """Return why the bracket at a line and column (from 0) has no end: a value in it, or a missing closing bracket."""
    for number in range(line, end_of_block(lines, line)):
        if value := unread(lines[number], column if number == line else 0):
            mend, end = in_quotes(value.text), value.column + len(value.text)
            char = lines[number][end : end + 1]
            message = _(UNREAD[value.fault]).format(quoted=quoted(value.text), sign=value.character, char=char)
            if value.fault in ("comma", "other comma"):
                return SyntaxFault(number, end, message, ", ", end + (value.fault == "other comma"))
            return SyntaxFault(number, value.column, message, mend, end)
    bracket = "]" if lines[line][column] == "[" else "}"
    return SyntaxFault(line, column, _(OPEN).format(bracket=bracket))


def _bracket_above(lines: list[str], line: int, column: int) -> tuple[int, int] | None:
    """Return the place of the bracket that was still open before the dash of an item at a line and column (from 0)."""
    if not lines[line].startswith("- ", column) or column != indent(lines[line]):
        return None
    above = _above(lines, line)
    opened = open_bracket(lines[above]) if above < line and indent(lines[above]) == column else None
    return None if opened is None else (above, opened)


def _stray_colon(lines: list[str], line: int, column: int) -> SyntaxFault:
    """Return the fault for a colon that comes too late: often the line above lacks its own."""
    text = lines[line]
    if ": " in text[:column]:
        return _second_colon(line, column, text)
    above = _above(lines, line)
    if above < line and not re.search(":( |$)", lines[above]):
        return _without_colon(lines, above, indent(lines[above]))
    return _first_outdented(lines, line) or SyntaxFault(
        line, indent(text), _("this line is indented deeper than the line above, which has its value already")
    )


def _above(lines: list[str], line: int) -> int:
    """Return the nearest line above that has content; the line itself if none has."""
    return next(
        (n for n in range(line - 1, -1, -1) if lines[n].strip(" ") and not lines[n].lstrip(" ").startswith("#")), line
    )


def _second_document(lines: list[str], line: int, column: int) -> SyntaxFault:
    """Return why the document has ended: at its end marker, or because a line without a colon was all of it."""
    if any(lines[n].startswith(("---", "...")) for n in (_above(lines, line), line)):
        return SyntaxFault(line, column, _(ONE_DOCUMENT))
    return _stray_colon(lines, line, column)


def _second_colon(line: int, column: int, text: str) -> SyntaxFault:
    if unbraced := _unbraced(line, text):
        return unbraced
    value = text[text.index(": ") + 2 :].strip(" ")
    if value.endswith("}") and value.count("}") > value.count("{"):
        message = _("the bracket that ends this line was never opened; write {meant}").format(meant=shown(f"{{{value}"))
        return SyntaxFault(line, text.index(value), message)
    message = _("a value that has ': ' in it must be quoted: {quoted}").format(quoted=quoted(value))
    return SyntaxFault(line, column, message)


def _unbraced(line: int, text: str) -> SyntaxFault | None:
    """Return the fault of a line of several keys without the braces around them; None if it is none."""
    keys = _KEYS.match(text)
    if keys is None:
        return None
    first = keys.start("first")
    whole = _OTHER_COMMA.sub(", ", text[first:].rstrip(" "))
    meant = f"{{{whole}" if whole.endswith("}") and whole.count("}") > whole.count("{") else f"{{{whole}}}"
    message = _("several keys in one line stand between braces; write {meant}").format(meant=shown(meant))
    return SyntaxFault(line, first, message, meant, len(text))


def _without_colon(lines: list[str], line: int, column: int) -> SyntaxFault:
    """Return the fault of a line without a key: its colon is not a colon, or it is a list item without a dash."""
    text = lines[line]
    if text.strip(" ")[:1] in _OF_ITEMS:
        return _no_item(lines, line, column)
    message = _(NO_COLON)
    if text.lstrip(" ").startswith("//"):
        message = _("a comment begins with #, not with //")
    elif "：" in text:
        message += _("; the one here is full-width (：)")
    elif ":\u3000" in text:
        message += _("; the space here is full-width")
    if match := _COLON.match(text):
        meant = f"{text[: match.start('colon')]}: {text[match.end() :]}".strip(" ")
        message += _("; write {meant}").format(meant=shown(meant))
    return SyntaxFault(line, column, message)


def _no_item(lines: list[str], line: int, column: int) -> SyntaxFault:
    """Return the fault of a line within a list that is not an item: it has no dash, or another character for one."""
    text = lines[line].strip(" ")
    match text[:1]:
        case "{" | "[" | '"' | "'":
            message = _("this item of a list has no dash; write {meant}").format(meant=shown(f"- {text}"))
            return SyntaxFault(line, column, message, f"- {text[0]}")
        case "-" | "－":
            message = _("a dash and a space begin an item of a list; write {meant}")
            return SyntaxFault(line, column, message.format(meant=shown(f"- {text.strip(' -－')}")), "- ")
    return SyntaxFault(line, column, _(ITEM))


def _misplaced(lines: list[str], line: int, column: int) -> SyntaxFault:
    """Return why something follows where the line above has ended."""
    text = lines[line]
    before = text[:column].rstrip()
    value = text[content(text) :] if ": " not in text[:column] else text[text.index(": ") + 2 :].strip(" ")
    if text[column : column + 1] == ":":
        return SyntaxFault(line, column, _("there is no key before this colon"))
    if before.endswith(('"', "'", "}", "]")) and (unbraced := _unbraced(line, text)):
        return unbraced
    if before.endswith(('"', "'")):
        return SyntaxFault(line, column, _(UNREAD["closed"]).format(quoted=quoted(value)))
    if before.endswith(("}", "]")):
        return SyntaxFault(line, column, _(UNREAD["bracket"]).format(quoted=quoted(value)))
    if text[column : column + 1] in ("{", "["):
        first = line
        while lines[first - 1][column : column + 1] in ("{", "[") and indent(lines[first - 1]) == column:
            first -= 1
        return _no_item(lines, first, column)
    return _first_outdented(lines, line) or _outdented(lines, line) or _unfitting(lines, line, column)


def _unfitting(lines: list[str], line: int, column: int) -> SyntaxFault:
    """Return the fault of a line whose indentation fits none above it, or of a whole value where a key was expected."""
    above = _above(lines, line)
    here, there = indent(lines[line]), indent(lines[above])
    if here == there:  # the lines fit, but the one above is a whole value
        return SyntaxFault(above, there, _("there is no key before this value; a key ends with a colon and a space"))
    return SyntaxFault(line, column, _(INDENT).format(here=here, line=above + 1, there=there))


def _outdented(lines: list[str], line: int) -> SyntaxFault | None:
    """Return the fault of the line above that spoils this one's indentation: it begins before its neighbours."""
    here, text = indent(lines[line]), lines[line].lstrip(" ")
    written = [n for n, text in enumerate(lines) if text.strip(" ") and not text.lstrip(" ").startswith("#")]
    said = [n for n in written if n < line]
    first = next((n for n in reversed(said) if indent(lines[n]) < here), None)
    before = next((n for n in reversed(said) if first is not None and n < first and indent(lines[n]) <= here), None)
    if first is None or before is None or indent(lines[before]) != here:
        return None
    there = indent(lines[first])
    above = next((indent(lines[n]) for n in reversed(said) if n < first and indent(lines[n]) <= there), None)
    below = next((indent(lines[n]) for n in written if n > line and indent(lines[n]) <= here), None)
    ends_list = lines[before].lstrip(" ").startswith("-") and not text.startswith("-")
    if above == there == below and ends_list:
        return None  # that line fits, and the list above it has ended: this one alone begins too far right
    message = _(INDENT).format(here=there, line=before + 1, there=here)
    return SyntaxFault(first, there, message, " " * (here - there) + lines[first][there])


def _first_outdented(lines: list[str], line: int) -> SyntaxFault | None:
    """Return the fault of the first line below a key that begins where the key does, while this one is indented."""
    here, above = indent(lines[line]), [n for n in range(line) if n == _above(lines, n + 1)]
    first = next((n for n in reversed(above) if indent(lines[n]) < here), -1)
    there, parent = indent(lines[first]), next((lines[n] for n in reversed(above) if n < first), "")
    key = parent.strip(" ")
    if indent(parent) != there or not key.endswith(":"):
        return None
    message = _("nothing is below {key}; write {count} spaces before this line, as before the next one")
    mend = " " * (here - there) + lines[first][there]
    return SyntaxFault(first, there, message.format(key=f'"{shown(key)}"', count=here), mend)


_OWN = {
    OPEN: in_brackets,
    NO_COLON: _without_colon,
    ONE_DOCUMENT: _second_document,
    ITEM: _no_item,
    INDENT: _misplaced,
}
"""Errors whose line or cause has to be searched for."""
