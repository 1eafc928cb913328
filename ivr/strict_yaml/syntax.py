"""Faults that keep a text from being YAML, in plain words, and how to read on after them.

PyYAML stops at the first fault and describes it in the parser's terms, often at a line below the mistake. Here each
fault becomes a sentence at the line to correct, and the text is repaired there (the number of lines stays the same), so
that the next fault can be found too. The repaired text is never used: a file with a fault makes no plan.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from ivr.columns import columns
from ivr.heard.normal import RADICALS
from ivr.translation import N_, _

from .brackets import in_quotes, is_within, piece

QUOTE = N_("a value or key that begins with {char} must be quoted: {quoted}")

UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that no editor shows and no text needs: controls, direction marks, zero-width spaces, surrogates."""

LONGEST = 40  # characters of a file that a message repeats
FULL = 80  # columns at which programs that write YAML break lines

# What begins in YAML with a character, its name, and what to do if a text was meant.
_NOT_READ = {
    "&": N_("; anchors are not supported: write the value out wherever it is used"),
    "*": N_("; references are not supported: write out what it refers to"),
    "!": N_("; tags are not supported: leave it out"),
}
_NAMED = re.compile(r"[&*!]!?\w")

_INDENT = re.compile(r" *(?P<space>[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_HASH_KEY = re.compile(r" *(- +)*(?P<hash>#) *:(\s|$)")
_NO_CHARACTER = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")  # PyYAML passes it to Python, which raises
_PASTED = (
    (
        re.compile(r"(<{7}|\|{7}|={7}|>{7})( |$)"),
        N_("git left a conflict here; keep one of the two versions and delete this line"),
    ),
    (re.compile("```"), N_("this line is of the page that the text was copied from; delete it")),
)
"""Lines that are no part of a file, and what to do with them."""
_VERSION = re.compile(r"%YAML 1\.\d *")
_CONTENT = re.compile(r" *(- +)*")
# A character with a variation selector; a radical in place of the kanji; kana with its two dots as a separate
# character.
_SHAPE = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PART = re.compile(r"[\u2e80-\u2fdf]")
_DOTS = re.compile(r"[\u3099\u309a]")
_MISTAKEN = re.compile("|".join(one.pattern for one in (_SHAPE, _PART, _DOTS)))
_WITH_DOTS = re.compile(f".?{_DOTS.pattern}", re.DOTALL)
_SPACES = {"\t": N_("a tab"), "\u3000": N_("a full-width space")}
_WIDE_COLON = re.compile(r" *(?:- +)*[^\s:：'\"#{[]+(?P<mark>：\s*)(?=\{ *\w+:)")
"""A full-width colon between a key and its keys in braces."""
_COMMENT = re.compile(r"(?:^|\s)#")
_BLOCK = re.compile("[|>][-+1-9]*")
"""The end of a line after which a text begins, that goes on as long as lines are indented deeper."""
_WIDE = re.compile(r"(?P<before>: +|- +|[\[{,] *)(?P<mark>[｛［“”„‟＂〝])")
BULLET = re.compile(r" *(?P<mark>[・●○■◆•①-⑳]\s*|[*－–—ー] +|[0-9]{1,2}[.)] +)(?=\S)")
"""The beginning of an item of a list as people write one."""
_DASH = re.compile(" *- ")
_NO_WORDS = re.compile(r"[*]|\S.*:(?: |$)|\S+?\s*[{\[\"']")
"""An item that is more than words: it begins with * or with a bracket or quote, or has a key."""
_FULL_WIDTH = re.compile("[：｛［“”„‟＂〝]")
_HALF = str.maketrans(dict(zip("｛｝［］“”„‟＂〝〞〟", '{}[]""""""""', strict=True)))


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """One fault at a line and column (both from 0), and how to repair it.

    *mend* replaces the text from there to *end*, which is one character if no end is given; None removes the line and
    what is indented below it.
    """

    line: int
    column: int
    message: str
    mend: str | None = None
    end: int | None = None


def quote(line: str, column: int) -> str:
    """Return the fault of a text that begins at a column (from 0) and needs quotes."""
    if line[column : column + 1] == ":":
        return _("there is no key before this colon")
    if line[column : column + 1] == "," and is_within(line, column):
        return _("there is nothing before this comma; leave it out")
    why = _(_NOT_READ[line[column]]) if _NAMED.match(line, column) else ""
    return _(QUOTE).format(char=line[column : column + 1], quoted=quoted(piece(line, column))) + why


def quoted(text: str) -> str:
    """Return a text as it is shown in quotes."""
    return in_quotes(shown(text))


def as_value(text: str) -> str:
    """Return *text* as it is written into a file: in quotes, whatever characters are in it."""
    return json.dumps(text, ensure_ascii=False)  # which is YAML too


def indent(line: str) -> int:
    """Return the indentation of a line, in columns."""
    return len(line) - len(line.lstrip(" "))


def content(line: str) -> int:
    """Return the column (from 0) at which a line's key or value begins, after the dashes of lists."""
    match = _CONTENT.match(line)
    assert match is not None  # the expression fits the empty text
    return match.end()


def went_on(lines: list[str], first: int, last: int) -> int | None:
    """Return, of the lines (from 0) of a value without quotes, the first that was not meant to continue it.

    A program that writes YAML breaks a long value at a space, where the next word would go beyond 80 columns. Any other
    line is likelier a key that lacks its colon, or a list item that is indented too far. Lines that all begin with a
    bullet (・, 1.) are one text, or a list that is no list of YAML; which was meant, the schema knows.
    """
    numbers = [number for number in range(first, last + 1) if lines[number].strip(" ")]
    if all(BULLET.match(lines[number]) for number in numbers):
        return None
    for before, after in pairwise(numbers):
        word = lines[after].strip(" ").split(" ")[0]
        is_full = columns(lines[before].rstrip(" ")) + 1 + columns(word) > FULL
        if after > before + 1 or not is_full or word == "-" or "：" in lines[after]:
            return after
    return None


def shown(text: str) -> str:
    """Return a piece of a file as shown in a message: on one line, not too long, and safe for any terminal."""
    line = UNSEEN.sub("?", " ".join(text.split()))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def unseen(lines: list[str]) -> Iterator[SyntaxFault]:
    """Yield, line by line, the faults that cannot be seen, and text that the parser takes for a comment."""
    texts = {*_lines_of_texts(lines)}
    for number, line in enumerate(lines):
        if match := UNSEEN.search(line):
            yield SyntaxFault(
                number,
                match.start(),
                _("there is an invisible character here (U+{code:04X})").format(code=ord(match[0])),
                "",
            )
        if match := _MISTAKEN.search(line):
            yield _mistaken(number, line, match.start())
        if match := _INDENT.match(line):
            named = _SPACES.get(match["space"], N_("an unusual space (U+{code:04X})"))
            space = _(named).format(code=ord(match["space"]))
            yield SyntaxFault(
                number, match.start("space"), _("there is {space} in the indentation; use spaces").format(space=space)
            )
        if number not in texts and (wide := _wide(number, line)):
            yield wide
        for match in _NO_CHARACTER.finditer(line):
            yield SyntaxFault(number, match.start(), _("{escape} is not a character").format(escape=match[0]), " ")
        if pasted := next((message for start, message in _PASTED if start.match(line)), None):
            yield SyntaxFault(number, 0, _(pasted), "#")
        if line.startswith("%") and not (_VERSION.fullmatch(line) and lines[number + 1 : number + 2] == ["---"]):
            yield SyntaxFault(number, 0, quote(line, 0))
        if match := _HASH_KEY.match(line):
            yield SyntaxFault(
                number, match.start("hash"), _('what follows # is a comment; the key is quoted: "#"'), "#"
            )


def bullets(lines: list[str]) -> Iterator[SyntaxFault]:
    """Yield the faults of items of a list that begin with something else than a dash (・, *, 1.).

    Where all items below a key hold words alone, they may be a text, and are no faults. Within quotes none is one,
    which only the parser of the lines can tell.
    """
    found = {number: bullet for number, line in enumerate(lines) if (bullet := BULLET.match(line))}
    texts = {*_lines_of_texts(lines)} if found else ()
    first: dict[int, int] = {}  # of each item that may be of a text, the first one below its key
    items: set[int] = set()
    for number, bullet in found.items():
        above = _item_or_key_above(lines, number) if number not in texts else None
        if above is None:
            continue
        first[number] = first.get(above, number)
        is_beside = indent(lines[above]) == indent(lines[number]) and above not in found
        if is_beside or _NO_WORDS.match(lines[number], bullet.start("mark")):
            items.add(first[number])
    for number, begun in first.items():
        if begun in items:
            bullet, line = found[number], lines[number]
            message = _("a dash and a space begin an item of a list; write {meant}")
            if lines[begun - 1].endswith(":") and indent(lines[begun - 1]) == indent(line):
                message += _("; a text is indented deeper than its key")
            meant = shown(f"- {line[bullet.end() :]}")
            yield SyntaxFault(number, bullet.start("mark"), message.format(meant=meant), "- ", bullet.end())


def _item_or_key_above(lines: list[str], number: int) -> int | None:
    """Return the line above that has the item before the one of this line, or the key of its list; None for neither."""
    here = indent(lines[number])
    for above in range(number - 1, -1, -1):
        text = _without_comment(lines[above]).rstrip()
        if text and indent(text) <= here:
            is_item = indent(text) == here and (_DASH.match(text) or BULLET.match(text))
            return above if is_item or text.endswith(":") else None
    return None


def _lines_of_texts(lines: list[str]) -> Iterator[int]:
    """Yield the numbers of the lines that belong to a text after | or >, in which every character is ordinary."""
    least: int | None = None  # columns by which a line of the text is indented
    for number, line in enumerate(lines):
        if least is not None and (not line.strip(" ") or indent(line) >= least):
            yield number
        elif "|" in line or ">" in line:
            before, _space, sign = _without_comment(line).rstrip(" ").rpartition(" ")
            before = before.rstrip(" ")
            begins = _BLOCK.fullmatch(sign) and before.endswith((":", "-"))
            least = (content(line) + 1 if before.endswith(":") else len(before)) if begins else None
        else:
            least = None


def _without_comment(line: str) -> str:
    """Return *line* up to its comment, which begins outside of quotes."""
    quotes, seen = 0, 0
    for comment in _COMMENT.finditer(line):
        quotes, seen = quotes + line.count('"', seen, comment.start()), comment.start()
        if not quotes % 2:
            return line[:seen]
    return line


def _wide(number: int, line: str) -> SyntaxFault | None:
    """Return the fault of a full-width colon, bracket or quote where a value begins; within a text it is ordinary."""
    if not _FULL_WIDTH.search(line):
        return None
    line = _without_comment(line)
    if "：" in line and (key := _WIDE_COLON.match(line)):
        message = _("a full-width colon (：) ends no key; write : and a space")
        return SyntaxFault(number, key.start("mark"), message, ": ", key.end("mark"))
    for match in _WIDE.finditer(line):
        column = match.start("mark")
        is_value = match["before"][0] in ":-" or is_within(line, column)
        if is_value and not line.count('"', 0, column) % 2:
            mark, rest = match["mark"], line[column:].translate(_HALF)
            message = N_("a full-width bracket ({char}) does not open anything; write {meant}")
            if mark not in "｛［":
                message = N_("a full-width quote ({char}) does not quote anything; write {meant}")
            return SyntaxFault(number, column, _(message).format(char=mark, meant=rest[0]), rest, len(line))
    return None


def _mistaken(number: int, line: str, column: int) -> SyntaxFault:
    """Return the fault of a character that looks like another one: no name is found with it."""
    message, mend = _looks_like(line[column], line[max(column - 1, 0) : column])
    return SyntaxFault(number, column, message, mend)


def _looks_like(char: str, before: str) -> tuple[str, str]:
    """Return what is wrong with *char* after the character *before*, in words, and what to write in its place."""
    code = ord(char)
    if "\u2e80" <= char <= "\u2fdf":
        meant = as_meant(char)
        advice = _("write {meant}").format(meant=meant) if meant else _("write the kanji itself")
        message = _("{char} (U+{code:04X}) is a part of a kanji; {advice}")
        return message.format(char=char, code=code, advice=advice), meant
    if char not in "\u3099\u309a":
        message = _("an invisible character (U+{code:04X}) follows {before}; write {before} alone")
        return message.format(code=code, before=before), ""
    meant = normalize("NFC", before + char)
    if len(meant) > 1:
        return _("a kana mark (U+{code:04X}) follows a character that does not take it").format(code=code), ""
    message = _("{meant} is written in two characters here (U+{code:04X}); write it in one")
    return message.format(meant=meant, code=code), ""


def as_meant(text: str) -> str:
    """Return *text* with the characters that were meant: composed kana, kanji for radicals, no variation selectors.

    A character that represents no other is dropped.
    """
    kanji = _PART.sub(lambda match: _kanji(match[0]), _SHAPE.sub("", text))
    return _DOTS.sub("", _WITH_DOTS.sub(lambda match: normalize("NFC", match[0]), kanji))


def _kanji(part: str) -> str:
    """Return the kanji that looks like the radical *part*; "" if none does."""
    meant = normalize("NFKC", part).translate(RADICALS)
    return "" if meant == part else meant


def mended(lines: list[str], fault: SyntaxFault) -> list[str]:
    """Return the lines with a fault repaired; their number stays the same."""
    before, line, end = lines[: fault.line], lines[fault.line], end_of_block(lines, fault.line)
    if fault.mend is None:
        return [*before, *([""] * (end - fault.line)), *lines[end:]]
    rest = line[fault.column + 1 if fault.end is None else fault.end :]
    return [*before, line[: fault.column] + fault.mend + rest, *lines[fault.line + 1 :]]


def end_of_block(lines: list[str], first: int) -> int:
    """Return the line after a line and everything that is indented deeper."""
    column = indent(lines[first])
    for number in range(first + 1, len(lines)):
        if lines[number].strip(" ") and indent(lines[number]) <= column:
            return number
    return len(lines)
