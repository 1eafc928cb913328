"""An XML document as plain values with line numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding=["']([\w.-]+)["']""")
# TwiML needs a handful. The limit keeps recursion over a document within Python's.
_DEEPEST = 100
_PARSED = frozenset({"utf-8", "utf-16"})


@dataclass(frozen=True, slots=True)
class Element:
    """An XML element; *children* are elements and pieces of text in document order, *line* counts from 1."""

    name: str
    attributes: Mapping[str, str]
    children: "tuple[Element | str, ...]" = ()
    line: int = 1

    @property
    def elements(self) -> "tuple[Element, ...]":
        """The child elements, without the text between them."""
        return tuple(child for child in self.children if isinstance(child, Element))

    @property
    def text(self) -> str:
        """All text in the element, without surrounding space."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children).strip()


class NotXmlError(Exception):
    """The place and reason for which a text is not a well-formed XML document."""


def parse(source: bytes, encoding: str | None = None) -> Element:
    """Return the root element of an XML document; *encoding* overrides the document's own. Raises NotXmlError."""
    try:
        return _Builder().build(_decoded(source, encoding))
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NotXmlError(str(error)) from error


def _decoded(source: bytes, encoding: str | None) -> bytes | str:
    """Decode what the parser cannot: expat knows no Japanese encoding."""
    declared = _DECLARED.match(source)
    name = encoding or (declared[1].decode() if declared else None)
    return source if name is None or name.lower() in _PARSED else source.decode(name)


class _Builder:
    """Builds elements from what expat reports.

    Entity declarations are refused: TwiML needs none, and nested ones can expand without bound.
    """

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._refuse
        self._open: list[tuple[str, Mapping[str, str], int]] = []
        self._children: list[list[Element | str]] = [[]]

    def build(self, source: bytes | str) -> Element:
        self._parser.Parse(source, True)
        root = self._children[0][0]
        assert isinstance(root, Element)
        return root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == _DEEPEST:
            raise ValueError(f"elements are nested more than {_DEEPEST} deep")
        self._open.append((name, attributes, self._parser.CurrentLineNumber))
        self._children.append([])

    def _end(self, _name: str) -> None:
        name, attributes, line = self._open.pop()
        children = tuple(self._children.pop())
        self._children[-1].append(Element(name, attributes, children, line))

    def _text(self, text: str) -> None:
        self._children[-1].append(text)

    def _refuse(self, name: str, *_declaration: object) -> None:
        raise ValueError(f"entity declaration {name!r}")
