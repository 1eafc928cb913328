"""A call that did not go as expected: what differed, and what would have to be written instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from ivr.site.calls import Step


@dataclass(frozen=True, slots=True)
class Put:
    """Put *value* where *key* (``hears`` and the number of the part, or another key of the step) stands."""

    key: tuple[str | int, ...]
    value: str | int


@dataclass(frozen=True, slots=True)
class Insert:
    """Put *step* before the step that differed."""

    step: Step


@dataclass(frozen=True, slots=True)
class Drop:
    """Take the step that differed away."""


Fix: TypeAlias = Put | Insert | Drop


class Differs(AssertionError):  # noqa: N818 - says what happened
    """The call went otherwise; *fix* would make the script that expected it tell what happened, None where none can."""

    def __init__(self, message: str, transcript: str = "", fix: Fix | None = None) -> None:
        super().__init__(f"{message}\n\n{transcript}" if transcript else message)
        self.message = message
        self.fix = fix


def squeezed(text: str) -> str:
    """Return *text* as it is compared: spaces and line breaks mean nothing."""
    return "".join(text.split())


def nearest(part: str, heard: str) -> str:
    """Return the sentence of *heard* that is most like *part*, or as many of them in a row as *part* has."""
    sentences = _sentences(heard)
    length = max(len(_sentences(part)), 1)
    rows = ["".join(sentences[at : at + length]) for at in range(max(len(sentences) - length, 0) + 1)]
    return max(rows, key=lambda row: SequenceMatcher(None, part, row).ratio(), default="")


def _sentences(text: str) -> Sequence[str]:
    return [sentence + mark for sentence, mark in _split(squeezed(text))]


def _split(text: str) -> Sequence[tuple[str, str]]:
    whole = [(sentence, "。") for sentence in text.split("。")]
    *ended, (last, _) = whole
    return [*ended, (last, "")] if last else ended
