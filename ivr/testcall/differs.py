"""A call that did not go as expected: what differed, and what would have to be written instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from ivr.callscript import Step

Key: TypeAlias = tuple[str | int, ...]
"""Where in a step: ``hears`` and the number of the part, or another key."""


@dataclass(frozen=True, slots=True)
class Put:
    """Put *value* where *key* stands."""

    key: Key
    value: str | int


@dataclass(frozen=True, slots=True)
class Insert:
    """Put *step* before the step that differed."""

    step: Step


@dataclass(frozen=True, slots=True)
class Drop:
    """Take the step that differed away."""


Fix: TypeAlias = Put | Insert | Drop


@dataclass(frozen=True, slots=True)
class Difference:
    """What differed, at *key* of a script's step (see `Put`; () for the step as a whole).

    *fix* would make the script tell what happened, None where nothing would.
    """

    message: str
    key: Key = ()
    fix: Fix | None = None


class DiffersError(AssertionError):
    """The call went otherwise: its *difference*, shown with the transcript."""

    def __init__(self, difference: Difference, transcript: str) -> None:
        super().__init__(f"{difference.message}\n\n{transcript}")
        self.difference = difference


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
    sentences = (sentence + mark for sentence, mark in _split(squeezed(text)))
    return [sentence for sentence in sentences if any(sign.isalnum() for sign in sentence)]


def _split(text: str) -> Sequence[tuple[str, str]]:
    whole = [(sentence, "。") for sentence in text.split("。")]
    *ended, (last, _) = whole
    return [*ended, (last, "")] if last else ended
