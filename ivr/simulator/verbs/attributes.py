"""Read attributes: a bad value is reported under Twilio's number and replaced by the default."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from ivr.simulator.twiml.tree import Element

from .step import VerbStep

T = TypeVar("T")

_WHOLE = re.compile(r"[0-9]{1,10}")
_MOST = 2**31 - 1

METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of *element*, which is the verb of *step* or an element in it."""

    step: VerbStep
    element: Element

    def has(self, name: str) -> bool:
        """Tell whether the attribute is there, empty or not."""
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
