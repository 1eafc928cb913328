"""What keeps a text from being YAML, in plain words, and how to read on behind it.

PyYAML stops at the first fault and describes it in the parser's terms, often at a line below the mistake. Here each
fault becomes a sentence at the line to correct, and the text is mended there (the number of lines stays), so that the
next fault can be found too. What was mended is never used: a file with a fault makes no plan.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from yaml import MarkedYAMLError

from ivr.columns import columns
from ivr.heard.normal import RADICALS
from ivr.translation import N_, _

QUOTE = N_('a value or key that begins with {char} must be quoted: "{char}"')
NO_COLON = N_("no ': ' in this line; a key ends with a colon and a space")
OPEN = N_("the bracket that opens here is never closed")
INDENT = N_("the indentation of this line fits no line above it")

UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that no editor shows and no text needs: controls, direction marks, spaces of no width, half characters."""

LONGEST = 40  # characters of a file that a message repeats
FULL = 80  # columns; where the next word goes beyond, programs that write YAML go on in the next line

# What begins in YAML with a character and a name, and what to do if it was meant so.
_NOT_READ = {
    "&": N_("; an anchor is not read here: write the value out wherever it is used"),
    "*": N_("; a reference is not read here: write out what it refers to"),
    "!": N_("; a tag is not read here: leave it out"),
}
_NAMED = re.compile(r"[&*!]!?\w")

_INDENT = re.compile(r" *(?P<space>[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_HASH_KEY = re.compile(r" *(- +)*(?P<hash>#) *:(\s|$)")
_NO_CHARACTER = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")  # PyYAML leaves it to Python, which raises
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})( |$)")
_VERSION = re.compile(r"%YAML 1\.\d *")
_CONTENT = re.compile(r" *(- +)*")
# A character and what chooses its shape; a part of a kanji in place of the kanji; kana and its two dots apart.
_SHAPE = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PART = re.compile(r"[\u2e80-\u2fdf]")
_DOTS = re.compile(r"[\u3099\u309a]")
_MISTAKEN = re.compile("|".join(one.pattern for one in (_SHAPE, _PART, _DOTS)))
_WITH_DOTS = re.compile(f".?{_DOTS.pattern}", re.DOTALL)
_SPACES = {"\t": N_("a tab"), "\u3000": N_("a full-width space")}


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """One fault at a line and column (both from 0), and how to mend it.

    `mend` is what replaces the one character there; None takes away the line and what hangs below it.
    """

    line: int
    column: int
    message: str
    mend: str | None = None


class KnownComplaint(NamedTuple):
    """One of the complaints of PyYAML's parser: what to say, where, and how to mend it."""

    pattern: re.Pattern[str]
    message: str
    context: bool = False
    mend: str | None = None


def _known(pattern: str, message: str, *, context: bool = False, mend: str | None = None) -> KnownComplaint:
    return KnownComplaint(re.compile(pattern, re.DOTALL), message, context, mend)


# The parser's words (context, then problem) to ours; the first that fits counts. `context` places the problem where the
# thing began that went wrong. {char} is the character at that place.
KNOWN = (
    _known(r"scanning an (alias|anchor)", QUOTE, context=True, mend="x"),
    _known(r"(scanning|parsing) a tag|undefined tag handle", QUOTE, context=True, mend="x"),
    _known(r"found character '\\t'", N_("a tab stands here; use spaces"), mend=" "),
    _known(r"cannot start any token|mapping keys are not allowed", QUOTE, mend="x"),
    _known(r"could not find expected ':'", NO_COLON, context=True),
    _known(r"sequence entries are not allowed", N_("a list begins on a line of its own, below its key"), mend="x"),
    _known(
        r"quoted scalar.*(end of stream|document separator|that is open)",
        N_("the quote that opens here is never closed"),
        context=True,
    ),
    _known(r"quoted scalar.*escape", N_("in double quotes a backslash is special; use single quotes or write \\\\")),
    _known(r"block scalar", N_("after | or > the line ends; a value that begins so must be quoted"), context=True),
    _known(r"flow (sequence|mapping)", OPEN, context=True),
    _known(r"'<document (start|end)>'", N_("one file is one document: it has no second '---' and no '...'")),
    _known(r"expected the node content", QUOTE, mend="x"),
    _known(r"block mapping.*but found '-'", N_("a list item stands where a key is expected; indent it below its key")),
    _known(r"block collection.*but found '\?'", N_("a key stands where a list item ('- ') is expected")),
    _known(r"expected <block end>", INDENT),
    _known(r"nested too deeply", N_("the lists and mappings here are nested too deeply")),
)


def quote(text: str) -> str:
    """Say that what begins with the first character of a text has to be quoted."""
    return _(QUOTE).format(char=text[:1]) + (_(_NOT_READ[text[0]]) if _NAMED.match(text) else "")


def indent(line: str) -> int:
    """Return how far a line is indented."""
    return len(line) - len(line.lstrip(" "))


def content(line: str) -> int:
    """Return the column (from 0) at which a line's key or value begins, behind the dashes of lists."""
    match = _CONTENT.match(line)
    assert match is not None  # the expression fits the empty text
    return match.end()


def went_on(lines: list[str], first: int, last: int) -> int | None:
    """Find, of the lines (from 0) of a value without quotes, the first that was not meant to go on with it.

    A program that writes YAML breaks a long value at a space, where the next word would go beyond 80 columns. Any other
    line is likelier a key that lacks its colon, or a list's item that is indented too far.
    """
    numbers = [number for number in range(first, last + 1) if lines[number].strip(" ")]
    for before, after in pairwise(numbers):
        word = lines[after].strip(" ").split(" ")[0]
        is_full = columns(lines[before].rstrip(" ")) + 1 + columns(word) > FULL
        if after > before + 1 or not is_full or word == "-" or "：" in lines[after]:
            return after
    return None


def shown(text: str) -> str:
    """Show a piece of a file within a message: on one line, not too long, and fit for any terminal."""
    line = UNSEEN.sub("?", " ".join(text.split()))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def unseen(lines: list[str]) -> Iterator[SyntaxFault]:
    """Find, line by line, what the eye does not see or the parser takes for a comment."""
    for number, line in enumerate(lines):
        if match := UNSEEN.search(line):
            yield SyntaxFault(
                number,
                match.start(),
                _("an invisible character stands here (U+{code:04X})").format(code=ord(match[0])),
                " ",
            )
        if match := _MISTAKEN.search(line):
            yield _mistaken(number, line, match.start())
        if match := _INDENT.match(line):
            named = _SPACES.get(match["space"], N_("an unusual space (U+{code:04X})"))
            space = _(named).format(code=ord(match["space"]))
            yield SyntaxFault(
                number, match.start("space"), _("{space} stands in the indentation; use spaces").format(space=space)
            )
        if match := _NO_CHARACTER.search(line):
            yield SyntaxFault(number, match.start(), _("{escape} stands for no character").format(escape=match[0]), " ")
        if _CONFLICT.match(line):
            yield SyntaxFault(
                number, 0, _("git left a conflict here; keep one of the two versions and take this line out"), "#"
            )
        if line.startswith("%") and not (_VERSION.fullmatch(line) and lines[number + 1 : number + 2] == ["---"]):
            yield SyntaxFault(number, 0, quote("%"))
        if match := _HASH_KEY.match(line):
            yield SyntaxFault(
                number, match.start("hash"), _('what follows # is a comment; the key is quoted: "#"'), "#"
            )


def _mistaken(number: int, line: str, column: int) -> SyntaxFault:
    """Tell what looks like another character, and which is meant: as it is, no name is found by it."""
    char, before = line[column], line[max(column - 1, 0) : column]
    if "\u2e80" <= char <= "\u2fdf":
        meant = as_meant(char)
        told = _("write {meant}").format(meant=meant) if meant else _("write the kanji itself")
        return SyntaxFault(
            number,
            column,
            _("{char} (U+{code:04X}) is a part of a kanji; {told}").format(char=char, code=ord(char), told=told),
            meant,
        )
    if char in "\u3099\u309a":
        meant = normalize("NFC", before + char)
        if len(meant) > 1:
            return SyntaxFault(
                number,
                column,
                _("a mark of kana (U+{code:04X}) is behind no kana that takes it").format(code=ord(char)),
                "",
            )
        return SyntaxFault(
            number,
            column,
            _("{meant} is written in two characters here (U+{code:04X}); write it in one").format(
                meant=meant, code=ord(char)
            ),
            "",
        )
    return SyntaxFault(
        number,
        column,
        _("an invisible character (U+{code:04X}) is behind {before}; write {before} alone").format(
            code=ord(char), before=before
        ),
        "",
    )


def as_meant(text: str) -> str:
    """Return *text* as `unseen` lets it pass: kana in one character, kanji for their parts, no characters of shape.

    What stands for no other character is left out.
    """
    kanji = _PART.sub(lambda found: _kanji(found[0]), _SHAPE.sub("", text))
    return _DOTS.sub("", _WITH_DOTS.sub(lambda found: normalize("NFC", found[0]), kanji))


def _kanji(part: str) -> str:
    """Return the kanji that looks like its *part*; "" where none does."""
    meant = normalize("NFKC", part).translate(RADICALS)
    return "" if meant == part else meant


def explain(error: MarkedYAMLError, lines: list[str]) -> SyntaxFault:
    """Turn the parser's complaint into a fault at the line to correct."""
    complaint = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    assert mark is not None  # the parser and the scanner always say where
    if "mapping values are not allowed" in complaint:
        return _stray_colon(mark.line, mark.column, lines)
    known = next((known for known in KNOWN if known.pattern.search(complaint)), None)
    if known is None:
        return SyntaxFault(
            mark.line, mark.column, _("this is not YAML: {complaint}").format(complaint=complaint.strip())
        )
    if known.context and error.context_mark is not None:
        mark = error.context_mark
    line = lines[mark.line]
    message = known.message
    if message is INDENT:
        message = _misplaced(line, mark.column)
    elif message is QUOTE:
        message = quote(line[mark.column :])
    elif message is NO_COLON:
        message = _(NO_COLON) + _full_width_colon(line)
    else:
        message = _(message)
    return SyntaxFault(mark.line, mark.column, message, known.mend)


def mended(lines: list[str], fault: SyntaxFault) -> list[str]:
    """Take a fault out of the lines, whose number stays the same."""
    before, line, end = lines[: fault.line], lines[fault.line], _end_of_block(lines, fault.line)
    if fault.mend is None:
        return [*before, *([""] * (end - fault.line)), *lines[end:]]
    return [*before, line[: fault.column] + fault.mend + line[fault.column + 1 :], *lines[fault.line + 1 :]]


def _end_of_block(lines: list[str], first: int) -> int:
    """Find the line behind a line and all that is indented deeper than it."""
    column = indent(lines[first])
    for number in range(first + 1, len(lines)):
        if lines[number].strip(" ") and indent(lines[number]) <= column:
            return number
    return len(lines)


def _stray_colon(line: int, column: int, lines: list[str]) -> SyntaxFault:
    """Say which line is to blame for a colon that comes too late: often the one above, which lacks its own."""
    if ": " in lines[line][:column]:
        return SyntaxFault(line, column, _("a value that has ': ' in it must be quoted"))
    above = next(
        (n for n in range(line - 1, -1, -1) if lines[n].strip(" ") and not lines[n].lstrip(" ").startswith("#")), line
    )
    if above < line and not re.search(r":(\s|$)", lines[above]):
        return SyntaxFault(above, indent(lines[above]), _(NO_COLON) + _full_width_colon(lines[above]))
    return SyntaxFault(
        line, indent(lines[line]), _("this line is indented deeper than the line above, which has its value already")
    )


def _full_width_colon(line: str) -> str:
    return _("; the one here is full-width (：)") if "：" in line else ""


def _misplaced(line: str, column: int) -> str:
    if line[column : column + 1] == ":":
        return _("no key stands before this colon")
    before = line[:column].rstrip()
    if before.endswith(('"', "'")):
        return _("something follows the closing quote; quote the whole value")
    if before.endswith(("}", "]")):
        return _("something follows the closing bracket; a text that begins with a bracket must be quoted")
    return _(INDENT)
