"""Composition of YAML lines into data, up to the first fault: scalars as text, keys and values with positions."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from ivr.problem import SYNTAX, Problem
from ivr.translation import _

from .complaints import UNREAD, explain, in_brackets
from .document import Data, Loc, Null, Position
from .parser_events import events
from .syntax import UNSEEN, SyntaxFault, content, indent, quote, quoted, shown, went_on

DEEPEST = 40  # levels; no file of ours comes near, and a reader that recurses must end
NOWHERE = -1  # where in a mapping the value of an unusable key goes

_LOST_COMMENT = re.compile(r" *(?<= )#(?![ #])")  # behind a value; a comment has a space after its #
_MISTAKEN_COLON = re.compile(r"(?P<key>[a-z_]+)[:：](?P<value>.+)")
_NULLS = ("null", "Null", "NULL", "~")


class Draft:
    """One attempt to compose a document. It is used once, and keeps what it read before a fault."""

    def __init__(self, lines: list[str], parse: Callable[[str], Iterator[yaml.Event]] = events) -> None:
        self.data: Data = None
        self.keys: dict[Loc, Position] = {}
        self.values: dict[Loc, Position] = {}
        self.problems: list[Problem] = []
        self._lines = lines
        self._events = parse("\n".join(lines))
        self._open: list[Position] = []  # every [ and { that is not closed yet

    def compose(self) -> SyntaxFault | None:
        """Read the lines; return the fault at which reading stopped, if any."""
        try:
            self._document()
        except yaml.MarkedYAMLError as error:
            if self._open and "<stream end>" in str(error.problem):
                first = self._open[0]
                return in_brackets(self._lines, first.line - 1, first.column - 1)
            return explain(error, self._lines)
        return None

    def is_clean(self) -> bool:
        """Read the lines, and return whether they have no fault."""
        try:
            self._document()
        except yaml.YAMLError:
            return False
        return not self.problems

    def _document(self) -> None:
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return
        self.data = self._node(next(self._events), ())
        next(self._events)  # the end of the document
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _fault("expected '<document start>'", event)

    def _node(self, event: yaml.Event, loc: Loc) -> Data:
        if len(loc) > DEEPEST:
            raise _fault("nested too deeply", event)
        start = self.values[loc] = _start(event)
        self._refuse_references(event, start)
        if isinstance(event, yaml.ScalarEvent):
            text = self._scalar(event, start)
            return Null(text) if event.style is None and text in _NULLS else text
        return self._collection(event, loc) if isinstance(event, yaml.CollectionStartEvent) else None

    def _collection(self, event: yaml.CollectionStartEvent, loc: Loc) -> Data:
        brackets = [self.values[loc]] if event.flow_style else []
        self._open += brackets
        data = self._mapping(loc) if isinstance(event, yaml.MappingStartEvent) else self._list(loc)
        del self._open[len(self._open) - len(brackets) :]
        return data

    def _list(self, loc: Loc) -> list[Data]:
        items: list[Data] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*loc, len(items))))
        return items

    def _mapping(self, loc: Loc) -> dict[str, Data]:
        items: dict[str, Data] = {}
        twice: list[tuple[Position, str]] = []  # the keys, one after another, that are here before
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            start = _start(event)
            key = self._key(event, start, loc)
            value = next(self._events)
            if key is not None and (*loc, key) in self.keys:
                twice.append((start, key))
                key = None
            else:
                self._note_twice(loc, twice)
                twice = []
            if key is None:
                self._node(value, (*loc, NOWHERE))
            else:
                self._check_colon(start, event, value, (*loc, next(reversed(items), "")))
                self.keys[*loc, key] = start
                items[key] = self._node(value, (*loc, key))
        self._note_twice(loc, twice)
        return items

    def _note_twice(self, loc: Loc, twice: list[tuple[Position, str]]) -> None:
        """Report keys, one after another, that a mapping has twice: several at once are mostly one line too few."""
        if not twice or NOWHERE in loc:  # there its keys are beside those of other values
            return
        start, key = twice[0]
        first = self.keys[*loc, key]
        message = _('the key "{key}" is here twice, first at {line}:{column}')
        message = message.format(key=shown(key), line=first.line, column=first.column)
        if len(twice) > 1:
            message += _(", and so is what follows it (up to line {line}); is a line missing above them?").format(
                line=twice[-1][0].line
            )
        self._note(start, message, "duplicate-key")

    def _check_colon(self, start: Position, key: yaml.Event, value: yaml.Event, before: Loc) -> None:
        """Refuse a key without a colon within brackets: it is a part of a text, or its colon is another character.

        *before* is the path to the value before it, which a comma ended.
        """
        end, follows, line = _place(key.end_mark), _start(value), self._lines[start.line - 1]
        is_quoted = line[start.column - 1] in "\"'"
        if follows < end or is_quoted or ":" in line[end.column - 1 : follows.column - 1]:
            return
        text, first = line[start.column - 1 : end.column - 1], self.values.get(before)
        if mistaken := _MISTAKEN_COLON.match(text):
            message = _("a key ends with a colon and a space; write {meant}")
            self._note(start, message.format(meant=shown(f"{mistaken['key']}: {mistaken['value']}")))
        elif not before[-1] and line[start.column - 2] == "{":
            bracket = Position(start.line, start.column - 1)
            self._note(bracket, _(UNREAD["bracket"]).format(quoted=quoted(f"{{{text}}}")))
        elif first and first.line == start.line and line[first.column - 1] not in "\"'{[":
            whole = line[first.column - 1 : end.column - 1]
            listed = f"[{whole.strip('()（）【】')}]"
            self._note(first, _(UNREAD["list"]).format(quoted=quoted(whole), listed=shown(listed)))

    def _key(self, event: yaml.Event, start: Position, loc: Loc) -> str | None:
        """Return a key's text; None for one that cannot be used, after reporting why."""
        if not isinstance(event, yaml.ScalarEvent):
            self._node(event, (*loc, NOWHERE))  # refuses an alias
            if isinstance(event, yaml.CollectionStartEvent):
                self._note(start, _("a key is plain text, not a list or a mapping"))
            return None
        self._refuse_references(event, start)
        key = self._scalar(event, start)
        if key is None:
            self._note(start, _("there is no key before this colon"))
        return key

    def _scalar(self, event: yaml.ScalarEvent, start: Position) -> str | None:
        """Return the text of a scalar as written, None for a plain one without any."""
        end = _place(event.end_mark)
        if event.style is None:
            self._check_plain(start, end)
            if start.line == end.line:
                self._check_edges(start, event.value)
            return event.value.strip() or None
        if event.style in "'\"" and end.line > start.line and self._is_open(start, end):
            raise _fault("quoted scalar that is open", event)
        if match := UNSEEN.search(event.value):
            self._note(
                start, _("an escape here makes an invisible character (U+{code:04X})").format(code=ord(match[0]))
            )
        return event.value

    def _check_plain(self, start: Position, end: Position) -> None:
        """Refuse what YAML would silently join to a value without quotes, or drop from it."""
        is_longer = end.line > start.line
        if is_longer and (number := went_on(self._lines, start.line - 1, end.line - 1)) is not None:
            line = self._lines[number]
            self._note(
                Position(number + 1, len(line) - len(line.lstrip(" ")) + 1),
                _(
                    "this goes on with the value of line {line}; write that in one line, or begin it with | or >; a "
                    "key or an item of its own is indented less, and a key ends with ': '"
                ).format(line=start.line),
            )
        elif match := _LOST_COMMENT.match(self._lines[end.line - 1], end.column - 1):
            place = Position(end.line, match.end())
            self._note(place, _('from # on this is a comment; a value with # in it must be quoted: "#"'))

    def _check_edges(self, start: Position, text: str) -> None:
        """Refuse invisible or accidental characters at either end of a value without quotes."""
        if text != text.strip():
            place = start if text[0].isspace() else Position(start.line, start.column + len(text.rstrip()))
            self._note(place, _("there is a full-width space beside this; delete it"))
        elif text.endswith('"') and text.count('"') == 1:
            message = _("the quote that closes here was never opened; write {quoted}")
            self._note(start, message.format(quoted=quoted(text)))

    def _is_open(self, start: Position, end: Position) -> bool:
        """Return whether a quote seems never closed: a line of the value is indented like a key or an item after it."""
        if self._open:
            return False
        first, *rest = (line for line in self._lines[start.line - 1 : end.line] if line.strip(" "))
        column = content(first)
        least = column if column == start.column - 1 else column + 1
        return any(indent(line) < least for line in rest)

    def _refuse_references(self, event: yaml.Event, start: Position) -> None:
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            self._note(start, quote(self._lines[start.line - 1], start.column - 1))

    def _note(self, place: Position, message: str, rule: str = SYNTAX) -> None:
        self.problems.append(Problem("", place.line, place.column, message, rule))


def _fault(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    at = _start(event)
    mark = yaml.Mark("", 0, at.line - 1, at.column - 1, None, 0)
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _start(event: yaml.Event) -> Position:
    return _place(event.start_mark)


def _place(mark: Any) -> Position:  # noqa: ANN401 - of either parser
    return Position(mark.line + 1, mark.column + 1)
