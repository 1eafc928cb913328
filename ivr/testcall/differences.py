"""Differences between the expectations of a call and what happened, and the change of the script that mends each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil

from ivr.callscript import Step
from ivr.simulator.transcript import in_a_row
from ivr.translation import _

_SENTENCE = re.compile(r"[^。]+?(?:。|[.?!](?=\s)|$)")

Key = tuple[str | int, ...]
"""Where in a step: ``hears`` and the number of the part, or another key."""


@dataclass(frozen=True, slots=True)
class Put:
    """Set *key* to *value*."""

    key: Key
    value: str | int


@dataclass(frozen=True, slots=True)
class Insert:
    """Put *step* before the step that differed."""

    step: Step


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove the step that differed."""


Fix = Put | Insert | Drop


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference, at *key* of a script's step (see `Put`; () for the step as a whole).

    *fix* would make the script match what happened, None if nothing would.
    """

    message: str
    key: Key = ()
    fix: Fix | None = None


class DiffersError(AssertionError):
    """A call differs from what is expected: its *difference*, shown with the transcript."""

    def __init__(self, difference: Difference, transcript: str) -> None:
        super().__init__(f"{difference.message}\n\n{transcript}")
        self.difference = difference


def squeezed(text: str) -> str:
    """Return *text* for comparison, without spaces and line breaks."""
    return "".join(text.split())


def nearest(part: str, heard: str) -> str:
    """Return the sentence of *heard* that is most like *part*, or as many of them in a row as *part* has."""
    sentences = _sentences(heard)
    length = max(len(_sentences(part)), 1)
    rows = [in_a_row(sentences[at : at + length]) for at in range(max(len(sentences) - length, 0) + 1)]
    return max(rows, key=lambda row: SequenceMatcher(None, part, row).ratio(), default="")


def _sentences(text: str) -> Sequence[str]:
    sentences = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return [sentence for sentence in sentences if any(char.isalnum() for char in sentence)]


def _after(text: str, count: int) -> str:
    """Return what follows the first *count* characters of *text*, spaces apart."""
    ends = [place + 1 for place, char in enumerate(text) if not char.isspace()]
    return text[ends[count - 1] if count else 0 :].strip()


def find_parts(parts: Sequence[str], heard: str, start: int) -> tuple[int, Difference | None]:
    """Find *parts* in this order after the first *start* characters of what was *heard*, spaces apart.

    Return how far they reach, and the first that is not there.
    """
    all_heard = squeezed(heard)
    for place, part in enumerate(parts):
        at = all_heard.find(squeezed(part), start)
        if at < 0:
            rest = _after(heard, start)
            words = nearest(part, rest)
            fix = Put(("hears", place), words) if words else Drop() if len(parts) == 1 else None
            return start, Difference(
                _("expected to hear 「{part}」, heard 「{rest}」").format(part=part, rest=rest), ("hears", place), fix
            )
        start = at + len(squeezed(part))
    return start, None


def compare_all(text: str, heard: str) -> Difference | None:
    """Compare *text* with all that was *heard*."""
    if squeezed(heard) == squeezed(text):
        return None
    message = _("expected to hear 「{text}」 and no more, heard 「{heard}」").format(text=text, heard=heard)
    return Difference(message, ("hears_all",), Put(("hears_all",), heard) if heard else Drop())


def another_rings(number: str, printed: str, names: str) -> Difference:
    """Return the difference if *printed* rings, the number of the offices *names*, and not *number*."""
    message = _("expected {number} to ring, but {printed} rings ({names})")
    if not names:
        message = _("expected {number} to ring, but {printed} rings")
    message = message.format(number=number, printed=printed, names=names)
    return Difference(message, ("rings",), Put(("rings",), printed))


def compare_second(by: int | None, second: float) -> Difference | None:
    """Compare the *second* of a ring with that *by* which it is expected."""
    if by is None or second <= by:
        return None
    return Difference(
        _("rang at second {second:.1f}, expected by {by}").format(second=second, by=by),
        ("by",),
        Put(("by",), ceil(second)),
    )


def compare_whisper(part: str | None, whispered: str) -> Difference | None:
    """Compare what the desk heard with a *part* of it (None: whatever it was)."""
    if part is None or squeezed(part) in squeezed(whispered):
        return None
    message = _("expected the desk to hear 「{part}」, it heard 「{whispered}」").format(part=part, whispered=whispered)
    return Difference(message, ("desk_hears",), Put(("desk_hears",), whispered) if whispered else None)
