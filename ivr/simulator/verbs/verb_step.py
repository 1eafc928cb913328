"""One verb being played on a leg, its attributes, and what can follow it."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ivr.simulator.call_context import CallContext
from ivr.simulator.http.addresses import join
from ivr.simulator.leg import Course, Leg
from ivr.simulator.twiml.document import TwimlDocument
from ivr.simulator.twiml.tree import Element

T = TypeVar("T")

_WHOLE = re.compile(r"[0-9]{1,10}")
_MOST = 2**31 - 1  # the largest value of 32 bits

METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class NextDocument:
    """Go on with the document at *url* (absolute); *parameters* are sent besides the standard ones."""

    why: str
    method: str
    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegEnd:
    """The leg has ended: *by* whom, as in `Disconnected`, and with which CallStatus."""

    by: str
    status: str = "completed"


# None: go on with the next verb.
AfterVerb = NextDocument | LegEnd | None


@dataclass(frozen=True, slots=True)
class VerbStep:
    """The *verb* of *document* that is being played on *leg*; *first*: it is the document's first one.

    *perform* plays a leg from its first request on. A Dial needs it for its whisper; it is passed in because importing
    it would be circular.
    """

    context: CallContext
    leg: Leg
    document: TwimlDocument
    verb: Element
    first: bool
    perform: "Performer"

    def warn(self, number: int, detail: str = "", at: Element | None = None) -> None:
        """Report Twilio's error *number* at this verb, or at the element *at* in it."""
        self.context.log.warning(number, detail, self.document.url, (at or self.verb).line)

    def remark(self, text: str, at: Element | None = None) -> None:
        """Report something that Twilio has no number for."""
        self.context.log.remark(text, self.document.url, (at or self.verb).line)

    def address(self, url: str) -> str:
        """Return *url* resolved against the document's own; an empty one means that, and a fragment stays."""
        return join(self.document.url, url)


# Returns None if the last document was played to its end.
Performer = Callable[[CallContext, Leg, NextDocument], Course[LegEnd | None]]


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of *element*, which is the verb of *step* or an element in it."""

    step: VerbStep
    element: Element

    def has(self, name: str) -> bool:
        """Return whether the attribute is present, empty or not."""
        return name in self.element.attributes

    def text(self, name: str, default: str = "") -> str:
        """Return the attribute as it is written."""
        return self.element.attributes.get(name, default)

    def whole(self, name: str, default: int, fault: int, least: int = 1) -> int:
        """Return a whole number that is at least *least*."""
        if not self.has(name):
            return default
        digits = self.text(name).strip()
        if _WHOLE.fullmatch(digits) and least <= int(digits) <= _MOST:
            return int(digits)
        return self._bad(name, default, fault)

    def flag(self, name: str, fault: int, *, default: bool = False) -> bool:
        """Return a truth value, written ``true`` or ``false``."""
        return self.choice(name, ("true", "false"), "true" if default else "false", fault) == "true"

    def choice(self, name: str, allowed: Collection[str], default: str, fault: int) -> str:
        """Return one of the *allowed* values."""
        value = self.text(name, default)
        return value if value in allowed else self._bad(name, default, fault)

    def method(self, fault: int, name: str = "method") -> str:
        """Return GET or POST, in capitals however it is written."""
        value = self.text(name, "POST").upper()
        return value if value in METHODS else self._bad(name, "POST", fault)

    def _bad(self, name: str, default: T, fault: int) -> T:
        self.step.warn(fault, f"{name}={self.text(name)!r}", self.element)
        return default
